"""One log line a record, as text or JSON, that holds nothing said by a stranger, a library or an exception.

Our own records are written to hold no personal data. Other people's (Slack's libraries print bodies and tokens, asyncio
prints whatever an exception says) are reduced to where they come from: enough to look the message up in their source.
"""

import json
import logging
import sys
import time
import traceback
from itertools import islice
from types import FrameType, TracebackType
from typing import Any, Literal, TextIO

OURS = "bot"
_FRAMES = 6
_encode = json.JSONEncoder(ensure_ascii=False).encode


def configure(level: str, form: Literal["text", "json"], stream: TextIO | None = None) -> None:
    """Send every record of this process to `stream` (standard error), ours from `level` on, others' from WARNING on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    # Looked up for every record unless told not to, and in none of our lines:
    # https://docs.python.org/3/howto/logging.html#optimization
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(level)
    logging.captureWarnings(capture=True)


def library(name: str) -> logging.Logger:
    """The logger for one of Slack's libraries, at ERROR whatever LOG_LEVEL says.

    Below that they print request bodies, envelopes and tokens; without a level of its own they even format them.
    """
    logger = logging.getLogger(name)
    logger.setLevel(logging.ERROR)
    return logger


def where(tb: TracebackType | None) -> str:
    """The innermost frames of a traceback, by function and line, newest first; no source text, no values."""
    stack = traceback.StackSummary.extract(traceback.walk_tb(tb), lookup_lines=False)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(stack[-_FRAMES:]))


def frames(innermost: FrameType | None) -> str:
    """What runs in a frame and in those that called it, as `where` tells it."""
    stack = traceback.StackSummary.extract(islice(traceback.walk_stack(innermost), _FRAMES), lookup_lines=False)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in stack) if innermost is not None else "?"


def _discreet(record: logging.LogRecord) -> str:
    ours = record.name == OURS or record.name.startswith(f"{OURS}.")
    said = record.getMessage() if ours else f"(said by {record.filename}:{record.lineno})"
    if record.exc_info and (error := record.exc_info[1]) is not None:
        said += f" {type(error).__qualname__} at {where(error.__traceback__)}"
    return said.replace("\n", " ").replace("\r", " ")


def _utc(record: logging.LogRecord) -> str:
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    return f"{seconds}.{int(record.msecs):03d}Z"


class TextFormatter(logging.Formatter):
    """Time, level, logger and message on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; never the text of an exception."""
        fields = "".join(f" {key}={value}" for key, value in _fields(record).items())
        return f"{_utc(record)} {record.levelname:<7} {record.name} {_discreet(record)}{fields}"


class JsonFormatter(logging.Formatter):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; never the text of an exception."""
        line = {"time": _utc(record), "level": record.levelname, "logger": record.name, "message": _discreet(record)}
        return _encode({**line, **_fields(record)})


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """What a record of ours was given as `extra={"fields": …}`."""
    fields = getattr(record, "fields", {})
    return fields if isinstance(fields, dict) else {}
