"""What the process makes of signals: a stop that drains, or nothing, so that none loses what is under way.

What cannot be caught (SIGKILL), and what stands for a crash, stays as it is; SIGVTALRM is the watchdog's.
"""

import signal
from collections.abc import Callable
from types import FrameType

_STOPS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGBREAK", "SIGPWR", "SIGXCPU")
"""Platforms and people who want it gone: the terminal was closed, the power fails, its CPU time is used up."""
_NOTHING = ("SIGUSR1", "SIGUSR2", "SIGALRM", "SIGPROF", "SIGIO", "SIGSTKFLT")
"""What other programs take for "reload" or "rotate the log", and timers."""


def heed(stop: Callable[[], None]) -> None:
    """Have `stop` called, in the main thread and also while the event loop is stuck, when the process is to end.

    Args:
        stop: May be called again and again, and between any two instructions.
    """

    def handler(_: int, __: FrameType | None) -> None:
        stop()

    for name in _STOPS:
        number = getattr(signal, name, None)
        # Under nohup the terminal may go: https://www.gnu.org/software/coreutils/nohup
        if number is not None and not (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            signal.signal(number, handler)
    for number in (*(getattr(signal, name, None) for name in _NOTHING), *_real_time()):
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


def _real_time() -> range:
    first, last = getattr(signal, "SIGRTMIN", 0), getattr(signal, "SIGRTMAX", -1)
    return range(first, last + 1)
