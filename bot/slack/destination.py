"""Where the answer to a command or click can be delivered."""

from typing import Literal, Protocol

from bot.cards.message import Message
from bot.slack.delivery import Delivery
from bot.telemetry.journal import Arrival, Audience

Visibility = Literal["in_channel", "ephemeral", "original"]
"""Who sees an answer in a conversation: everyone, the user alone, or those who see the clicked message, which it
replaces."""


class Destination(Protocol):
    """A place for answers. To add one, write a class and list it in `bot.slack.reply`."""

    @property
    def arrival(self) -> Arrival:
        """What the journal calls an answer that arrives here."""
        ...

    def audience(self, visibility: Visibility) -> Audience:
        """Who sees what is delivered here."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether this answer can be delivered here."""
        ...

    async def deliver(self, message: Message, visibility: Visibility) -> Delivery:
        """Deliver a message; never raises if Slack or the network fails."""
        ...
