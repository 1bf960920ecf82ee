"""Sends messages to Slack, through a response_url or chat.post…, and tracks the deliveries in progress."""

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from bot.cards.message import Block, Message
from bot.slack import response_url
from bot.slack.delivery import TRY_SECONDS, Deadline, Delivery, Result, failed, send
from bot.slack.errors import SlackError
from bot.slack.languages import Languages
from bot.slack.pace import Turns
from bot.slack.seal import Seal, direct, everybody_in, one_in
from bot.slack.unfurl import unfurl
from bot.slack.web_api import WebApi, within

_CONNECT_SECONDS = 10.0
_TRIES = 5
_LONGEST_HOLD = 30.0


class Messenger:
    """Sends messages, for all replies.

    Args:
        session: The aiohttp session for all calls to Slack.
        client: Slack's Web API; without a retry handler, since a lost answer may mean a posted message.
        seal: Seals the values of buttons.
        languages: Knows who reads which language.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        client: WebApi,
        seal: Seal,
        languages: Languages,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.client = client
        self.seal = seal
        self.languages = languages
        self._session = session
        self._in_progress: set[asyncio.Task[bool]] = set()
        self._clock = clock
        self._last_used = -math.inf
        self._turns = Turns()

    def connect(self, url: str) -> None:
        """Open a connection for the answer during the call to Spott, unless one was used recently enough."""
        now = self._clock()
        if now - self._last_used > response_url.IDLE_SECONDS / 2:
            connecting = response_url.connect(self._session, url, _CONNECT_SECONDS)
            self.track(asyncio.get_running_loop().create_task(connecting, name="connect"))
        self._last_used = now

    async def respond(self, url: str, payload: dict[str, Any]) -> Delivery:
        """Use a response_url once, within `TRY_SECONDS`; never raises, as `response_url.post`."""
        delivery = await response_url.post(self._session, url, payload, TRY_SECONDS)
        self._last_used = self._clock()
        return delivery

    async def post(
        self, message: Message, channel_id: str, thread_ts: str | None, deadline: Deadline, *, in_turn: bool = False
    ) -> Delivery:
        """Post as the bot, in the first form that Slack accepts; never again if Slack may have accepted it.

        Args:
            message: What to post.
            channel_id: The conversation; a user's id means the direct message with them.
            thread_ts: The thread's first message.
            deadline: How long the user waits for it.
            in_turn: Whether to keep to Slack's pace there, since many answers may go to the same conversation.
        """
        post = self._post_in_turn if in_turn else self._post
        audience = direct(channel_id) if channel_id.startswith(("U", "W")) else everybody_in(channel_id)
        where = {"channel": channel_id, "thread_ts": thread_ts, "unfurl_links": False}
        return await send(self.seal.message(message, audience), lambda form: post({**where, **form}), deadline)

    async def preview(
        self, previews: Mapping[str, list[Block]], channel_id: str, ts: str, deadline: Deadline
    ) -> Delivery:
        """Show previews of links below somebody's message; once more if Slack limits us.

        Args:
            previews: The blocks for each URL.
            channel_id: The conversation.
            ts: The message.
            deadline: How long the user waits for it.
        """
        messages = {url: Message(text="", blocks=blocks) for url, blocks in previews.items()}
        sealed = {url: self.seal.message(message, everybody_in(channel_id)) for url, message in messages.items()}
        unfurls = {url: message["blocks"] for url, message in sealed.items()}
        delivery = await unfurl(self.client, channel_id, ts, unfurls)
        if delivery.result is Result.LATER and deadline.allows(delivery.retry_after):
            await asyncio.sleep(delivery.retry_after)
            delivery = await unfurl(self.client, channel_id, ts, unfurls)
        return delivery

    async def post_ephemeral(
        self, message: Message, channel_id: str, user_id: str, thread_ts: str | None, deadline: Deadline
    ) -> Delivery:
        """Show a message to one member of a conversation; otherwise as `post`.

        Slack's answer does not prove that they have seen it: they must be active, and it disappears on a reload.
        """
        sealed = self.seal.message(message, one_in(channel_id, user_id))
        where = {"channel": channel_id, "user": user_id, "thread_ts": thread_ts}
        return await send(sealed, lambda form: self._post_ephemeral({**where, **form}), deadline)

    async def _post_ephemeral(self, posting: dict[str, Any]) -> Delivery:
        try:
            async with within(TRY_SECONDS):
                await self.client.chat_postEphemeral(**posting)
        except SlackError as error:
            return failed(error)
        return Delivery(Result.DELIVERED)

    async def _post_in_turn(self, posting: dict[str, Any]) -> Delivery:
        delivery = Delivery(Result.LATER)
        for _ in range(_TRIES):
            await self._turns.wait(posting["channel"])
            delivery = await self._post(posting)
            if delivery.result is not Result.LATER or delivery.retry_after > _LONGEST_HOLD or self._turns.is_last_call:
                break
            self._turns.hold(posting["channel"], delivery.retry_after)
        return delivery

    async def _post(self, posting: dict[str, Any]) -> Delivery:
        try:
            async with within(TRY_SECONDS):
                posted = await self.client.chat_postMessage(**posting)
        except SlackError as error:
            return failed(error)
        ts = posted.get("ts")
        return Delivery(Result.DELIVERED, ts=ts if isinstance(ts, str) else None)

    def track(self, delivery: asyncio.Task[bool]) -> None:
        """Keep a reference to a delivery until it is done, since nothing else may be waiting for it."""
        self._in_progress.add(delivery)
        delivery.add_done_callback(self._in_progress.discard)

    def hurry(self) -> None:
        """Post the messages that wait for their turn now, since the process is stopping; Slack may refuse some."""
        self._turns.give_all()

    async def finish(self, seconds: float) -> None:
        """Wait, at most `seconds`, for the deliveries in progress."""
        if self._in_progress:
            await asyncio.wait(self._in_progress, timeout=seconds)
