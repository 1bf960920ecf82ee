"""Brings one command's or click's answer to the person: through its response_url, then the fallbacks, never twice.

What is done after each answer of a response_url:

- delivered: done;
- refused: the next simpler form, without images, then plain text;
- gone: a direct message;
- later: once more if Retry-After fits the time left, else a notice by direct message;
- unknown: Slack may have taken it, so no second card; one private line that it may not have arrived.

A direct message goes the same way: simpler forms when it is refused, once more when it is limited for a moment, and
never again when Slack may have taken it.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp

from bot.cards import notices
from bot.cards.message import Block, Message
from bot.cards.texts import Key
from bot.slack import response_url
from bot.slack.errors import SlackError, SlackLimitsError, SlackRefusedError
from bot.slack.response_url import Answer
from bot.slack.seal import Seal, direct, everybody_in, one_in
from bot.slack.web_api import WebApi, within
from bot.telemetry.journal import Arrival, Asker, Journal, Outcome, Record

USES = 4
"""Of the five that Slack grants to a response_url; the fifth is for covering a card (`bot.slack.posted_cards`)."""

TRY_SECONDS = 4.0
"""How long Slack may take to answer one posting."""

_LINE_SECONDS = 2.0
_AWAITED_SECONDS = 8.0
_TAKING_SECONDS = 1.0
_CONNECT_SECONDS = 10.0

Seen = Literal["in_channel", "ephemeral", "original"]
"""Who sees an answer: everybody, the person alone, or whoever saw the message that was clicked, in its place."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the answer to one command or click belongs."""

    user_id: str
    response_url: str | None = None
    """None where Slack gives none, as inside a modal: the answer is then a direct message."""
    channel_id: str | None = None
    """The conversation to which the response_url leads."""
    is_ephemeral: bool = False
    """Whether the message that was clicked is seen by the person alone."""


