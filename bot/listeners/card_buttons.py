"""The buttons of a card: Details, Refresh, Post here, Remove, Dismiss. Each but Dismiss is checked again."""

from bot.access.colleagues import Colleagues
from bot.access.rules import Alone, Asked, Everybody, Wanted
from bot.cards import views
from bot.listeners.gate import Answer, Asker, Gate
from bot.listeners.payloads import Click, ModalClick, PersonClick, RefreshClick, RemoveClick
from bot.listeners.posting import post_once
from bot.listeners.presenter import Presenter
from bot.listeners.recent_keys import RecentKeys
from bot.people.other_records import OtherRecords
from bot.people.person import Person
from bot.people.resolve import Choice, KnownId, OnePerson
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.posted_cards import PostedCards
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


class CardButtons:
    """Answers the buttons of a card.

    Args:
        gate: Answers questions, for users who may ask them.
        presenter: Renders what was found.
        posted_cards: Remembers where cards are posted.
        colleagues: Knows who in Slack a colleague in Spott is.
    """

    def __init__(self, gate: Gate, presenter: Presenter, posted_cards: PostedCards, colleagues: Colleagues) -> None:
        self._gate = gate
        self._presenter = presenter
        self._posted_cards = posted_cards
        self._colleagues = colleagues
        self._acted_on = RecentKeys()

    async def details(self, click: PersonClick, reply: Reply) -> None:
        """Show everything about the person in a modal, to the user who clicks."""
        self._remember(click)
        if not await reply.open_modal(
            click.trigger_id, views.loading_person(reply.say), on_top=click.view_id is not None
        ):
            return
        await self._show_details(KnownId(click.candidate_id, in_full=True), click, reply)

    async def refresh_details(self, click: ModalClick, reply: Reply) -> None:
        """Fetch the person again, and show everything about them in the same modal."""
        if await reply.wait_in_modal(click.view_hash):
            await self._show_details(KnownId(click.candidate_id, fresh=True, in_full=True), click, reply)

    async def _show_details(self, who: KnownId, click: PersonClick, reply: Reply) -> None:
        answer = await self._gate.ask(who, Asker(click.user_id), reply)
        match answer.found:
            case OnePerson(person):
                owner = person.record.main_contact
                owner_id = await self._colleagues.id_of(owner.email) if owner and not owner.deactivated_at else None
                await reply.show_in_modal(self._presenter.details(reply.say, person, owner_id), Outcome.CARD)
            case Notice() as why_not:
                await reply.tell(why_not)

    async def other_records(self, click: ModalClick, reply: Reply) -> None:
        """Show who else has an email address or a phone number of the person, in place of Details."""
        if not await reply.wait_in_modal(click.view_hash):
            return
        answer = await self._gate.ask(OtherRecords(click.candidate_id), Asker(click.user_id), reply)
        match answer.found:
            case Choice(hits):
                await reply.show_in_modal(views.other_records(reply.say, hits), Outcome.CHOICE)
            case Notice() as why_not:
                await reply.tell(why_not)

    async def refresh(self, click: RefreshClick, reply: Reply) -> None:
        """Update the card in place, or remove it if people from outside can read it now."""
        asked = Asked(Wanted.UNCHANGED if click.is_ephemeral else Wanted.RENEWED)
        asker = Asker(click.user_id, click.channel_id, asked)
        answer = await self._gate.ask(KnownId(click.candidate_id, fresh=True), asker, reply)
        match answer.found:
            case Notice(outcome=Outcome.COVERED) as covered:
                if await reply.tell(covered, "original"):
                    self._posted_cards.gone(click.channel_id, click.message_ts)
                    return
            case OnePerson(person):
                await self._renew(person, answer, click, reply)
            case Notice() as why_not:
                await reply.tell(why_not)
        self._remember(click)

    async def _renew(self, person: Person, answer: Answer, click: RefreshClick, reply: Reply) -> None:
        match answer.audience:
            case Everybody():
                looked_up = self._gate.looked_up(click.asked_by, shared=click.shared, refreshed_by=click.user_id)
                card = self._presenter.public(person, looked_up)
                if await reply.show(card, Outcome.CARD, "original"):
                    self._posted_cards.renewed(click.channel_id, click.message_ts)
            case Alone() as alone:
                looked_up = self._gate.looked_up(click.asked_by if click.is_ephemeral else click.user_id)
                card = self._presenter.private(person, looked_up, alone, answer.place.channel)
                await reply.show(card, Outcome.CARD, "original" if click.is_ephemeral else "ephemeral")

    def _remember(self, click: Click) -> None:
        if not click.is_ephemeral:
            self._posted_cards.clicked(click.channel_id, click.message_ts, click.response_url)

    async def post_here(self, click: PersonClick, reply: Reply) -> None:
        """Post a private card to the conversation, then remove the private one."""
        if reply.late:
            await reply.tell(notice.of("click_too_late"))
            return
        asker = Asker(click.user_id, click.channel_id, Asked(Wanted.PUBLIC))
        answer = await self._gate.ask(KnownId(click.candidate_id), asker, reply)
        match answer.found, answer.audience:
            case OnePerson(person), Everybody():
                if refusal := await self._gate.refusal_to_post(click.user_id, answer.place):
                    await reply.tell(refusal)
                    return
                looked_up = self._gate.looked_up(click.user_id, shared=True)
                card = self._presenter.public(person, looked_up)
                as_own = self._posted_cards.can_find(answer.place.channel)
                await post_once(card, click, reply, self._acted_on, as_own=as_own)
            case OnePerson(person), Alone() as alone:
                looked_up = self._gate.looked_up(click.user_id)
                card = self._presenter.private(person, looked_up, alone, answer.place.channel)
                await reply.show(card, Outcome.CARD, "original")
            case Notice() as why_not, _:
                await reply.tell(why_not)

    async def dismiss(self, click: Click, reply: Reply) -> None:
        """Take a private message away, for the only person who sees it."""
        if not click.is_ephemeral:
            await reply.tell(notice.of("button_too_old"))
        elif not await reply.remove_original():
            await reply.tell(notice.of("not_dismissed"))

    async def remove(self, click: RemoveClick, reply: Reply) -> None:
        """Remove a public card, for the person who asked for it or an admin."""
        if refusal := await self._gate.refusal_to_remove(click.user_id, click.asked_by):
            self._remember(click)
            await reply.tell(refusal)
        elif not self._acted_on.add(click.clicked):
            reply.end_silently(Outcome.TWICE)
        elif not await reply.remove_original():
            self._acted_on.remove(click.clicked)
            await reply.tell(notice.of("not_removed"))
        else:
            self._posted_cards.gone(click.channel_id, click.message_ts)
