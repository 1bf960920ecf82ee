"""The button with which a user removes a message that only they see. Pure."""

from bot.cards.buttons import DISMISS, NONE_OF_THESE, dismiss
from bot.cards.message import Block, Message, actions
from bot.cards.texts import Language


def dismissible(message: Message, say: Language) -> Message:
    """The message with **Dismiss**, unless it already has it: beside a single text, or after its buttons."""
    blocks = message["blocks"]
    rows = [place for place, block in enumerate(blocks) if block["type"] == "actions"]
    if any(element["action_id"] in {DISMISS, NONE_OF_THESE} for place in rows for element in blocks[place]["elements"]):
        return message
    if rows:
        row = blocks[rows[-1]]
        return {**message, "blocks": _replaced(blocks, rows[-1], row | actions(*row["elements"], dismiss(say)))}
    alone = [(block["type"], "accessory" in block) for block in blocks] == [("section", False)]
    # On a phone, a button beside several lines leaves little room for them.
    if alone and "\n" not in blocks[0]["text"]["text"]:
        return {**message, "blocks": [{**blocks[0], "accessory": dismiss(say)}]}
    return {**message, "blocks": [*blocks, actions(dismiss(say))]}


def _replaced(blocks: list[Block], place: int, block: Block) -> list[Block]:
    return [*blocks[:place], block, *blocks[place + 1 :]]
