"""How Slack reaches the app: signed over HTTP, or in an envelope over Socket Mode, and how long it waits."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.socket_mode import SocketMode

Failure = Literal["operation_timeout", "dispatch_failed"]
Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Acknowledgement:
    """How the app answered.

    Attributes:
        error: Slack's error code; None if the app acknowledged in time.
        status: The HTTP status; None over Socket Mode or without an answer.
        body: The answer's body; plain text becomes `{"text": …}`.
        seconds: How long it took.
        no_retry: Whether the app asks not to be sent a failed event again.
    """

    error: Failure | None
    status: int | None
    body: dict[str, Any] | None
    seconds: float
    no_retry: bool = False


@dataclass(frozen=True)
class Retry:
    """Why an event is sent again, and the number of the retry, from 1."""

    number: int
    reason: str


class Delivery:
    """Delivers payloads to the app.

    Attributes:
        events_url: Where to post them; None for Socket Mode.
        anew: Whether each payload is posted over a new connection.
        seconds: How long before it is posted each payload is signed.
    """

    def __init__(
        self,
        *,
        signing_secret: str,
        socket_mode: SocketMode,
        clock: Callable[[], float],
        acknowledge_within: float,
    ) -> None:
        self.events_url: str | None = None
        self.anew = False
        self.seconds = 0.0
        self._signing_secret = signing_secret
        self._socket_mode = socket_mode
        self._clock = clock
        self._within = acknowledge_within
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: Kind, payload: Mapping[str, Any], retry: Retry | None = None) -> Acknowledgement:
        """Deliver one payload to the app and wait for its acknowledgement, 3 seconds at most.

        Args:
            kind: What it is.
            payload: Its content.
            retry: For an event that was sent before.
        """
        started = asyncio.get_running_loop().time()
        error: Failure | None = None
        status: int | None = None
        body: dict[str, Any] | None = None
        no_retry = False
        try:
            async with asyncio.timeout(self._within):
                if self.events_url is None:
                    body = await self._socket_mode.deliver(kind, payload, _in_envelope(kind, retry))
                else:
                    status, body, no_retry = await self._post(self.events_url, kind, payload, retry)
        except TimeoutError:
            error = "operation_timeout"
        except (aiohttp.ClientError, ConnectionError):
            error = "dispatch_failed"
        if status is not None and not 200 <= status < 300:  # noqa: PLR2004 - HTTP's "success"
            error, body = "dispatch_failed", None
        return Acknowledgement(error, status, body, asyncio.get_running_loop().time() - started, no_retry)

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(
        self, url: str, kind: Kind, payload: Mapping[str, Any], retry: Retry | None
    ) -> tuple[int, dict[str, Any] | None, bool]:
        body = json.dumps(payload).encode() if kind == "events_api" else _form(kind, payload)
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        headers = sign(self._signing_secret, int(self._clock() - self.seconds), body)
        headers["Content-Type"] = _CONTENT_TYPES[kind]
        headers["User-Agent"] = "Slackbot 1.0 (+https://api.slack.com/robots)"
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        if self.anew:
            headers["Connection"] = "close"
        async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as response:
            no_retry = response.headers.get("X-Slack-No-Retry") == "1"
            return response.status, _answer(await response.text(errors="replace")), no_retry


_FORM = "application/x-www-form-urlencoded"
_CONTENT_TYPES: Mapping[Kind, str] = {"slash_commands": _FORM, "interactive": _FORM, "events_api": "application/json"}


def _in_envelope(kind: Kind, retry: Retry | None) -> dict[str, Any]:
    """The fields of an event's envelope about earlier deliveries."""
    if kind != "events_api":
        return {}
    return {"retry_attempt": retry.number if retry else 0, "retry_reason": retry.reason if retry else ""}


def _form(kind: str, payload: Mapping[str, Any]) -> bytes:
    return urlencode(payload if kind == "slash_commands" else {"payload": json.dumps(payload)}).encode()


def _answer(text: str) -> dict[str, Any] | None:
    if not text.strip():
        return None
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else None
