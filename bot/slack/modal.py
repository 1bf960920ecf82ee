"""A modal for one user: opened at once, since a trigger is valid for 3 s, then filled.

Source: https://docs.slack.dev/surfaces/modals
"""

import asyncio
from contextlib import suppress

from bot.cards import views
from bot.cards.message import Message
from bot.cards.views import View
from bot.slack.address import Address
from bot.slack.delivery import Delivery, Result
from bot.slack.destination import Visibility
from bot.slack.errors import SlackError
from bot.slack.messenger import Messenger
from bot.telemetry.journal import Arrival, Audience

EXPIRED = frozenset({"expired_trigger_id", "exchanged_trigger_id"})
"""Slack's error if the modal was opened too late."""
CLOSED = "not_found"
"""Slack's error if the user has closed the modal."""
CHANGED = "hash_conflict"
"""Slack's error if the modal has changed since."""

_ACKNOWLEDGED_SECONDS = 0.3
_ANNOUNCING_SECONDS = 2.0


class Modal:
    """The modal on the user's screen.

    Args:
        messenger: Sends to Slack.
        address: Where the answer belongs; names the modal if one is already open.
    """

    arrival = Arrival.IN_PLACE

    def __init__(self, messenger: Messenger, address: Address) -> None:
        self._client = messenger.client
        self._seal = messenger.seal
        self._languages = messenger.languages
        self._user_id = address.user_id
        self._is_owed = address.is_owed
        self._view_id = address.view_id
        self._title: str | None = None
        # Slack has to apply the acknowledgement first, or it would replace what is shown here.
        self._not_before = _now() + _ACKNOWLEDGED_SECONDS if address.is_acknowledged else 0.0

    @property
    def is_open(self) -> bool:
        """Whether it was opened; the user may have closed it since."""
        return self._view_id is not None

    async def open(self, trigger_id: str, view: View, *, on_top: bool = False) -> SlackError | None:
        """Open a modal that shows `view`; returns the error if that failed.

        Args:
            trigger_id: From what the user did; valid once, for 3 s.
            view: The first content.
            on_top: Whether to open it on top of the modal in which the user clicked.
        """
        call = self._client.views_push if on_top else self._client.views_open
        try:
            answer = await call(trigger_id=trigger_id, view=dict(self._seal.view(view, self._user_id)))
        except SlackError as error:
            return error
        self._view_id = answer["view"]["id"]
        self._title = view["title"]["text"]
        return None

    async def wait(self, view_hash: str | None) -> SlackError | None:
        """Show in place of what was clicked that the app is waiting for Spott; returns the error if that failed.

        Args:
            view_hash: The modal's hash when the user clicked.
        """
        return await self.show(views.loading(self._languages.of(self._user_id), self._title), view_hash)

    def audience(self, _: Visibility) -> Audience:
        """The user alone."""
        return Audience.PRIVATE

    async def deliver(self, message: Message, _: Visibility) -> Delivery:
        """Show a message; counts as delivered if the user has closed the modal, since that cancels the answer."""
        say = self._languages.of(self._user_id)
        failed = await self.show(views.notice(say, message, title=self._title))
        if failed is None or (failed.code == CLOSED and not self._is_owed):
            return Delivery(Result.DELIVERED)
        return Delivery(Result.GONE)

    async def announce(self, message: Message) -> None:
        """Show that the answer takes a while; the answer then replaces this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_ANNOUNCING_SECONDS):
                await self.deliver(message, "ephemeral")

    async def show(self, view: View, view_hash: str | None = None) -> SlackError | None:
        """Show `view`; returns the error if that failed."""
        await asyncio.sleep(self._not_before - _now())
        try:
            sealed = self._seal.view(view, self._user_id)
            await self._client.views_update(view_id=self._view_id, view=dict(sealed), hash=view_hash)
        except SlackError as error:
            return error
        return None


def _now() -> float:
    return asyncio.get_running_loop().time()
