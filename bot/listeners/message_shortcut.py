"""The message shortcut: a modal shows the people that a message mentions, and a card can be posted to its thread."""

import asyncio
from collections.abc import Sequence
from functools import partial

from bot.cards import find, notices, results, views
from bot.cards.carried import PersonOrJob, Thread
from bot.cards.channel_form import with_channels
from bot.cards.message import Block, Message
from bot.cards.texts import Language
from bot.cards.views import View
from bot.jobs.resolve import KnownJob
from bot.listeners.find_payloads import FindForm
from bot.listeners.gate import Asker, Gate
from bot.listeners.home_payloads import HomeSearch
from bot.listeners.jobs import JobLookUp
from bot.listeners.payloads import (
    Interaction,
    MessageShortcut,
    ModalClick,
    NameClick,
    NoneClick,
    PersonClick,
    SearchForm,
    ShowClick,
)
from bot.listeners.people_lists import ListLookUp
from bot.listeners.posting import can_post_to
from bot.listeners.presenter import Presenter
from bot.people import in_message, query
from bot.people.job_query import ByJob, ByJobId
from bot.people.reading import Reading
from bot.people.resolve import Choice, Everyone, Found, KnownId, OnePerson, Several
from bot.slack.notice import Notice
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome

_FINAL = frozenset({Outcome.NOT_ALLOWED, Outcome.TOO_OFTEN, Outcome.KEY_REFUSED})
"""Outcomes that another search would not change."""


