"""What to call a person. Pure."""

from typing import Final

from bot.cards.text import HEADER_LIMIT, Reader, spott_text

UNKNOWN: Final = "Name not in Spott"


def name(*parts: str | None, text: Reader = spott_text) -> str:
    """The parts of a person's name as one, fit for a header; never empty.

    Args:
        parts: As Spott has them, in their order.
        text: How they are read.
    """
    # Joined first: an address could be spread over several.
    return text(" ".join(part or "" for part in parts), HEADER_LIMIT) or UNKNOWN
