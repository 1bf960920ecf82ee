"""Several people at once: `/spott jane doe, john roe`, and the buttons of such a list."""

from bot.access.rules import Asked, Wanted
from bot.cards import views
from bot.cards.carried import Thread
from bot.listeners.answers import ListAnswer
from bot.listeners.gate import Asker, Gate
from bot.listeners.list_presenter import Listed, ListPresenter
from bot.listeners.payloads import ListClick
from bot.listeners.posting import Card, Posting, refused_if_late
from bot.people.query import ByMany
from bot.people.resolve import KnownId
from bot.people.resolve_list import FoundList, People
from bot.slack.notice import Notice
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


class ListLookUp:
    """Answers questions about several people.

    Args:
        gate: Answers questions, for users who may ask them.
        presenter: Renders lists.
        posting: Shows and posts them.
    """

    def __init__(self, gate: Gate, presenter: ListPresenter, posting: Posting) -> None:
        self._gate = gate
        self._presenter = presenter
        self._posting = posting

    async def answer(self, asked: ByMany, asker: Asker, reply: Reply) -> None:
        """Show several people, a line each, or a private notice that says why not."""
        answer = await self._gate.ask_about_each(asked.people, asker, reply)
        match answer.found:
            case FoundList() as found:
                await self._posting.show(self._card(found, answer, reply), answer, asker.user_id, reply)
            case Notice() as why_not:
                await reply.tell(why_not)

    async def show_in_modal(self, asked: ByMany, user_id: str, thread: Thread | None, reply: Reply) -> None:
        """Show several people in the modal that is open.

        Args:
            asked: Who they are.
            user_id: The user.
            thread: The thread of the message that the modal is about, if any.
            reply: Gets the outcome.
        """
        answer = await self._gate.ask_about_each(asked.people, Asker(user_id), reply)
        match answer.found:
            case FoundList() as found:
                listed = Listed(found, reply.record.reference, answer.is_cut)
                blocks = self._presenter.in_modal(listed, self._gate.looked_up(user_id))["blocks"]
                view = views.found(reply.say, [blocks], metadata=views.metadata(thread))
                await reply.show_in_modal(view, Outcome.CARD)
            case Notice() as why_not:
                await reply.tell(why_not)

    async def refresh(self, click: ListClick, reply: Reply) -> None:
        """Update the list in place, or remove it if people from outside can read it now."""
        asked = Asked(Wanted.UNCHANGED if click.is_ephemeral else Wanted.RENEWED)
        answer = await self._gate.ask_about_each(_people(click, fresh=True), _asker(click, asked), reply)
        match answer.found:
            case FoundList() as found:
                await self._posting.renew(self._card(found, answer, reply), answer, click, reply)
            case Notice() as why_not:
                await self._posting.not_renewed(why_not, click, reply)

    async def post_here(self, click: ListClick, reply: Reply) -> None:
        """Post a private list to the conversation, then remove the private one."""
        if await refused_if_late(reply):
            return
        answer = await self._gate.ask_about_each(_people(click), _asker(click, Asked(Wanted.PUBLIC)), reply)
        match answer.found:
            case FoundList() as found:
                await self._posting.post_here(self._card(found, answer, reply), answer, click, reply)
            case Notice() as why_not:
                await reply.tell(why_not)

    def _card(self, found: FoundList, answer: ListAnswer, reply: Reply) -> Card:
        return self._presenter.card(Listed(found, reply.record.reference, answer.is_cut))


def _people(click: ListClick, *, fresh: bool = False) -> People:
    return [(candidate_id, KnownId(candidate_id, fresh=fresh)) for candidate_id in click.value.candidate_ids]


def _asker(click: ListClick, asked: Asked) -> Asker:
    return Asker(click.user_id, click.channel_id, asked)
