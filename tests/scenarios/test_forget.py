"""`spott-slack forget`, while the bot runs: cards are taken down, and the ids are gone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.forget import forget
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC
from bot.sandbox.world import World, world
from tests.front_door import look_up, names_on, shown
from tests.polling import until
from tests.store.databases import sqlite
from tests.store.files import bytes_in

ADA, GRACE = "c-ada-lovelace", "c-grace-hopper"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(database_url=sqlite(tmp_path)) as running:
        yield running


async def kept(here: World) -> None:
    store = here.process.bot.workspace.store
    assert store is not None
    await until(lambda: len(store.writer) == 0)


async def test_candidates_cards_are_taken_down_and_the_id_is_gone(
    here: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await look_up(here, ADA)
    await look_up(here, GRACE)
    await look_up(here, "Ada Lovelace, Grace Hopper")
    await look_up(here, f"private {ADA}")
    await kept(here)
    assert bytes_in(tmp_path, ADA) > 0

    assert await forget(here.process.settings, ADA, is_colleague=False) is None
    assert [post.text for post in shown(here) if post.user_visible_to is None and not names_on(post.blocks)] == [
        "This card was removed.",
        "This card was removed.",
    ]
    assert capsys.readouterr().out.splitlines() == [
        "Cards taken down: 2.",
        "Rows of the log without the ID now: 3.",
        "Processes that are running forget the person within a minute.",
    ]
    assert bytes_in(tmp_path, ADA) == 0
    assert bytes_in(tmp_path, GRACE) > 0


async def test_cards_out_of_reach_are_listed(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    here.slack.faults.add("chat.postMessage", Fault(status=200, body={"ok": False, "error": "not_in_channel"}))
    await look_up(here, ADA)
    await kept(here)
    assert await forget(here.process.settings, ADA, is_colleague=False) is None
    *_, told, where = capsys.readouterr().out.splitlines()
    assert told == "Slack didn't let me take these down. Please remove them by hand:"
    assert where.startswith(f"  channel {PUBLIC}, posted 20")


async def test_colleague_is_forgotten(here: World, tmp_path: Path) -> None:
    await look_up(here, ADA, user=COLLEAGUE)
    await look_up(here, GRACE)
    await kept(here)
    assert await forget(here.process.settings, COLLEAGUE, is_colleague=True) is None
    assert next(post.text for post in shown(here)) == "This card was removed."
    assert names_on(shown(here)[1].blocks) == ["Grace Hopper"]
    assert (bytes_in(tmp_path, COLLEAGUE), bytes_in(tmp_path, MEMBER) > 0) == (0, True)


async def test_without_a_store_it_says_so(here: World) -> None:
    without = here.process.settings.model_copy(update={"database_url": None, "data_dir": Path("/nonexistent/data")})
    assert await forget(without, ADA, is_colleague=False) == (
        "Nothing is kept yet: /nonexistent/data/spott.sqlite3 doesn't exist."
    )
