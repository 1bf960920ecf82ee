"""Limits how long an answer waits for the database, where all processes have to agree."""

import asyncio
from typing import Final, TypeVar

from bot.store.errors import StoreError

_BUSY_SECONDS: Final = 1.0
_FAILING_SECONDS: Final = 0.05

T = TypeVar("T")


class Patience:
    """Waits up to a second for the database; if it takes longer, the next waits are short until it answers again.

    Args:
        busy: Seconds to wait while the database answers.
        failing: Seconds to wait once it has not answered, until it does again.
    """

    def __init__(self, busy: float = _BUSY_SECONDS, failing: float = _FAILING_SECONDS) -> None:
        self._busy = busy
        self._failing = failing
        self._is_failing = False

    async def wait(self, answer: "asyncio.Future[T]") -> bool:
        """Wait for the database's answer; returns whether it came. It isn't cancelled if it takes longer."""
        done, _ = await asyncio.wait({answer}, timeout=self._failing if self._is_failing else self._busy)
        if not done:
            self._is_failing = True
            answer.add_done_callback(self._answered)
        else:
            self._answered(answer)
        return bool(done) and answer.exception() is None

    def _answered(self, answer: "asyncio.Future[T]") -> None:
        if not answer.cancelled():
            self._is_failing = isinstance(answer.exception(), StoreError)
