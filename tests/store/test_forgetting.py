"""An id is erased: from the rows, from the bytes on disk, and from other processes."""

from pathlib import Path

from bot.store.location import Postgres, SqliteFile, located
from bot.store.log import Wanted, read
from bot.store.store import Store
from bot.telemetry.journal import Arrival, Audience, Ending, Outcome, Posted, Subject
from tests.store.asker import Asker

ADA, GRACE = "c-ada-lovelace", "c-grace-hopper"


def opened(url: str) -> Store:
    location = located(url, Path())
    assert location is not None
    return Store(location)


def look_up(store: Store, *candidates: str, user_id: str = "U0ROBIN", ts: str | None = "1764000000.000100") -> None:
    """A look-up whose answer everyone in a channel sees."""
    subjects = tuple(map(Subject, candidates))
    ending = Ending("command", Asker(user_id=user_id), Outcome.CARD, Arrival.IN_PLACE, subjects=subjects)
    ending = ending._replace(audience=Audience.CHANNEL, posted=Posted("C0GENERAL", ts))
    store.look_ups.add(ending)
    store.cards.add(ending)


async def rows(store: Store) -> list[tuple[str | None, str]]:
    """The candidates and the people who looked them up."""
    async with store.read() as connection:
        return [(row["candidate_id"], row["person"]) async for row in read(connection, Wanted())]


async def written(store: Store) -> None:
    await store.writer.finish(60)
    assert len(store.writer) == 0


def bytes_on_disk(store: Store, what: str) -> int:
    """How often an id is in SQLite's files."""
    match store.location:
        case Postgres():
            return 0
        case SqliteFile(path):
            files = path.parent.glob(f"{path.name}*")
            return sum(file.read_bytes().count(what.encode()) for file in files)


async def test_no_byte_of_a_candidates_id_is_left(database_url: str) -> None:
    store = opened(database_url)
    await store.start()
    for number in range(300):
        look_up(store, ADA, GRACE if number % 2 else ADA, f"c-{number}")
    await written(store)

    assert await store.forgetting.candidate(ADA) == 450
    assert bytes_on_disk(store, ADA) == 0
    kept = await rows(store)
    assert len(kept) == 900
    assert {who for who, _ in kept} == {None, GRACE, *(f"c-{number}" for number in range(300))}
    assert {person for _, person in kept} == {"U0ROBIN"}
    assert await store.cards.of_candidate(ADA) == []
    assert {card.ts for card in await store.cards.of_candidate(GRACE)} == {"1764000000.000100"}
    await store.close()
    assert bytes_on_disk(store, ADA) == 0


async def test_no_byte_of_a_colleagues_id_is_left(database_url: str) -> None:
    store = opened(database_url)
    await store.start()
    look_up(store, ADA, user_id="U0LEAVER")
    look_up(store, GRACE)
    await written(store)

    assert await store.forgetting.person("U0LEAVER") == 1
    assert bytes_on_disk(store, "U0LEAVER") == 0
    assert await rows(store) == [(ADA, ""), (GRACE, "U0ROBIN")]
    assert await store.cards.of_person("U0LEAVER") == []
    await store.close()


async def test_other_processes_forget_too_and_rows_that_they_write_late(database_url: str) -> None:
    store, other = opened(database_url), opened(database_url)
    await store.start()
    await other.open()
    look_up(store, ADA)
    look_up(other, ADA)
    look_up(other, GRACE, ts="1764000000.000200")
    await written(store)

    assert await store.forgetting.candidate(ADA) == 1
    other.writer.start()
    await written(other)
    assert other.cards.recent("C0GENERAL", candidate_id=ADA) is not None
    await other.forgetting.listen()
    assert other.cards.recent("C0GENERAL", candidate_id=ADA) is None
    assert other.cards.recent("C0GENERAL", candidate_id=GRACE) is not None
    assert await rows(store) == [(None, "U0ROBIN"), (None, "U0ROBIN"), (GRACE, "U0ROBIN")]
    assert bytes_on_disk(store, ADA) == 0
    await store.close()
    await other.close()
