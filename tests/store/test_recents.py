"""A user's last look-ups, read from the log."""

from pathlib import Path

from sqlalchemy import insert

from bot.store.keys import MICROSECONDS
from bot.store.location import located
from bot.store.store import Store
from bot.store.tables import look_ups
from tests.polling import until
from tests.sandbox.small_app import Clock

SHOWN = {"workspace": "T1", "person": "U1", "entry": "command", "outcome": "shown", "milliseconds": 100}
SHOWN |= {"channel": None, "candidate_id": None, "job_id": None, "reason": None, "audience": "private", "readers": 1}


async def test_each_look_up_is_listed_once_the_latest_first_since_the_last_clearing(database_url: str) -> None:
    location = located(database_url, Path())
    assert location is not None
    clock = Clock()
    store = Store(location, clock=clock)
    rows = [
        *({"candidate_id": f"c-{number % 20}"} for number in range(300)),
        {"candidate_id": "c-1", "person": "U2"},
        {"candidate_id": "c-refused", "outcome": "refused", "reason": "guest"},
        {"job_id": "j-1"},
        {"candidate_id": "c-1"},
    ]
    logged = [{**SHOWN, **row, "at": number * MICROSECONDS, "process": 1} for number, row in enumerate(rows)]
    async with store.begin() as connection:
        await connection.execute(insert(look_ups), logged)
    before, others = [await store.recents.last(person, 4) for person in ("U1", "U2")]
    for clock.now in (100.0, 298.0):
        store.recents.clear("U1")
    store.writer.start()
    await until(lambda: not len(store.writer))
    after = await store.recents.last("U1", 4)
    await store.close()

    assert before == [("c-1", None, 303.0), (None, "j-1", 302.0), ("c-19", None, 299.0), ("c-18", None, 298.0)]
    assert others == [("c-1", None, 300.0)]
    assert after == [("c-1", None, 303.0), (None, "j-1", 302.0), ("c-19", None, 299.0)]
