"""The message in which a user asked: a card goes into its thread, everything else to the user alone."""

from bot.cards import threads
from bot.cards.dismissal import dismissible
from bot.cards.message import Message
from bot.slack.address import Address
from bot.slack.delivery import Deadline, Delivery, Result
from bot.slack.destination import Visibility
from bot.slack.messenger import Messenger
from bot.telemetry.journal import Arrival, Audience


class Thread:
    """The thread of a message.

    Slack shows an ephemeral message in a thread only if others have written there. So an ephemeral message is shown
    where the user asked: beside their message, or in the thread if that is in one.

    Args:
        messenger: Sends to Slack.
        address: Where the answer belongs.
        deadline: How long the user waits for it.
    """

    arrival = Arrival.IN_PLACE

    def __init__(self, messenger: Messenger, address: Address, deadline: Deadline) -> None:
        self._messenger = messenger
        self._address = address
        self._deadline = deadline

    def audience(self, visibility: Visibility) -> Audience:
        """Everyone who can read the thread, or the user alone, as always in a direct message."""
        is_direct = self._address.asked is not None and self._address.asked.is_direct
        return Audience.PRIVATE if is_direct or visibility != "in_channel" else Audience.THREAD

    @property
    def is_open(self) -> bool:
        """Whether the user asked in a message."""
        return self._address.asked is not None

    async def deliver(self, message: Message, visibility: Visibility) -> Delivery:
        """Post a message to the thread, or show it to the user alone; in a direct message everything is posted."""
        address = self._address
        channel_id, asked = address.channel_id, address.asked
        if channel_id is None or asked is None:
            return Delivery(Result.GONE)
        if visibility == "in_channel" or asked.is_direct:
            return await self._messenger.post(message, channel_id, address.thread_ts, self._deadline, in_turn=True)
        say = self._messenger.languages.of(address.user_id)
        shown = dismissible(threads.remembering(message, address.thread_ts), say)
        where = address.thread_ts if asked.is_in_thread else None
        return await self._messenger.post_ephemeral(shown, channel_id, address.user_id, where, self._deadline)
