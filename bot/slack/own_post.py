"""Answers in the conversation with a message of the bot's own, since only those can be changed later."""

from bot.cards.message import Message
from bot.slack.address import Address
from bot.slack.delivery import Deadline, Delivery, Result
from bot.slack.destination import Visibility
from bot.slack.messenger import Messenger
from bot.telemetry.journal import Arrival, Audience


class OwnPost:
    """A message of the bot's own in the conversation where the user asked.

    Args:
        messenger: Sends to Slack.
        address: Where the answer belongs.

    Attributes:
        is_open: Whether the bot is in that conversation, as far as we know.
    """

    arrival = Arrival.IN_PLACE

    def __init__(self, messenger: Messenger, address: Address) -> None:
        self.is_open = False
        self._messenger = messenger
        self._channel_id = address.channel_id
        self._thread_ts = address.thread_ts

    def audience(self, _: Visibility) -> Audience:
        """Everyone in the conversation, or in the thread."""
        return Audience.THREAD if self._thread_ts else Audience.CHANNEL

    async def deliver(self, message: Message, _: Visibility) -> Delivery:
        """Post a message. If Slack limits us, it is not tried again: the response_url has limits of its own."""
        if self._channel_id is None:
            return Delivery(Result.GONE)
        return await self._messenger.post(message, self._channel_id, self._thread_ts, Deadline(0.0))
