"""A record of a megabyte with hostile text in every field: its card is made within a few tens of milliseconds."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.cards.details import details
from bot.cards.reader import Reader
from bot.cards.results import picker
from bot.spott.application import Application
from bot.spott.models import Contact, SearchHit
from tests.adversary.costs import comparable
from tests.cards.judges import faults, refusals
from tests.cards.people import NOW, applications, card_of, contact, person
from tests.english import say

MIB = 1024 * 1024
# Most of them take more than one byte in UTF-8; all are within what Spott may send.
UNITS = ["\u200b", "\ufdfa", "a\u0323\u0301", "\u0661 ", "漢1 ", "é@", "2019-11-2020-", "1 ", "a@a.", "<!x>", "\x01"]
TOO_LONG_MS = 150
"""A few tens of milliseconds on an idle machine."""


def record(unit: str, roles: int, attributes: int) -> Contact:
    """A person of a megabyte."""
    fields = 2 + roles * (4 + 2 * attributes) + 200
    words = unit * (MIB // fields // len(unit.encode()) + 1)
    held: dict[str, Any] = {"role": words, "department": words, "company": {"name": words}, "stage": {"name": words}}
    held["customAttributes"] = [{"label": words, "value": {"text": words}}] * attributes
    return contact(
        lastName=words,
        clientContacts=[held | {"active": number % 2 == 0} for number in range(roles)],
        locations=[{"city": words, "country": words}] * 100,
        nextTaskDue={"content": words},
        mainContact={"name": words},
    )


def applied(unit: str, count: int) -> tuple[Application, ...]:
    """Applications of a megabyte."""
    words = unit * (MIB // (5 * count) // len(unit.encode()) + 1)
    stage = {"name": words, "status": {"name": words}}
    job = {"id": "j-1", "title": words, "client": {"name": words}}
    over = {"reason": words, "rejectedByUser": {"name": words}, "createdAt": "2026-11-01T00:00:00Z"}
    return applications(
        {
            "items": [
                {"id": f"a-{number}", "stage": stage, "vacancy": job, "rejection": over if number % 2 else None}
                for number in range(count)
            ]
        }
    )


def least_ms(work: Callable[[], object]) -> float:
    took = comparable(lambda _: work(), None)
    return took if took < TOO_LONG_MS else comparable(lambda _: work(), None, 3)


@pytest.mark.parametrize(
    ("unit", "roles", "attributes"),
    [
        *((unit, 300, 15) for unit in UNITS),
        *((unit, *size) for unit in UNITS[:2] for size in ((2, 0), (300, 0), (2, 2_000))),
    ],
)
def test_a_megabyte_of_hostile_text_is_rendered_quickly(unit: str, roles: int, attributes: int) -> None:
    large, jobs = record(unit, roles, attributes), applied(unit, 300)
    assert least_ms(lambda: card_of(large, jobs)) < TOO_LONG_MS
    assert least_ms(lambda: details(person(large, jobs), now=NOW, attributes=frozenset("*"), say=say)) < TOO_LONG_MS
    card = card_of(large, jobs)
    assert faults(card) == []
    assert refusals(card) == []


def test_text_beyond_the_budget_is_not_shown() -> None:
    read = Reader.of_masked(say, 1_000)
    assert [read("漢" * 600, 10), read("字" * 600, 10), read("Jane", 10), read("José", 10)] == [
        "漢" * 9 + "\u2026",
        "\u2026",
        "Jane",
        "José",
    ]
    assert read("漢" * 600, 10) == "漢" * 9 + "\u2026"


@pytest.mark.parametrize("words", ["\ufdfa1" * 2_000, "é@a.b" * 800, "1 " * 2_000])
def test_a_list_of_people_is_rendered_quickly(words: str) -> None:
    known = {"emailAddresses": [words] * 500, "phoneNumbers": [words] * 500}
    hit = SearchHit.model_validate({"id": "c-1", "firstName": words, "lastName": words, **known})
    hits = [hit.model_copy(update={"id": f"c-{number}"}) for number in range(10)]
    assert least_ms(lambda: picker(say, hits, private=True)) < TOO_LONG_MS
