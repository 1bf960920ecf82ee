"""What every entry passes: somebody asks a question, and is told who that is, if they may know."""

import asyncio
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeAlias

from bot.access.decide import Access
from bot.access.quota import Quota
from bot.access.rules import NOWHERE, Place, Refusal, others_read
from bot.cards import notices
from bot.cards.message import Message
from bot.listeners import explain
from bot.people.directory import Directory
from bot.people.query import NotUnderstood
from bot.people.resolve import (
    Everyone,
    Failed,
    Found,
    Nobody,
    NotAContact,
    Nothing,
    OnePerson,
    Question,
    Several,
    resolve,
)
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome

_UNTOLD_WAIT = 1.0
_AT_ONCE = 0.05


class Purpose(Enum):
    """What somebody wants with the answer; in some places it is then not even fetched."""

    SEE = "see"
    """To see it, in private if it must be."""
    POST = "post"
    """To post it where everybody reads it, or nowhere."""
    RENEW = "renew"
    """To renew a card that everybody reads."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, in which conversation (None: in a modal), and for what."""

    user_id: str
    channel_id: str | None = None
    purpose: Purpose = Purpose.SEE


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is told instead of an answer, and its word for the journal."""

    message: Message
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    Attributes:
        found: Who it is, or why that is not told.
        place: Where it was asked.
        beside: Why it is not all that was asked for, if so.
    """

    found: Found | Everyone | Notice
    place: Place = NOWHERE
    beside: Notice | None = None


_Resolving: TypeAlias = asyncio.Task[Found | Everyone | Nothing]


class Gate:
    """Answers questions for those who may know.

    Args:
        directory: The people in Spott.
        access: Who may look up, and where the answer may be shown.
        quota: How often.
        slow_after: Seconds after which somebody is told that Spott is slow.
    """

    def __init__(self, directory: Directory, access: Access, quota: Quota, *, slow_after: float = 3.0) -> None:
        self._directory = directory
        self._access = access
        self._quota = quota
        self._slow_after = slow_after

    async def refusal_to_remove(self, user_id: str, asked_by: str) -> Notice | None:
        """Why somebody may not take a card away that `asked_by` asked for; None when they may."""
        refusal = await self._access.refusal_to_remove(user_id, asked_by)
        return self._refused(refusal) if refusal else None

    async def refusal_to_post(self, user_id: str, place: Place) -> Notice | None:
        """Why somebody may not bring a card to a place where cards may be shown; None when they may."""
        if place.channel is not None and await self._access.may_post(user_id, place.channel):
            return None
        return Notice(notices.of("not_a_member_there"), Outcome.NOT_ALLOWED)

    async def ask(self, question: Question, asker: Asker, reply: Reply) -> Answer:
        """Who is meant, for somebody who may know; never raises for what Slack or Spott do.

        Args:
            question: Who is looked for; Spott is not asked for somebody who is known to be refused.
            asker: Who asks.
            reply: Says once that Spott is slow, when it is.
        """
        started = asyncio.get_running_loop().time()
        if refusal := self._access.refusal_known(asker.user_id):
            return Answer(self._refused(refusal))
        asked, count = self._within_quota(question)
        if (wait := self._quota.take(asker.user_id, count)) is not None:
            return Answer(_too_many(wait))
        # Spott is asked beside Slack, so that the person waits for the slower of the two only; not where what is known
        # says that nothing will be shown.
        resolving = None if self._is_barred(asker) else self._start(asked, reply)
        try:
            refusal, place = await self._access.decide(asker.user_id, asker.channel_id)
            if refusal is not None:
                return Answer(self._refused(refusal), place)
            if barred := self._barred(asker.purpose, place):
                return Answer(barred, place)
            resolving = resolving or self._start(asked, reply)
            await self._announce_if_slow(resolving, reply, started + self._slow_after)
            answer = _answer(await resolving, place, reply)
            return answer if asked is question else replace(answer, beside=answer.beside or _too_many(None))
        finally:
            if resolving is not None:
                resolving.cancel()

    def _within_quota(self, question: Question) -> tuple[Question, int]:
        """As much of a question as anybody may ask at once, and for how many people that counts."""
        if isinstance(question, Several):
            most = self._quota.most
            cut = question if len(question.questions) <= most else Several(question.questions[:most])
            return cut, len(cut.questions)
        return question, 0 if isinstance(question, NotUnderstood) else 1

    def _start(self, question: Question, reply: Reply) -> _Resolving:
        name = f"asking reference={reply.record.reference}"
        return asyncio.get_running_loop().create_task(resolve(question, self._directory), name=name)

    def _refused(self, refusal: Refusal) -> Notice:
        return Notice(explain.refused(refusal, self._access.policy.admins), Outcome.NOT_ALLOWED)

    def _is_barred(self, asker: Asker) -> bool:
        """Whether, by what is known, nothing will be shown; Slack has the last word all the same."""
        if self._access.likely_refused(asker.user_id):
            return True
        if asker.purpose is Purpose.SEE or asker.channel_id is None:
            return False
        place = self._access.place_known(asker.channel_id)
        return place is not None and self._barred(asker.purpose, place) is not None

    def _barred(self, purpose: Purpose, place: Place) -> Notice | None:
        """What stands, in such a place, against showing anything at all."""
        if purpose is Purpose.POST and place.hidden is not None:
            return Notice(explain.not_here(place.hidden), Outcome.NOT_ALLOWED)
        # What Slack says of the place itself: people read there who may not see cards.
        if purpose is Purpose.RENEW and place.channel and others_read(place.channel, self._access.policy):
            return Notice(notices.of("covered"), Outcome.COVERED)
        return None

    async def _announce_if_slow(self, resolving: asyncio.Task[Any], reply: Reply, at: float) -> None:
        # Who has to wait for our own turn at Spott is told at once.
        left = _AT_ONCE if self._directory.wait > _UNTOLD_WAIT else at - asyncio.get_running_loop().time()
        await asyncio.wait({resolving}, timeout=max(_AT_ONCE, left))
        if not resolving.done():
            await reply.line(notices.of("spott_slow"))


def _answer(found: Found | Everyone | Nothing, place: Place, reply: Reply) -> Answer:
    """What was found, with a notice in the place of a failure."""
    reference = reply.record.reference
    match found:
        case OnePerson() | NotAContact():
            reply.record.candidate_id = found.candidate_id
            return Answer(found, place)
        case Nobody() | Failed() | NotUnderstood():
            return Answer(Notice(*explain.nothing(found, reference)), place)
        case Everyone(_, Failed() as failed):
            return Answer(found, place, Notice(*explain.nothing(failed, reference)))
        case _:
            return Answer(found, place)


def _too_many(wait: float | None) -> Notice:
    return Notice(notices.of("too_many_lookups", wait=notices.wait(wait)), Outcome.TOO_OFTEN)
