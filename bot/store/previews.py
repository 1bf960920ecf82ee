"""Remembers which users turned previews of their links off."""

from typing import Final

from sqlalchemy import select

from bot.store.database import Database
from bot.store.tables import previews_off


class Previews:
    """Reads and changes who has turned previews off.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._replace: Final = database.replace(previews_off)

    async def are_off(self, person: str) -> bool:
        """Whether a user has turned previews off, by Slack's id.

        Raises:
            StoreError: The database failed.
        """
        async with self._database.read() as connection:
            chosen = select(previews_off.c.off).where(previews_off.c.person == person)
            return bool((await connection.execute(chosen)).scalar())

    def turn(self, person: str, *, off: bool) -> None:
        """Turn a user's previews off, or on again; written soon, as the log is."""
        self._database.writer.add(self._replace, {"person": person, "off": off})
