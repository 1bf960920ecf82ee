"""What a card can do: Details, Refresh, Post here, Remove. Each click asks anew who clicks, and where."""

from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.access.rules import Place
from bot.cards import notices, views
from bot.cards.message import Message
from bot.listeners.gate import Finder, NotAContact, OnePerson, Told
from bot.listeners.payloads import Click, PersonClick, RefreshClick, RemoveClick
from bot.listeners.presenter import Drawing
from bot.listeners.seen import Seen
from bot.slack.modal import Modal
from bot.slack.posted_cards import Standing
from bot.slack.reply import Reply
from bot.telemetry.journal import Arrival, Outcome


class CardButtons:
    """Answers the buttons of a card.

    Args:
        finder: Finds people, for those who may know.
        drawing: Draws what was found.
        client: Slack's Web API, for modals.
        standing: Remembers where cards stand.
    """

    def __init__(self, finder: Finder, drawing: Drawing, client: AsyncWebClient, standing: Standing) -> None:
        self._finder = finder
        self._drawing = drawing
        self._client = client
        self._standing = standing
        self._acted_on = Seen()

    async def details(self, click: PersonClick, reply: Reply) -> None:
        """Everything about the person, in a modal for the one who clicks."""
        self._stands_on(click)
        modal = Modal(self._client, reply)
        if not await modal.open(click.trigger_id, views.loading_person(), on_top=click.view_id is not None):
            return
        look = partial(self._finder.person, click.candidate_id)
        found, _ = await self._finder.find(look, reply, click.user_id, None)
        match found:
            case OnePerson(contact):
                await modal.show(self._drawing.details(contact), Outcome.CARD)
            case NotAContact():
                await reply.outcome(self._drawing.not_a_contact(found), Outcome.NOT_A_CONTACT)
            case Told(notice, named):
                await reply.outcome(notice, named)

    async def refresh(self, click: RefreshClick, reply: Reply) -> None:
        """The card anew, in its place, for the one who asked for it first; taken away where others read by now."""

        def covered(place: Place) -> Told | None:
            must_go = not click.is_ephemeral and self._finder.others_read(place)
            return Told(notices.of("covered"), Outcome.COVERED) if must_go else None

        look = partial(self._finder.person, click.candidate_id, fresh=True)
        found, place = await self._finder.find(look, reply, click.user_id, click.channel_id, bars=covered)
        match found:
            case Told(notice, Outcome.COVERED):
                if await reply.outcome(notice, Outcome.COVERED, "original"):
                    self._standing.gone(click.channel_id, click.message_ts)
                    return
            case OnePerson(contact) if click.is_ephemeral:
                await reply.outcome(
                    self._drawing.private(contact, click.asked_by, place, noted=True), Outcome.CARD, "original"
                )
            case OnePerson(contact) if place.hidden is None:
                card = self._drawing.public(contact, click.asked_by, shared=click.shared)
                await reply.outcome(card, Outcome.CARD, "original")
            case OnePerson(contact):
                await reply.outcome(self._drawing.private(contact, click.user_id, place, noted=True), Outcome.CARD)
            case NotAContact():
                await reply.outcome(notices.of("no_card"), Outcome.NOT_FOUND)
            case Told(notice, named):
                await reply.outcome(notice, named)
        self._stands_on(click)

    def _stands_on(self, click: Click) -> None:
        if not click.is_ephemeral:
            self._standing.clicked(click.channel_id, click.message_ts, click.response_url)

    async def post_here(self, click: PersonClick, reply: Reply) -> None:
        """A private card, shown to everybody here; then the private one is taken away."""
        if reply.late:
            await reply.outcome(notices.of("click_too_late"), Outcome.TOO_LATE)
            return
        look = partial(self._finder.person, click.candidate_id)
        found, place = await self._finder.find(look, reply, click.user_id, click.channel_id)
        match found:
            case OnePerson(contact) if place.hidden is None:
                if refusal := await self._finder.refusal_to_post(click.user_id, place):
                    await reply.outcome(refusal.notice, refusal.named)
                    return
                await self._post(self._drawing.public(contact, click.user_id, shared=True), click, reply)
            case OnePerson(contact):
                await reply.outcome(
                    self._drawing.private(contact, click.user_id, place, noted=True), Outcome.CARD, "original"
                )
            case NotAContact():
                await reply.outcome(notices.of("no_card"), Outcome.NOT_FOUND)
            case Told(notice, named):
                await reply.outcome(notice, named)

    async def _post(self, card: Message, click: PersonClick, reply: Reply) -> None:
        """Show a card to everybody, once however often it is clicked, unless Slack did not take it."""
        if not self._acted_on.first(click.clicked):
            reply.record.close(Outcome.TWICE, Arrival.IN_PLACE)
        elif await reply.outcome(card, Outcome.CARD, "in_channel"):
            await reply.remove_original()
        else:
            self._acted_on.forget(click.clicked)

    async def remove(self, click: RemoveClick, reply: Reply) -> None:
        """A public card, taken away by who asked for it or by an admin."""
        if refusal := await self._finder.refusal_to_remove(click.user_id, click.asked_by):
            self._stands_on(click)
            await reply.outcome(refusal.notice, refusal.named)
        elif not self._acted_on.first(click.clicked):
            reply.record.close(Outcome.TWICE, Arrival.IN_PLACE)
        elif not await reply.remove_original():
            self._acted_on.forget(click.clicked)
            await reply.outcome(notices.of("not_removed"), Outcome.NOT_REMOVED)
        else:
            self._standing.gone(click.channel_id, click.message_ts)
