"""Remembers posted cards, to cover them when people from outside the workspace can read the conversation.

Slack offers three ways to change what is shown: chat.update for messages that the bot posted itself (cards in threads),
chat.unfurl for previews of links, and for 30 minutes the response_url of a click on the message. The answer to a
command or a choice cannot be changed until someone clicks on it.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from bot.cards import notices
from bot.cards.message import Message
from bot.slack.delivery import Delivery, Result, failed
from bot.slack.errors import SlackError
from bot.slack.messenger import TRY_SECONDS, Messenger
from bot.slack.objects import Channel
from bot.slack.web_api import within

URL_SECONDS = 1_800.0
KEPT = 1_000
"""How many cards of each kind are remembered, and how many conversations."""

_LONGEST_WAIT = 30.0
_LEEWAY = 0.01
_DONE = frozenset({Result.DELIVERED, Result.REFUSED, Result.GONE})

K = TypeVar("K")
V = TypeVar("V")

Where = tuple[str, str]
"""A message: the conversation, and its timestamp there."""


class PostedCards:
    """Remembers where cards are posted, by Slack's ids and for a limited time, and covers them with one line.

    Args:
        messenger: Sends to Slack.
        others_read: Whether people who may not see cards can read a conversation.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        messenger: Messenger,
        others_read: Callable[[Channel], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._messenger = messenger
        self._others_read = others_read
        self._clock = clock
        self._clicked: OrderedDict[Where, tuple[float, str]] = OrderedDict()
        self._posted: OrderedDict[Where, tuple[str, ...]] = OrderedDict()
        self._read_by_others: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._clicked) + len(self._posted)

    def clicked(self, channel_id: str | None, ts: str | None, response_url: str | None) -> None:
        """A public card was clicked and is still there; it can be changed through the click's response_url."""
        if channel_id is None or ts is None or response_url is None:
            return
        self._clicked[channel_id, ts] = self._clock(), response_url
        _keep_newest(self._clicked, (channel_id, ts))
        asyncio.get_running_loop().call_later(URL_SECONDS + _LEEWAY, self._drop_expired)
        self._cover_if_read_by_others(channel_id)

    def posted(self, channel_id: str, ts: str | None) -> None:
        """The bot itself posted a public card; it cannot be covered if Slack did not say where."""
        if ts is not None:
            self._remember(channel_id, ts)

    def previewed(self, channel_id: str, ts: str, urls: tuple[str, ...]) -> None:
        """The links in somebody's message were given public previews."""
        self._remember(channel_id, ts, urls)

    def _remember(self, channel_id: str, ts: str, urls: tuple[str, ...] = ()) -> None:
        self._posted[channel_id, ts] = urls
        _keep_newest(self._posted, (channel_id, ts))
        self._cover_if_read_by_others(channel_id)

    def gone(self, channel_id: str | None, ts: str | None) -> None:
        """A card was removed."""
        if channel_id is not None and ts is not None:
            self._clicked.pop((channel_id, ts), None)
            self._posted.pop((channel_id, ts), None)

    def learned(self, channel: Channel) -> None:
        """A conversation was fetched; if others can read it now, its cards are covered."""
        if not self._others_read(channel):
            self._read_by_others.pop(channel.id, None)
            return
        self._read_by_others[channel.id] = None
        _keep_newest(self._read_by_others, channel.id)
        self._cover_if_read_by_others(channel.id)

    def _cover_if_read_by_others(self, channel_id: str) -> None:
        if channel_id not in self._read_by_others:
            return
        self._drop_expired()
        posted = {where: urls for where, urls in self._posted.items() if where[0] == channel_id}
        clicked = {where: way for where, way in self._clicked.items() if where[0] == channel_id}
        # Taken out first, so that no card is covered twice at the same time; put back if Slack did not accept it.
        for where in (*posted, *clicked):
            self.gone(*where)
        if posted or clicked:
            covering = self._cover(posted, {where: way for where, way in clicked.items() if where not in posted})
            self._messenger.track(asyncio.get_running_loop().create_task(covering, name="cover"))

    async def _cover(self, posted: dict[Where, tuple[str, ...]], clicked: dict[Where, tuple[float, str]]) -> bool:
        """Cover one after the other, within Slack's limits; returns whether all were covered."""
        for where, (since, url) in clicked.items():
            covered = await self._in_two_tries(partial(self._through, url))
            # A click in the meantime brought a newer response_url.
            if not covered and where not in self._clicked:
                self._clicked[where] = since, url
                self._clicked.move_to_end(where, last=False)
        for where, urls in posted.items():
            if not await self._in_two_tries(partial(self._update, *where, urls)):
                self._posted[where] = urls
        return not len(self)

    @staticmethod
    async def _in_two_tries(attempt: Callable[[], Coroutine[Any, Any, Delivery]]) -> bool:
        delivery = await attempt()
        if delivery.result is Result.LATER and delivery.retry_after <= _LONGEST_WAIT:
            await asyncio.sleep(delivery.retry_after)
            delivery = await attempt()
        return delivery.result in _DONE

    async def _through(self, url: str) -> Delivery:
        return await self._messenger.respond(url, {"replace_original": True, **self._covered()})

    async def _update(self, channel_id: str, ts: str, urls: tuple[str, ...]) -> Delivery:
        covered, client = self._covered(), self._messenger.client
        if urls:
            return await self._messenger.unfurl(channel_id, ts, {url: {"blocks": covered["blocks"]} for url in urls})
        try:
            async with within(TRY_SECONDS):
                await client.chat_update(channel=channel_id, ts=ts, **covered)
        except SlackError as error:
            return failed(error)
        return Delivery(Result.DELIVERED)

    def _covered(self) -> Message:
        return notices.of(self._messenger.languages.shared, "covered")

    def _drop_expired(self) -> None:
        """Drop expired cards; the oldest come first, so the search stops at the first valid one."""
        now = self._clock()
        while self._clicked:
            oldest = next(iter(self._clicked))
            if now - self._clicked[oldest][0] < URL_SECONDS:
                return
            del self._clicked[oldest]


def _keep_newest(kept: OrderedDict[K, V], newest: K) -> None:
    kept.move_to_end(newest)
    if len(kept) > KEPT:
        kept.popitem(last=False)
