"""A list of people, whatever is in it, is a valid message."""

import pytest

from bot.cards import buttons
from bot.cards.foot import LookedUp
from bot.cards.message import Message
from bot.cards.people_list import NotShown, people_list
from bot.people.person import Person
from bot.spott.candidate import Candidate
from bot.spott.models import SearchHit
from tests.cards.judges import faults, refusals
from tests.cards.people import NOW, applications, contact, person, role
from tests.english import say

LONG = "Wolfeschlegelsteinhausen & <Sons> "


def list_of(*people: Person | NotShown) -> Message:
    return people_list(people, now=NOW, looked_up=LookedUp("U0MEMBER01", "Robin Demo"), say=say)


def lines(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]


def in_job(number: int, **fields: object) -> dict[str, object]:
    client = {"id": "k-1", "name": "Acme"}
    return {"id": f"a-{number}", "vacancy": {"id": f"j-{number}", "title": "CFO", "client": client}, **fields}


NOTHING = "Jane Doe\nNo open applications"
OFFER = {"stage": {"name": "Offer", "order": 5}}


@pytest.mark.parametrize(
    ("about", "line"),
    [
        (person(contact()), f"{NOTHING} \u00b7 No next task"),
        (person(contact(), None), "Jane Doe\nJobs could not be loaded \u00b7 No next task"),
        (person(contact(clientContacts=[role()])), "Jane Doe\nCTO, Acme \u00b7 No next task"),
        (
            person(contact(), applications({"items": [in_job(1), in_job(2, **OFFER)]})),
            "Jane Doe\nOffer, CFO, Acme \u00b7 and 1 more application \u00b7 No next task",
        ),
        (
            person(contact(nextTaskDue={"content": "Call & <ask>", "dueDate": "2026-11-24T10:00:00Z"})),
            f"{NOTHING} \u00b7 In 2 days: Call & <ask>",
        ),
        (
            person(Candidate.model_validate({"id": "c-1", "firstName": "Jo", "lastName": "Li"})),
            "Jo Li\nNo open applications",
        ),
        (NotShown("jo\u202e li", "No one found"), "jo li\nNo one found"),
        (
            NotShown("jo li", "", SearchHit.model_validate({"id": "c-1", "firstName": "Jo", "lastName": "Lee"})),
            "jo li\nNo exact match. Did you mean Jo Lee?",
        ),
    ],
    ids=["nothing", "not loaded", "role", "jobs", "task", "candidate", "unknown", "similar"],
)
def test_a_line(about: Person | NotShown, line: str) -> None:
    message = list_of(about)
    assert lines(message) == [line]
    assert (faults(message), refusals(message)) == ([], [])


def test_certain_people_have_a_button() -> None:
    message = list_of(person(contact()), NotShown("jo li", "No one found"))
    assert ["accessory" in block for block in message["blocks"] if block["type"] == "section"] == [True, False]


def test_ten_people_with_long_names_fit() -> None:
    task = {"content": LONG * 40, "dueDate": "2026-11-24T10:00:00Z"}
    stage = {"name": LONG * 9, "order": 1, "status": {"name": LONG * 9}}
    job = {"id": "j-1", "title": LONG * 9, "client": {"id": "k-1", "name": LONG * 9}}
    jobs = applications({"items": [{"id": f"a-{n}", "stage": stage, "vacancy": job} for n in range(300)]})
    someone = person(contact(firstName=LONG * 9, lastName=LONG * 9, nextTaskDue=task), jobs)
    asked = LookedUp("U0MEMBER01", "&" * 300)
    for many in ([someone] * 10, [NotShown("&" * 300, "No one found")] * 10):
        message = people_list(many, now=NOW, looked_up=asked, buttons=[buttons.remove(say, "U0MEMBER01")], say=say)
        assert (faults(message), refusals(message), len(lines(message))) == ([], [], 10)
        assert len(message["text"]) < 4_000


def test_addresses_and_numbers_in_names_and_tasks_are_hidden() -> None:
    about = person(contact(lastName="jane@example.com", nextTaskDue={"content": "Call +31 6 12345678"}))
    message = list_of(about)
    assert not [hidden for hidden in ("jane@example", "12345678") if hidden in f"{message}"]
