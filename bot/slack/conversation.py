"""The conversation in which the user asked, through the response_url of their command or click."""

from typing import Any, Final

from bot.cards.dismissal import dismissible
from bot.cards.message import Message
from bot.slack.address import Address
from bot.slack.delivery import Deadline, Delivery, Result, send
from bot.slack.destination import Visibility
from bot.slack.messenger import Messenger
from bot.slack.seal import everybody_in, one_in
from bot.telemetry.journal import Arrival, Audience

USES: Final = 4
"""Out of the five uses of a response_url; the fifth is reserved for covering a card (`bot.slack.posted_cards`)."""

# Always set, since Slack's defaults differ between commands and clicks, and between kinds of messages.
_SHOWN_AS: Final[dict[Visibility, dict[str, Any]]] = {
    "in_channel": {"response_type": "in_channel", "replace_original": False},
    "ephemeral": {"response_type": "ephemeral", "replace_original": False},
    "original": {"replace_original": True},
}


class Conversation:
    """The conversation where the user asked.

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
        self._uses = 0

    @property
    def is_open(self) -> bool:
        """Whether Slack gave a response_url."""
        return self._address.response_url is not None

    async def deliver(self, message: Message, visibility: Visibility) -> Delivery:
        """Post a message to the conversation; if only the user sees it, they can dismiss it."""
        shown_as = _SHOWN_AS[visibility]
        say = self._messenger.languages.of(self._address.user_id)
        shown = dismissible(message, say) if self._is_private(visibility) else message
        sealed = self._messenger.seal.message(shown, self._sealed_for(visibility))
        thread = {"thread_ts": ts} if visibility == "in_channel" and (ts := self._address.thread_ts) else {}
        return await send(sealed, lambda form: self._post({**shown_as, **thread, **form}), self._deadline)

    async def remove_original(self) -> Delivery:
        """Remove the message that was clicked."""
        return await self._post({"delete_original": True})

    def audience(self, visibility: Visibility) -> Audience:
        """The user alone, as always in the direct message with the app, or everyone in the conversation."""
        is_direct = (self._address.channel_id or "").startswith("D")
        if is_direct or self._is_private(visibility):
            return Audience.PRIVATE
        return Audience.THREAD if self._address.thread_ts else Audience.CHANNEL

    def _sealed_for(self, visibility: Visibility) -> str:
        """Who can see what is posted, and where."""
        address = self._address
        if self._is_private(visibility):
            return one_in(address.channel_id, address.user_id)
        return everybody_in(address.channel_id)

    def _is_private(self, visibility: Visibility) -> bool:
        return visibility == "ephemeral" or (visibility == "original" and self._address.is_ephemeral)

    async def _post(self, payload: dict[str, Any]) -> Delivery:
        """Use the response_url once, if there are uses left."""
        url = self._address.response_url
        if url is None or self._uses >= USES:
            return Delivery(Result.GONE)
        self._uses += 1
        return await self._messenger.respond(url, payload)
