"""Users can turn previews of their links off."""

from pathlib import Path

from bot.store.location import located
from bot.store.store import Store
from tests.polling import until


async def test_choice_is_remembered_for_each_user(database_url: str) -> None:
    location = located(database_url, Path())
    assert location is not None
    store = Store(location)
    store.writer.start()
    seen = []
    for off in (True, True, False):
        store.previews.turn("U1", off=off)
        await until(lambda: not len(store.writer))
        seen.append([await store.previews.are_off(person) for person in ("U1", "U2")])
    await store.close()
    assert seen == [[True, False], [True, False], [False, False]]
