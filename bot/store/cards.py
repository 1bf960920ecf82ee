"""Keeps where public cards and previews are: to find one again, to let it expire, and to take it down.

Only ids and times. The cards of the last minutes are also in memory (other processes' with a delay of seconds), so that
no user waits for the database.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update

from bot.store.database import Database
from bot.store.keys import MICROSECONDS, Keys
from bot.store.placed import LinkPreview, Placed, by_message, preview_rows, rows
from bot.store.tables import cards
from bot.telemetry.journal import Asker, Ending

RECENT_SECONDS: Final = 600.0
"""How long a card counts as just posted."""

_OVERLAP_SECONDS: Final = 10.0
"""How long it may take until a row can be read by other processes: longer than a batch waits."""

_REMEMBERED: Final = 10_000

_THIS_ONE: Final = and_(cards.c.channel == bindparam("where_channel"), cards.c.ts == bindparam("where_ts"))
_DELETE: Final = delete(cards).where(_THIS_ONE)
_RENEW: Final = update(cards).where(_THIS_ONE).values(is_expired=False, shown_at=bindparam("now"))


class Recent(NamedTuple):
    """A card that was posted a few minutes ago: its timestamp in Slack, and how many seconds ago."""

    ts: str
    age: float


class _At(NamedTuple):
    """A card's timestamp in Slack, and when it was posted, in seconds since 1970."""

    ts: str
    shown_at: float


class _Subject(NamedTuple):
    """The key of a recent card: a person or a job, in one conversation."""

    channel: str
    candidate_id: str | None
    job_id: str | None


