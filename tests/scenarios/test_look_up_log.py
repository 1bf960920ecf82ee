"""The log of look-ups: a row for each, whatever the result, in either database."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.cards import buttons
from bot.sandbox.slack.workspace import COLLEAGUE, DM_WITH_BOT, GUEST, MEMBER, PUBLIC
from bot.sandbox.world import World, world
from bot.store.log import Wanted, read
from tests.front_door import click, look_up
from tests.polling import until
from tests.store.databases import ENGINES, database


@pytest.fixture(params=ENGINES)
async def here(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with (
        database(str(request.param), tmp_path) as url,
        world(database_url=url, lookups_per_person="12,500") as running,
    ):
        yield running


async def rows(here: World, wanted: Wanted = Wanted()) -> list[dict[str, Any]]:  # noqa: B008 - a frozen value
    """The log's rows, without the times."""
    store = here.process.bot.workspace.store
    assert store is not None
    await until(lambda: len(store.writer) == 0)
    async with store.read() as connection:
        return [
            {name: value for name, value in row.items() if name not in {"at", "milliseconds", "workspace"}}
            async for row in read(connection, wanted)
        ]


def row(entry: str, outcome: str, **others: object) -> dict[str, object]:
    plain = dict.fromkeys(("candidate_id", "job_id", "reason", "audience", "readers"))
    return {"person": MEMBER, "channel": PUBLIC, **plain, "entry": entry, "outcome": outcome, **others}


ALONE = {"audience": "private", "readers": 1}
ADA = {"candidate_id": "c-ada-lovelace"}


async def test_each_look_up_has_its_row(here: World) -> None:
    card = await look_up(here, "Ada Lovelace")
    await click(here, card, buttons.DETAILS)
    await look_up(here, "c-ada-lovelace", channel=DM_WITH_BOT)
    await look_up(here, "private Ada Lovelace")
    await look_up(here, "Sam Taylor")
    await look_up(here, "Nobody Whatsoever")
    await look_up(here, "Ada Lovelace", user=GUEST)
    await look_up(here, "Ada Lovelace, Grace Hopper; Nobody Whatsoever")
    await look_up(here, "job backend acorn", user=COLLEAGUE)
    await look_up(here, "c-500")
    await look_up(here, "help")
    await click(here, card, buttons.REMOVE)

    everyone = {"audience": "channel", "readers": len(here.slack.workspace.channel(PUBLIC).members)}
    assert await rows(here) == [
        row("command", "shown", **ADA, **everyone),
        row("details", "shown", **ADA, **ALONE),
        row("command", "shown", channel=DM_WITH_BOT, **ADA, **ALONE),
        row("command", "shown", **ADA, **ALONE),
        row("command", "choice", **ALONE),
        row("command", "not_found", reason="nobody_by_name"),
        row("command", "refused", person=GUEST, reason="guest"),
        row("command", "shown", **ADA, **ALONE),
        row("command", "shown", candidate_id="c-grace-hopper", **ALONE),
        row("command", "not_found", reason="not_found"),
        row("command", "shown", person=COLLEAGUE, job_id="j-backend", **everyone),
        row("command", "failed", reason="spott_unavailable"),
    ]
    assert await rows(here, Wanted(person=COLLEAGUE)) == [
        row("command", "shown", person=COLLEAGUE, job_id="j-backend", **everyone)
    ]
