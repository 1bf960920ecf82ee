"""A modal in front of one person: opened at once, since a trigger lives 3 s, then filled.

Source: https://docs.slack.dev/surfaces/modals
"""

import asyncio

from bot.cards import notices, views
from bot.cards.message import Message
from bot.cards.texts import say
from bot.cards.views import View
from bot.slack.errors import SlackError
from bot.slack.reply import Reply
from bot.slack.web_api import WebApi
from bot.telemetry.journal import Arrival, Outcome

_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id"})
_CLOSED = "not_found"
_CHANGED = "hash_conflict"

_ACKNOWLEDGED_SECONDS = 0.3


class Modal:
    """One modal, and the reply to what the person did there.

    While it stands open, what the reply has to say is told in it. Whoever closes it has given up the answer.

    Args:
        client: Slack's Web API.
        reply: To the click, shortcut or form.
        view_id: The modal, where it stands open already.
        acknowledged: Whether the acknowledgement is changing the modal: Slack has to do that first, or what was looked
            for would be covered by what the acknowledgement shows, and stay so.
        owed: Whether the person is told also when they have closed it.
    """

    def __init__(
        self,
        client: WebApi,
        reply: Reply,
        view_id: str | None = None,
        *,
        acknowledged: bool = False,
        owed: bool = False,
    ) -> None:
        self._client = client
        self._reply = reply
        self._view_id = view_id
        self._title = say("title_look_up")
        self._owed = owed
        self._not_before = asyncio.get_running_loop().time() + (_ACKNOWLEDGED_SECONDS if acknowledged else 0.0)
        if view_id is not None:
            reply.move(self._tell)

    async def open(self, trigger_id: str, view: View, *, on_top: bool = False) -> bool:
        """Show `view`; never raises for what Slack or the network does.

        Args:
            trigger_id: Of what the person did; good for 3 s, once.
            view: What is shown first.
            on_top: Over the modal in which the person clicked, rather than anew.

        Returns:
            Whether it stands open; where not, the reply has its outcome.
        """
        call = self._client.views_push if on_top else self._client.views_open
        try:
            answer = await call(trigger_id=trigger_id, view=dict(self._reply.seal.view(view, self._reply.user_id)))
        except SlackError as error:
            await self._not_opened(error.code, on_top=on_top)
            return False
        self._view_id = answer["view"]["id"]
        self._title = view["title"]["text"]
        self._reply.move(self._tell)
        return True

    async def _not_opened(self, code: str, *, on_top: bool) -> None:
        if code in _LATE:
            await self._reply.outcome(notices.of("click_expired"), Outcome.TOO_LATE)
        elif on_top and code == _CLOSED:
            self._reply.record.close(Outcome.TOO_LATE, Arrival.IN_PLACE)
        else:
            await self._reply.outcome(notices.of("modal_refused"), Outcome.NOT_SHOWN)

    async def wait(self, view_hash: str | None) -> bool:
        """Show that Spott is being asked, in place of what was clicked.

        Args:
            view_hash: Of the modal as it was when the person clicked.

        Returns:
            Whether to go on: not where the modal has changed since, by another click, or was closed.
        """
        error = await self._update(views.loading(self._title), view_hash)
        if error in {_CHANGED, _CLOSED}:
            self._reply.record.close(Outcome.TWICE if error == _CHANGED else Outcome.TOO_LATE, Arrival.IN_PLACE)
            return False
        return True

    async def show(self, view: View, named: Outcome) -> None:
        """Fill the modal, which is the outcome of the reply."""
        if await self._update(view) in {None, _CLOSED}:
            self._reply.record.close(named, Arrival.IN_PLACE)
        else:
            await self._reply.outcome(notices.of("modal_refused"), Outcome.NOT_SHOWN)

    async def _tell(self, notice: Message) -> bool:
        error = await self._update(views.told(notice, title=self._title))
        return error is None or (error == _CLOSED and not self._owed)

    async def _update(self, view: View, view_hash: str | None = None) -> str | None:
        """The code of why the modal does not show `view`; None when it does."""
        await asyncio.sleep(self._not_before - asyncio.get_running_loop().time())
        try:
            sealed = self._reply.seal.view(view, self._reply.user_id)
            await self._client.views_update(view_id=self._view_id, view=dict(sealed), hash=view_hash)
        except SlackError as error:
            return error.code
        return None
