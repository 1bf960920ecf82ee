"""Jobs: `/spott job <which>`, a choice of one of several, and the buttons of a job's card."""

import asyncio
from collections.abc import Sequence

from bot.access.rules import Asked, Policy, Wanted, is_private
from bot.cards import views
from bot.cards.carried import PersonOrJob, Thread
from bot.cards.channel_form import with_channels
from bot.cards.message import Block
from bot.cards.texts import Language
from bot.jobs.resolve import JobChoice, JobQuestion, KnownJob, OneJob
from bot.listeners.answers import JobAnswer
from bot.listeners.claims import Claims
from bot.listeners.gate import Asker, Gate
from bot.listeners.home_payloads import RecentJobClick
from bot.listeners.job_presenter import JobPresenter
from bot.listeners.payloads import JobClick, JobThreadClick, RefreshJobClick
from bot.listeners.posting import Posting, can_post_to, refused_if_late
from bot.people.job_query import ByJobId
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


class JobLookUp:
    """Answers questions about jobs.

    Args:
        gate: Answers questions, for users who may ask them.
        presenter: Renders jobs.
        policy: The settings about access.
        posting: Shows and posts cards.
        claims: What was done before.
    """

    def __init__(self, gate: Gate, presenter: JobPresenter, policy: Policy, posting: Posting, claims: Claims) -> None:
        self._gate = gate
        self._presenter = presenter
        self._policy = policy
        self._posting = posting
        self._claims = claims

    async def answer(self, question: JobQuestion, asker: Asker, reply: Reply) -> None:
        """Show a job's card, a list to choose from, or a private notice that says why there is neither."""
        await self._show(await self._gate.ask_about_job(question, asker, reply), asker, reply)

    async def choose(self, click: JobClick, reply: Reply) -> None:
        """Show the card of a job chosen in a list, as the command would have, then remove the list."""
        if click.view_id is not None:
            if await reply.wait_in_modal(click.view_hash):
                question = KnownJob(click.value.vacancy_id)
                await self.show_in_modal(question, click.user_id, click.thread, reply)
            return
        how = Asked(Wanted.PRIVATE if click.value.private else Wanted.PUBLIC, late=reply.late)
        asker = Asker(click.user_id, click.channel_id, how)
        answer = await self._gate.ask_about_job(KnownJob(click.value.vacancy_id), asker, reply)
        # A choice that failed may be made again.
        if not isinstance(answer.found, Notice) and not await self._claims.claim(f"choose {click.clicked}"):
            await reply.tell(notice.of("picker_used"))
        elif await self._show(answer, asker, reply):
            await reply.remove_original()

    async def open(self, click: JobClick, reply: Reply) -> None:
        """Show the job's card privately, after a click on Show in a link's preview."""
        asker = Asker(click.user_id, click.channel_id, Asked(Wanted.PRIVATE, late=reply.late))
        await self.answer(KnownJob(click.value.vacancy_id), asker, reply)

    async def show_recent(self, click: RecentJobClick, reply: Reply) -> None:
        """Show the card of a job chosen among the last look-ups on the Home tab, in a modal."""
        if await reply.open_modal(click.trigger_id, views.loading(reply.say)):
            await self.show_in_modal(KnownJob(click.value.vacancy_id), click.user_id, None, reply)

    async def show_in_modal(self, question: JobQuestion, user_id: str, thread: Thread | None, reply: Reply) -> None:
        """Show a job's card, or a list to choose from, in the modal that is open.

        Args:
            question: Which job.
            user_id: The user.
            thread: The thread of the message that the modal is about, if any.
            reply: Gets the outcome.
        """
        answer = await self._gate.ask_about_job(question, Asker(user_id), reply)
        if isinstance(answer.found, Notice):
            await reply.tell(answer.found)
            return
        part = self._part(reply.say, answer, user_id, thread)
        view = views.found(reply.say, [part], metadata=views.metadata(thread))
        match answer.found:
            case OneJob(vacancy) if thread is None and not vacancy.restricted:
                shown = PersonOrJob("job", vacancy.id)
                await reply.show_in_modal(with_channels(reply.say, view, shown), Outcome.CARD)
            case OneJob():
                await reply.show_in_modal(view, Outcome.CARD)
            case JobChoice():
                await reply.show_in_modal(view, Outcome.CHOICE)

    async def parts(
        self, questions: Sequence[ByJobId], asker: Asker, thread: Thread | None, reply: Reply
    ) -> list[list[Block]]:
        """The jobs that a message links to, for a modal: each as its card, or as a notice that says why there is none.

        Args:
            questions: Which jobs.
            asker: The user.
            thread: The message's thread, if any.
            reply: Used to say that Spott is slow, when it is.
        """
        answers = await asyncio.gather(*(self._gate.ask_about_job(one, asker, reply) for one in questions))
        return [self._part(reply.say, answer, asker.user_id, thread) for answer in answers]

    def _part(self, say: Language, answer: JobAnswer, user_id: str, thread: Thread | None) -> list[Block]:
        match answer.found:
            case OneJob() as job:
                looked_up = self._gate.looked_up(user_id)
                return self._presenter.in_modal(job, looked_up, has_thread=can_post_to(thread))["blocks"]
            case JobChoice() as choice:
                return self._presenter.picker(say, choice, private=True)["blocks"]
            case Notice() as why_not:
                return why_not.message(say)["blocks"]

    async def refresh(self, click: RefreshJobClick, reply: Reply) -> None:
        """Update the card in place, or remove it if those who can read it now may not see it."""
        asked = Asked(Wanted.UNCHANGED if click.is_ephemeral else Wanted.RENEWED)
        asker = Asker(click.user_id, click.channel_id, asked)
        answer = await self._gate.ask_about_job(KnownJob(click.value.vacancy_id, fresh=True), asker, reply)
        match answer.found:
            case OneJob(vacancy) if vacancy.restricted and not click.is_private:
                await self._posting.not_renewed(notice.of("covered_confidential"), click, reply)
            case OneJob() as job:
                await self._posting.renew(self._presenter.card(job), answer, click, reply)
            case Notice() as why_not:
                await self._posting.not_renewed(why_not, click, reply)

    async def post_here(self, click: JobClick, reply: Reply) -> None:
        """Post a private card to the conversation, then remove the private one."""
        if await refused_if_late(reply):
            return
        asker = Asker(click.user_id, click.channel_id, Asked(Wanted.PUBLIC))
        answer = await self._gate.ask_about_job(KnownJob(click.value.vacancy_id), asker, reply)
        match answer.found:
            case OneJob() as job:
                await self._posting.post_here(self._presenter.card(job), answer, click, reply)
            case Notice() as why_not:
                await reply.tell(why_not)

    async def post_to_thread(self, click: JobThreadClick, reply: Reply) -> None:
        """Post the card to the message's thread."""
        if await refused_if_late(reply, directly=True):
            return
        asker = Asker(click.user_id, click.thread.channel_id, Asked(Wanted.POSTED))
        answer = await self._gate.ask_about_job(KnownJob(click.value.vacancy_id), asker, reply)
        match answer.found:
            case OneJob(vacancy) if vacancy.restricted:
                await reply.tell(notice.of("not_posted_confidential"))
            case OneJob(vacancy) as job:
                await self._posting.post_to_thread(self._presenter.card(job), answer, click, vacancy.id, reply)
            case Notice() as why_not:
                await reply.tell(why_not)

    async def _show(self, answer: JobAnswer, asker: Asker, reply: Reply) -> bool:
        """Give the reply its outcome; returns whether the user has an answer, so that a list can be removed."""
        match answer.found:
            case JobChoice() as choice:
                private = asker.asked.has_contact or is_private(asker.asked, self._policy)
                return await reply.show(self._presenter.picker(reply.say, choice, private=private), Outcome.CHOICE)
            case OneJob() as job:
                return await self._posting.show(self._presenter.card(job), answer, asker.user_id, reply)
            case Notice() as why_not:
                await reply.tell(why_not)
        return False
