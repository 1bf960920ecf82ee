"""Logging as text or JSON, one line per record, without any text from clients, libraries or exceptions.

Our own records contain no personal data. Those of libraries (Slack's log bodies and tokens, asyncio logs exception
messages) are reduced to the place they come from, which is enough to find the message in the library's source.
"""

import json
import logging
import math
import sys
import time
import traceback
from collections.abc import Callable
from itertools import islice
from types import FrameType, TracebackType
from typing import Any, Literal, TextIO

OURS = "bot"
_FRAMES = 6
_MINUTE = 60.0
_encode = json.JSONEncoder(ensure_ascii=False).encode


def configure(level: str, form: Literal["text", "json"], stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error by default): our records from `level` on, all others from WARNING on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    # Our lines don't show these, but by default logging looks them up for every record:
    # https://docs.python.org/3/howto/logging.html#optimization
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(level)
    logging.captureWarnings(capture=True)


def library(name: str) -> logging.Logger:
    """The logger for one of Slack's libraries, fixed at ERROR whatever LOG_LEVEL says.

    Below ERROR they print request bodies, envelopes and tokens.
    """
    logger = logging.getLogger(name)
    logger.setLevel(logging.ERROR)
    return logger


class OncePerMinute:
    """Writes warnings at most once a minute, for events that anyone can trigger as often as they like.

    Args:
        logger: Where to write them.
        clock: Monotonic seconds.
    """

    def __init__(self, logger: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._logger = logger
        self._clock = clock
        self._next = -math.inf

    def warning(self, message: str, *args: object) -> None:
        """Write the message, unless one was written less than a minute ago."""
        now = self._clock()
        if now >= self._next:
            self._next = now + _MINUTE
            self._logger.warning(message, *args)


def where(tb: TracebackType | None) -> str:
    """The innermost frames of a traceback, by function and line, most recent first; without source text or values."""
    stack = traceback.StackSummary.extract(traceback.walk_tb(tb), lookup_lines=False)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(stack[-_FRAMES:]))


def frames(innermost: FrameType | None) -> str:
    """A frame and its callers, in the same form as `where`."""
    stack = traceback.StackSummary.extract(islice(traceback.walk_stack(innermost), _FRAMES), lookup_lines=False)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in stack) if innermost is not None else "?"


def _discreet(record: logging.LogRecord) -> str:
    ours = record.name == OURS or record.name.startswith(f"{OURS}.")
    message = record.getMessage() if ours else f"(logged by {record.filename}:{record.lineno})"
    if record.exc_info and (error := record.exc_info[1]) is not None:
        message += f" {type(error).__qualname__} at {where(error.__traceback__)}"
    return message.replace("\n", " ").replace("\r", " ")


def _utc(record: logging.LogRecord) -> str:
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    return f"{seconds}.{int(record.msecs):03d}Z"


class TextFormatter(logging.Formatter):
    """Time, level, logger and message on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without exception messages."""
        fields = "".join(f" {key}={value}" for key, value in _fields(record).items())
        return f"{_utc(record)} {record.levelname:<7} {record.name} {_discreet(record)}{fields}"


class JsonFormatter(logging.Formatter):
    """Time, level, logger and message as one JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without exception messages."""
        line = {"time": _utc(record), "level": record.levelname, "logger": record.name, "message": _discreet(record)}
        return _encode({**line, **_fields(record)})


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """The fields that were passed as `extra={"fields": …}`."""
    fields = getattr(record, "fields", {})
    return fields if isinstance(fields, dict) else {}
