"""The scheduled work of one workspace, from start to stop."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.access.quota import Quota
from bot.schedule.expiry import Expiry
from bot.schedule.orphans import Orphans
from bot.schedule.recurring import Recurring
from bot.slack.messenger import Messenger
from bot.spott.rate_limit import RateLimit
from bot.store.errors import StoreError

if TYPE_CHECKING:  # with SQLAlchemy, which is not loaded without a store
    from bot.store.store import Store

_BEAT_SECONDS: Final = 2.0
_BEAT_MAY_TAKE: Final = 2.0
_CARDS_SECONDS: Final = 2.0
_FORGETTING_SECONDS: Final = 15.0
_ORPHANS_SECONDS: Final = 15.0
_EXPIRY_SECONDS: Final = 60.0
_RETIREMENT_SECONDS: Final = 3_600.0
_NOTICED_SECONDS: Final = 2.5
"""After this time, the other processes know about this one, and share their claims."""

_MEETINGS: Final = 2
"""How many times to wait that long for calls to Spott; by then it is clear whether the others have crashed."""


class Clockwork:
    """Runs the scheduled work.

    Args:
        store: The store.
        messenger: Sends to Slack.
        rate_limit: Gets this process's portion of the calls to Spott.
        quota: Gets the look-ups that people made before.
        calls_per_minute: The calls to Spott that all processes may make together.
        expire_days: After how many days a card expires; 0 for never.
        keep_days: How long the log of look-ups is kept.
    """

    def __init__(
        self,
        store: "Store",
        messenger: Messenger,
        rate_limit: RateLimit,
        quota: Quota,
        *,
        calls_per_minute: int,
        expire_days: int,
        keep_days: int,
    ) -> None:
        self._store = store
        self._rate_limit = rate_limit
        self._quota = quota
        self._calls_per_minute = calls_per_minute
        self._expiry = Expiry(store.cards, store.leases, messenger, days=expire_days, keep_days=keep_days)
        self._orphans = Orphans(store.processes, store.leases, messenger)
        self._recurring = Recurring()

    async def start(self) -> None:
        """Open the store and start; a database that fails is tried again later.

        Raises:
            NewerSchemaError: The database belongs to a newer version of this app.
        """
        store, start = self._store, self._recurring.start
        await store.start()
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(_BEAT_MAY_TAKE):
                await self._beat()
                self._quota.load(await store.quotas.all())
        await self._meet_others()
        start("heartbeat", _BEAT_SECONDS, self._beat)
        start("cards of other processes", _CARDS_SECONDS, store.cards.read_recent)
        start("forgetting", _FORGETTING_SECONDS, store.forgetting.listen)
        start("work of lost processes", _ORPHANS_SECONDS, self._orphans.run)
        start("expiry of cards", _EXPIRY_SECONDS, self._expiry.run)
        start("old rows of the log", _RETIREMENT_SECONDS, store.expire_look_ups)
        start("old claims", _RETIREMENT_SECONDS, store.claims.retire)
        start("old quotas", _RETIREMENT_SECONDS, store.quotas.retire)

    async def stop(self) -> None:
        """Stop, and tell the other processes that this one has finished everything."""
        await self._recurring.stop()
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(_BEAT_MAY_TAKE):
                await self._store.processes.leave()

    async def _meet_others(self) -> None:
        """Give the other processes time to notice this one, and to leave it some of the calls to Spott."""
        for _ in range(_MEETINGS):
            if self._store.processes.alone:
                return
            await asyncio.sleep(_NOTICED_SECONDS)
            with suppress(StoreError, TimeoutError):
                async with asyncio.timeout(_BEAT_MAY_TAKE):
                    await self._beat()
            if self._store.processes.may_call:
                return

    async def _beat(self) -> None:
        is_short = self._rate_limit.was_short()
        await self._store.processes.beat(self._rate_limit, self._calls_per_minute, is_short=is_short)
