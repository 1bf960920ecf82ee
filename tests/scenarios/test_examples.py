"""The examples in the README, help and the demo's page find a person or a job in the demo."""

import re
from pathlib import Path

import pytest

from bot.sandbox.suggestions import PEOPLE
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import look_up

README = Path(__file__).parents[2] / "README.md"
EXAMPLE = re.compile(r"`/spott ([^`<…]+)`")
HELP = "*Look someone up in Spott*"


def examples(text: str) -> list[str]:
    """The examples in a text of what to type after the command."""
    return EXAMPLE.findall(text)


TYPED = sorted(
    {
        *examples(README.read_text(encoding="utf-8")),
        *examples(say("help")),
        *examples(say("help_private")),
        *(suggestion.text for suggestion in PEOPLE),
    }
)


def names(here: World) -> set[str]:
    """The names of everyone in the local Spott, and the titles of the jobs."""
    contacts = [(person["firstName"], person["lastName"]) for person in here.spott.people.values()]
    candidates = [candidate["name"] for candidate in here.spott.agency.candidates.values()]
    both = [*contacts, *((name["firstName"], name["lastName"]) for name in candidates)]
    titles = {vacancy["name"]["name"] for vacancy in here.spott.agency.vacancies.values()}
    return titles | {f"{first} {last}" for first, last in both if first and last}


def test_examples_of_each_kind_are_found_in_the_texts() -> None:
    assert {"jane doe", "Jane Doe", "jane@example.com", "+44 20 7946 0123", "help"} <= set(TYPED)


@pytest.mark.parametrize("typed", TYPED)
async def test_example_finds_somebody(typed: str, over_http: World) -> None:
    answer = await look_up(over_http, typed)
    if typed == "help":
        assert answer.text.startswith(HELP)
    else:
        assert any(name in answer.text for name in names(over_http))
