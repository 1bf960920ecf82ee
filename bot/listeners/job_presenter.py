"""Renders the cards of jobs according to the settings, with their buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from bot.access.rules import Alone
from bot.cards import buttons, job_results, previews
from bot.cards.foot import LookedUp
from bot.cards.job import job_card
from bot.cards.message import Block, Message
from bot.cards.posted import already_here
from bot.cards.texts import Language
from bot.jobs.funnel import InJob
from bot.jobs.resolve import JobChoice, OneJob
from bot.listeners import explain
from bot.listeners.posting import Card
from bot.slack.languages import Languages
from bot.slack.objects import Channel
from bot.slack.posted_cards import JustPosted


@dataclass(frozen=True, slots=True)
class JobPresenter:
    """Renders jobs.

    Attributes:
        clock: The current time, in the time zone for dates.
        languages: Knows who reads which language.
        form: How much a card shows.
        job_url: The address of a job's page in Spott, with `{vacancy_id}` for the id.
        stuck_days: After how many days in one stage a candidate is listed as stuck.
    """

    clock: Callable[[], datetime]
    languages: Languages
    form: Literal["full", "short"] = "full"
    job_url: str | None = None
    stuck_days: int = 7

    def card(self, job: OneJob) -> Card:
        """The card of a job."""
        vacancy_id = job.vacancy.id
        public, private = partial(self.public, job), partial(self.private, job)
        return Card(public, private, partial(self.already_here, vacancy_id), job_id=vacancy_id)

    def public(self, job: OneJob, looked_up: LookedUp) -> Message:
        """A card for everyone in a conversation.

        Args:
            job: The job.
            looked_up: Who asked for it.
        """
        say, asked_by = self.languages.shared, looked_up.user_id
        refresh = buttons.refresh_job(say, job.vacancy.id, asked_by, shared=looked_up.shared)
        return self._rendered(say, job, looked_up, refresh, buttons.remove(say, asked_by))

    def private(self, job: OneJob, looked_up: LookedUp, alone: Alone, channel: Channel | None) -> Message:
        """A card for one person.

        Args:
            job: The job.
            looked_up: Who sees it.
            alone: Why no one else does, and whether they may post it.
            channel: Where they asked.
        """
        say, vacancy_id = self.languages.of(looked_up.user_id), job.vacancy.id
        offered = [buttons.refresh_job(say, vacancy_id, looked_up.user_id)]
        if alone.can_post and channel is not None:
            where = explain.conversation(say, channel)
            offered.append(buttons.post_job_here(say, vacancy_id, where, is_public=not channel.is_private))
        note = say("private_confidential") if job.vacancy.restricted else explain.why_private(say, alone)
        return self._rendered(say, job, looked_up, *offered, note=note)

    def already_here(self, vacancy_id: str, there: JustPosted, say: Language) -> Message:
        """A message that the job's card was just posted here, with a button that posts it again."""
        where, is_public = explain.conversation(say, there.channel), not there.channel.is_private
        post_here = buttons.post_job_here(say, vacancy_id, where, is_public=is_public)
        return already_here(say, there.link, there.minutes, buttons.post_again(say, post_here))

    def in_modal(self, job: OneJob, looked_up: LookedUp, *, has_thread: bool) -> Message:
        """The card in a modal.

        Args:
            job: The job.
            looked_up: Who sees it.
            has_thread: Whether it can be posted to a message's thread; a confidential job's card can't.
        """
        say = self.languages.of(looked_up.user_id)
        if job.vacancy.restricted:
            return self._rendered(say, job, looked_up, note=say("private_confidential"))
        offered = [buttons.post_job_to_thread(say, job.vacancy.id)] if has_thread else []
        return self._rendered(say, job, looked_up, *offered)

    def preview(self, job: OneJob) -> list[Block]:
        """The card below a message with a link to the job, for everyone in the conversation."""
        return previews.card(self._rendered(self.languages.shared, job, None))

    def _rendered(
        self, say: Language, job: OneJob, looked_up: LookedUp | None, *offered: Block, note: str | None = None
    ) -> Message:
        return job_card(
            job.vacancy,
            job.people if isinstance(job.people, InJob) else None,
            now=self.clock(),
            say=say,
            looked_up=looked_up,
            form=self.form,
            job_url=self.job_url,
            stuck_days=self.stuck_days,
            buttons=offered,
            note=note,
        )

    def picker(self, say: Language, choice: JobChoice, *, private: bool) -> Message:
        """A private choice of one of several jobs; `private` if the chosen card will be, too."""
        return job_results.picker(choice.vacancies, more=choice.more, private=private, now=self.clock(), say=say)
