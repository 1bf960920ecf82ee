"""How long a text takes, and how that grows with its length."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.adversary.patterns import Used
from tests.adversary.texts import Text, kinds
from tests.untraced import untraced

LENGTH = 4_000
"""The length at which the slowest texts are judged, in characters."""
_SCREENED = 500
"""The length at which each text is tried first: even there, texts with quadratic time are among the slowest."""
LIMIT_MS = 10.0
"""On the machine where `_REFERENCE` takes `_REFERENCE_MS`; most patterns take less than 3 ms there."""
GROWTH = 3.0
"""How many times longer a text of twice the length may take: above 2, which is linear, and below 4, quadratic."""
_DOUBLINGS = 3
_WELL_MEASURED_MS = 0.4
_MEASURED_MS = 0.05
_BARELY_MORE_THAN_LINEAR = 2.3
"""Growth that seems faster than this is measured precisely."""
_LONGEST = 64 * LENGTH
_SLOW_ONES = 8
"""How many of the slowest texts are also tried at greater lengths."""

_REFERENCE = re.compile(r"(?:ab|[c-e]|f(?!g))++h")
_REFERENCE_TEXT = "abcdef" * 2_000
_REFERENCE_MS = 0.23


def apply(used: re.Pattern[Any], method: str, text: Any) -> None:  # noqa: ANN401 - str or bytes
    """Call one method as the product does."""
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
_BEYOND_DOUBT_MS = 200.0
"""Disturbances don't matter for a text that takes this long, so a few attempts are enough."""


def milliseconds(work: Work, text: Any, times: int = 1) -> float:  # noqa: ANN401 - str or bytes
    """The shortest CPU time in this thread: other processes can only make it longer."""
    least = float("inf")
    for _ in range(times):
        with untraced():
            began = time.thread_time()
            work(text)
            least = min(least, time.thread_time() - began)
    return least * 1_000


@dataclass(frozen=True)
class Cost:
    """The cost of the worst text; growth is not measured if it is too slow already."""

    slowest_ms: float
    slowest_text: str
    growth: float = 0.0
    growth_text: str = ""


def comparable(work: Work, text: Any, times: int = 1) -> float:  # noqa: ANN401 - str or bytes
    """The time on the machine where the limits were chosen: a busy or slow machine takes longer for everything."""
    slowness = milliseconds(_REFERENCE.match, _REFERENCE_TEXT, 3) / _REFERENCE_MS
    return milliseconds(work, text, times) / max(slowness, 1.0)


def judge(work: Work, texts: Iterable[Text], *, limit_ms: float = LIMIT_MS) -> Cost:
    """The time for the slowest text of 4,000 characters, and the worst growth when a text doubles."""
    times = []
    for text in texts:
        took = milliseconds(work, text(_SCREENED))
        if took > limit_ms and (took := comparable(work, text(_SCREENED), 9)) > limit_ms:
            return Cost(took, str(text.__doc__))
        times.append((took, text))
    times.sort(key=lambda each: -each[0])
    slow = [text for _, text in times[:_SLOW_ONES]]
    slowest, slowest_text = max(((milliseconds(work, text(LENGTH)), text) for text in slow), key=lambda each: each[0])
    if slowest > limit_ms:
        slowest = min(comparable(work, slowest_text(LENGTH), 3) for _ in range(_ATTEMPTS_AT_ONCE))
    if slowest > limit_ms:
        return Cost(slowest, str(slowest_text.__doc__))
    seen = sorted(((_at_a_glance(work, text), text) for text in slow), key=lambda each: -each[0])
    grown = [(growth(work, text), text) for glance, text in seen[:2] if glance > _BARELY_MORE_THAN_LINEAR]
    worst, worst_text = max(grown, key=lambda each: each[0]) if grown else seen[0]
    return Cost(slowest, str(slowest_text.__doc__), worst, str(worst_text.__doc__))


def _at_a_glance(work: Work, text: Text) -> float:
    """The growth by short measurements, which are enough for what is clearly linear."""
    length = _measurable(work, text, _SCREENED, _MEASURED_MS)
    return _doubling(milliseconds(work, text(length), 3), milliseconds(work, text(length * 2**_DOUBLINGS)))


def growth(work: Work, text: Text, attempts: int = _ATTEMPTS) -> float:
    """How many times longer a text of twice the length takes, measured at eight times the length to rise above noise.

    Args:
        work: The function to time.
        text: Its argument, at any length.
        attempts: The maximum number of measurements, until one shows that it grows no faster than allowed.
    """
    length = _measurable(work, text, LENGTH, _WELL_MEASURED_MS)
    short, long = text(length), text(length * 2**_DOUBLINGS)
    once = eightfold = grown = float("inf")
    for attempt in range(attempts):
        if attempt > _ATTEMPTS_AT_ONCE:
            time.sleep(_PAUSE_SECONDS)  # Disturbances, such as another process filling the CPU caches, pass.
        once = min(once, milliseconds(work, short, 3))
        eightfold = min(eightfold, milliseconds(work, long))
        grown = _doubling(once, eightfold)
        if grown < GROWTH - 0.1 or (attempt > _ATTEMPTS_AT_ONCE and eightfold > _BEYOND_DOUBT_MS):
            break
    return grown


def _measurable(work: Work, text: Text, length: int, least_ms: float) -> int:
    """The length, or a greater one, at which a text takes long enough to be measured."""
    while milliseconds(work, text(length), 2) < least_ms and length * 2**_DOUBLINGS < _LONGEST:
        length *= 2
    return length


def _doubling(once_ms: float, eightfold_ms: float) -> float:
    return float((eightfold_ms / max(once_ms, 0.01)) ** (1 / _DOUBLINGS))


MEETS = {"bot.people.phones:_LABEL": 30}
"""The longest text a pattern gets, if its caller truncates it first."""


def cost(used: Used, method: str) -> Cost:
    """The worst cost of one method of a pattern."""
    binary = isinstance(used.pattern.pattern, bytes)
    most = MEETS.get(used.where)

    def work(words: str) -> None:
        apply(used.pattern, method, words[:most])

    def work_on_bytes(words: str) -> None:
        apply(used.pattern, method, words.encode("utf-8", "surrogatepass")[: len(words)])

    return judge(work_on_bytes if binary else work, kinds(used.pattern))
