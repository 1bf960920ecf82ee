"""Fetches facts from Slack's Web API, with a single kind of failure, and without calls while Slack rate-limits us."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.access.snapshot import Fact
from bot.slack.errors import NOT_A_MEMBER, SlackError, SlackLimitsError, SlackRefusedError
from bot.slack.objects import NotBelievedError

A = TypeVar("A")
T = TypeVar("T")

WAIT_SECONDS = 5.0
"""How long a user waits for a fact."""

_LONGEST_PAUSE = 7 * 86_400.0
"""Seconds; a longer Retry-After is cut to this."""

# Raised for an answer that is not in the documented form, which is then discarded.
_MALFORMED = (AttributeError, LookupError, TypeError, ValueError)


class FactsUnknownError(Exception):
    """Slack did not provide a fact.

    Attributes:
        retry_after: Seconds to wait, if Slack limits us.
        answered: Whether Slack did answer, so that its earlier answer no longer counts; False if it limits us, fails or
            cannot be reached.
        not_a_member: Whether Slack does not say because the bot is not in that conversation.
    """

    def __init__(self, retry_after: float | None = None, *, answered: bool = False, not_a_member: bool = False) -> None:
        self.retry_after = retry_after
        self.answered = answered
        self.not_a_member = not_a_member
        super().__init__("Slack does not say")


class _Pause:
    """A pause in the calls of one method, because Slack limits it."""

    def __init__(self) -> None:
        self.until = 0.0
        self.probing = asyncio.Lock()


class SlackQuestions:
    """Calls methods, and pauses those that Slack limits.

    After a 429 a method is not called until its Retry-After has passed, and then only once: all other callers wait for
    the result.

    Args:
        clock: Monotonic seconds.
        disbelieved: Counts discarded answers, by reason (a fixed word).
    """

    def __init__(self, clock: Callable[[], float], disbelieved: Callable[[str], None]) -> None:
        self._clock = clock
        self._disbelieved = disbelieved
        self._pauses: dict[str, _Pause] = {}

    def is_paused(self, method: str) -> bool:
        """Whether a method is paused, or the first call after its pause is in progress."""
        pause = self._pauses.get(method)
        return pause is not None and (pause.probing.locked() or pause.until > self._clock())

    def resume(self, method: str) -> None:
        """End the pause of a method."""
        self._pauses.pop(method, None)

    async def ask(self, method: str, call: Callable[[], Coroutine[Any, Any, A]], read: Callable[[A], T]) -> T:
        """Call a method and parse its answer.

        Args:
            method: Its name.
            call: Calls it.
            read: Parses the answer; raises if it has to be discarded.

        Raises:
            FactsUnknownError: Slack refuses, limits us or fails, or its answer was discarded.
        """
        pause = self._pauses.get(method)
        if pause is not None:
            async with pause.probing:
                if (left := pause.until - self._clock()) > 0:
                    raise FactsUnknownError(left)
                if self._pauses.get(method) is pause:
                    return await self._probe(method, pause, call, read)
        return await self._call(method, call, read)

    async def _probe(
        self, method: str, pause: _Pause, call: Callable[[], Coroutine[Any, Any, A]], read: Callable[[A], T]
    ) -> T:
        until = pause.until
        try:
            return await self._call(method, call, read)
        finally:
            if pause.until == until:
                self.resume(method)

    async def _call(self, method: str, call: Callable[[], Coroutine[Any, Any, A]], read: Callable[[A], T]) -> T:
        try:
            return read(await call())
        except SlackLimitsError as error:
            raise FactsUnknownError(self._pause(method, error.retry_after)) from None
        except SlackError as error:
            answered, not_a_member = isinstance(error, SlackRefusedError), error.code in NOT_A_MEMBER
            raise FactsUnknownError(answered=answered, not_a_member=not_a_member) from None
        except NotBelievedError as error:
            self._disbelieved(error.reason)
        except _MALFORMED:
            self._disbelieved("slack_malformed")
        raise FactsUnknownError(answered=True)

    def _pause(self, method: str, retry_after: float) -> float:
        """Pause a method; returns for how many seconds."""
        wait = min(max(1.0, retry_after), _LONGEST_PAUSE)
        pause = self._pauses.setdefault(method, _Pause())
        pause.until = max(pause.until, self._clock() + wait)
        return wait


async def soon(asked: Coroutine[Any, Any, T]) -> T:
    """Wait a few seconds for an answer; after that, the fetch continues for the next caller.

    Raises:
        FactsUnknownError: It takes longer.
    """
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            return await asked
    except TimeoutError:
        raise FactsUnknownError from None


async def settled(asked: Coroutine[Any, Any, T]) -> Fact[T]:
    """The fact, settled: with Slack's answer if it comes within a few seconds, else without a value. Never raises."""
    try:
        return Fact(await soon(asked))
    except FactsUnknownError as error:
        return Fact(None, retry_after=error.retry_after, not_a_member=error.not_a_member)
