"""The main journey: somebody asks for a person, and the card stands where they asked, if it may."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot import query
from bot.access import Access, Place
from bot.allowance import Allowance
from bot.cards import buttons, notices
from bot.cards.contact import contact_card
from bot.cards.message import Block, Message
from bot.listeners import sentences
from bot.listeners.payloads import Payload, PersonClick, RemoveClick, SlashCommand
from bot.reply import Reply
from bot.spott.client import SpottClient
from bot.spott.errors import SpottError
from bot.spott.models import Contact


@dataclass(frozen=True, slots=True)
class Appearance:
    """How cards look and where they go, as set.

    Attributes:
        reply_in: Where cards go unless the person says `private`.
        card_form: How much a card shows.
        app_url: Pattern of a person's page in Spott's web app, with `{candidate_id}`.
    """

    reply_in: Literal["channel", "private"] = "channel"
    card_form: Literal["full", "short"] = "full"
    app_url: str | None = None


class LookUp:
    """Answers `/spott` and the clicks on its cards.

    Args:
        spott: Where people are looked up.
        access: Who may look up, and where the answer may be shown.
        allowance: How often.
        appearance: How cards look and where they go.
        slow_after: Seconds after which the person is told that Spott is slow.
        clock: The time now, with its zone.
    """

    def __init__(
        self,
        spott: SpottClient,
        access: Access,
        allowance: Allowance,
        appearance: Appearance,
        *,
        slow_after: float = 3.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._spott = spott
        self._access = access
        self._allowance = allowance
        self._appearance = appearance
        self._slow_after = slow_after
        self._clock = clock

    async def command(self, command: SlashCommand, reply: Reply) -> None:
        """`/spott <candidateId>`: the card, or one private sentence that says why there is none."""
        asked = query.parse(command.text)
        match asked.query:
            case query.Help():
                await reply.outcome(notices.help(private=self._appearance.reply_in == "private"))
            case query.NotAnId():
                await self._refuse_or(notices.not_an_id(), command, reply)
            case query.ById(candidate_id):
                found = await self._find(candidate_id, command, reply)
                if found is not None:
                    wanted = self._appearance.reply_in == "channel" and not asked.private
                    await self._answer(found, command, reply, in_channel=wanted)

    async def post_here(self, click: PersonClick, reply: Reply) -> None:
        """The button on a private card: show it to everybody here, then take the private one away."""
        found = await self._find(click.candidate_id, click, reply)
        if found is None:
            return
        if found.place.hidden is not None:
            await self._answer(found, click, reply, in_channel=True)
        elif await reply.outcome(self._public_card(found.contact, click, shared=True), "in_channel"):
            await reply.remove_original()

    async def remove(self, click: RemoveClick, reply: Reply) -> None:
        """The button on a public card: take it away, for who asked and for admins."""
        if refusal := await self._access.refusal(click.user_id):
            await reply.outcome(sentences.refused(refusal, self._access.policy.admins))
        elif not await self._access.may_remove(click.user_id, click.asked_by):
            await reply.outcome(notices.not_yours_to_remove())
        elif not await reply.remove_original():
            await reply.outcome(notices.not_removed())

    async def _answer(self, found: "_Found", payload: Payload, reply: Reply, *, in_channel: bool) -> None:
        if in_channel and found.place.hidden is None:
            await reply.outcome(self._public_card(found.contact, payload), "in_channel")
        else:
            note = sentences.private_since(found.place.hidden) if in_channel and found.place.hidden else None
            await reply.outcome(self._private_card(found, payload, note))

    async def _refuse_or(self, notice: Message, payload: Payload, reply: Reply) -> None:
        refusal = await self._access.refusal(payload.user_id)
        await reply.outcome(sentences.refused(refusal, self._access.policy.admins) if refusal else notice)

    async def _find(self, candidate_id: str, payload: Payload, reply: Reply) -> "_Found | None":
        """The person and the place, for somebody who may see them; None when the reply has its outcome already."""
        started = asyncio.get_running_loop().time()
        refusal = self._access.refusal_known(payload.user_id)
        if refusal is None and (wait := self._allowance.take(payload.user_id)) is not None:
            await reply.outcome(notices.too_many_lookups(wait))
            return None
        if refusal is None:
            # Spott is asked beside Slack, so that the person waits for the slower of the two only.
            fetch = asyncio.ensure_future(self._spott.contact(candidate_id))
            fetch.add_done_callback(_retrieve)
            try:
                refusal, place = await asyncio.gather(
                    self._access.refusal(payload.user_id), self._access.place(payload.channel_id)
                )
                if refusal is None:
                    await self._announce_if_slow(fetch, reply, started + self._slow_after)
                    return _Found(await fetch, place)
            except SpottError as error:
                await reply.outcome(sentences.failure(error))
                return None
            finally:
                fetch.cancel()
        await reply.outcome(sentences.refused(refusal, self._access.policy.admins))
        return None

    async def _announce_if_slow(self, fetch: "asyncio.Future[Contact]", reply: Reply, at: float) -> None:
        await asyncio.wait({fetch}, timeout=max(0.0, at - asyncio.get_running_loop().time()))
        if not fetch.done():
            await reply.line(notices.slow())

    def _public_card(self, contact: Contact, payload: Payload, *, shared: bool = False) -> Message:
        return self._card(contact, payload, (buttons.remove(payload.user_id),), shared=shared)

    def _private_card(self, found: "_Found", payload: Payload, note: str | None) -> Message:
        channel = found.place.channel
        offered: tuple[Block, ...] = ()
        if found.place.hidden is None and channel is not None and channel.kind != "direct":
            where = f"#{channel.name}" if channel.kind == "channel" else "this conversation"
            offered = (buttons.post_here(found.contact.candidate_id, where, channel.people),)
        return self._card(found.contact, payload, offered, note=note)

    def _card(
        self,
        contact: Contact,
        payload: Payload,
        offered: tuple[Block, ...],
        *,
        note: str | None = None,
        shared: bool = False,
    ) -> Message:
        return contact_card(
            contact,
            now=self._clock(),
            asked_by=payload.user_id,
            shared=shared,
            form=self._appearance.card_form,
            app_url=self._appearance.app_url,
            buttons=offered,
            note=note,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """A person, for somebody who may see them, and the place where they asked."""

    contact: Contact
    place: Place


def _retrieve(fetch: "asyncio.Future[Contact]") -> None:
    # Nobody waits for the fetch of somebody who is refused; asking for its exception keeps asyncio quiet.
    if not fetch.cancelled():
        fetch.exception()
