"""A thread beside the event loop: it names what holds the loop up, and ends the process when nothing else would.

Both threads stand from the start, so that a stop needs none that may no longer be had.

Native code that keeps the interpreter to itself, as `re` does, stops Python's threads too. For that there is a timer of
the system, wound up by each beat: it counts the CPU time that the process uses, so a process that was paused is not
ended, and its handler needs no Python. What remains are native code that waits without using CPU and keeps the
interpreter, and a process that is given so little CPU that its limit comes late: those are the platform's to end.
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
"""How the process ends when the event loop is stuck: with the number of SIGVTALRM, which the system's timer brings."""

_TICK = 0.05
_SAYING_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the loop may stand still, in seconds.

    Attributes:
        stall: After which it is said.
        stuck: After which the process ends.
        stop: How long after `expect_end` the process is gone in any case.
    """

    stall: float = 0.25
    stuck: float = 30.0
    stop: float = 7.75


class Watchdog:
    """Watches the running loop; made in its thread.

    Args:
        limits: How long the loop may stand still.
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
        # Whoever reads our log may have stopped reading: what is to end the process must not wait for a line of it.
        self._lines: queue.SimpleQueue[tuple[int, str, threading.Event] | None] = queue.SimpleQueue()
        self._has_timer = False
        self._loop = asyncio.get_running_loop()
        self._watched = threading.get_ident()

    def start(self) -> None:
        """Watch the running loop from now on; to be called in the main thread.

        Raises:
            RuntimeError: No thread can be started.
        """
        for name, run in (("watchdog", self._watch), ("watchdog's log", self._say_lines)):
            threading.Thread(target=run, name=name, daemon=True).start()
        self._has_timer = _exits_when_cpu_time_is_up()
        self._beat()

    def expect_end(self) -> None:
        """From now on the process has its last seconds; may be called in a signal's handler."""
        self._end_by = min(self._end_by, time.monotonic() + self._limits.stop)
        self._wind_up()

    def done(self) -> None:
        """The loop has done its work: a process that yet does not end is ended with code 0."""
        self._is_done = True
        if self._has_timer:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def stop(self) -> None:
        """Watch no more."""
        self.done()
        self._over.set()
        self._lines.put(None)

    def _beat(self) -> None:
        if not self._is_done:
            self._beats += 1
            self._wind_up()
            self._loop.call_later(_TICK, self._beat)

    def _wind_up(self) -> None:
        if self._has_timer and not self._is_done:
            left = self._end_by - time.monotonic()
            signal.setitimer(signal.ITIMER_VIRTUAL, max(_TICK, min(self._limits.stuck, left)))

    def _watch(self) -> None:
        seen, stood, is_told, last = self._beats, 0.0, False, time.monotonic()
        while not self._over.wait(_TICK):
            now = time.monotonic()
            slept, last = now - last, now
            turned, seen = self._beats != seen or self._is_done, self._beats
            # A thread that slept too long was stopped with all the others: such time says nothing of the loop.
            stood = 0.0 if turned else stood + min(slept, 2 * _TICK)
            if slept > self._limits.stall + _TICK:
                self._say(logging.WARNING, f"the process stood still for {slept:.1f} s{self._place()}")
            elif stood >= self._limits.stall and not is_told:
                self._say(logging.WARNING, f"the event loop stands still{self._place()}")
                is_told = True
            elif turned and is_told:
                self._say(logging.WARNING, "the event loop turns again")
                is_told = False
            if stood >= self._limits.stuck:
                self._end(EXIT_STUCK, "the event loop is stuck")
            elif now >= self._end_by:
                is_stuck = stood >= self._limits.stall
                self._end(EXIT_STUCK if is_stuck else 0, "the event loop is stuck" if is_stuck else "")

    def _place(self) -> str:
        """What runs: the name of its task, which tells the look-up's reference, and the lines of code where it is."""
        task = asyncio.current_task(self._loop)
        stack = frames(sys._current_frames().get(self._watched))  # noqa: SLF001 - the documented way to a thread's frames
        return f": {task.get_name() if task else 'no task'} at {stack}"

    def _end(self, code: int, why: str) -> None:
        if why:
            self._say(logging.CRITICAL, f"{why}: ending with code {code}").wait(_SAYING_SECONDS)
        self._leave(code)
        self._over.set()

    def _say(self, level: int, line: str) -> threading.Event:
        said = threading.Event()
        self._lines.put((level, line, said))
        return said

    def _say_lines(self) -> None:
        while (told := self._lines.get()) is not None:
            level, line, said = told
            log.log(level, "%s", line)
            said.set()


def _exits_when_cpu_time_is_up() -> bool:
    """Let ITIMER_VIRTUAL write down where each thread is, by file and line, and end the process.

    Its handler is `_exit` itself, which takes the number of the signal for the exit code: Python's handlers would wait
    for the interpreter, and the system's default does not end a container's first process.

    Returns:
        Whether this system has such a timer.
    """
    if sys.platform == "win32":
        return False
    ctypes = import_module("ctypes")
    c = ctypes.CDLL(None)
    c.signal.argtypes, c.signal.restype = [ctypes.c_int, ctypes.c_void_p], ctypes.c_void_p
    c.signal(signal.SIGVTALRM, ctypes.cast(c["_exit"], ctypes.c_void_p))
    with suppress(OSError, RuntimeError):  # standard error is no file
        faulthandler.register(signal.SIGVTALRM, all_threads=True, chain=True)
    return True
