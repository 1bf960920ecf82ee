"""Verifies HTTP requests before Bolt sees them: signed, fresh, not a replay, and readable. Pure.

Bolt parses before it verifies, and answers 500 to what it cannot parse. Its own verification stays on, behind this one.
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

FRESH_SECONDS = 300
SIGNED_HEADERS = (STAMP_HEADER, "X-Slack-Signature")
_STAMP = re.compile(r"0|[1-9][0-9]{0,11}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_NESTING = 100
_FIELDS = 100


class Refused(Exception):  # noqa: N818 - it says what happened to the request
    """A request or an envelope is rejected.

    Attributes:
        status: The HTTP status to answer with, without a body.
        reason: A fixed word for the log and the metrics.
    """

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(reason)


class Known(Enum):
    """Whether a signed request was seen before."""

    NEW = "new"
    REPLAY = "replay"


class Gate:
    """Checks whether requests come from Slack.

    Args:
        signing_secret: The app's signing secret.
        heard: Called with the timestamp of every signed request, even if it is too old, and with our own time.
    """

    def __init__(self, signing_secret: str, heard: Callable[[float, float], None] = lambda _, __: None) -> None:
        self._key = signing_secret.encode()
        self._heard = heard
        self._seen: set[bytes] = set()
        self._order: deque[tuple[int, bytes]] = deque()

    def __len__(self) -> int:
        """How many requests are remembered."""
        return len(self._seen)

    def precheck(self, headers: Mapping[str, str]) -> None:
        """Check the headers alone, before the body is read.

        Raises:
            Refused: 401; the signature is missing, or the timestamp is not a number.
        """
        self._claimed(headers)

    @staticmethod
    def _claimed(headers: Mapping[str, str]) -> tuple[str, str]:
        """The timestamp and the signature, in exactly the form that Slack uses."""
        stamp, signature = (_single(headers, name) for name in SIGNED_HEADERS)
        if not _STAMP.fullmatch(stamp):
            raise Refused(401, "timestamp")
        if not _SIGNATURE.fullmatch(signature):
            raise Refused(401, "signature")
        return stamp, signature

    def check(self, headers: Mapping[str, str], body: bytes, now: float) -> Known:
        """Verify the signature over the raw bytes, then the time, then remember the request.

        The time comes second, since a signed request with an old timestamp tells us that our clock is wrong.

        Raises:
            Refused: 401, as in `precheck`, or if the signature is wrong or not within five minutes of `now`.
        """
        stamp, signature = self._claimed(headers)
        digest = hmac.digest(self._key, b"v0:%b:%b" % (stamp.encode(), body), "sha256")
        if not hmac.compare_digest(f"v0={digest.hex()}", signature):
            raise Refused(401, "signature")
        self._heard(float(stamp), now)
        if abs(now - int(stamp)) > FRESH_SECONDS:
            raise Refused(401, "stale")
        return self._remember(digest, int(stamp), now)

    def forget(self, headers: Mapping[str, str]) -> None:
        """Forget a request that could not be taken: Slack may send it again in the same second, signed the same."""
        self._seen.discard(bytes.fromhex(self._claimed(headers)[1].removeprefix("v0=")))

    def _remember(self, digest: bytes, stamp: int, now: float) -> Known:
        # Until its timestamp is stale: ten minutes for one that is five minutes ahead of us.
        while self._order and self._order[0][0] < now - FRESH_SECONDS:
            self._seen.discard(self._order.popleft()[1])
        if digest in self._seen:
            return Known.REPLAY
        self._seen.add(digest)
        self._order.append((stamp, digest))
        return Known.NEW


def _single(headers: Mapping[str, str], name: str) -> str:
    """The value of a header that was sent exactly once; if it came twice, another parser might pick the other value."""
    if not isinstance(headers, MultiMapping):
        return headers.get(name, "")
    values = headers.getall(name, ())
    return values[0] if len(values) == 1 else ""


def parse(body: bytes) -> dict[str, Any]:
    """The fields of a form, the object in its `payload`, or the JSON object in the body.

    The format is detected from the body, since the Content-Type is not signed: otherwise anyone who relays a request
    could change its meaning, or get it rejected.

    Bolt would parse the body itself, but treats every form that contains the word "payload" as an interaction, even if
    a user typed it. So Bolt gets what is parsed here.

    Raises:
        Refused: 400; not UTF-8, not a form, not a JSON object, or nested deeper than anything Slack sends.
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
    """Parse a JSON object.

    Raises:
        Refused: 400; not JSON, not an object, or nested deeper than anything Slack sends.
    """
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(400, "json") from None
    if not isinstance(value, dict) or not _is_shallow(value):
        raise Refused(400, "json")
    return value


def _no_constant(_: str) -> None:
    raise ValueError


def _is_shallow(value: dict[str, Any]) -> bool:
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
