"""Facts of one kind from Slack, such as accounts: fetched when a rule needs them, and cached for a while."""

import time
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from bot.access.slack_questions import FactsUnknownError, SlackQuestions, soon
from bot.access.snapshot import UNASKED, Fact
from bot.cache import Cache

T = TypeVar("T")


class FactCache(Generic[T]):
    """Facts by Slack's id; concurrent requests for the same one share a call.

    Args:
        slack: Knows which methods Slack rate-limits.
        method: The method that returns the fact.
        fetch: Calls it for an id; raises FactsUnknownError.
        seconds: How long a fact is current.
        last_seconds: How long Slack's last answer counts while Slack does not respond, if that is longer.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        slack: SlackQuestions,
        method: str,
        fetch: Callable[[str], Coroutine[Any, Any, T]],
        *,
        seconds: float,
        last_seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._slack = slack
        self._method = method
        self._fetch = fetch
        self._cache = Cache(self._fetched, seconds=seconds, last_seconds=last_seconds, clock=clock)

    def known(self, key: str) -> Fact[T]:
        """The fact as far as it is cached; Slack is not asked."""
        if (current := self._cache.known(key)) is not None:
            return current
        if (last := self._cache.last(key)) is None:
            return UNASKED
        return last if self._slack.is_paused(self._method) else Fact(last.value, settled=False)

    async def get(self, key: str) -> Fact[T]:
        """The fact, settled; Slack is asked unless it is known. Never raises."""
        if (known := self.known(key)).settled:
            return known
        try:
            return await soon(self._cache.get(key))
        except FactsUnknownError as error:
            last = None if error.answered else self._cache.last(key)
            return last or Fact(None, retry_after=error.retry_after, not_a_member=error.not_a_member)

    async def current(self, key: str) -> T:
        """The value of an up-to-date fact; waits as long as Slack takes.

        Raises:
            FactsUnknownError: Slack does not say.
        """
        value = (await self._cache.get(key)).value
        if value is None:
            raise FactsUnknownError
        return value

    def forget(self, key: str) -> None:
        """Drop a fact."""
        self._cache.forget(key)

    async def close(self) -> None:
        """Cancel all fetches in progress."""
        await self._cache.close()

    async def _fetched(self, key: str) -> Fact[T]:
        try:
            return Fact(await self._fetch(key))
        except FactsUnknownError as error:
            if error.answered:
                # Slack did answer, so its earlier answer no longer counts.
                self.forget(key)
            raise
