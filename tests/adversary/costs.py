"""What a text costs: its time, and how that grows with its length."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.adversary.patterns import Used
from tests.adversary.texts import Text, kinds
from tests.untraced import untraced

LENGTH = 4_000
"""Characters at which each text is tried first."""
LIMIT_MS = 5.0
GROWTH = 2.6
"""How much longer a text of twice the length may take, at most: between 2 and the 4 of what takes its square."""
_DOUBLINGS = 3
_WELL_MEASURED_MS = 0.4
_LONGEST = 64 * LENGTH
_SLOW_ONES = 12
"""How many texts are tried longer: what takes the square of a length is among the slowest of all."""


def apply(used: re.Pattern[Any], method: str, text: Any) -> None:  # noqa: ANN401 - str or bytes
    """Calls one method as the product does."""
    if method == "finditer":
        for _ in used.finditer(text):
            pass
    elif method == "sub":
        used.sub(text[:0], text)
    else:
        getattr(used, method)(text)


Work = Callable[[Any], object]

_ATTEMPTS = 40
_ATTEMPTS_AT_ONCE = 5
_PAUSE_SECONDS = 0.1


def milliseconds(work: Work, text: Any, times: int = 1) -> float:  # noqa: ANN401 - str or bytes
    """The least CPU time of this thread that it took: others on the machine make a time longer, never shorter."""
    least = float("inf")
    for _ in range(times):
        with untraced():
            began = time.thread_time()
            work(text)
            least = min(least, time.thread_time() - began)
    return least * 1_000


@dataclass(frozen=True)
class Cost:
    """What the worst text cost; its growth is not told where it is too slow already."""

    slowest_ms: float
    slowest_text: str
    growth: float = 0.0
    growth_text: str = ""


def judge(work: Work, texts: Iterable[Text], *, limit_ms: float = LIMIT_MS) -> Cost:
    """The time of the slowest text of 4,000 characters, and the worst growth when a text doubles."""
    times = []
    for text in texts:
        words = text(LENGTH)
        took = milliseconds(work, words)
        if took > limit_ms:
            took = milliseconds(work, words, 9)
        if took > limit_ms:
            return Cost(took, str(text.__doc__))
        times.append((took, text))
    times.sort(key=lambda each: -each[0])
    slow = [text for _, text in times[:_SLOW_ONES]]
    slowest, slowest_text = max(
        ((milliseconds(work, text(LENGTH), 5), text) for text in slow), key=lambda each: each[0]
    )
    suspects = sorted(
        slow, key=lambda text: -milliseconds(work, text(4 * LENGTH)) / milliseconds(work, text(LENGTH), 3)
    )
    grown, grown_text = max(((growth(work, text), text) for text in suspects[:2]), key=lambda each: each[0])
    return Cost(slowest, str(slowest_text.__doc__), grown, str(grown_text.__doc__))


def growth(work: Work, text: Text, attempts: int = _ATTEMPTS) -> float:
    """How much longer a text of twice the length takes, told by eight times the length, which noise cannot hide.

    Args:
        work: What is timed.
        text: What it is given, at any length.
        attempts: How often it is timed at most, until a quiet moment tells that it grows no faster than allowed.
    """
    length = LENGTH
    while milliseconds(work, text(length), 2) < _WELL_MEASURED_MS and length * 2**_DOUBLINGS < _LONGEST:
        length *= 2
    short, long = text(length), text(length * 2**_DOUBLINGS)
    once = eightfold = grown = float("inf")
    for attempt in range(attempts):
        if attempt > _ATTEMPTS_AT_ONCE:
            time.sleep(_PAUSE_SECONDS)  # What disturbs, such as a neighbour that fills the caches, passes.
        once = min(once, milliseconds(work, short, 3))
        eightfold = min(eightfold, milliseconds(work, long))
        grown = float((eightfold / max(once, 0.01)) ** (1 / _DOUBLINGS))
        if grown < GROWTH - 0.1:
            break
    return grown


MEETS = {"bot.people.phones:_LABEL": 30}
"""The longest text that a pattern meets, where its caller cuts it first."""


def cost(used: Used, method: str) -> Cost:
    """What one method of a pattern costs at worst."""
    binary = isinstance(used.pattern.pattern, bytes)
    most = MEETS.get(used.where)

    def work(words: str) -> None:
        apply(used.pattern, method, words[:most])

    def work_on_bytes(words: str) -> None:
        apply(used.pattern, method, words.encode("utf-8", "surrogatepass")[: len(words)])

    return judge(work_on_bytes if binary else work, kinds(used.pattern))
