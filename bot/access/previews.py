"""How much everyone in a conversation may see of a link to Spott that somebody posted there. Pure; fails closed."""

from enum import Enum
from typing import Literal, TypeAlias

from bot.access.rules import Asked, Everybody, Place, Policy, audience, hidden, others_read

Unfurl: TypeAlias = Literal["off", "button", "card"]
"""The setting UNFURL."""


class Preview(Enum):
    """What everyone sees below the message."""

    NOTHING = "nothing"
    NAMELESS = "nameless"
    """Only that it is a person or a job, with a button that shows the card to users who may see it."""
    NAME = "name"
    """The name, with the same button."""
    CARD = "card"


def preview(wanted: Unfurl, place: Place, policy: Policy) -> Preview:
    """Decide how much of a link is shown.

    Args:
        wanted: The setting.
        place: Where the link was posted, by somebody who may look people up.
        policy: The settings about access.
    """
    channel = place.channel
    if wanted == "off" or channel is None or others_read(channel, policy):
        return Preview.NOTHING
    if hidden(place, policy):
        return Preview.NAMELESS
    as_card = wanted == "card" and isinstance(audience(Asked(), policy, place), Everybody)
    return Preview.CARD if as_card else Preview.NAME
