"""Jobs: `/spott job <which>`, a choice of one of several, and the buttons of a job's card."""

import asyncio
from collections.abc import Sequence

from bot.access.rules import Alone, Asked, Everybody, Place, Policy, Reason, Wanted, is_private
from bot.cards import views
from bot.cards.message import Block
from bot.cards.texts import Language
from bot.jobs.resolve import JobChoice, JobQuestion, KnownJob, OneJob
from bot.listeners.gate import Asker, Gate, JobAnswer
from bot.listeners.home_payloads import RecentJobClick
from bot.listeners.job_presenter import JobPresenter
from bot.listeners.payloads import Click, JobClick, RefreshJobClick
from bot.listeners.posting import post_once
from bot.listeners.recent_keys import RecentKeys
from bot.people.job_query import ByJobId
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.posted_cards import PostedCards
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome

_CONFIDENTIAL = Alone(Reason.ASKED)


class JobLookUp:
    """Answers questions about jobs.

    Args:
        gate: Answers questions, for users who may ask them.
        presenter: Renders jobs.
        policy: The settings about access.
        posted_cards: Remembers where cards are posted.
    """

    def __init__(self, gate: Gate, presenter: JobPresenter, policy: Policy, posted_cards: PostedCards) -> None:
        self._gate = gate
        self._presenter = presenter
        self._policy = policy
        self._posted_cards = posted_cards
        self._chosen = RecentKeys()
        self._posted = RecentKeys()

    async def answer(self, question: JobQuestion, asker: Asker, reply: Reply) -> None:
        """Show a job's card, a list to choose from, or a private notice that says why there is neither."""
        await self._show(await self._gate.ask_about_job(question, asker, reply), asker, reply)

    async def choose(self, click: JobClick, reply: Reply) -> None:
        """A choice in a list of jobs: show the card as the command would have, then remove the list."""
        if click.view_id is not None:
            if await reply.wait_in_modal(click.view_hash):
                question = KnownJob(click.value.vacancy_id)
                await self.show_in_modal(question, click.user_id, reply, metadata=click.metadata)
            return
        how = Asked(Wanted.PRIVATE if click.value.private else Wanted.PUBLIC, late=reply.late)
        asker = Asker(click.user_id, click.channel_id, how)
        answer = await self._gate.ask_about_job(KnownJob(click.value.vacancy_id), asker, reply)
        # A choice that failed may be made again.
        if not isinstance(answer.found, Notice) and not self._chosen.add(click.clicked):
            await reply.tell(notice.of("picker_used"))
        elif await self._show(answer, asker, reply):
            await reply.remove_original()

    async def open(self, click: JobClick, reply: Reply) -> None:
        """Show was clicked in the preview of a link: show the job's card, privately."""
        asker = Asker(click.user_id, click.channel_id, Asked(Wanted.PRIVATE, late=reply.late))
        await self.answer(KnownJob(click.value.vacancy_id), asker, reply)

    async def show_recent(self, click: RecentJobClick, reply: Reply) -> None:
        """One of the last look-ups was chosen on the Home tab: show the job's card in a modal."""
        if await reply.open_modal(click.trigger_id, views.loading(reply.say)):
            await self.show_in_modal(KnownJob(click.value.vacancy_id), click.user_id, reply, metadata="")

    async def show_in_modal(self, question: JobQuestion, user_id: str, reply: Reply, *, metadata: str) -> None:
        """Show a job's card, or a list to choose from, in the modal that is open.

        Args:
            question: Which job.
            user_id: The user.
            reply: Gets the outcome.
            metadata: What the modal needs later, as in `views.found`.
        """
        answer = await self._gate.ask_about_job(question, Asker(user_id), reply)
        if isinstance(answer.found, Notice):
            await reply.tell(answer.found)
        else:
            outcome = Outcome.CARD if isinstance(answer.found, OneJob) else Outcome.CHOICE
            await reply.show_in_modal(
                views.found(reply.say, [self._part(reply.say, answer, user_id)], metadata=metadata), outcome
            )

    async def parts(self, questions: Sequence[ByJobId], asker: Asker, reply: Reply) -> list[list[Block]]:
        """The jobs that a message links to, for a modal: for each its card, or the notice that says why there is none.

        Args:
            questions: Which jobs.
            asker: The user.
            reply: Used to say that Spott is slow, when it is.
        """
        answers = await asyncio.gather(*(self._gate.ask_about_job(one, asker, reply) for one in questions))
        return [self._part(reply.say, answer, asker.user_id) for answer in answers]

    def _part(self, say: Language, answer: JobAnswer, user_id: str) -> list[Block]:
        match answer.found:
            case OneJob() as job:
                return self._presenter.in_modal(job, self._gate.looked_up(user_id))["blocks"]
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
            case Notice(outcome=Outcome.COVERED) as covered:
                await self._cover(covered, click, reply)
                return
            case OneJob(vacancy) if vacancy.restricted and not click.is_ephemeral:
                await self._cover(notice.of("covered_confidential"), click, reply)
                return
            case OneJob() as job:
                await self._renew(job, answer, click, reply)
            case Notice() as why_not:
                await reply.tell(why_not)
        self._remember(click)

    async def post_here(self, click: JobClick, reply: Reply) -> None:
        """Post a private card to the conversation, then remove the private one."""
        if reply.late:
            await reply.tell(notice.of("click_too_late"))
            return
        asker = Asker(click.user_id, click.channel_id, Asked(Wanted.PUBLIC))
        answer = await self._gate.ask_about_job(KnownJob(click.value.vacancy_id), asker, reply)
        match answer.found:
            case OneJob() as job:
                await self._post(job, answer, click, reply)
            case Notice() as why_not:
                await reply.tell(why_not)

    async def _post(self, job: OneJob, answer: JobAnswer, click: JobClick, reply: Reply) -> None:
        match _audience(job, answer):
            case Everybody():
                if refusal := await self._gate.refusal_to_post(click.user_id, answer.place):
                    await reply.tell(refusal)
                    return
                card = self._presenter.public(job, self._gate.looked_up(click.user_id, shared=True))
                as_own = self._posted_cards.can_find(answer.place.channel)
                await post_once(card, click, reply, self._posted, as_own=as_own)
            case Alone() as alone:
                looked_up = self._gate.looked_up(click.user_id)
                card = self._presenter.private(job, looked_up, alone, answer.place.channel)
                await reply.show(card, Outcome.CARD, "original")

    async def _show(self, answer: JobAnswer, asker: Asker, reply: Reply) -> bool:
        """Give the reply its outcome; returns whether the user has an answer, so that a list can be removed."""
        match answer.found:
            case JobChoice() as choice:
                private = asker.asked.holds_contact or is_private(asker.asked, self._policy)
                return await reply.show(self._presenter.picker(reply.say, choice, private=private), Outcome.CHOICE)
            case OneJob() as job:
                match _audience(job, answer):
                    case Everybody():
                        return await self._post_new(job, answer.place, asker, reply)
                    case Alone() as alone:
                        looked_up = self._gate.looked_up(asker.user_id)
                        card = self._presenter.private(job, looked_up, alone, answer.place.channel)
                        return await reply.show(card, Outcome.CARD)
            case Notice() as why_not:
                await reply.tell(why_not)
        return False

    async def _post_new(self, job: OneJob, place: Place, asker: Asker, reply: Reply) -> bool:
        """Post a card for everyone, or show the user where it is if it was posted here a few minutes ago."""
        there = await self._posted_cards.just_posted(place.channel, job_id=job.vacancy.id)
        if there is not None:
            pointer = self._presenter.already_here(job.vacancy.id, there, reply.say)
            return await reply.show(pointer, Outcome.ALREADY_HERE)
        card = self._presenter.public(job, self._gate.looked_up(asker.user_id))
        return await reply.post(card, as_own=self._posted_cards.can_find(place.channel))

    async def _renew(self, job: OneJob, answer: JobAnswer, click: RefreshJobClick, reply: Reply) -> None:
        match answer.audience:
            case Everybody():
                by, shared = click.value.asked_by, click.value.shared
                looked_up = self._gate.looked_up(by, shared=shared, refreshed_by=click.user_id)
                if await reply.show(self._presenter.public(job, looked_up), Outcome.CARD, "original"):
                    self._posted_cards.renewed(click.channel_id, click.message_ts)
            case Alone() as alone:
                looked_up = self._gate.looked_up(click.value.asked_by if click.is_ephemeral else click.user_id)
                card = self._presenter.private(job, looked_up, alone, answer.place.channel)
                await reply.show(card, Outcome.CARD, "original" if click.is_ephemeral else "ephemeral")

    async def _cover(self, covered: Notice, click: Click, reply: Reply) -> None:
        if await reply.tell(covered, "original"):
            self._posted_cards.gone(click.channel_id, click.message_ts)
        else:
            self._remember(click)

    def _remember(self, click: Click) -> None:
        if not click.is_ephemeral:
            self._posted_cards.clicked(click.channel_id, click.message_ts, click.response_url)


def _audience(job: OneJob, answer: JobAnswer) -> Everybody | Alone:
    """Who may see a job's card: nobody else if the job is for its team only."""
    return _CONFIDENTIAL if job.vacancy.restricted else answer.audience
