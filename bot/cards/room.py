"""What fits into one modal. Pure."""

import json
from collections.abc import Sequence
from typing import Final

from bot.cards.message import Block
from bot.cards.text import MODAL_BLOCKS_LIMIT, MODAL_BYTES_LIMIT

# Left for the modal's own words: title, buttons, metadata, the line that says how many more there are.
_OWN_BLOCKS: Final = 4
_OWN_BYTES: Final = 15_000


def that_fit(groups: Sequence[Sequence[Block]], *, beside: Sequence[Block] = ()) -> int:
    """How many of the groups of blocks, from the first on, one modal can hold.

    Args:
        groups: Blocks that only make sense together.
        beside: The blocks that stand there in any case.
    """
    blocks = MODAL_BLOCKS_LIMIT - _OWN_BLOCKS - len(beside)
    room = MODAL_BYTES_LIMIT - _OWN_BYTES - _size(beside)
    for count, group in enumerate(groups):
        blocks -= len(group)
        room -= _size(group)
        if blocks < 0 or room < 0:
            return count
    return len(groups)


def _size(blocks: Sequence[Block]) -> int:
    # With everything beyond ASCII escaped, as Slack sends views back: the longest of all forms.
    return len(json.dumps(list(blocks)))
