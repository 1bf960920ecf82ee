"""Signal handlers: a signal either stops the process gracefully or is ignored, so that none loses work in progress.

SIGKILL cannot be caught, signals that mean a crash keep their default action, and SIGVTALRM belongs to the watchdog.
"""

import signal
from collections.abc import Callable
from types import FrameType

_STOPS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGBREAK", "SIGPWR", "SIGXCPU")
"""A stop was requested, the terminal was closed, the power is failing, or the CPU limit is reached."""
_NOTHING = ("SIGUSR1", "SIGUSR2", "SIGALRM", "SIGPROF", "SIGIO", "SIGSTKFLT")
"""In other programs these mean "reload" or "rotate the log", or come from timers; their default is to kill."""


def install(stop: Callable[[], None]) -> None:
    """Install the handlers.

    Args:
        stop: Called in the main thread when the process should stop, even while the event loop is blocked; possibly
            more than once, and between any two instructions.
    """

    def handler(_: int, __: FrameType | None) -> None:
        stop()

    for name in _STOPS:
        number = getattr(signal, name, None)
        # Under nohup, closing the terminal must not stop us: https://www.gnu.org/software/coreutils/nohup
        if number is not None and not (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            signal.signal(number, handler)
    for number in (*(getattr(signal, name, None) for name in _NOTHING), *_real_time()):
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


def _real_time() -> range:
    first, last = getattr(signal, "SIGRTMIN", 0), getattr(signal, "SIGRTMAX", -1)
    return range(first, last + 1)
