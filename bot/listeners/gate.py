"""Answers every question: who asks, and how often, what the answer is, and who may see it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

from bot.access.decide import Access, Decision
from bot.access.permission import Refusal, likely_refused
from bot.access.quota import Quota
from bot.access.rules import NOWHERE, Alone, Asked, Everybody, Place, Reason, Wanted, audience, hidden, others_read
from bot.cards import notices
from bot.cards.foot import LookedUp
from bot.jobs.directory import Jobs
from bot.jobs.resolve import JobChoice, JobQuestion, NoJob, OneJob
from bot.jobs.resolve import resolve as resolve_job
from bot.listeners import explain, subjects
from bot.listeners.answers import Answer, JobAnswer, ListAnswer
from bot.people import resolve_list
from bot.people.directory import Directory
from bot.people.other_records import OtherRecords
from bot.people.query import NotUnderstood
from bot.people.resolve import (
    Everyone,
    Failed,
    Found,
    Nobody,
    Nothing,
    Privately,
    Question,
    Several,
)
from bot.people.told_apart import resolve_with_facts
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.reply import Reply

_UNTOLD_WAIT = 1.0
_AT_ONCE = 0.05
_AS_SET = Asked()
_UNKNOWN = Alone(Reason.UNKNOWN)
_UNCERTAIN = Alone(Reason.UNCERTAIN)
_CONFIDENTIAL = Alone(Reason.ASKED)


@dataclass(frozen=True, slots=True)
class Asker:
    """The user who asks, in which conversation (None for a modal), and how."""

    user_id: str
    channel_id: str | None = None
    asked: Asked = _AS_SET


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Resolved(Generic[T]):
    """The result for a user who may ask, or a notice that says why there is none; otherwise as `Answer`."""

    found: T | Notice
    place: Place = NOWHERE
    audience: Everybody | Alone = _UNKNOWN


class Gate:
    """Answers questions, for users who may ask them.

    Args:
        directory: The people in Spott.
        jobs: The jobs in Spott.
        access: Decides who may look people up, and knows the conversation.
        quota: How many people each user may look up.
        slow_after: Seconds after which a modal says that Spott is slow.
    """

    def __init__(
        self, directory: Directory, jobs: Jobs, access: Access, quota: Quota, *, slow_after: float = 3.0
    ) -> None:
        self._directory = directory
        self._jobs = jobs
        self._access = access
        self._quota = quota
        self._slow_after = slow_after

    async def refusal_to_ask(self, user_id: str) -> Notice | None:
        """Why a user may not look anybody up; None if they may."""
        refusal, _ = await self._access.decide(self._access.known(user_id, None))
        return self._refused(refusal) if refusal else None

    async def refusal_to_remove(self, user_id: str, asked_by: str) -> Notice | None:
        """Why a user may not remove a card that `asked_by` asked for; None if they may."""
        refusal = await self._access.refusal_to_remove(user_id, asked_by)
        return self._refused(refusal) if refusal else None

    async def refusal_to_post(self, user_id: str, place: Place) -> Notice | None:
        """Why a user may not post a card to a conversation where cards may be shown; None if they may."""
        if place.channel is not None and await self._access.may_post(user_id, place.channel):
            return None
        return notice.of("not_a_member_there")

    async def refusal_of_channel(self, asker: Asker) -> Notice | None:
        """Why a user may not post a card where they ask; None if they may, or if they may not look people up at all."""
        refusal, place = await self._access.decide(self._access.known(asker.user_id, asker.channel_id))
        if refusal is not None:
            return None
        return self._barred(asker.asked.wanted, place) or await self.refusal_to_post(asker.user_id, place)

    def looked_up(self, by: str, *, shared: bool = False, refreshed_by: str | None = None) -> LookedUp:
        """Who looked a card up and who refreshed it, with their names if Slack has told us.

        Args:
            by: The user who looked the person up.
            shared: Whether they posted a card that was private at first.
            refreshed_by: The user who refreshed the card.
        """
        refreshed = self._access.name_of(refreshed_by) if refreshed_by and refreshed_by != by else ""
        return LookedUp(by, self._access.name_of(by), shared, refreshed)

    async def ask(self, question: Question | OtherRecords, asker: Asker, reply: Reply) -> Answer:
        """Answer a question; never raises if Slack or Spott fails.

        Args:
            question: Who is meant. Spott is not asked if it is already known that the user may not ask.
            asker: The user, and where and how they ask.
            reply: Used to say that Spott is slow, when it is.
        """
        asked, count = self._within_quota(question)
        resolved = await self._resolve(partial(resolve_with_facts, asked, self._directory), count, asker, reply)
        reply.record.add(subjects.of_person(question, resolved.found))
        if isinstance(resolved.found, Notice):
            return Answer(resolved.found, resolved.place)
        found, how = _how_asked(resolved.found, asker.asked)
        answered = _or_notice(found, reply)
        seen_by = self._seen_by(how, asker, resolved)
        return Answer(answered, resolved.place, seen_by, how, _beside(answered, reply, is_cut=asked is not question))

    async def ask_about_job(self, question: JobQuestion, asker: Asker, reply: Reply) -> JobAnswer:
        """Answer a question about a job, as `ask` does; it counts as one look-up.

        Nobody else may see a job that is for its team only.
        """
        resolved = await self._resolve(partial(resolve_job, question, self._jobs), 1, asker, reply)
        reply.record.add(subjects.of_job(question, resolved.found))
        match resolved.found:
            case OneJob(vacancy) if vacancy.restricted:
                return JobAnswer(resolved.found, resolved.place, _CONFIDENTIAL)
            case OneJob() | JobChoice() | Notice():
                return JobAnswer(resolved.found, resolved.place, resolved.audience)
            case NoJob(open_only):
                return JobAnswer(notice.of("no_open_job" if open_only else "no_job"), resolved.place)
            case Failed(error):
                return JobAnswer(explain.failure(error, reply.record.reference), resolved.place)

    async def ask_about_each(self, people: resolve_list.People, asker: Asker, reply: Reply) -> ListAnswer:
        """Answer a question about several people, as `ask` does; it counts as a look-up of each.

        Others may see the answer only if each person is certain.
        """
        asked = people[: min(resolve_list.MOST, self._quota.most)]
        resolved = await self._resolve(
            partial(resolve_list.resolve_list, asked, self._directory), len(asked), asker, reply
        )
        found = resolved.found
        reply.record.add(subjects.of_list(found))
        if isinstance(found, Notice):
            return ListAnswer(found, resolved.place)
        if failed := found.failed:
            return ListAnswer(explain.failure(failed.error, reply.record.reference), resolved.place)
        how = _in_private(asker.asked) if found.nearly_private else asker.asked
        seen_by = self._seen_by(how, asker, resolved)
        if not found.is_certain:
            seen_by = _not_posted(seen_by)
        return ListAnswer(found, resolved.place, seen_by, is_cut=len(asked) < len(people))

    async def _resolve(
        self, resolve: Callable[[], Coroutine[Any, Any, T]], count: int, asker: Asker, reply: Reply
    ) -> _Resolved[T]:
        """Find out what is meant, if the user may ask, and who may see it.

        Args:
            resolve: Asks Spott.
            count: How many look-ups it counts as.
            asker: The user, and where and how they ask.
            reply: Used to say that Spott is slow, when it is.
        """
        started = asyncio.get_running_loop().time()
        known = self._access.known(asker.user_id, asker.channel_id)
        if isinstance(known.permission, Refusal):
            return _Resolved(self._refused(known.permission))
        if (wait := await self._quota.take(asker.user_id, count)) is not None:
            return _Resolved(_too_many(wait))
        # Spott and Slack are asked at the same time, so that the user waits only for the slower of the two. Spott is
        # not asked if the cached facts already rule out an answer.
        resolving = None if self._is_barred(known, asker.asked.wanted) else self._start(resolve, reply)
        try:
            refusal, place = await self._access.decide(known)
            reply.record.readers = self._access.count_readers(asker.channel_id)
            if refusal is not None:
                return _Resolved(self._refused(refusal), place)
            if barred := self._barred(asker.asked.wanted, place):
                return _Resolved(barred, place)
            resolving = resolving or self._start(resolve, reply)
            if reply.can_announce:
                await self._announce_if_slow(resolving, reply, started + self._slow_after)
            return _Resolved(await resolving, place, audience(asker.asked, self._access.policy, place))
        finally:
            if resolving is not None:
                resolving.cancel()

    def _seen_by(self, how: Asked, asker: Asker, resolved: _Resolved[Any]) -> Everybody | Alone:
        """Who may see the answer, which may have turned out to be asked for in private."""
        return resolved.audience if how is asker.asked else audience(how, self._access.policy, resolved.place)

    def _within_quota(self, question: Question | OtherRecords) -> tuple[Question | OtherRecords, int]:
        """As much of the question as any user may ask at once, and how many people that counts for."""
        if isinstance(question, Several):
            most = self._quota.most
            cut = question if len(question.questions) <= most else Several(question.questions[:most])
            return cut, len(cut.questions)
        return question, 0 if isinstance(question, NotUnderstood) else 1

    @staticmethod
    def _start(resolve: Callable[[], Coroutine[Any, Any, T]], reply: Reply) -> asyncio.Task[T]:
        name = f"asking reference={reply.record.reference}"
        return asyncio.get_running_loop().create_task(resolve(), name=name)

    def _refused(self, refusal: Refusal) -> Notice:
        return explain.refused(refusal, self._access.policy.admins)

    def _is_barred(self, known: Decision, wanted: Wanted) -> bool:
        """Whether the cached facts rule out an answer. Slack is still asked, and decides."""
        if known.permission is None and likely_refused(known.snapshot, self._access.policy):
            return True
        return known.place is not None and self._barred(wanted, known.place) is not None

    def _barred(self, wanted: Wanted, place: Place) -> Notice | None:
        """Why nothing at all may be shown in this place; None if something may."""
        if wanted is Wanted.POSTED and (reason := hidden(place, self._access.policy)):
            return explain.not_here(reason)
        # The conversation itself, according to Slack, has readers who may not see cards.
        if wanted is Wanted.RENEWED and place.channel and others_read(place.channel, self._access.policy):
            return notice.of("covered")
        return None

    async def _announce_if_slow(self, resolving: asyncio.Task[Any], reply: Reply, at: float) -> None:
        # A user who has to wait because of our own rate limit is told at once.
        left = _AT_ONCE if self._directory.wait > _UNTOLD_WAIT else at - asyncio.get_running_loop().time()
        await asyncio.wait({resolving}, timeout=max(_AT_ONCE, left))
        if not resolving.done():
            await reply.announce(notices.of(reply.say, "spott_slow"))


def _how_asked(found: Found | Privately | Everyone | Nothing, asked: Asked) -> tuple[Found | Everyone | Nothing, Asked]:
    """What was found, and how it was asked: in private, if a word like `private` is not part of a name."""
    if not isinstance(found, Privately):
        return found, asked
    return found.found, _in_private(asked)


def _not_posted(seen_by: Everybody | Alone) -> Alone:
    """Who may see a list in which not everyone is certain: the user alone, who can't post it either."""
    if isinstance(seen_by, Everybody) or seen_by.reason is Reason.HAS_CONTACT:
        return _UNCERTAIN
    return replace(seen_by, can_post=False)


def _in_private(asked: Asked) -> Asked:
    """How it was asked, read as private."""
    return replace(asked, wanted=Wanted.READ_AS_PRIVATE) if asked.wanted is Wanted.AS_SET else asked


def _or_notice(found: Found | Everyone | Nothing, reply: Reply) -> Found | Everyone | Notice:
    """What was found, or a notice if nobody was."""
    match found:
        case Nobody() | Failed() | NotUnderstood():
            return explain.nothing(found, reply.record.reference)
        case _:
            return found


def _beside(found: Found | Everyone | Notice, reply: Reply, *, is_cut: bool) -> Notice | None:
    """Why only some of several questions are answered, if so."""
    if isinstance(found, Everyone) and found.failed is not None:
        return explain.nothing(found.failed, reply.record.reference)
    return _too_many(None) if is_cut else None


def _too_many(wait: float | None) -> Notice:
    return notice.of("too_many_lookups", wait=notices.Wait(wait))
