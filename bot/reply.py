"""Brings one command's or click's answer to the person: through its response_url, then the fallbacks, never twice.

What a response_url answers, and what is done then:

- delivered (200): done;
- refused (400, or `ok: false` with invalid_…, no_text, msg_too_long): the next simpler form, without images, then
  plain text;
- gone (404, 410, used or expired, any other refusal): a direct message;
- later (429): once more if Retry-After fits the time left, else a notice by direct message;
- unknown (5xx, reset, time-out): Slack may have taken it, so no second card; one private line that it may not have
  arrived.

Source: https://docs.slack.dev/interactivity/handling-user-interaction (5 uses within 30 minutes).
"""

import asyncio
import json
import logging
import re
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any, Literal

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import notices
from bot.cards.message import Block, Message

log = logging.getLogger(__name__)

USES = 4
"""Of the five that Slack grants to a response_url; the fifth is never needed."""

_TRY_SECONDS = 4.0
_LATER_SECONDS = 3.0
_ANSWER_BYTES = 16_384

Seen = Literal["in_channel", "ephemeral", "original"]
"""Who sees an answer: everybody, the person alone, or whoever saw the message that was clicked, in its place."""


class Answer(Enum):
    """How Slack took a posting; see the table at the top."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    GONE = "gone"
    LATER = "later"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the answer to one command or click belongs."""

    response_url: str
    user_id: str


class Replies:
    """What all replies share: the ways to Slack, and the deliveries under way.

    Args:
        session: The aiohttp session for all calls to Slack.
        client: Slack's Web API, for direct messages; without a retry handler, since a lost answer may mean a posted
            message.
    """

    def __init__(self, session: aiohttp.ClientSession, client: AsyncWebClient) -> None:
        self.session = session
        self.client = client
        self._deliveries: set[asyncio.Task[bool]] = set()

    def own(self, delivery: asyncio.Task[bool]) -> None:
        """Hold a delivery until it is done; nobody else may be waiting for it."""
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)

    async def settle(self, seconds: float) -> None:
        """Wait, at most `seconds`, for deliveries that are still on their way."""
        if self._deliveries:
            await asyncio.wait(self._deliveries, timeout=seconds)


class Reply:
    """What is said to one person about one command: one outcome, and lines beside it, in at most `USES` postings."""

    def __init__(self, replies: Replies, address: Address) -> None:
        self._replies = replies
        self._address = address
        self._uses = 0
        self._outcome: asyncio.Task[bool] | None = None

    async def outcome(self, message: Message, seen: Seen = "ephemeral") -> bool:
        """Deliver `message` as the one outcome; if there is one already, or on its way, wait for that instead.

        Returns:
            Whether Slack said that it took the message where it belongs.
        """
        if self._outcome is None:
            # A task of its own: when the work is cancelled while Slack is taking the message, the posting goes on, and
            # whoever comes to apologise waits for it instead of adding a second outcome.
            self._outcome = asyncio.get_running_loop().create_task(self._deliver(message, seen), name="delivery")
            self._replies.own(self._outcome)
        return await asyncio.shield(self._outcome)

    async def line(self, message: Message) -> None:
        """Say something private beside the outcome; if it cannot be said, it is let go."""
        if self._outcome is None:
            await self._post({**_addressed("ephemeral"), **message})

    async def remove_original(self) -> bool:
        """Take away the message that was clicked; returns whether Slack said that it is gone."""
        answer, _ = await self._post({"delete_original": True})
        return answer is Answer.DELIVERED

    async def _deliver(self, message: Message, seen: Seen) -> bool:
        answer = Answer.REFUSED
        for form in _forms(message):
            answer = await self._post_or_wait({**_addressed(seen), **form})
            if answer is not Answer.REFUSED:
                break
        match answer:
            case Answer.DELIVERED:
                return True
            case Answer.GONE:
                await self._direct(message)
            case Answer.LATER:
                await self._direct(notices.slack_is_limiting())
            case Answer.UNKNOWN:
                await self._direct(notices.maybe_not_arrived())
            case Answer.REFUSED:
                await self._direct(notices.delivery_refused())
        log.warning("answer not delivered through response_url: %s", answer.value)
        return False

    async def _post_or_wait(self, payload: dict[str, Any]) -> Answer:
        answer, retry_after = await self._post(payload)
        if answer is Answer.LATER and retry_after <= _LATER_SECONDS:
            await asyncio.sleep(retry_after)
            answer, _ = await self._post(payload)
        return answer

    async def _post(self, payload: dict[str, Any]) -> tuple[Answer, float]:
        """Post once; never raises for what Slack or the network does."""
        if self._uses >= USES:
            return Answer.GONE, 0.0
        self._uses += 1
        try:
            async with (
                asyncio.timeout(_TRY_SECONDS),
                self._replies.session.post(
                    self._address.response_url,
                    data=json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(),
                    headers={"content-type": "application/json; charset=utf-8"},
                    allow_redirects=False,
                ) as response,
            ):
                body = await _beginning(response)
                return classify(response.status, body), _seconds(response.headers.get("retry-after"))
        except (aiohttp.ClientError, OSError, TimeoutError):
            return Answer.UNKNOWN, 0.0

    async def _direct(self, message: Message) -> None:
        """A direct message, once: whether Slack took it or not, there is nothing further to try."""
        try:
            async with asyncio.timeout(_TRY_SECONDS):
                await self._replies.client.chat_postMessage(
                    channel=self._address.user_id, text=message["text"], blocks=message["blocks"], unfurl_links=False
                )
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("direct message not delivered: %s", type(error).__qualname__)


