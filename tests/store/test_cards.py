"""Where public cards are."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import pytest

from bot.store.cards import Cards
from bot.store.leases import Leases
from bot.store.location import located
from bot.store.placed import LinkPreview, Placed
from bot.store.store import Store
from bot.telemetry.journal import Arrival, Audience, Ending, Outcome, Posted, Subject

CHANNEL = "C0RECRUITING"
TS = "1764000000.000100"


@dataclass
class Asker:
    team_id: str = "T0"
    channel_id: str | None = CHANNEL
    user_id: str = "U0ROBIN"
    delivery: str | None = None


@dataclass
class Process:
    """One process's part of the store, on a database that it may share; `now` is its clock."""

    url: str
    now: float = 1_764_000_000.0
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        location = located(self.url, Path())
        assert location is not None
        self.store = Store(location, clock=lambda: self.now)

    @property
    def cards(self) -> Cards:
        return self.store.cards

    @property
    def leases(self) -> Leases:
        return self.store.leases

    async def __aenter__(self) -> Self:
        await self.store.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.store.close()


def shown(*subjects: Subject, ts: str | None = TS, thread_ts: str | None = None) -> Ending:
    """The ending of a look-up whose answer was posted for everyone."""
    return Ending(
        "command",
        Asker(),
        Outcome.CARD,
        Arrival.IN_PLACE,
        subjects=subjects,
        audience=Audience.CHANNEL,
        posted=Posted(CHANNEL, ts, thread_ts),
    )


ADA = Subject("c-ada")
ADAS_CARD = Placed(CHANNEL, TS, "U0ROBIN", 1_764_000_000.0, ("c-ada",))


async def test_card_is_found_again_for_ten_minutes(database_url: str) -> None:
    async with Process(database_url) as process:
        process.cards.add(shown(ADA))
        process.now += 599
        assert process.cards.recent(CHANNEL, candidate_id="c-ada") == (TS, 599)
        assert process.cards.recent(CHANNEL, candidate_id="c-grace") is None
        assert process.cards.recent(CHANNEL, job_id="c-ada") is None
        assert process.cards.recent("C0OTHER", candidate_id="c-ada") is None
        process.now += 1
        assert process.cards.recent(CHANNEL, candidate_id="c-ada") is None


@pytest.mark.parametrize(
    "ending",
    [shown(ADA, ts=None), shown(ADA, thread_ts="1763000000.000100"), shown(ADA, Subject("c-grace"))],
    ids=["place unknown", "in a thread", "list"],
)
async def test_only_a_single_card_outside_of_threads_is_found_again(database_url: str, ending: Ending) -> None:
    async with Process(database_url) as process, Process(database_url) as other:
        process.cards.add(ending)
        await process.store.writer.finish(60)
        await other.cards.read_recent()
        assert [one.cards.recent(CHANNEL, candidate_id="c-ada") for one in (process, other)] == [None, None]


async def test_other_processes_learn_where_cards_are_and_a_removed_one_is_not_found(database_url: str) -> None:
    async with Process(database_url) as process, Process(database_url) as other:
        process.cards.add(shown(ADA))
        process.cards.add(shown(Subject(job_id="j-1"), ts="1764000000.000200"))
        process.cards.gone(CHANNEL, "1764000000.000200")
        await process.store.writer.finish(60)
        await other.cards.read_recent()
        assert other.cards.recent(CHANNEL, candidate_id="c-ada") == (TS, 0)
        assert other.cards.recent(CHANNEL, job_id="j-1") is None
        assert await other.cards.in_channel(CHANNEL) == [ADAS_CARD]


async def test_preview_of_a_link_is_not_offered_instead_of_a_card(database_url: str) -> None:
    async with Process(database_url) as process, Process(database_url) as other:
        process.cards.add_previews(Asker(), TS, [LinkPreview("https://app.example.com/1", "c-ada")], nameless=False)
        await process.store.writer.finish(60)
        await other.cards.read_recent()
        assert [one.cards.recent(CHANNEL, candidate_id="c-ada") for one in (process, other)] == [None, None]
        assert await other.cards.in_channel(CHANNEL) == [replace(ADAS_CARD, url="https://app.example.com/1")]


async def test_private_answer_is_not_a_card(database_url: str) -> None:
    async with Process(database_url) as process:
        private = shown(ADA)._replace(posted=None, audience=Audience.PRIVATE)
        for ending in (private, shown(Subject())):
            process.cards.add(ending)
        await process.store.writer.finish(60)
        assert await process.cards.due(2e9, 10) == []


async def test_cards_are_due_once_and_forgotten_when_they_are_out_of_reach(database_url: str) -> None:
    async with Process(database_url) as process:
        process.cards.add(shown(ADA))
        process.now += 1
        process.cards.add(shown(ADA, Subject("c-grace"), ts="1764000001.000100"))
        process.cards.add(shown(ADA, ts=None))
        await process.store.writer.finish(60)
        the_list = Placed(CHANNEL, "1764000001.000100", "U0ROBIN", process.now, ("c-ada", "c-grace"))
        unknown = Placed(CHANNEL, "", "U0ROBIN", process.now, ("c-ada",))

        assert await process.cards.due(process.now, 10) == [ADAS_CARD]
        assert await process.cards.due(process.now + 1, 10) == [ADAS_CARD, the_list]
        assert await process.cards.of_candidate("c-ada") == [ADAS_CARD, Placed(*_list_of_ada(the_list)), unknown]
        await process.cards.expire(ADAS_CARD)
        await process.cards.drop(the_list)
        assert await process.cards.due(process.now + 1, 10) == []
        assert await process.cards.of_candidate("c-ada") == [ADAS_CARD, unknown]
        assert await process.cards.retire(process.now) == 1
        assert await process.cards.of_candidate("c-ada") == [unknown]


def _list_of_ada(the_list: Placed) -> tuple[str, str, str, float, tuple[str, ...]]:
    return the_list.channel, the_list.ts, the_list.person, the_list.shown_at, ("c-ada",)


async def test_refreshed_card_is_due_again_later(database_url: str) -> None:
    async with Process(database_url) as process:
        process.cards.add(shown(ADA))
        await process.store.writer.finish(60)
        await process.cards.expire(ADAS_CARD)

    async with Process(database_url, now=1_764_000_000.0 + 86_400) as later:
        later.cards.renewed(CHANNEL, TS)
        await later.store.writer.finish(60)
        assert await later.cards.due(later.now, 10) == []
        assert [card.ts for card in await later.cards.due(later.now + 1, 10)] == [TS]


async def test_one_process_has_a_lease_until_it_runs_out_or_is_given_back(database_url: str) -> None:
    async with Process(database_url) as process, Process(database_url) as other:
        assert await process.leases.take("expiry", 10)
        assert not await other.leases.take("expiry", 10)
        assert await other.leases.take("digest", 10)
        process.now += 5
        assert await process.leases.take("expiry", 10)
        other.now += 11
        assert not await other.leases.take("expiry", 10)
        other.now += 5
        assert await other.leases.take("expiry", 10)
        assert not await process.leases.take("expiry", 10)
        await process.leases.give_back("expiry")
        assert not await process.leases.take("expiry", 10)
        await other.leases.give_back("expiry")
        assert await process.leases.take("expiry", 10)
