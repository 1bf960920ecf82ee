"""The memory and descriptors that a process uses, and whether they grow; Linux."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

# Two-sided 95 % of Student's t, by the minimum degrees of freedom.
_T = ((120, 1.98), (60, 2.00), (30, 2.04), (20, 2.09), (10, 2.23), (5, 2.57), (1, 12.7))


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the benchmark's output


def memory(pid: int, figure: str) -> float:
    """Resident memory now (`VmRSS`) or at its peak (`VmHWM`), in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{figure}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(figure)


def descriptors(pid: int) -> tuple[int, int]:
    """How many descriptors are open, and how many of them are sockets."""
    targets = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            targets.append(str(entry.readlink()))
        except FileNotFoundError:
            continue  # closed in between
    return len(targets), sum(target.startswith("socket:") for target in targets)


@dataclass(frozen=True, slots=True)
class Slope:
    """Growth per minute, and half the width of its 95 % confidence interval."""

    per_minute: float
    interval: float

    def __str__(self) -> str:
        return f"{self.per_minute:+.3f} ± {self.interval:.3f} a minute"


def slope(seconds: Sequence[float], values: Sequence[float]) -> Slope:
    """The least-squares slope of samples.

    Consecutive samples are correlated, so the interval is widened accordingly (lag-1 autocorrelation of the residuals).
    """
    count = len(seconds)
    line = statistics.linear_regression(seconds, values)
    residuals = [y - line.intercept - line.slope * x for x, y in zip(seconds, values, strict=True)]
    squares = sum(residual * residual for residual in residuals)
    spread = sum((x - statistics.fmean(seconds)) ** 2 for x in seconds)
    alike = sum(a * b for a, b in pairwise(residuals)) / squares if squares else 0.0
    alike = min(max(alike, 0.0), 0.95)
    effective = max(count * (1 - alike) / (1 + alike), 3.0)
    error = math.sqrt(squares / (count - 2) / spread) * math.sqrt(count / effective)
    t = next((value for freedom, value in _T if effective - 2 >= freedom), 12.7)
    return Slope(line.slope * 60, t * error * 60)
