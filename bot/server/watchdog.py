"""A thread that watches the event loop: it logs what blocks the loop, and ends the process if nothing else would.

Both threads are created at start, since later the system may refuse new ones.

Native code that holds the interpreter lock, such as `re`, stops Python's threads too. So there is also a system timer
that each heartbeat resets. It counts CPU time, so that a paused process is not ended, and its handler needs no Python.
Two cases are left to the platform: native code that holds the lock while it waits without using CPU, and a process that
gets so little CPU that the timer fires late.
"""

import asyncio
import faulthandler
import logging
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module

from bot.telemetry.logs import frames

log = logging.getLogger(__name__)

EXIT_STUCK = 26
"""Exit code when the event loop is stuck: the number of SIGVTALRM, the signal of the system timer."""

_TICK = 0.05
_SAYING_SECONDS = 0.2
"""How long ending the process waits for the log line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the loop may be blocked, in seconds.

    Attributes:
        stall: After this a line is logged.
        stuck: After this the process ends.
        stop: This long after `expect_end` the process ends in any case.
    """

    stall: float = 0.25
    stuck: float = 30.0
    stop: float = 7.75


class Watchdog:
    """Watches the running loop; create it in the loop's thread.

    Args:
        limits: How long the loop may be blocked.
        leave: Ends the process at once with an exit code.
    """

    def __init__(
        self,
        limits: Limits = Limits(),
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self._limits = limits
        self._leave = leave
        self._beats = 0
        self._end_by = float("inf")
        self._is_done = False
        self._over = threading.Event()
        # Logging may block if nothing reads the log, and ending the process must not wait for that.
        self._lines: queue.SimpleQueue[tuple[int, str, threading.Event] | None] = queue.SimpleQueue()
        self._has_timer = False
        self._loop = asyncio.get_running_loop()
        self._watched = threading.get_ident()

    def start(self) -> None:
        """Start watching; call it in the main thread.

        Raises:
            RuntimeError: No thread can be started.
        """
        for name, run in (("watchdog", self._watch), ("watchdog's log", self._say_lines)):
            threading.Thread(target=run, name=name, daemon=True).start()
        self._has_timer = _exits_when_cpu_time_is_up()
        self._beat()

    def expect_end(self) -> None:
        """Give the process its last seconds; safe to call in a signal handler."""
        self._end_by = min(self._end_by, time.monotonic() + self._limits.stop)
        self._reset_timer()

    def done(self) -> None:
        """Note that the loop has finished; if the process then does not exit, it is ended with code 0."""
        self._is_done = True
        if self._has_timer:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def stop(self) -> None:
        """Stop watching."""
        self.done()
        self._over.set()
        self._lines.put(None)

    def _beat(self) -> None:
        if not self._is_done:
            self._beats += 1
            self._reset_timer()
            self._loop.call_later(_TICK, self._beat)

    def _reset_timer(self) -> None:
        if self._has_timer and not self._is_done:
            left = self._end_by - time.monotonic()
            signal.setitimer(signal.ITIMER_VIRTUAL, max(_TICK, min(self._limits.stuck, left)))

    def _watch(self) -> None:
        seen, blocked, is_logged, last = self._beats, 0.0, False, time.monotonic()
        while not self._over.wait(_TICK):
            now = time.monotonic()
            slept, last = now - last, now
            runs, seen = self._beats != seen or self._is_done, self._beats
            # If this thread overslept, the whole process was paused, so the loop is not to blame.
            blocked = 0.0 if runs else blocked + min(slept, 2 * _TICK)
            if slept > self._limits.stall + _TICK:
                self._say(logging.WARNING, f"the process was paused for {slept:.1f} s{self._place()}")
            elif blocked >= self._limits.stall and not is_logged:
                self._say(logging.WARNING, f"the event loop is blocked{self._place()}")
                is_logged = True
            elif runs and is_logged:
                self._say(logging.WARNING, "the event loop runs again")
                is_logged = False
            if blocked >= self._limits.stuck:
                self._end(EXIT_STUCK, "the event loop is stuck")
            elif now >= self._end_by:
                is_stuck = blocked >= self._limits.stall
                self._end(EXIT_STUCK if is_stuck else 0, "the event loop is stuck" if is_stuck else "")

    def _place(self) -> str:
        """What is running: the task's name, which contains the look-up's reference, and the stack."""
        task = asyncio.current_task(self._loop)
        stack = frames(sys._current_frames().get(self._watched))  # noqa: SLF001 - the documented way to a thread's frames
        return f": {task.get_name() if task else 'no task'} at {stack}"

    def _end(self, code: int, why: str) -> None:
        if why:
            self._say(logging.CRITICAL, f"{why}: ending with code {code}").wait(_SAYING_SECONDS)
        self._leave(code)
        self._over.set()

    def _say(self, level: int, line: str) -> threading.Event:
        written = threading.Event()
        self._lines.put((level, line, written))
        return written

    def _say_lines(self) -> None:
        while (entry := self._lines.get()) is not None:
            level, line, written = entry
            log.log(level, "%s", line)
            written.set()


def _exits_when_cpu_time_is_up() -> bool:
    """Make ITIMER_VIRTUAL print each thread's stack and end the process.

    The handler is `_exit` itself, which gets the signal's number as its exit code. Python's handlers would wait for the
    interpreter lock, and the system's default action does not end the first process of a container.

    Returns:
        Whether this system has such a timer.
    """
    if sys.platform == "win32":
        return False
    ctypes = import_module("ctypes")
    c = ctypes.CDLL(None)
    c.signal.argtypes, c.signal.restype = [ctypes.c_int, ctypes.c_void_p], ctypes.c_void_p
    c.signal(signal.SIGVTALRM, ctypes.cast(c["_exit"], ctypes.c_void_p))
    with suppress(OSError, RuntimeError):  # standard error is not a file
        faulthandler.register(signal.SIGVTALRM, all_threads=True, chain=True)
    return True
