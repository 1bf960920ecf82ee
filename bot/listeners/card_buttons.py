"""The buttons of a card: Details, Refresh, Post here, Post to thread, Remove, Dismiss.

Every click except on Dismiss is checked for access again.
"""

from bot.access.colleagues import Colleagues
from bot.access.rules import Asked, Wanted
from bot.cards import views
from bot.listeners.claims import Claims
from bot.listeners.gate import Asker, Gate
from bot.listeners.payloads import Click, ModalClick, PersonClick, RefreshClick, RemoveClick, ThreadClick
from bot.listeners.posting import Posting, refused_if_late
from bot.listeners.presenter import Presenter
from bot.people.other_records import OtherRecords
from bot.people.resolve import Choice, KnownId, OnePerson
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


class CardButtons:
    """Answers the buttons of a card.

    Args:
        gate: Answers questions, for users who may ask them.
        presenter: Renders what was found.
        posting: Shows and posts cards.
        colleagues: Finds the Slack accounts of colleagues in Spott.
        claims: What was done before.
    """

    def __init__(
        self, gate: Gate, presenter: Presenter, posting: Posting, colleagues: Colleagues, claims: Claims
    ) -> None:
        self._gate = gate
        self._presenter = presenter
        self._posting = posting
        self._colleagues = colleagues
        self._claims = claims

    async def details(self, click: PersonClick, reply: Reply) -> None:
        """Show everything about the person in a modal, to the user who clicks."""
        self._posting.remember(click)
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
            case OnePerson(person):
                await self._posting.renew(self._presenter.card(person), answer, click, reply)
            case Notice() as why_not:
                await self._posting.not_renewed(why_not, click, reply)

    async def post_here(self, click: PersonClick, reply: Reply) -> None:
        """Post a private card to the conversation, then remove the private one."""
        if await refused_if_late(reply):
            return
        asker = Asker(click.user_id, click.channel_id, Asked(Wanted.PUBLIC))
        answer = await self._gate.ask(KnownId(click.candidate_id), asker, reply)
        match answer.found:
            case OnePerson(person):
                await self._posting.post_here(self._presenter.card(person), answer, click, reply)
            case Notice() as why_not:
                await reply.tell(why_not)

    async def post_to_thread(self, click: ThreadClick, reply: Reply) -> None:
        """Post the card in a modal to the thread of the message that it is about."""
        if await refused_if_late(reply, directly=True):
            return
        asker = Asker(click.user_id, click.thread.channel_id, Asked(Wanted.POSTED))
        answer = await self._gate.ask(KnownId(click.candidate_id), asker, reply)
        match answer.found:
            case OnePerson(person):
                await self._posting.post_to_thread(
                    self._presenter.card(person), answer, click, click.candidate_id, reply
                )
            case Notice() as why_not:
                await reply.tell(why_not)

    async def dismiss(self, click: Click, reply: Reply) -> None:
        """Remove a private message, for the only person who sees it."""
        if not click.is_private:
            await reply.tell(notice.of("button_too_old"))
        elif not await reply.remove_original():
            await reply.tell(notice.of("not_dismissed"))

    async def remove(self, click: RemoveClick, reply: Reply) -> None:
        """Remove a public card, for the person who asked for it or an admin."""
        if refusal := await self._gate.refusal_to_remove(click.user_id, click.asked_by):
            self._posting.remember(click)
            await reply.tell(refusal)
        elif not await self._claims.claim(f"remove {click.clicked}"):
            reply.end_silently(Outcome.TWICE)
        elif not await reply.remove_original():
            self._claims.release(f"remove {click.clicked}")
            await reply.tell(notice.of("not_removed"))
        else:
            self._posting.gone(click)
