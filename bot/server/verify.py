"""What an HTTP request must be before Bolt sees it: signed, fresh, not a replay, and of a readable shape. Pure.

Bolt parses before it verifies and answers 500 to what it cannot parse; its own check stays on behind this one.
Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hmac
import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl

from multidict import MultiMapping

from bot.slack.clock import STAMP_HEADER

BODY_BYTES = 1024 * 1024
FRESH_SECONDS = 300
SIGNED_HEADERS = (STAMP_HEADER, "X-Slack-Signature")
_NESTING = 100
_FIELDS = 100


class Refused(Exception):  # noqa: N818 - it reads as what happened to the request
    """A request, or an envelope, that goes no further.

    Attributes:
        status: The HTTP status to answer with, and an empty body.
        reason: One of a few fixed words, for the log and the metrics.
    """

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(reason)


class Known(Enum):
    """Whether a signed request is seen for the first time."""

    NEW = "new"
    REPLAY = "replay"


class Gate:
    """Tells Slack's requests from everybody else's.

    Args:
        signing_secret: The app's signing secret.
        heard: Told the timestamp of every request that Slack signed, also of those that are too old, and our own time.
    """

    def __init__(self, signing_secret: str, heard: Callable[[float, float], None] = lambda _, __: None) -> None:
        self._key = signing_secret.encode()
        self._heard = heard
        self._seen: set[bytes] = set()
        self._order: deque[tuple[int, bytes]] = deque()

    def precheck(self, headers: Mapping[str, str]) -> None:
        """Refuse by the headers alone, before the body is read.

        Raises:
            Refused: 401; no signature, or a timestamp that is no number.
        """
        self._claimed(headers)

    @staticmethod
    def _claimed(headers: Mapping[str, str]) -> tuple[str, str]:
        """The timestamp and the signature, each in the one spelling that Slack uses."""
        stamp, signature = (_only(headers, name) for name in SIGNED_HEADERS)
        if not re.fullmatch(r"0|[1-9][0-9]{0,11}", stamp):
            raise Refused(401, "timestamp")
        if not re.fullmatch(r"v0=[0-9a-f]{64}", signature):
            raise Refused(401, "signature")
        return stamp, signature

    def check(self, headers: Mapping[str, str], body: bytes, now: float) -> Known:
        """Verify the signature over the raw bytes, then the time, then remember the request.

        The time comes second: what Slack signed, and yet is not of now, is how a wrong clock of ours is known.

        Raises:
            Refused: 401, as `precheck`, or a signature that is not Slack's, or not within five minutes of `now`.
        """
        stamp, signature = self._claimed(headers)
        digest = hmac.digest(self._key, b"v0:%b:%b" % (stamp.encode(), body), "sha256")
        if not hmac.compare_digest(f"v0={digest.hex()}", signature):
            raise Refused(401, "signature")
        self._heard(float(stamp), now)
        if abs(now - int(stamp)) > FRESH_SECONDS:
            raise Refused(401, "stale")
        return self._remember(digest, int(stamp), now)

    def _remember(self, digest: bytes, stamp: int, now: float) -> Known:
        # Stamps may lie up to five minutes ahead of us, so a signature is good for twice that from when it was seen.
        while self._order and self._order[0][0] < now - 2 * FRESH_SECONDS:
            self._seen.discard(self._order.popleft()[1])
        if digest in self._seen:
            return Known.REPLAY
        self._seen.add(digest)
        self._order.append((max(stamp, int(now)), digest))
        return Known.NEW


def _only(headers: Mapping[str, str], name: str) -> str:
    """The value of a header that came exactly once; nothing else would be read alike by everybody who reads it."""
    if not isinstance(headers, MultiMapping):
        return headers.get(name, "")
    values = headers.getall(name, ())
    return values[0] if len(values) == 1 else ""


def parse(body: bytes) -> dict[str, Any]:
    """The fields of a form, the object in its `payload`, or the JSON object that the body is.

    Which of them it is shows in the body, since the Content-Type is not signed: whoever passes a request on could
    otherwise change what it says, or have it thrown away.

    Bolt would parse the body itself, but takes every form in which the word "payload" occurs for an interaction, also
    when a person typed it; so it is given what is parsed here.

    Raises:
        Refused: 400; not UTF-8, no form, no JSON object, or nested deeper than Slack ever nests.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "encoding") from None
    if text.startswith(("{", "[")):
        return json_object(text)
    try:
        fields = dict(
            parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=_FIELDS, errors="strict")
        )
    except ValueError:
        raise Refused(400, "form") from None
    if not fields:
        raise Refused(400, "form")
    return json_object(fields["payload"]) if "payload" in fields else dict(fields)


def json_object(text: str) -> dict[str, Any]:
    """The object that a JSON text is.

    Raises:
        Refused: 400; no JSON, no object, or nested deeper than Slack ever nests.
    """
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(400, "json") from None
    if not isinstance(value, dict) or not _shallow(value):
        raise Refused(400, "json")
    return value


def _no_constant(_: str) -> None:
    raise ValueError


def _shallow(value: dict[str, Any]) -> bool:
    level: list[Any] = [value]
    for _ in range(_NESTING):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return True
    return False
