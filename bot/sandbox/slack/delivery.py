"""How Slack reaches the app: signed over HTTP, or in an envelope over Socket Mode, and how long it waits.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.slack.socket_mode import SocketMode

Failure = Literal["operation_timeout", "dispatch_failed"]


@dataclass(frozen=True)
class Acknowledgement:
    """How the app answered.

    Attributes:
        error: Slack's error code; None if the app acknowledged in time.
        status: The HTTP status; None over Socket Mode or without an answer.
        body: The answer's body; plain text becomes `{"text": …}`.
        seconds: How long it took.
    """

    error: Failure | None
    status: int | None
    body: dict[str, Any] | None
    seconds: float


def sign(secret: str, timestamp: int, raw_body: bytes) -> dict[str, str]:
    """The two headers that carry Slack's signature.

    Args:
        secret: The app's signing secret.
        timestamp: Unix seconds.
        raw_body: The body exactly as sent.
    """
    base = b"v0:%d:%b" % (timestamp, raw_body)
    signature = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={signature}"}


class Delivery:
    """Delivers payloads to the app.

    Attributes:
        events_url: Where to post them; None for Socket Mode.
        anew: Whether each goes over a new connection.
        seconds: How long before it is posted each was signed.
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

    async def send(self, kind: Literal["slash_commands", "interactive"], payload: Mapping[str, Any]) -> Acknowledgement:
        """Deliver one payload to the app and wait for its acknowledgement, 3 seconds at most."""
        started = asyncio.get_running_loop().time()
        error: Failure | None = None
        status: int | None = None
        body: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(self._within):
                if self.events_url is None:
                    body = await self._socket_mode.deliver(kind, payload)
                else:
                    status, body = await self._post(self.events_url, _form(kind, payload))
        except TimeoutError:
            error = "operation_timeout"
        except (aiohttp.ClientError, ConnectionError):
            error = "dispatch_failed"
        if status is not None and not 200 <= status < 300:  # noqa: PLR2004 - HTTP's "success"
            error, body = "dispatch_failed", None
        return Acknowledgement(error, status, body, asyncio.get_running_loop().time() - started)

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(self, url: str, body: bytes) -> tuple[int, dict[str, Any] | None]:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        headers = sign(self._signing_secret, int(self._clock() - self.seconds), body)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers["User-Agent"] = "Slackbot 1.0 (+https://api.slack.com/robots)"
        if self.anew:
            headers["Connection"] = "close"
        async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as response:
            return response.status, _answer(await response.text(errors="replace"))


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
