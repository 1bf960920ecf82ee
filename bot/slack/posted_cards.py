"""Remembers posted cards, to find them again, and to cover them when people from outside can read the conversation.

Slack offers three ways to change what is shown: chat.update for messages that the bot posted itself, chat.unfurl for
previews of links, and for 30 minutes the response_url of a click on the message. What was posted through the
response_url of a command cannot be changed until someone clicks on it.

Without a store, only this process's cards are known, and none can be found again.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from bot.cards import notices
from bot.cards.message import Message
from bot.slack.delivery import Delivery, Result
from bot.slack.errors import SlackError
from bot.slack.messenger import Messenger
from bot.slack.objects import Channel
from bot.slack.take_down import replace
from bot.slack.web_api import within
from bot.store.errors import StoreError
from bot.store.placed import LinkPreview
from bot.telemetry.journal import Asker, Ending

if TYPE_CHECKING:
    from bot.store.cards import Cards

URL_SECONDS = 1_800.0
KEPT = 1_000
"""How many cards of each kind are remembered, and how many conversations."""

_LONGEST_WAIT = 30.0
_LINK_SECONDS = 1.5
_MINUTE = 60
_LEEWAY = 0.01
_DONE = frozenset({Result.DELIVERED, Result.REFUSED, Result.GONE})

K = TypeVar("K")
V = TypeVar("V")

Where = tuple[str, str]
"""A message: the conversation, and its timestamp there."""


class JustPosted(NamedTuple):
    """A card that is already there: a link to its message, the conversation, and how many minutes ago it was posted."""

    link: str
    channel: Channel
    minutes: int


class PostedCards:
    """Remembers where cards are posted, by Slack's ids and for a limited time, and covers them with one line.

    Args:
        messenger: Sends to Slack.
        others_read: Whether people who may not see cards can read a conversation.
        clock: Monotonic seconds.
        kept: The cards in the store; None without one.
    """

    def __init__(
        self,
        messenger: Messenger,
        others_read: Callable[[Channel], bool],
        clock: Callable[[], float] = time.monotonic,
        kept: "Cards | None" = None,
    ) -> None:
        self._messenger = messenger
        self._kept = kept
        self._others_read = others_read
        self._clock = clock
        self._clicked: OrderedDict[Where, tuple[float, str]] = OrderedDict()
        self._posted: OrderedDict[Where, tuple[str, ...]] = OrderedDict()
        self._read_by_others: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._clicked) + len(self._posted)

    def clicked(self, channel_id: str | None, ts: str | None, response_url: str | None) -> None:
        """Note that a public card was clicked: it is still there, and the click's response_url can change it."""
        if channel_id is None or ts is None or response_url is None:
            return
        self._clicked[channel_id, ts] = self._clock(), response_url
        _keep_newest(self._clicked, (channel_id, ts))
        asyncio.get_running_loop().call_later(URL_SECONDS + _LEEWAY, self._drop_expired)
        self._cover_if_read_by_others(channel_id)

    def add(self, ending: Ending) -> None:
        """Remember what a look-up has posted for everyone; without a timestamp, it can't be covered until a click."""
        if (posted := ending.posted) is None:
            return
        if self._kept is not None:
            self._kept.add(ending)
        if posted.ts is not None:
            self._remember(posted.channel, posted.ts)

    def can_find(self, channel: Channel | None) -> bool:
        """Whether a card can be found again if the bot posts it itself: with a store, in a conversation it is in."""
        return self._kept is not None and channel is not None and channel.is_member and channel.kind != "direct"

    def previewed(self, asker: Asker, ts: str, previews: Sequence[LinkPreview], *, nameless: bool) -> None:
        """Note that links in somebody's message got public previews; arguments as in `Cards.add_previews`."""
        if self._kept is not None:
            self._kept.add_previews(asker, ts, previews, nameless=nameless)
        if asker.channel_id is not None and not nameless:
            self._remember(asker.channel_id, ts, tuple(preview.url for preview in previews))

    def _remember(self, channel_id: str, ts: str, urls: tuple[str, ...] = ()) -> None:
        self._posted[channel_id, ts] = urls
        _keep_newest(self._posted, (channel_id, ts))
        self._cover_if_read_by_others(channel_id)

    def gone(self, channel_id: str | None, ts: str | None) -> None:
        """Note that a card was removed."""
        if channel_id is not None and ts is not None:
            self._take_out((channel_id, ts))
            if self._kept is not None:
                self._kept.gone(channel_id, ts)

    def renewed(self, channel_id: str | None, ts: str | None) -> None:
        """Note that a public card was refreshed, so it may stay as long as a new one."""
        if self._kept is not None and channel_id is not None and ts is not None:
            self._kept.renewed(channel_id, ts)

    async def just_posted(
        self, channel: Channel | None, *, candidate_id: str | None = None, job_id: str | None = None
    ) -> JustPosted | None:
        """The card of this person or job, if it was posted in this conversation in the last ten minutes.

        Also None if Slack has no link to it, since somebody may have deleted it.
        """
        kept = self._kept
        if kept is None or channel is None or channel.kind == "direct":
            return None
        recent = kept.recent(channel.id, candidate_id=candidate_id, job_id=job_id)
        if recent is None:
            return None
        try:
            async with within(_LINK_SECONDS):
                answer = await self._messenger.client.chat_getPermalink(channel=channel.id, message_ts=recent.ts)
        except SlackError as error:
            if error.code == "message_not_found":
                kept.gone(channel.id, recent.ts)
            return None
        link = answer.get("permalink")
        minutes = max(1, round(recent.age / _MINUTE))
        return JustPosted(link, channel, minutes) if isinstance(link, str) else None

    def learned(self, channel: Channel) -> None:
        """Note what Slack says about a conversation; if others can read it now, its cards are covered."""
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
            self._take_out(where)
        if posted or clicked or self._kept is not None:
            covering = self._cover(channel_id, posted, clicked)
            self._messenger.track(asyncio.get_running_loop().create_task(covering, name="cover"))

    def _take_out(self, where: Where) -> None:
        self._clicked.pop(where, None)
        self._posted.pop(where, None)

    async def _cover(
        self, channel_id: str, posted: dict[Where, tuple[str, ...]], clicked: dict[Where, tuple[float, str]]
    ) -> bool:
        """Cover cards one after the other, at Slack's pace; returns whether all were covered."""
        posted = {**await self._kept_in(channel_id), **posted}
        for where, (since, url) in clicked.items():
            if where in posted:
                continue
            covered = await self._in_two_tries(partial(self._through, url))
            # A click in the meantime brought a newer response_url.
            if not covered and where not in self._clicked:
                self._clicked[where] = since, url
                self._clicked.move_to_end(where, last=False)
        for where, urls in posted.items():
            if not await self._in_two_tries(partial(self._update, *where, urls)):
                self._posted[where] = urls
            elif self._kept is not None:
                self._kept.gone(*where)
        return not len(self)

    async def _kept_in(self, channel_id: str) -> dict[Where, tuple[str, ...]]:
        """The cards and previews in a conversation that the store knows; none if it fails."""
        found: dict[Where, tuple[str, ...]] = {}
        if self._kept is not None:
            with suppress(StoreError):
                for card in await self._kept.in_channel(channel_id):
                    found[card.channel, card.ts] = (*found.get((card.channel, card.ts), ()), *card.urls)
        return found

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
        return await replace(self._messenger.client, channel_id, ts, self._covered(), urls)

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
