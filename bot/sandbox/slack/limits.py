"""Slack's rate limits: how many calls of a method are allowed in how many seconds.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

MINUTE = 60.0


@dataclass(frozen=True)
class Limit:
    """At most `calls` within any `seconds`; counted for each channel when `per_channel`."""

    calls: int
    seconds: float = MINUTE
    per_channel: bool = False


TIER_2 = Limit(20)
TIER_3 = Limit(50)
TIER_4 = Limit(100)
# "Hundreds of requests per minute" for methods that every client calls at start.
GENEROUS = Limit(600)
# One message a second in each channel, with room for a short burst.
POSTING = Limit(5, seconds=5.0, per_channel=True)
# Tier 1 says "1+"; an app may hold ten connections and opens them all after a restart.
CONNECTIONS = Limit(20)


class RateLimits:
    """Counts calls in a sliding window, by the given clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._windows: dict[tuple[str, str], deque[float]] = {}

    def retry_after(self, method: str, limit: Limit, channel: str = "") -> int | None:
        """Count a call within the limit and return None; beyond it, return how many whole seconds to wait."""
        now = self._clock()
        window = self._windows.setdefault((method, channel if limit.per_channel else ""), deque())
        while window and window[0] <= now - limit.seconds:
            window.popleft()
        if len(window) >= limit.calls:
            return max(1, math.ceil(window[0] + limit.seconds - now))
        window.append(now)
        return None
