"""What fits into one modal. Pure."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from bot.cards.message import Block
from bot.cards.text import MODAL_BLOCKS_LIMIT, MODAL_BYTES_LIMIT

# Left for the modal's own words: title, buttons, metadata, the line that says how many more there are.
_OWN_BLOCKS: Final = 4
_OWN_BYTES: Final = 15_000


def fitting(groups: Iterable[Sequence[Block]], *, beside: Sequence[Block] = ()) -> list[Sequence[Block]]:
    """The groups of blocks, from the first on, that one modal can hold.

    Args:
        groups: Blocks that only make sense together; none is asked for after the first that does not fit.
        beside: The blocks that stand there in any case.
    """
    blocks = MODAL_BLOCKS_LIMIT - _OWN_BLOCKS - len(beside)
    room = MODAL_BYTES_LIMIT - _OWN_BYTES - _size(beside)
    held: list[Sequence[Block]] = []
    for group in groups:
        blocks -= len(group)
        room -= _size(group)
        if blocks < 0 or room < 0:
            break
        held.append(group)
    return held


def _size(blocks: Sequence[Block]) -> int:
    # With everything beyond ASCII escaped, as Slack sends views back: the longest of all forms.
    return len(json.dumps(list(blocks)))
