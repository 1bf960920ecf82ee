"""Cards expire, in the local Slack, on both databases, with two processes."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.message import Message, section
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import MEMBER, PRIVATE, PUBLIC
from bot.sandbox.world import World, world
from bot.schedule.expiry import Expiry, Pace
from bot.slack.delivery import Deadline
from bot.store.location import located
from bot.store.store import Store
from bot.telemetry.journal import Arrival, Audience, Ending, Outcome, Posted, Subject
from tests.front_door import click, names_on
from tests.store.asker import Asker
from tests.store.databases import ENGINES, database

DAY = 86_400.0
FAST = Pace(between=0.0, batch=3)


@pytest.fixture(params=ENGINES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    async with database(str(request.param), tmp_path) as url:
        yield url


class Process:
    """One process's parts for expiry, `ahead` seconds in the future."""

    def __init__(self, here: World, url: str, *, days: int = 30, ahead: float = 0.0) -> None:
        location = located(url, Path())
        assert location is not None
        self.messenger = here.process.bot.workspace.messenger
        self.now = 1_764_000_000.0 + ahead
        self.store = Store(location, clock=lambda: self.now)
        kept = (self.store.cards, self.store.leases)
        self.expiry = Expiry(*kept, self.messenger, days=days, keep_days=365, clock=lambda: self.now, pace=FAST)

    async def post(self, *candidates: str, channel: str = PUBLIC) -> str:
        """Post a card; returns its timestamp."""
        message: Message = {"text": "Card", "blocks": [section("Card")]}
        posted = await self.messenger.post(message, channel, None, Deadline(5))
        subjects = tuple(map(Subject, candidates))
        ending = Ending("command", Asker(channel_id=channel), Outcome.CARD, Arrival.IN_PLACE, subjects=subjects)
        self.store.cards.add(ending._replace(audience=Audience.CHANNEL, posted=Posted(channel, posted.ts, None)))
        assert posted.ts is not None
        return posted.ts


async def expire(*processes: Process, rounds: int = 2) -> None:
    """Let cards expire in all processes at once, this many times."""
    for process in processes:
        await process.store.start()
    for _ in range(rounds):
        await asyncio.gather(*(process.expiry.run() for process in processes))
    for process in processes:
        await process.store.close()


def updates(here: World) -> list[tuple[str, str]]:
    """The messages that were changed, as often as they were."""
    return [
        (call.arguments["channel"], call.arguments["ts"]) for call in here.slack.calls if call.method == "chat.update"
    ]


async def test_each_card_expires_once_whoever_posted_it(database_url: str) -> None:
    async with world() as here:
        first = Process(here, database_url)
        await first.store.start()
        posted = [(PUBLIC, await first.post(f"c-{number}")) for number in range(4)]
        posted += [(PRIVATE, await first.post("c-ada-lovelace", "c-grace-hopper", channel=PRIVATE))]
        await first.store.close()

        later = [Process(here, database_url, ahead=30 * DAY + 1) for _ in range(2)]
        await later[0].store.start()
        kept = await later[0].post("c-ada-lovelace")
        await expire(*later)

        assert Counter(updates(here)) == Counter(posted)
        texts = {(post.channel, post.ts): post.text for post in here.slack.posts}
        assert texts == dict.fromkeys(posted, "This card has expired.") | {(PUBLIC, kept): "Card"}
        buttons = {post.ts: [block["type"] for block in post.blocks] for post in here.slack.posts}
        assert buttons[posted[0][1]] == ["section", "actions"]
        assert buttons[posted[-1][1]] == ["section"]


async def test_expired_card_can_be_looked_up_again_in_its_place(database_url: str) -> None:
    async with world() as here:
        process = Process(here, database_url)
        await process.store.start()
        await process.post("c-ada-lovelace")
        await process.store.close()
        await expire(Process(here, database_url, ahead=31 * DAY))
        (post,) = here.slack.posts
        await click(here, post, "refresh", user=MEMBER)
        (post,) = here.slack.posts
        assert names_on(post.blocks) == ["Ada Lovelace"]


async def test_nothing_expires_with_0_days(database_url: str) -> None:
    async with world() as here:
        process = Process(here, database_url)
        await process.store.start()
        await process.post("c-ada-lovelace")
        await process.store.close()
        await expire(Process(here, database_url, days=0, ahead=4_000 * DAY))
        assert updates(here) == []


@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        (Fault(status=200, body={"ok": False, "error": "message_not_found"}), 1),
        (Fault(status=200, body={"ok": False, "error": "cant_update_message"}), 1),
        (Fault(status=429, headers={"Retry-After": "1"}), 2),
        (Fault(status=500), 2),
    ],
    ids=["deleted", "not ours", "limited", "Slack down"],
)
async def test_card_that_is_gone_is_forgotten_and_one_that_failed_is_tried_again(
    database_url: str, fault: Fault, tries: int
) -> None:
    async with world() as here:
        process = Process(here, database_url)
        await process.store.start()
        await process.post("c-ada-lovelace")
        await process.store.close()
        here.slack.faults.add("chat.update", fault, times=1)
        later = Process(here, database_url, ahead=31 * DAY)
        await expire(later)
        assert len(updates(here)) == tries


async def test_card_whose_blocks_slack_does_not_replace_is_deleted(database_url: str) -> None:
    async with world() as here:
        process = Process(here, database_url)
        await process.store.start()
        await process.post("c-ada-lovelace")
        await process.store.close()
        here.slack.faults.add("chat.update", Fault(status=200, body={"ok": False, "error": "block_mismatch"}), times=1)
        await expire(Process(here, database_url, ahead=31 * DAY))
        assert [post.deleted for post in here.slack.posts] == [True]
