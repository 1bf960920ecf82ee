"""Answers with hundreds of items are parsed like short ones, while other tasks run."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.spott.application import Application, ApplicationList
from bot.spott.errors import AnswerNotUnderstoodError
from bot.spott.long_answers import read_long
from bot.spott.models import Record, read
from bot.spott.vacancy import VacancyApplications

SAMPLES = Path(__file__).parent / "samples"
MOST = 200_000
STEPS = 8
"""Items are parsed in at least as many steps."""


def answer(name: str, listed: str, change: Callable[[dict[str, Any]], object]) -> bytes:
    """A sample with four hundred applications, of which every fifth is changed."""
    found = json.loads((SAMPLES / f"{name}.200.json").read_bytes())
    one = found[listed][0]
    found[listed] = [json.loads(json.dumps(one)) | {"id": f"a-{number}"} for number in range(400)]
    for item in found[listed][4::5]:
        change(item)
    return json.dumps(found).encode()


def with_markup(item: dict[str, Any]) -> None:
    item["stage"] = {"name": "<b>R&amp;D</b>"}


def with_half_an_emoji(item: dict[str, Any]) -> None:
    item["stage"] = {"name": "Offer \ud83d"}


def without_an_id(item: dict[str, Any]) -> None:
    del item["id"]


PERSON = (ApplicationList, "applications-by-candidate-realistic", "items")
JOB = (VacancyApplications, "vacancy-applications-realistic", "applications")


@pytest.mark.parametrize(
    ("record", "name", "listed", "change"),
    [
        pytest.param(*PERSON, with_markup, id="person-markup"),
        pytest.param(*PERSON, without_an_id, id="person-no-id"),
        pytest.param(*JOB, with_half_an_emoji, id="job-half-an-emoji"),
        pytest.param(*JOB, without_an_id, id="job-no-id"),
    ],
)
async def test_a_long_answer_is_read_like_a_short_one_while_others_run(
    record: type[Record], name: str, listed: str, change: Callable[[dict[str, Any]], object]
) -> None:
    body = answer(name, listed, change)
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    assert await read_long(record, Application, body, MOST) == read(record, body, MOST)
    beside.cancel()
    assert turns >= STEPS


@pytest.mark.parametrize("body", [b"[1]", b"{", b'{"items": 1}'], ids=["a list", "no JSON", "no items"])
async def test_a_long_answer_of_another_kind_is_refused(body: bytes) -> None:
    with pytest.raises(AnswerNotUnderstoodError):
        await read_long(ApplicationList, Application, body + b" " * MOST, MOST)


async def test_a_long_answer_with_too_many_values_is_refused() -> None:
    body = json.dumps({"items": [{"id": "a"}] * MOST}).encode()
    with pytest.raises(AnswerNotUnderstoodError):
        await read_long(ApplicationList, Application, body, MOST)
