"""The thread for the answer to a click, kept in the ids of the blocks with buttons. Pure.

Slack does not store ephemeral messages, so a click on one does not say which message it answers.
"""

import re
from typing import Final

from bot.cards.carried import TIMESTAMP
from bot.cards.message import Message

_BLOCK_ID: Final = re.compile(rf"thread ({TIMESTAMP}) [0-9]{{1,3}}")


def remembering(message: Message, thread_ts: str | None) -> Message:
    """The message with the thread in its blocks.

    Args:
        message: The message.
        thread_ts: The thread's first message; None for none.
    """
    if thread_ts is None:
        return message
    blocks = [
        {**block, "block_id": f"thread {thread_ts} {place}"}
        if block["type"] == "actions" or "accessory" in block
        else block
        for place, block in enumerate(message["blocks"])
    ]
    return {**message, "blocks": blocks}


def remembered(block_id: object) -> str | None:
    """The thread in the id of a block that was clicked; None if there is none."""
    found = _BLOCK_ID.fullmatch(block_id) if isinstance(block_id, str) else None
    return found[1] if found else None
