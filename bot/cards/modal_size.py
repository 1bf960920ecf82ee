"""The size limit of a modal. Pure."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from bot.cards.message import Block
from bot.cards.text import MODAL_BLOCKS_LIMIT, MODAL_BYTES_LIMIT

# Reserved for the modal itself: title, buttons, metadata, and the line with the number of further items.
_OWN_BLOCKS: Final = 4
_OWN_BYTES: Final = 15_000


def fitting(groups: Iterable[Sequence[Block]], *, beside: Sequence[Block] = ()) -> list[Sequence[Block]]:
    """The leading groups of blocks that fit into one modal.

    Args:
        groups: Blocks that belong together; iteration stops at the first group that does not fit.
        beside: Other blocks in the modal.
    """
    blocks = MODAL_BLOCKS_LIMIT - _OWN_BLOCKS - len(beside)
    room = MODAL_BYTES_LIMIT - _OWN_BYTES - _size(beside)
    fitted: list[Sequence[Block]] = []
    for group in groups:
        blocks -= len(group)
        room -= _size(group)
        if blocks < 0 or room < 0:
            break
        fitted.append(group)
    return fitted


def _size(blocks: Sequence[Block]) -> int:
    # With all non-ASCII characters escaped, as in the views that Slack sends back: the longest form.
    return len(json.dumps(list(blocks)))
