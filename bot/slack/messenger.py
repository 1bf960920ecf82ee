"""The two ways to say something in Slack, a response_url and chat.postMessage, and the deliveries under way."""

import asyncio
import math
import time
from collections.abc import Callable
from typing import Any

import aiohttp

from bot.cards.message import Message
from bot.slack import response_url
from bot.slack.errors import SlackError, SlackLimitsError, SlackRefusedError
from bot.slack.forms import forms
from bot.slack.response_url import Answer
from bot.slack.seal import Seal, direct, everybody_in
from bot.slack.web_api import WebApi, within

TRY_SECONDS = 4.0
"""How long Slack may take to answer one posting."""

_CONNECT_SECONDS = 10.0


class Messenger:
    """What all replies share.

    Args:
        session: The aiohttp session for all calls to Slack.
        client: Slack's Web API; without a retry handler, since a lost answer may mean a posted message.
        seal: Seals what buttons carry.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        client: WebApi,
        seal: Seal,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.client = client
        self.seal = seal
        self._session = session
        self._under_way: set[asyncio.Task[bool]] = set()
        self._clock = clock
        self._last_used = -math.inf

    def connect(self, url: str) -> None:
        """Open a connection for the answer while Spott is asked, unless one was used so lately that it will do."""
        now = self._clock()
        if now - self._last_used > response_url.IDLE_SECONDS / 2:
            connecting = response_url.connect(self._session, url, _CONNECT_SECONDS)
            self.own(asyncio.get_running_loop().create_task(connecting, name="connect"))
        self._last_used = now

    async def respond(self, url: str, payload: dict[str, Any], seconds: float | None = None) -> tuple[Answer, float]:
        """Use a response_url once, within `TRY_SECONDS` unless told otherwise; returns as `response_url.post` does."""
        posted = await response_url.post(self._session, url, payload, seconds or TRY_SECONDS)
        self._last_used = self._clock()
        return posted

    async def post(
        self,
        message: Message,
        channel_id: str,
        thread_ts: str | None,
        on_posted: Callable[[str, str], None],
        is_awaited_in: Callable[[float], bool],
    ) -> SlackError | None:
        """Post as the bot: in simpler forms when it is refused, once more when it is limited for a moment.

        It is never posted again when Slack may have taken it.

        Args:
            message: What to post.
            channel_id: Where; the id of a person means the direct message with them.
            thread_ts: The message under which it belongs.
            on_posted: Called with where it is then: the conversation, and its timestamp.
            is_awaited_in: Whether it is still of use in so many seconds.

        Returns:
            Why that failed; None when Slack said that it took it.
        """
        failed: SlackError | None = None
        audience = direct(channel_id) if channel_id.startswith(("U", "W")) else everybody_in(channel_id)
        for form in forms(self.seal.message(message, audience)):
            posting = {"channel": channel_id, "thread_ts": thread_ts, "unfurl_links": False, **form}
            failed = await self._send(posting, on_posted)
            if isinstance(failed, SlackLimitsError) and is_awaited_in(failed.retry_after):
                await asyncio.sleep(failed.retry_after)
                failed = await self._send(posting, on_posted)
            if not (isinstance(failed, SlackRefusedError) and failed.about_form):
                break
        return failed

    async def _send(self, posting: dict[str, Any], on_posted: Callable[[str, str], None]) -> SlackError | None:
        try:
            async with within(TRY_SECONDS):
                posted = await self.client.chat_postMessage(**posting)
        except SlackError as error:
            return error
        if isinstance(ts := posted.get("ts"), str):
            on_posted(posting["channel"], ts)
        return None

    def own(self, delivery: asyncio.Task[bool]) -> None:
        """Hold a delivery until it is done; nobody else may be waiting for it."""
        self._under_way.add(delivery)
        delivery.add_done_callback(self._under_way.discard)

    async def settle(self, seconds: float) -> None:
        """Wait, at most `seconds`, for deliveries that are still on their way."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
