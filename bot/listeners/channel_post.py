"""Posts the card in a modal to a channel of the user's choice."""

import asyncio
from typing import Final

from bot.access.rules import Asked, Wanted
from bot.cards import channel_form
from bot.jobs.resolve import KnownJob, OneJob
from bot.listeners.channel_payloads import ChannelForm
from bot.listeners.form_check import FormCheck
from bot.listeners.gate import Asker, Gate
from bot.listeners.job_presenter import JobPresenter
from bot.listeners.posting import Posting, refused_if_late
from bot.listeners.presenter import Presenter
from bot.people.resolve import KnownId, OnePerson
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.reply import Reply
from bot.telemetry.journal import Subject

_SOON: Final = 1.5
"""Seconds that a refusal may take if it is to be shown in the form: Slack waits 3 for the acknowledgement."""


class ChannelPost:
    """Answers the form below a card.

    Args:
        gate: Knows who may post where.
        presenter: Renders people.
        job_presenter: Renders jobs.
        posting: Posts cards.

    Attributes:
        check: The check before the form is acknowledged; `post` checks again.
    """

    def __init__(self, gate: Gate, presenter: Presenter, job_presenter: JobPresenter, posting: Posting) -> None:
        self._gate = gate
        self._presenter = presenter
        self._job_presenter = job_presenter
        self._posting = posting
        self.check = FormCheck(channel_form.CHANNEL, self._refusal, _about)

    async def _refusal(self, form: ChannelForm) -> Notice | None:
        """Why the card may not be posted in that channel, as far as Slack says in time.

        Also None if the user may no longer look people up: then `post` closes the form, and with it the card.
        """
        try:
            async with asyncio.timeout(_SOON):
                return await self._gate.refusal_of_channel(_asker(form))
        except TimeoutError:
            return None

    async def post(self, form: ChannelForm, reply: Reply) -> None:
        """Post the card, once, and replace the form with a line that says so, or why not."""
        if await refused_if_late(reply, directly=True):
            return
        record_id = form.shown.id
        if form.shown.kind == "job":
            job = await self._gate.ask_about_job(KnownJob(record_id), _asker(form), reply)
            match job.found:
                case OneJob(vacancy) if vacancy.restricted:
                    await reply.tell(notice.of("not_posted_confidential"))
                case OneJob() as found:
                    await self._posting.post_to_channel(self._job_presenter.card(found), job, form, reply)
                case Notice() as why_not:
                    await reply.tell(why_not)
            return
        answer = await self._gate.ask(KnownId(record_id), _asker(form), reply)
        match answer.found:
            case OnePerson(person):
                await self._posting.post_to_channel(self._presenter.card(person), answer, form, reply)
            case Notice() as why_not:
                await reply.tell(why_not)


def _about(form: ChannelForm) -> Subject:
    record_id = form.shown.id
    return Subject(job_id=record_id) if form.shown.kind == "job" else Subject(candidate_id=record_id)


def _asker(form: ChannelForm) -> Asker:
    return Asker(form.user_id, form.channel_id, Asked(Wanted.POSTED))
