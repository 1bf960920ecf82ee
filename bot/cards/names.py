"""People's names. Pure."""

from bot.cards.reader import Reader
from bot.cards.text import HEADER_LIMIT


def name(*parts: str | None, text: Reader) -> str:
    """A person's full name, short enough for a header; never empty.

    Args:
        parts: The parts from Spott, in order.
        text: Prepares the name for display.
    """
    # Joined first, since an address could be split over several parts.
    return text(" ".join(part or "" for part in parts), HEADER_LIMIT) or text.say("name_unknown")
