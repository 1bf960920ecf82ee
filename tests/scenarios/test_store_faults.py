"""A failing database costs no cards: rows wait for it, or are counted as lost."""

import re
import sqlite3
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

import pytest

from bot.sandbox.world import World, world
from bot.server.process import CannotStartError
from bot.store.log import Wanted, read
from tests.front_door import look_up
from tests.polling import until
from tests.scenarios.actions import readyz

NOBODY_LISTENS = "postgresql://me:hunter2@127.0.0.1:9/spott"


async def rows(here: World) -> int:
    store = here.process.bot.workspace.store
    assert store is not None
    await until(lambda: len(store.writer) == 0)
    async with store.read() as connection:
        return len([row async for row in read(connection, Wanted())])


def lost(here: World) -> float:
    text = here.process.bot.metrics.text().decode()
    return float(re.findall(r"^spott_slack_store_rows_lost_total (\S+)$", text, re.MULTILINE)[0])


async def test_rows_wait_while_the_database_is_locked(tmp_path: Path) -> None:
    file = tmp_path / "spott.sqlite3"
    async with world(database_url=f"sqlite:///{file}") as here:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        for _ in range(3):
            assert (await look_up(here, "private c-ada-lovelace")).text.startswith("Ada Lovelace\n")
        store = here.process.bot.workspace.store
        await until(lambda: store is not None and store.problem == "locked")
        assert await readyz(here) == (HTTPStatus.OK, "ready: the store is locked\n")
        other.close()

        assert (await rows(here), lost(here)) == (3, 0)
        assert await readyz(here) == (HTTPStatus.OK, "ready\n")


async def test_app_starts_without_an_answer_from_the_database() -> None:
    async with world(database_url=NOBODY_LISTENS) as here:
        assert (await look_up(here, "private c-ada-lovelace")).text.startswith("Ada Lovelace\n")
        assert await readyz(here) == (HTTPStatus.OK, "ready: the store is unreachable\n")
        await here.process.close()
        # The log's row, the claim and the count of the person's look-ups.
        assert lost(here) == 3


async def test_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "spott.sqlite3"
    async with world(database_url=f"sqlite:///{file}"):
        pass
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE spott_slack_schema SET version_num = '9999'")
    with pytest.raises(CannotStartError) as refused:
        async with world(database_url=f"sqlite:///{file}"):
            pass
    said = "The database was written by a newer version of this app: install that version, or set DATABASE_URL."
    assert str(refused.value) == said
