"""Lets cards and previews expire: after some days, one line and a button replace them."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.cards import previews
from bot.cards.message import Message
from bot.cards.posted import expired
from bot.cards.texts import Language
from bot.slack import take_down
from bot.slack.delivery import Result
from bot.slack.messenger import Messenger
from bot.slack.pace import BETWEEN_SECONDS
from bot.slack.seal import everybody_in

if TYPE_CHECKING:  # with SQLAlchemy, which is not loaded without a store
    from bot.store.cards import Cards
    from bot.store.leases import Leases
    from bot.store.placed import Placed

_DAY: Final = 86_400.0
_LEASE: Final = "expiry"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast cards expire.

    Attributes:
        between: Seconds between two updates.
        batch: How many cards are read at once.
        lease: Seconds after which another process takes over if this one has stopped.
    """

    between: float = BETWEEN_SECONDS
    batch: int = 50
    lease: float = 120.0


SLACKS_PACE: Final = Pace()


class Expiry:
    """Lets the cards of one workspace expire; of several processes, one at a time does so.

    Args:
        cards: Knows where the cards are.
        leases: Decides which process does it.
        messenger: Changes them.
        days: After how many days a card expires; 0 for never.
        keep_days: For how many days a card is remembered after it has expired, or if it can't be changed.
        clock: Seconds since 1970.
        pace: How fast cards expire.
    """

    def __init__(
        self,
        cards: "Cards",
        leases: "Leases",
        messenger: Messenger,
        *,
        days: int,
        keep_days: int,
        clock: Callable[[], float] = time.time,
        pace: Pace = SLACKS_PACE,
    ) -> None:
        self._cards = cards
        self._leases = leases
        self._messenger = messenger
        self._days = days
        self._keep_days = keep_days
        self._clock = clock
        self._pace = pace

    async def run(self) -> None:
        """Let the cards that are due expire, unless another process does.

        Raises:
            StoreError: The database failed.
        """
        if await self._leases.take(_LEASE, self._pace.lease):
            await self._expire_due()
            await self._cards.retire(self._clock() - self._keep_days * _DAY)

    async def _expire_due(self) -> None:
        """Let all cards that are due expire, one after the other; stop early if Slack is down."""
        while self._days:
            batch = await self._cards.due(self._clock() - self._days * _DAY, self._pace.batch)
            for card in batch:
                if not await self._expire(card):
                    return
                await asyncio.sleep(self._pace.between)
            if not batch or not await self._leases.take(_LEASE, self._pace.lease):
                return

    async def _expire(self, card: "Placed") -> bool:
        """Let a card expire; returns whether to go on with others now."""
        line = _in_place_of(card, self._messenger.languages.shared)
        message = self._messenger.seal.message(line, everybody_in(card.channel))
        delivery = await take_down.replace(self._messenger.client, card.channel, card.ts, message, card.urls)
        match delivery.result:
            case Result.DELIVERED:
                await self._cards.expire(card)
            case Result.GONE | Result.REFUSED:
                await self._cards.drop(card)
            case Result.LATER:
                await asyncio.sleep(delivery.retry_after)
            case Result.UNKNOWN:
                return False
        return True


def _in_place_of(card: "Placed", say: Language) -> Message:
    """The message that replaces an expired card; a preview no longer names anybody."""
    candidate_id, job_id = _only(card.candidate_ids), _only(card.job_ids)
    if card.url and candidate_id:
        return Message(text="", blocks=previews.person(say, candidate_id))
    if card.url and job_id:
        return Message(text="", blocks=previews.job(say, job_id))
    return expired(say, card.person, candidate_id=candidate_id, job_id=job_id)


def _only(ids: tuple[str, ...]) -> str | None:
    return ids[0] if len(ids) == 1 else None
