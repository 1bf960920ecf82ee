"""Forgetting a person, for workspace admins, from their Home tab."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.access.decide import Access
from bot.cards import forget, notices, views
from bot.cards.message import Message
from bot.cards.texts import Language
from bot.listeners.home_payloads import ForgetForm
from bot.listeners.payloads import Click
from bot.slack import notice
from bot.slack.delivery import Deadline, Result
from bot.slack.forgetting import Forgetter
from bot.slack.messenger import Messenger
from bot.slack.reply import Reply
from bot.spott.models import CANDIDATE_ID
from bot.store.errors import StoreError
from bot.telemetry.journal import Outcome

if TYPE_CHECKING:
    from bot.store.store import Store

_TELLING_SECONDS: Final = 8.0


class Forget:
    """Answers **Forget a person** and its form.

    Args:
        access: Knows who is an admin.
        messenger: Sends to Slack.
        store: The store; None without one.
    """

    def __init__(self, access: Access, messenger: Messenger, store: "Store | None") -> None:
        self._access = access
        self._messenger = messenger
        self._store = store

    async def ask(self, click: Click, reply: Reply) -> None:
        """Show the form."""
        if not await self._access.is_admin(click.user_id):
            await reply.tell(notice.of("only_admins"))
        elif await reply.open_modal(click.trigger_id, forget.form(reply.say)):
            reply.end_silently(Outcome.HOME)

    async def forget(self, form: ForgetForm, reply: Reply) -> None:
        """Start to forget the person whose ID was entered; the admin gets a message at the end, maybe minutes later."""
        say, candidate_id = reply.say, form.text.strip()
        if self._store is None or not await self._access.is_admin(form.user_id):
            await reply.tell(notice.of("only_admins"))
            return
        if not CANDIDATE_ID.fullmatch(candidate_id):
            hint = notices.of(say, "not_an_id")["text"]
            await reply.show_in_modal(forget.form(say, hint=hint), Outcome.HOME)
            return
        store, shared = self._store, self._messenger.languages.shared
        forgetter = Forgetter(self._messenger.client, shared, store.cards, store.forgetting)
        work = self._forget(forgetter, candidate_id, form.user_id, say)
        # The task's name is logged if it blocks the event loop, so it must not name anybody.
        self._messenger.track(asyncio.get_running_loop().create_task(work, name="forgetting a person"))
        view = views.notice(say, notices.of(say, "forgetting"), title=say("title_forget"))
        await reply.show_in_modal(view, Outcome.REMOVED)

    async def _forget(self, forgetter: Forgetter, candidate_id: str, user_id: str, say: Language) -> bool:
        try:
            done = await forgetter.candidate(candidate_id)
        except StoreError:
            return await self._tell(notices.of(say, "forget_failed"), user_id)
        left = [(card.channel, datetime.fromtimestamp(card.shown_at, UTC)) for card in done.left]
        return await self._tell(forget.report(say, done.removed, done.rows, left), user_id)

    async def _tell(self, message: Message, user_id: str) -> bool:
        posted = await self._messenger.post(message, user_id, None, Deadline(_TELLING_SECONDS))
        return posted.result is Result.DELIVERED