class Replies:
    """What all replies share: the ways to Slack, and the deliveries under way.

    Args:
        session: The aiohttp session for all calls to Slack.
        client: Slack's Web API, for direct messages; without a retry handler, since a lost answer may mean a posted
            message.
        journal: Where each outcome is written down.
        seal: Seals what buttons carry.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        client: WebApi,
        journal: Journal,
        seal: Seal,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.session = session
        self.client = client
        self.journal = journal
        self.seal = seal
        self._deliveries: set[asyncio.Task[bool]] = set()
        self._clock = clock
        self._last_used = -math.inf

    def open(self, entry: str, asker: Asker, address: Address) -> "Reply":
        """The reply to what is being acknowledged now.

        Args:
            entry: By which way it was asked, for the journal.
            asker: Who asked.
            address: Where the answer belongs.
        """
        if address.response_url is not None:
            self._connect(address.response_url)
        return Reply(self, address, self.journal.open(entry, asker))

    def _connect(self, url: str) -> None:
        """Open a connection for the answer while Spott is asked, unless one was used so lately that it will do."""
        now = self._clock()
        if now - self._last_used > response_url.IDLE_SECONDS / 2:
            connecting = response_url.connect(self.session, url, _CONNECT_SECONDS)
            self.own(asyncio.get_running_loop().create_task(connecting, name="connect"))
        self._last_used = now

    async def respond(self, url: str, payload: dict[str, Any], seconds: float) -> tuple[Answer, float]:
        """Use a response_url once; returns as `response_url.post` does."""
        posted = await response_url.post(self.session, url, payload, seconds)
        self._last_used = self._clock()
        return posted

    def own(self, delivery: asyncio.Task[bool]) -> None:
        """Hold a delivery until it is done; nobody else may be waiting for it."""
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)

    async def settle(self, seconds: float) -> None:
        """Wait, at most `seconds`, for deliveries that are still on their way."""
        if self._deliveries:
            await asyncio.wait(self._deliveries, timeout=seconds)


class Reply:
    """What is said to one person about one command: one outcome, and lines beside it, in at most `USES` postings.

    Args:
        replies: The ways to Slack.
        address: Where the answer belongs.
        record: Closed by the outcome.
    """

    def __init__(self, replies: Replies, address: Address, record: Record) -> None:
        self.record = record
        self._replies = replies
        self._address = address
        self._uses = 0
        self._outcome: asyncio.Task[bool] | None = None
        self._moved_to: Callable[[Message], Awaitable[bool]] | None = None
        self._awaited_until = asyncio.get_running_loop().time() + _AWAITED_SECONDS

    @property
    def late(self) -> bool:
        """Whether Slack has told the person that what they did failed, so that they may have done it again."""
        return self.record.is_late()

    def move(self, to: Callable[[Message], Awaitable[bool]]) -> None:
        """Have the outcome told elsewhere from now on, such as in an open modal.

        Args:
            to: Shows a message there and returns whether Slack took it; where it did not, a direct message follows.
        """
        self._moved_to = to

    async def outcome(self, message: Message, named: Outcome, seen: Seen = "ephemeral") -> bool:
        """Deliver `message` as the one outcome; if there is one already, or on its way, wait for that instead.

        Args:
            message: What the person reads.
            named: What it says, in a word for the journal.
            seen: Who reads it besides.

        Returns:
            Whether Slack said that it took the message where it belongs.
        """
        if self._outcome is None or _broke(self._outcome):
            # A task of its own: when the work is cancelled while Slack is taking the message, the posting goes on, and
            # whoever comes to apologise waits for it instead of adding a second outcome.
            delivery = self._deliver(message, named, seen)
            self._outcome = asyncio.get_running_loop().create_task(
                delivery, name=f"delivery reference={self.record.reference}"
            )
            self._replies.own(self._outcome)
        return await asyncio.shield(self._outcome)

    async def line(self, message: Message) -> None:
        """Say something private beside the outcome; if it cannot be said, it is let go."""
        if self._outcome is not None:
            return
        if self._moved_to is None:
            await self._post({**_addressed("ephemeral"), **message}, _LINE_SECONDS)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINE_SECONDS):
                await self._moved_to(message)

    async def remove_original(self) -> bool:
        """Take away the message that was clicked; returns whether Slack said that it is gone."""
        answer, _ = await self._post({"delete_original": True})
        if answer is Answer.DELIVERED:
            self.record.close(Outcome.REMOVED, Arrival.IN_PLACE)
        return answer is Answer.DELIVERED

    async def _deliver(self, message: Message, named: Outcome, seen: Seen) -> bool:
        answer = await self._respond(message, seen)
        if answer is Answer.DELIVERED:
            self.record.close(named, Arrival.IN_PLACE)
            return True
        instead = _INSTEAD.get(answer)
        failed = await self.post(notices.of(instead) if instead else message, self._address.user_id)
        arrival = Arrival.NOWHERE if failed else Arrival.TOLD if instead else Arrival.DIRECT
        self.record.close(named, arrival, failed=f"{answer.value}/{failed.code}" if failed else answer.value)
        return False

    async def _respond(self, message: Message, seen: Seen) -> Answer:
        """Post where the answer belongs: the message, or the simpler form of it that Slack takes."""
        if self._moved_to is not None:
            return Answer.DELIVERED if await self._moved_to(message) else Answer.GONE
        answer = Answer.REFUSED
        for form in _forms(self._replies.seal.message(message, self._audience(seen))):
            payload = {**_addressed(seen), **form}
            answer, retry_after = await self._post(payload)
            if answer is Answer.LATER and self._is_awaited_in(retry_after):
                await asyncio.sleep(retry_after)
                answer, _ = await self._post(payload)
            if answer is not Answer.REFUSED:
                break
        return answer

    @property
    def user_id(self) -> str:
        """Whom it is for."""
        return self._address.user_id

    @property
    def seal(self) -> Seal:
        """Seals what the buttons of a modal carry, and the modal itself."""
        return self._replies.seal

    def _audience(self, seen: Seen) -> str:
        """Who sees what is posted through the response_url, and where."""
        address = self._address
        if seen == "ephemeral" or (seen == "original" and address.is_ephemeral):
            return one_in(address.channel_id, address.user_id)
        return everybody_in(address.channel_id)

    def _is_awaited_in(self, seconds: float) -> bool:
        """Whether somebody still waits for an answer that is posted in so many seconds."""
        return asyncio.get_running_loop().time() + seconds + _TAKING_SECONDS <= self._awaited_until

    async def _post(self, payload: dict[str, Any], seconds: float | None = None) -> tuple[Answer, float]:
        """Use the response_url once; returns as `response_url.post` does."""
        url = self._address.response_url
        if url is None or self._uses >= USES:
            return Answer.GONE, 0.0
        self._uses += 1
        return await self._replies.respond(url, payload, seconds or TRY_SECONDS)

    async def post(
        self,
        message: Message,
        channel_id: str,
        thread_ts: str | None = None,
        stands: Callable[[str, str], None] = lambda _channel_id, _ts: None,
    ) -> SlackError | None:
        """Post as the bot, in the form that Slack takes; never again when Slack may have taken it.

        Args:
            message: What to post; this is no outcome.
            channel_id: Where; the id of a person means the direct message with them.
            thread_ts: The message under which it belongs.
            stands: Is told where it stands then: the conversation, and its timestamp.

        Returns:
            Why that failed; None when Slack said that it took it.
        """
        failed: SlackError | None = None
        audience = direct(channel_id) if channel_id.startswith(("U", "W")) else everybody_in(channel_id)
        for form in _forms(self._replies.seal.message(message, audience)):
            posting = {"channel": channel_id, "thread_ts": thread_ts, "unfurl_links": False, **form}
            failed = await self._send(posting, stands)
            if isinstance(failed, SlackLimitsError) and self._is_awaited_in(failed.retry_after):
                await asyncio.sleep(failed.retry_after)
                failed = await self._send(posting, stands)
            if not (isinstance(failed, SlackRefusedError) and failed.about_form):
                break
        return failed

    async def _send(self, posting: dict[str, Any], stands: Callable[[str, str], None]) -> SlackError | None:
        try:
            async with within(TRY_SECONDS):
                posted = await self._replies.client.chat_postMessage(**posting)
        except SlackError as error:
            return error
        if isinstance(ts := posted.get("ts"), str):
            stands(posting["channel"], ts)
        return None


_INSTEAD: dict[Answer, Key] = {
    Answer.LATER: "slack_is_limiting",
    Answer.UNKNOWN: "maybe_not_arrived",
    Answer.REFUSED: "delivery_refused",
}
"""What a direct message says where it may not bring the message itself."""


def _broke(delivery: asyncio.Task[bool]) -> bool:
    """Whether a delivery ended in an error of ours, so that the apology for it has to go out as well."""
    return delivery.done() and not delivery.cancelled() and delivery.exception() is not None


def _addressed(seen: Seen) -> dict[str, Any]:
    # Said each time: Slack's default differs between commands and clicks, and between kinds of messages.
    if seen == "original":
        return {"replace_original": True}
    return {"response_type": seen, "replace_original": False}


def _forms(message: Message) -> Iterator[dict[str, Any]]:
    """The message as it is, then without images (Slack refuses one that it cannot load), then as plain text."""
    yield {**message}
    bare = [block for block in map(_without_image, message["blocks"]) if block is not None]
    if bare != message["blocks"]:
        yield {**message, "blocks": bare}
    yield {"text": message["text"], "mrkdwn": False}


def _without_image(block: Block) -> Block | None:
    if block["type"] == "image":
        return None
    if block.get("accessory", {}).get("type") == "image":
        return {key: value for key, value in block.items() if key != "accessory"}
    if block["type"] == "context":
        kept = [element for element in block["elements"] if element["type"] != "image"]
        return {**block, "elements": kept} if kept else None
    return block
