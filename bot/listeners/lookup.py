"""The main journey: somebody asks for a person, and the card stands where they asked."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from bot import query
from bot.background import report
from bot.cards import notices
from bot.cards.contact import contact_card
from bot.cards.message import Message
from bot.listeners.payloads import SlashCommand
from bot.reply import Reply
from bot.spott import errors
from bot.spott.client import SpottClient
from bot.spott.models import Contact

log = logging.getLogger(__name__)


class LookUp:
    """Answers `/spott`.

    Args:
        spott: Where people are looked up.
        reply_in: Where cards go unless the person says `private`.
        card_form: How much a card shows.
        app_url: Pattern of a person's page in Spott's web app, with `{candidate_id}`.
        slow_after: Seconds after which the person is told that Spott is slow.
        clock: The time now, with its zone.
    """

    def __init__(
        self,
        spott: SpottClient,
        *,
        reply_in: Literal["channel", "private"] = "channel",
        card_form: Literal["full", "short"] = "full",
        app_url: str | None = None,
        slow_after: float = 3.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._spott = spott
        self._reply_in = reply_in
        self._card_form = card_form
        self._app_url = app_url
        self._slow_after = slow_after
        self._clock = clock

    async def command(self, command: SlashCommand, reply: Reply) -> None:
        """`/spott <candidateId>`: the card, or one private sentence that says why there is none."""
        asked = query.parse(command.text)
        match asked.query:
            case query.Help():
                await reply.outcome(notices.help())
            case query.NotAnId():
                await reply.outcome(notices.not_an_id())
            case query.ById(candidate_id):
                in_channel = self._reply_in == "channel" and not asked.private
                await self._show(candidate_id, command.user_id, reply, in_channel=in_channel)

    async def _show(self, candidate_id: str, user_id: str, reply: Reply, *, in_channel: bool) -> None:
        try:
            contact = await self._contact(candidate_id, reply)
        except errors.SpottError as error:
            await reply.outcome(sentence_for(error))
            return
        card = contact_card(contact, now=self._clock(), asked_by=user_id, form=self._card_form, app_url=self._app_url)
        await reply.outcome(card, "in_channel" if in_channel else "ephemeral")

    async def _contact(self, candidate_id: str, reply: Reply) -> Contact:
        """Fetch, and tell the person when it takes long."""
        fetch = asyncio.ensure_future(self._spott.contact(candidate_id))
        line: asyncio.Future[None] | None = None
        try:
            await asyncio.wait({fetch}, timeout=self._slow_after)
            if not fetch.done():
                line = asyncio.ensure_future(reply.line(notices.slow()))
                await asyncio.wait({fetch, line})
            return await fetch
        finally:
            fetch.cancel()
            if line is not None:
                line.cancel()


_SENTENCES: dict[type[errors.SpottError], Callable[[], Message]] = {
    errors.ContactNotFoundError: notices.contact_not_found,
    errors.MalformedIdError: notices.not_an_id,
    errors.KeyRefusedError: notices.key_refused,
    errors.SpottTimeoutError: notices.spott_timeout,
    errors.SpottUnavailableError: notices.spott_unavailable,
}


def sentence_for(error: errors.SpottError) -> Message:
    """The one sentence that a failure of Spott is to the person who asked."""
    if isinstance(error, errors.SpottBusyError):
        return notices.spott_busy(error.retry_after)
    if isinstance(error, errors.KeyRefusedError):
        log.error("Spott refuses the API key: set SPOTT_API_KEY to one that is valid")
    sentence = _SENTENCES.get(type(error))
    return sentence() if sentence else notices.answer_not_understood(report("reading Spott's answer", error))
