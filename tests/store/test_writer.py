"""Rows are written in batches; while the database fails, they wait, and lost ones are counted exactly."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from sqlalchemy import Delete, Insert, column, delete, insert, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.errors import RefusedValueError, StoreError
from bot.store.writer import Pace, Writer
from tests.polling import until

TABLE, OTHER_TABLE = (table(name, column("number")) for name in ("one", "other"))
ONE, OTHER, GONE = insert(TABLE), insert(OTHER_TABLE), delete(TABLE)
QUICK = Pace(every=0.01, waiting=10)


class Database:
    """Takes batches of numbers; refuses the odd ones if told to, and fails while `failing`."""

    def __init__(self) -> None:
        self.failing: str | None = None
        self.refuses_odd = False
        self.batches: list[tuple[str, list[int]]] = []
        self._written: list[tuple[str, list[int]]] = []

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        if self.failing is not None:
            raise StoreError(self.failing)
        self._written = []
        yield cast("AsyncConnection", self)
        self.batches += self._written

    async def execute(self, statement: Insert | Delete, values: Sequence[dict[str, Any]]) -> None:
        numbers = [value["number"] for value in values]
        if self.refuses_odd and any(number % 2 for number in numbers):
            raise RefusedValueError from ValueError("hunter2")
        self._written.append((f"{statement.__visit_name__} {statement.table}", numbers))

    @property
    def numbers(self) -> list[int]:
        return [number for _, numbers in self.batches for number in numbers]


async def test_rows_of_a_table_go_together_in_their_order() -> None:
    database, lost = Database(), list[int]()
    writer = Writer(database.begin, lost.append, QUICK)
    for statement, number in ((ONE, 1), (OTHER, 2), (ONE, 3), (OTHER, 4), (GONE, 3), (ONE, 5)):
        writer.add(statement, {"number": number})
    assert database.batches == []
    writer.start()
    await until(lambda: len(writer) == 0)
    await writer.finish(1)
    ones = [("insert one", [1, 3]), ("delete one", [3]), ("insert one", [5])]
    assert (database.batches, lost) == ([*ones, ("insert other", [2, 4])], [])


async def test_rows_wait_while_the_database_fails_and_those_without_room_are_counted() -> None:
    database, lost = Database(), list[int]()
    database.failing = "locked"
    writer = Writer(database.begin, lost.append, QUICK)
    writer.start()
    for number in range(13):
        writer.add(ONE, {"number": number})
    writer.add(text("a change of a row"), {"number": 0})
    await until(lambda: writer.problem == "locked")
    assert (len(writer), sum(lost)) == (10, 3)

    database.failing = None
    await until(lambda: len(writer) == 0)
    assert (database.numbers, writer.problem, sum(lost)) == (list(range(10)), None, 3)
    await writer.finish(1)


async def test_refused_row_does_not_affect_the_others(caplog: pytest.LogCaptureFixture) -> None:
    database, lost = Database(), list[int]()
    database.refuses_odd = True
    writer = Writer(database.begin, lost.append, QUICK)
    writer.start()
    for number in range(5):
        writer.add(ONE, {"number": number})
    await until(lambda: len(writer) == 0)
    await writer.finish(1)
    assert (database.numbers, sum(lost)) == ([0, 2, 4], 2)
    assert "hunter2" not in caplog.text


async def test_what_is_left_at_the_end_is_written_at_once_or_counted() -> None:
    database, lost = Database(), list[int]()
    writer = Writer(database.begin, lost.append, Pace(every=60))
    writer.start()
    for number in range(3):
        writer.add(ONE, {"number": number})
    await writer.finish(60)
    assert (database.numbers, lost) == ([0, 1, 2], [])

    database.failing = "full"
    writer = Writer(database.begin, lost.append, QUICK)
    writer.start()
    writer.add(ONE, {"number": 3})
    await writer.finish(0.05)
    assert (database.numbers, lost) == ([0, 1, 2], [1])