class MessageLookUp:
    """Answers the message shortcut and what happens in its modal.

    Args:
        gate: Answers questions, for users who may ask them.
        presenter: Renders what was found.
        reading: Parses messages, and what was typed.
        jobs: Answers questions about jobs.
        lists: Answers questions about several people.
    """

    def __init__(
        self,
        gate: Gate,
        presenter: Presenter,
        reading: Reading,
        jobs: JobLookUp,
        lists: ListLookUp,
    ) -> None:
        self._gate = gate
        self._jobs = jobs
        self._presenter = presenter
        self._reading = reading
        self._lists = lists

    async def look_up(self, shortcut: MessageShortcut, reply: Reply) -> None:
        """Show the people and jobs in a message, or a form to search for one of its names or for someone else."""
        if not await reply.open_modal(shortcut.trigger_id, views.loading(reply.say)):
            return
        thread = _thread(shortcut)
        message, asker = self._reading.message(shortcut.message, self._name_of), Asker(shortcut.user_id)
        answer, jobs = await asyncio.gather(
            self._gate.ask(Several(message.candidates), asker, reply),
            self._jobs.parts(message.jobs, asker, thread, reply),
        )
        match answer.found:
            case Everyone(people) if jobs:
                parts = [*(self._part(reply.say, one, shortcut.user_id, thread) for one in people), *jobs]
                await reply.show_in_modal(_one_below_the_other(reply.say, parts, thread, answer.beside), Outcome.CARD)
            case Everyone(()):
                kept, why = views.metadata(thread), _why_a_form(reply.say, message)
                form = views.search_form(reply.say, metadata=kept, hint=why, names=message.names)
                await reply.show_in_modal(form, Outcome.NOT_FOUND)
            case Everyone(people):
                view = self._rendered(reply.say, people, shortcut.user_id, thread, answer.beside)
                await reply.show_in_modal(view, _named(people))
            case Notice() as why_not:
                await reply.tell(why_not)

    def _name_of(self, user_id: str) -> str:
        return self._gate.looked_up(user_id).name

    async def search(self, form: SearchForm, reply: Reply) -> None:
        """Show who was found for a submitted search form, or the form again with what to do."""
        await self._search(form.text, form.user_id, form.thread, reply)

    async def search_name(self, click: NameClick, reply: Reply) -> None:
        """Search for a name from the message that was chosen in the search form, as if it had been typed there."""
        if await reply.wait_in_modal(click.view_hash):
            await self._search(click.value.name, click.user_id, click.thread, reply)

    async def search_again(self, click: NoneClick, reply: Reply) -> None:
        """Show the search form, since none of the people in the list is the right one."""
        if await reply.wait_in_modal(click.view_hash):
            form = views.search_form(reply.say, metadata=views.metadata(click.thread))
            await reply.show_in_modal(form, Outcome.NOT_FOUND)

    async def _search(self, text: str, user_id: str, thread: Thread | None, reply: Reply) -> None:
        asked = self._reading.typed(text).query
        again = partial(views.search_form, reply.say, metadata=views.metadata(thread), typed=text)
        if isinstance(asked, query.Help):
            await reply.show_in_modal(again(hint=notices.of(reply.say, "help")["text"]), Outcome.HELP)
            return
        if isinstance(asked, ByJob | ByJobId):
            await self._jobs.show_in_modal(asked, user_id, thread, reply)
            return
        if isinstance(asked, query.ByMany):
            await self._lists.show_in_modal(asked, user_id, thread, reply)
            return
        answer = await self._gate.ask(asked, Asker(user_id), reply)
        match answer.found:
            case Notice() as why_not if why_not.outcome in _FINAL:
                await reply.tell(why_not)
            case Notice() as why_not:
                await reply.show_in_modal(again(hint=why_not.message(reply.say)["text"]), why_not.outcome)
            case OnePerson() | Choice() as found:
                await reply.show_in_modal(self._rendered(reply.say, [found], user_id, thread), _named([found]))

    async def choose(self, click: ShowClick, reply: Reply) -> None:
        """Show the card of a person chosen in the modal's list, in place of the list."""
        if not await reply.wait_in_modal(click.view_hash):
            return
        await self._show_person(KnownId(click.candidate_id), click.user_id, click.thread, reply)

    async def refresh(self, click: ModalClick, reply: Reply) -> None:
        """Fetch the person on a card in a modal again, and show their card instead."""
        if await reply.wait_in_modal(click.view_hash):
            await self._show_person(KnownId(click.candidate_id, fresh=True), click.user_id, click.thread, reply)

    async def open_person(self, click: PersonClick, reply: Reply) -> None:
        """Show the card of a person chosen on a job's card in a modal, on top of that modal."""
        if not await reply.open_modal(click.trigger_id, views.loading_person(reply.say), on_top=True):
            return
        await self._show_person(KnownId(click.candidate_id), click.user_id, None, reply)

    async def show_recent(self, click: PersonClick, reply: Reply) -> None:
        """Show the card of a person chosen among the last look-ups on the Home tab, in a modal."""
        if await reply.open_modal(click.trigger_id, views.loading_person(reply.say)):
            await self._show_person(KnownId(click.candidate_id), click.user_id, None, reply)

    async def search_from_home(self, typed: HomeSearch, reply: Reply) -> None:
        """Search for what was typed on the Home tab; if nothing was, show the form that suggests people and jobs."""
        if typed.text is None or not typed.text.strip():
            await self.find(typed, reply)
        elif await reply.open_modal(typed.trigger_id, views.loading(reply.say)):
            await self._search(typed.text, typed.user_id, None, reply)

    async def find(self, asked: Interaction, reply: Reply, instead: Notice | None = None) -> None:
        """Show the form that suggests people and jobs, if the user may look them up.

        Args:
            asked: The global shortcut, the button on the Home tab, or a command without anything after it.
            reply: Gets the outcome.
            instead: What the user is told if the form can't be opened; if None, why not.
        """
        if not await reply.open_modal(asked.trigger_id, views.loading(reply.say), instead=instead):
            return
        if why_not := await self._gate.refusal_to_ask(asked.user_id):
            await reply.tell(why_not)
        else:
            await reply.show_in_modal(find.form(reply.say), Outcome.HELP)

    async def show_suggested(self, form: FindForm, reply: Reply) -> None:
        """Show the card of a submitted suggestion; anything else has been refused in the form."""
        match form.chosen:
            case None:
                reply.end_silently(Outcome.UNCLEAR)
            case PersonOrJob("job", vacancy_id):
                await self._jobs.show_in_modal(KnownJob(vacancy_id), form.user_id, None, reply)
            case PersonOrJob(_, candidate_id):
                await self._show_person(KnownId(candidate_id), form.user_id, None, reply)

    async def _show_person(self, who: KnownId, user_id: str, thread: Thread | None, reply: Reply) -> None:
        answer = await self._gate.ask(who, Asker(user_id), reply)
        match answer.found:
            case Notice() as why_not:
                await reply.tell(why_not)
            case OnePerson() as found:
                await reply.show_in_modal(self._rendered(reply.say, [found], user_id, thread), _named([found]))

    def _rendered(
        self, say: Language, found: Sequence[Found], user_id: str, thread: Thread | None, beside: Notice | None = None
    ) -> View:
        match found:
            case [Choice(hits, guessed)] if beside is None:
                return views.choice(say, hits, metadata=views.metadata(thread), guessed=guessed)
            case [OnePerson() as one] if beside is None:
                view = views.person(say, self._card(one, user_id, thread), metadata=views.metadata(thread))
                shown = PersonOrJob("person", one.candidate_id)
                return with_channels(say, view, shown) if thread is None else view
            case _:
                parts = [self._part(say, one, user_id, thread) for one in found]
                return _one_below_the_other(say, parts, thread, beside)

    def _part(self, say: Language, found: Found, user_id: str, thread: Thread | None) -> list[Block]:
        if isinstance(found, Choice):
            return results.choices(say, found.hits, guessed=found.guessed)
        return self._card(found, user_id, thread)["blocks"]

    def _card(self, found: OnePerson, user_id: str, thread: Thread | None) -> Message:
        return self._presenter.in_modal(found.person, self._gate.looked_up(user_id), has_thread=can_post_to(thread))


def _one_below_the_other(
    say: Language, parts: Sequence[list[Block]], thread: Thread | None, beside: Notice | None
) -> View:
    note = [beside.message(say)["blocks"]] if beside else []
    return views.found(say, [*parts, *note], metadata=views.metadata(thread))


def _thread(shortcut: MessageShortcut) -> Thread | None:
    """The thread of the message, where it is in a conversation."""
    if shortcut.channel_id is None:
        return None
    return Thread(shortcut.channel_id, shortcut.thread_ts or shortcut.message_ts)


def _why_a_form(say: Language, message: in_message.Found) -> str:
    """Why the search form is shown instead of a person."""
    if message.names:
        return say("only_names_in_message" if message.candidates else "names_in_message")
    if message.candidates:
        return say("nobody_in_message")
    return say("nameless_profile" if message.has_nameless_profile else "nothing_in_message")


def _named(found: Sequence[Found]) -> Outcome:
    return Outcome.CARD if any(isinstance(one, OnePerson) for one in found) else Outcome.CHOICE