class Cards:
    """Where the public cards of one workspace are.

    Args:
        database: The database.
        keys: Makes the keys of rows.
        clock: Seconds since 1970.
    """

    def __init__(self, database: Database, keys: Keys, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._insert = database.insert_once(cards)
        self._recent: OrderedDict[_Subject, _At] = OrderedDict()
        self._read_until = 0.0

    def add(self, ending: Ending) -> None:
        """Keep where a card was posted, if one was."""
        now = self._clock()
        for row in rows(ending):
            self._add(row, now)
            if ending.posted is not None and ending.posted.thread_ts is None and len(ending.subjects) == 1:
                self._remember(_Subject(row["channel"], row["candidate_id"], row["job_id"]), _At(row["ts"], now))

    def add_previews(self, asker: Asker, ts: str, previews: Iterable[LinkPreview], *, nameless: bool) -> None:
        """Keep where previews are shown.

        Args:
            asker: Who posted the links, and where.
            ts: The message with the links.
            previews: What is below it.
            nameless: Whether they don't name the person or job, like those that have expired.
        """
        now = self._clock()
        for row in preview_rows(asker, ts, previews):
            self._add(row, now, is_expired=nameless)

    def recent(self, channel: str, *, candidate_id: str | None = None, job_id: str | None = None) -> Recent | None:
        """The newest card of a person or a job in a conversation, outside of threads, from the last ten minutes."""
        found = self._recent.get(_Subject(channel, candidate_id, job_id))
        age = self._clock() - found.shown_at if found else RECENT_SECONDS
        return Recent(found.ts, age) if found and found.ts and age < RECENT_SECONDS else None

    def gone(self, channel: str, ts: str) -> None:
        """Note that a card is no longer there."""
        self._forget_recent(channel, ts)
        self._database.writer.add(_DELETE, {"where_channel": channel, "where_ts": ts})

    def renewed(self, channel: str, ts: str) -> None:
        """Note that a card was refreshed, even if it had expired."""
        now = int(self._clock() * MICROSECONDS)
        self._database.writer.add(_RENEW, {"where_channel": channel, "where_ts": ts, "now": now})

    async def read_recent(self) -> None:
        """Learn which cards other processes have posted since the last time.

        Raises:
            StoreError: The database failed.
        """
        now = self._clock()
        since = max(self._read_until - _OVERLAP_SECONDS, now - RECENT_SECONDS)
        cards_beside = and_(cards.c.thread_ts.is_(None), cards.c.url.is_(None), cards.c.ts != "")
        newer = and_(cards.c.at >= int(since * MICROSECONDS), cards_beside)
        async with self._database.read() as connection:
            found = (await connection.execute(select(cards).where(newer).order_by(cards.c.at))).all()
        for placed in by_message(found):
            for subject in _subjects(placed):
                self._remember(subject, _At(placed.ts, placed.shown_at))
        self._read_until = now

    async def due(self, before: float, most: int) -> list[Placed]:
        """The oldest cards that were posted before a time, in seconds since 1970, and have not expired.

        Raises:
            StoreError: The database failed.
        """
        old = and_(cards.c.shown_at < int(before * MICROSECONDS), cards.c.is_expired.is_(False), cards.c.ts != "")
        return await self._find(old, most)

    async def in_channel(self, channel: str) -> list[Placed]:
        """The cards in a conversation whose place is known.

        Raises:
            StoreError: The database failed.
        """
        return await self._find(and_(cards.c.channel == channel, cards.c.ts != ""))

    async def of_person(self, user_id: str) -> list[Placed]:
        """All messages that somebody asked for; otherwise as `of_candidate`.

        Raises:
            StoreError: The database failed.
        """
        return await self._find(cards.c.person == user_id)

    async def of_candidate(self, candidate_id: str) -> list[Placed]:
        """All messages that show a person, also those for which Slack gave no timestamp.

        Raises:
            StoreError: The database failed.
        """
        return await self._find(cards.c.candidate_id == candidate_id)

    async def expire(self, card: Placed) -> None:
        """Note that a card has expired; it can still be taken down.

        Raises:
            StoreError: The database failed.
        """
        self._forget_recent(card.channel, card.ts)
        async with self._database.begin() as connection:
            await connection.execute(update(cards).where(*_is(card)).values(is_expired=True))

    async def drop(self, card: Placed) -> None:
        """Forget a card that is no longer there.

        Raises:
            StoreError: The database failed.
        """
        self._forget_recent(card.channel, card.ts)
        async with self._database.begin() as connection:
            await connection.execute(delete(cards).where(*_is(card)))

    async def retire(self, before: float) -> int:
        """Forget old cards that have expired or cannot be changed; returns the number of rows.

        Args:
            before: Seconds since 1970.

        Raises:
            StoreError: The database failed.
        """
        out_of_reach = or_(cards.c.is_expired, cards.c.ts == "")
        async with self._database.begin() as connection:
            old = delete(cards).where(cards.c.shown_at < int(before * MICROSECONDS), out_of_reach)
            return (await connection.execute(old)).rowcount

    def _add(self, row: dict[str, Any], now: float, *, is_expired: bool = False) -> None:
        values = {**self._keys.next(), **row, "shown_at": int(now * MICROSECONDS), "is_expired": is_expired}
        self._database.writer.add(self._insert, values)

    async def _find(self, wanted: ColumnElement[bool], most: int | None = None) -> list[Placed]:
        async with self._database.read() as connection:
            statement = select(cards).where(wanted).order_by(cards.c.shown_at, cards.c.at).limit(most)
            return list(by_message((await connection.execute(statement)).all()))

    def forget_if(self, is_forgotten: Callable[[str], bool]) -> None:
        """No longer find the cards of the candidates whose ids are forgotten."""
        for subject in [key for key in self._recent if key.candidate_id and is_forgotten(key.candidate_id)]:
            del self._recent[subject]

    def _remember(self, subject: _Subject, recent: _At) -> None:
        known = self._recent.get(subject)
        if known is not None and known.shown_at > recent.shown_at:
            return
        self._recent[subject] = recent
        self._recent.move_to_end(subject)
        if len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)

    def _forget_recent(self, channel: str, ts: str) -> None:
        for subject in [key for key, recent in self._recent.items() if key.channel == channel and recent.ts == ts]:
            del self._recent[subject]


def _is(card: Placed) -> tuple[ColumnElement[bool], ...]:
    if card.ts:
        return cards.c.channel == card.channel, cards.c.ts == card.ts, cards.c.url == card.url
    return cards.c.channel == card.channel, cards.c.shown_at == round(card.shown_at * MICROSECONDS)


def _subjects(placed: Placed) -> Iterable[_Subject]:
    if len(placed.candidate_ids) + len(placed.job_ids) == 1:
        yield from (_Subject(placed.channel, candidate_id, None) for candidate_id in placed.candidate_ids)
        yield from (_Subject(placed.channel, None, job_id) for job_id in placed.job_ids)
