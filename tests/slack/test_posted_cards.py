"""The places of cards are remembered for a while, up to a limit, and a response_url is never used too often."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.cards import buttons
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, PUBLIC
from bot.sandbox.world import World, world
from bot.slack import posted_cards
from bot.slack.objects import Channel
from bot.slack.posted_cards import PostedCards
from bot.telemetry.journal import Arrival, Ending, Outcome, Posted
from tests.front_door import age_facts, look_up, settled
from tests.known_facts import Clock
from tests.store.asker import Asker

OURS = Channel("C1", "one", "channel", is_shared=False, is_org_shared=False)
URL = "http://127.0.0.1:9/actions/T1/1"


@pytest.fixture
async def here() -> AsyncIterator[World]:
    async with world() as running:
        yield running


def posted(ts: str | None) -> Ending:
    """The ending of a look-up whose card was posted in our conversation."""
    return Ending("command", Asker(), Outcome.CARD, Arrival.IN_PLACE, posted=Posted("C1", ts))


def remembering(here: World, clock: Clock) -> PostedCards:
    return PostedCards(here.process.bot.workspace.messenger, lambda channel: channel.is_shared, clock)


async def test_number_of_remembered_cards_is_limited(here: World) -> None:
    clock = Clock()
    kept = remembering(here, clock)
    for number in range(posted_cards.KEPT + 50):
        kept.clicked("C1", f"{number}.1", URL)
        kept.add(posted(f"{number}.2"))
        kept.learned(OURS)
    assert len(kept) == 2 * posted_cards.KEPT


async def test_response_url_is_forgotten_after_half_an_hour(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posted_cards, "URL_SECONDS", 0.05)
    kept = PostedCards(here.process.bot.workspace.messenger, lambda channel: channel.is_shared)
    kept.clicked("C1", "1.1", URL)
    kept.add(posted("1.2"))
    assert len(kept) == 2
    await asyncio.sleep(0.2)
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("channel_id", "ts", "url"), [(None, "1.1", URL), ("C1", None, URL), ("C1", "1.1", None), (None, None, None)]
)
async def test_unknown_cards_are_not_remembered(
    here: World, channel_id: str | None, ts: str | None, url: str | None
) -> None:
    kept = remembering(here, Clock())
    kept.clicked(channel_id, ts, url)
    kept.gone(channel_id, ts)
    assert len(kept) == 0


async def test_response_url_is_used_at_most_five_times(here: World) -> None:
    card = await look_up(here, "c-ada-lovelace")
    # As often as a reply may post: refused in every form, which a direct message then says.
    here.slack.faults.add("response_url", Fault(400, body={"ok": False, "error": "invalid_blocks"}), times=2)
    receipt = await here.slack.click(card, buttons.REFRESH, user=COLLEAGUE)
    assert receipt.error is None
    await settled(here)
    channel = here.slack.workspace.channel(PUBLIC)
    before = len([call for call in here.slack.calls if call.method == "response_url"])
    here.slack.change(replace(channel, is_ext_shared=True))
    age_facts(here, 120)
    await look_up(here, "c-grace-hopper", user=COLLEAGUE)
    await here.process.bot.workspace.messenger.finish(10)
    used = [call for call in here.slack.calls if call.method == "response_url"][before:]
    assert [call.status for call in used] == [200, 200]
    assert not any(call.answer == {"ok": False, "error": "used_url"} for call in here.slack.calls)
