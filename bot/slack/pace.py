"""Keeps to Slack's pace: how fast the app may post and change messages.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import asyncio
from collections import OrderedDict, deque
from contextlib import suppress
from typing import Final

BETWEEN_SECONDS: Final = 1.25
"""Between two messages, wherever they are: Slack takes 50 updates a minute, and one a second in a conversation."""

_AT_ONCE: Final = 5
"""How many messages Slack takes in a burst, after a pause."""

_REMEMBERED: Final = 1_000
"""How many conversations are remembered."""


class Turns:
    """Gives each message to a conversation its turn: a few at once, the others at Slack's pace.

    Args:
        between: Seconds between two messages, on average.
    """

    def __init__(self, between: float = BETWEEN_SECONDS) -> None:
        self._span = _AT_ONCE * between
        self._taken: OrderedDict[str, deque[float]] = OrderedDict()
        self._last_call = asyncio.Event()

    @property
    def is_last_call(self) -> bool:
        """Whether messages no longer wait for their turns, since the process is stopping."""
        return self._last_call.is_set()

    def give_all(self) -> None:
        """Give all messages their turn now, since the process is stopping."""
        self._last_call.set()

    async def wait(self, conversation: str) -> None:
        """Wait for a turn in a conversation."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next(conversation))
        taken = self._taken.setdefault(conversation, deque(maxlen=_AT_ONCE))
        taken.append(turn)
        self._taken.move_to_end(conversation)
        if len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)
        with suppress(TimeoutError):
            async with asyncio.timeout(turn - now):
                await self._last_call.wait()

    def hold(self, conversation: str, seconds: float) -> None:
        """Give no turns in a conversation for some seconds, since Slack is limiting us there."""
        until = asyncio.get_running_loop().time() + seconds
        if self._next(conversation) < until:
            self._taken[conversation] = deque([until - self._span] * _AT_ONCE, _AT_ONCE)

    def _next(self, conversation: str) -> float:
        taken = self._taken.get(conversation)
        return taken[0] + self._span if taken is not None and len(taken) == _AT_ONCE else 0.0
