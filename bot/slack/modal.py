"""A modal for one user: opened at once, since a trigger is valid for 3 s, then filled.

Source: https://docs.slack.dev/surfaces/modals
"""

import asyncio

from bot.cards import views
from bot.cards.message import Message
from bot.cards.texts import say
from bot.cards.views import View
from bot.slack.errors import SlackError
from bot.slack.seal import Seal
from bot.slack.web_api import WebApi

EXPIRED = frozenset({"expired_trigger_id", "exchanged_trigger_id"})
"""What Slack answers when the modal was asked for too late."""
CLOSED = "not_found"
"""What Slack answers when the person has closed the modal."""
CHANGED = "hash_conflict"
"""What Slack answers when the modal has changed since."""

_ACKNOWLEDGED_SECONDS = 0.3


class Modal:
    """One modal; closed until it is opened, unless `view_id` names one that is open.

    Args:
        client: Slack's Web API.
        seal: Seals the modal and what its buttons carry.
        user_id: Who has it in front.
        view_id: The modal, where it is open already.
        acknowledged: Whether the acknowledgement is changing the modal: Slack has to do that first, or what is shown
            would be covered by what the acknowledgement shows, and stay so.
    """

    def __init__(
        self, client: WebApi, seal: Seal, user_id: str, view_id: str | None = None, *, acknowledged: bool = False
    ) -> None:
        self._client = client
        self._seal = seal
        self._user_id = user_id
        self._view_id = view_id
        self._title = say("title_look_up")
        self._not_before = asyncio.get_running_loop().time() + _ACKNOWLEDGED_SECONDS if acknowledged else 0.0

    @property
    def is_open(self) -> bool:
        """Whether it was opened; the person may have closed it since."""
        return self._view_id is not None

    async def open(self, trigger_id: str, view: View, *, on_top: bool = False) -> SlackError | None:
        """Show `view` first; returns why that failed.

        Args:
            trigger_id: Of what the person did; good for 3 s, once.
            view: What is shown first.
            on_top: Over the modal in which the person clicked, rather than anew.
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
        """Show that Spott is being asked, in place of what was clicked; returns why that failed.

        Args:
            view_hash: Of the modal as it was when the person clicked.
        """
        return await self.show(views.loading(self._title), view_hash)

    async def tell(self, notice: Message) -> SlackError | None:
        """Show a notice; returns why that failed."""
        return await self.show(views.told(notice, title=self._title))

    async def show(self, view: View, view_hash: str | None = None) -> SlackError | None:
        """Show `view`; returns why that failed."""
        await asyncio.sleep(self._not_before - asyncio.get_running_loop().time())
        try:
            sealed = self._seal.view(view, self._user_id)
            await self._client.views_update(view_id=self._view_id, view=dict(sealed), hash=view_hash)
        except SlackError as error:
            return error
        return None
