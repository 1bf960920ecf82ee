"""The direct message with a user, for answers that cannot be delivered where they asked."""

from bot.cards.message import Message
from bot.slack.address import Address
from bot.slack.delivery import Deadline, Delivery
from bot.slack.destination import Visibility
from bot.slack.messenger import Messenger
from bot.telemetry.journal import Arrival, Audience


class DirectMessage:
    """The direct message with the user who asked.

    Args:
        messenger: Sends to Slack.
        address: Who asked.
        deadline: How long they wait for the answer.
    """

    arrival = Arrival.DIRECT
    is_open = True

    def __init__(self, messenger: Messenger, address: Address, deadline: Deadline) -> None:
        self._messenger = messenger
        self._user_id = address.user_id
        self._deadline = deadline

    def audience(self, _: Visibility) -> Audience:
        """The user alone."""
        return Audience.PRIVATE

    async def deliver(self, message: Message, _: Visibility) -> Delivery:
        """Send a message that no one else sees."""
        return await self._messenger.post(message, self._user_id, None, self._deadline)