def _addressed(seen: Seen) -> dict[str, Any]:
    # Said each time: Slack's default differs between commands and clicks, and between kinds of messages.
    if seen == "original":
        return {"replace_original": True}
    return {"response_type": seen, "replace_original": False}


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    body = b""
    async for chunk in response.content.iter_chunked(_ANSWER_BYTES):
        body += chunk
        if len(body) >= _ANSWER_BYTES:
            break
    return body


def classify(status: int, body: bytes) -> Answer:
    """What an answer of a response_url means, by its HTTP status and the beginning of its body."""
    match status:
        case HTTPStatus.OK:
            return _classify_error(_error(body))
        case HTTPStatus.BAD_REQUEST:
            return Answer.GONE if _error(body) in _GONE else Answer.REFUSED
        case HTTPStatus.TOO_MANY_REQUESTS:
            return Answer.LATER
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Answer.UNKNOWN
        case _:
            return Answer.GONE


_GONE = frozenset({"used_url", "expired_url"})


def _classify_error(error: str | None) -> Answer:
    if error is None:
        return Answer.DELIVERED
    if error.startswith("invalid_") or error in {"no_text", "msg_too_long"}:
        return Answer.REFUSED
    return Answer.GONE


def _error(body: bytes) -> str | None:
    """Slack's error code in an answer: `{"ok": false, "error": …}`, or the bare word; None when it says ok."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        word = body.strip().decode(errors="replace")
        return word if word in _GONE else None
    if isinstance(answer, dict) and answer.get("ok") is False:
        return str(answer.get("error"))
    return None


def _seconds(retry_after: str | None) -> float:
    return float(retry_after) if retry_after and re.fullmatch(r"[0-9]{1,6}", retry_after) else 1.0


def _forms(message: Message) -> list[dict[str, Any]]:
    """The message as it is, then without images (Slack refuses one that it cannot load), then as plain text."""
    full: dict[str, Any] = {**message}
    plain: dict[str, Any] = {"text": message["text"], "mrkdwn": False}
    bare = [block for block in map(_without_image, message["blocks"]) if block is not None]
    return [full, plain] if bare == message["blocks"] else [full, {**message, "blocks": bare}, plain]


def _without_image(block: Block) -> Block | None:
    if block["type"] == "image":
        return None
    if block.get("accessory", {}).get("type") == "image":
        return {key: value for key, value in block.items() if key != "accessory"}
    if block["type"] == "context":
        kept = [element for element in block["elements"] if element["type"] != "image"]
        return {**block, "elements": kept} if kept else None
    return block
