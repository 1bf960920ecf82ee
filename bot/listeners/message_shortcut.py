"""The message journey: "Look up in Spott" on a message, a modal with whom it names, and their card in its thread."""

import asyncio
from collections.abc import Sequence
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.access.rules import Place
from bot.cards import notices, results, views
from bot.cards.message import Block, Message
from bot.cards.texts import say
from bot.cards.views import View
from bot.listeners import explain
from bot.listeners.gate import ById, Finder, Found, NotAContact, OnePerson, Several, Told, told
from bot.listeners.payloads import MessageShortcut, SearchForm, ShowClick, ThreadClick
from bot.listeners.presenter import Drawing
from bot.listeners.seen import Seen
from bot.people import in_message, query
from bot.people.reading import Reading
from bot.slack.modal import Modal
from bot.slack.posted_cards import Standing
from bot.slack.reply import Reply
from bot.telemetry.journal import Arrival, Outcome

_FINAL = frozenset({Outcome.NOT_ALLOWED, Outcome.TOO_OFTEN, Outcome.KEY_REFUSED})
"""What another search would not change."""


class Pointing:
    """Answers the message shortcut and what happens in its modal.

    The modal's metadata names the conversation and the thread, as "C0123 1712345678.000100".

    Args:
        finder: Finds people, for those who may know.
        drawing: Draws what was found.
        reading: Understands messages, and what was typed.
        client: Slack's Web API, for modals.
        standing: Remembers where cards stand.
    """

    def __init__(
        self, finder: Finder, drawing: Drawing, reading: Reading, client: AsyncWebClient, standing: Standing
    ) -> None:
        self._finder = finder
        self._drawing = drawing
        self._reading = reading
        self._client = client
        self._standing = standing
        self._posted = Seen()

    async def look_up(self, shortcut: MessageShortcut, reply: Reply) -> None:
        """Whom a message names: their cards, a choice, or a field to search where it names nobody."""
        modal = Modal(self._client, reply)
        if not await modal.open(shortcut.trigger_id, views.loading()):
            return
        metadata = f"{shortcut.channel_id} {shortcut.thread_ts or shortcut.message_ts}"
        candidates = self._reading.message(shortcut.message)
        look = partial(self._all, candidates, reply.record.reference)
        found, _ = await self._finder.find(look, reply, shortcut.user_id, None, people=len(candidates))
        match found:
            case Told(notice, named):
                await reply.outcome(notice, named)
            case []:
                hint = say("nobody_in_message" if candidates else "nothing_in_message")
                await modal.show(views.search_form(metadata=metadata, hint=hint), Outcome.NOT_FOUND)
            case people:
                await modal.show(self._drawn(people, shortcut.user_id, metadata), _named(people))

    async def _all(self, candidates: Sequence[in_message.Candidate], reference: str) -> list[Found | Told] | Told:
        """Each person that Spott knows, and what stood in the way of asking for others, if anything did."""
        looks = [partial(self._finder.query, candidate) for candidate in candidates]
        found = await asyncio.gather(*(told(look, reference) for look in looks))
        failures = [one for one in found if isinstance(one, Told) and one.named is not Outcome.NOT_FOUND][:1]
        people = _each_once([one for one in found if not isinstance(one, Told)])
        return failures[0] if failures and not people else [*people, *failures]

    async def search(self, form: SearchForm, reply: Reply) -> None:
        """The field of the modal, submitted: whom it finds, or the field again with what to do."""
        modal = Modal(self._client, reply, form.view_id, acknowledged=True)
        asked = self._reading.typed(form.text).query
        again = partial(views.search_form, metadata=form.metadata, typed=form.text)
        if isinstance(asked, query.Help):
            await modal.show(again(hint=notices.of("help")["text"]), Outcome.HELP)
            return
        look = partial(self._finder.query, asked)
        people = 0 if isinstance(asked, query.NotUnderstood) else 1
        found, _ = await self._finder.find(look, reply, form.user_id, None, people=people)
        match found:
            case Told(notice, named) if named in _FINAL:
                await reply.outcome(notice, named)
            case Told(notice, named):
                await modal.show(again(hint=notice["text"]), named)
            case _:
                await modal.show(self._drawn([found], form.user_id, form.metadata), _named([found]))

    async def choose(self, click: ShowClick, reply: Reply) -> None:
        """Show, in a list in the modal: the card takes the list's place."""
        modal = Modal(self._client, reply, click.view_id)
        if not await modal.wait(click.view_hash):
            return
        look = partial(self._finder.person, click.candidate_id)
        found, _ = await self._finder.find(look, reply, click.user_id, None)
        match found:
            case Told(notice, named):
                await reply.outcome(notice, named)
            case _:
                await modal.show(self._drawn([found], click.user_id, click.metadata), _named([found]))

    async def post_to_thread(self, click: ThreadClick, reply: Reply) -> None:
        """The card, into the message's thread, for everybody who reads it."""
        if reply.late:
            # As a direct message: the modal goes on offering the button.
            await reply.outcome(notices.of("click_too_late"), Outcome.TOO_LATE)
            return
        channel_id, thread_ts = click.thread
        modal = Modal(self._client, reply, click.view_id, owed=True)
        look = partial(self._finder.person, click.candidate_id)
        found, place = await self._finder.find(look, reply, click.user_id, channel_id, bars=_not_here)
        match found:
            case OnePerson(contact):
                if refusal := await self._finder.refusal_to_post(click.user_id, place):
                    await reply.outcome(refusal.notice, refusal.named)
                    return
                if not self._posted.first(f"{click.clicked} {click.candidate_id}"):
                    reply.record.close(Outcome.TWICE, Arrival.IN_PLACE)
                    return
                card = self._drawing.public(contact, click.user_id, shared=True)
                if failed := await reply.post(card, channel_id, thread_ts, self._standing.posted):
                    await reply.outcome(explain.not_posted(failed), Outcome.NOT_SHOWN)
                else:
                    await modal.show(views.told(notices.of("posted_to_thread")), Outcome.CARD)
            case NotAContact():
                await reply.outcome(notices.of("no_card"), Outcome.NOT_FOUND)
            case Told(notice, named):
                await reply.outcome(notice, named)

    def _drawn(self, found: Sequence[Found | Told], user_id: str, metadata: str) -> View:
        match found:
            case [Several(hits)]:
                return views.choice(hits, metadata=metadata)
            case [OnePerson() | NotAContact() as one]:
                return views.person(self._card(one, user_id, metadata), metadata=metadata)
            case _:
                return views.found([self._part(one, user_id, metadata) for one in found], metadata=metadata)

    def _part(self, found: Found | Told, user_id: str, metadata: str) -> list[Block]:
        match found:
            case Several(hits):
                return results.choices(hits)
            case Told(notice):
                return notice["blocks"]
            case _:
                return self._card(found, user_id, metadata)["blocks"]

    def _card(self, found: ById, user_id: str, metadata: str) -> Message:
        if isinstance(found, NotAContact):
            return self._drawing.not_a_contact(found)
        # Into a direct message between two people no app can be invited.
        return self._drawing.in_modal(found.contact, user_id, has_thread=not metadata.startswith("D"))


def _not_here(place: Place) -> Told | None:
    return Told(explain.not_here(place.hidden), Outcome.NOT_ALLOWED) if place.hidden is not None else None


def _each_once(found: Sequence[Found]) -> list[Found]:
    """Each person once: a signature names one by address and by number. Who is sure is not asked about again."""
    sure = {one.candidate_id for one in found if not isinstance(one, Several)}
    once: dict[frozenset[str | None], Found] = {}
    for one in found:
        if not isinstance(one, Several):
            once.setdefault(frozenset({one.candidate_id}), one)
        elif sure.isdisjoint(ids := frozenset(hit.id for hit in one.hits)):
            once.setdefault(ids, one)
    return list(once.values())


def _named(found: Sequence[Found | Told]) -> Outcome:
    kinds = {type(one) for one in found}
    return Outcome.CARD if OnePerson in kinds else Outcome.CHOICE if Several in kinds else Outcome.NOT_A_CONTACT
