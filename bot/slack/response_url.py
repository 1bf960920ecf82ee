"""Posts to response_urls, through which commands and clicks are answered, and interprets Slack's answers.

Source: https://docs.slack.dev/interactivity/handling-user-interaction (5 uses within 30 minutes).
"""

import asyncio
import json
from http import HTTPStatus
from typing import Any

import aiohttp
import yarl
from pydantic_core import to_json

from bot.slack.delivery import Delivery, Result
from bot.slack.errors import GONE, is_about_form, retry_after_of

IDLE_SECONDS = 10.0
"""How long a connection to Slack may be idle before it is no longer used.

Slack may be closing an older one just then, and nobody would know whether the card arrived.
"""

_ANSWER_BYTES = 16_384


async def post(session: aiohttp.ClientSession, url: str, payload: dict[str, Any], seconds: float) -> Delivery:
    """Post once; never raises for errors of Slack or the network.

    Args:
        session: For calls to Slack.
        url: The response_url.
        payload: The message, and how to show it.
        seconds: How long Slack may take.
    """
    try:
        async with session.post(
            url,
            data=to_json(payload),
            headers={"content-type": "application/json; charset=utf-8"},
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=seconds),
        ) as response:
            body = await _beginning(response)
            return Delivery(classify(response.status, body), retry_after_of(response.headers.get("Retry-After")))
    except (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.InvalidURL):
        return Delivery(Result.GONE)
    except (aiohttp.ClientError, OSError, TimeoutError):
        return Delivery(Result.UNKNOWN)


async def connect(session: aiohttp.ClientSession, url: str, seconds: float) -> bool:
    """Open a connection to the host of `url`, without using the response_url; returns whether that worked."""
    try:
        root = yarl.URL(url).origin().with_path("/")
        async with asyncio.timeout(seconds), session.head(root, allow_redirects=False):
            return True
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        return False


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    body = b""
    while len(body) < _ANSWER_BYTES and (chunk := await response.content.readany()):
        body += chunk
    return body


def classify(status: int, body: bytes) -> Result:
    """What an answer means, by its HTTP status and the start of its body."""
    error = _error(body)
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        if error is None:
            return Result.DELIVERED
        return Result.REFUSED if is_about_form(error) else Result.GONE
    if status == HTTPStatus.BAD_REQUEST:
        return Result.REFUSED if error is None or is_about_form(error) else Result.GONE
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Result.LATER
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return Result.UNKNOWN
    return Result.GONE


def _error(body: bytes) -> str | None:
    """Slack's error code, from `{"ok": false, "error": …}` or plain text; None if there is none."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        text = body.strip().decode(errors="replace")
        return text if text in GONE else None
    if isinstance(answer, dict) and answer.get("ok") is False:
        return str(answer.get("error"))
    return None
