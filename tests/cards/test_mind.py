"""The warnings on a card, in a channel and in Details."""

from typing import Any

import pytest

from bot.cards import mind
from bot.cards.reader import Reader
from bot.spott.candidate import Candidate
from tests.cards import people
from tests.cards.people import NOW, contact, person
from tests.english import say


def application(number: int, client: str = "Acme", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    vacancy = {"id": f"j-{number}", "title": "CFO", "client": {"id": client, "name": client}}
    return {"id": f"a-{number}", "vacancy": vacancy, **fields}


def owned(number: int, owner: str | None) -> dict[str, Any]:
    return application(number, owner={"id": f"u-{number}", "name": owner})


PLACED: dict[str, Any] = {"placements": [{"startDate": "2026-11-20T09:00:00Z"}]}
REJECTED: dict[str, Any] = {"rejection": {"createdAt": "2026-11-20T09:00:00Z"}}


@pytest.mark.parametrize(
    ("items", "statuses", "in_channel", "in_full"),
    [
        ([], ["do_not_poach", "zz", "do_not_contact"], ["Do not contact", "Do not poach"], None),
        ([], ["actively_looking"], [], None),
        ([application(1)], [], [], None),
        ([owned(1, "Jo"), owned(2, "Ann")], [], ["Two owners at Acme"], None),
        ([owned(1, "Jo"), owned(2, "Ann"), owned(3, "Al")], [], ["Several owners at Acme"], None),
        ([owned(1, "Jo"), owned(2, None)], [], ["Several owners at Acme"], None),
        ([application(1), application(2, **REJECTED)], [], ["Rejected by Acme 2 days ago"], None),
        ([application(1), application(2, rejection={})], [], [], None),
        ([application(1), application(2, rejection={"reason": "x"})], [], ["Rejected by Acme before"], None),
        ([application(1), application(2, **PLACED)], [], ["Placed at Acme 2 days ago: off limits?"], None),
        (
            [application(1), application(2, "Other", **PLACED)],
            [],
            ["Placed 2 days ago: off limits?"],
            ["Placed at Other 2 days ago: off limits?"],
        ),
        ([application(1), application(2, "Other", **REJECTED)], [], [], None),
        (
            [owned(1, "Jo"), owned(2, "Ann"), application(3, **REJECTED)],
            ["do_not_contact"],
            ["Do not contact", "Two owners at Acme", "Rejected by Acme 2 days ago"],
            None,
        ),
    ],
)
def test_warnings(
    items: list[dict[str, Any]], statuses: list[str], in_channel: list[str], in_full: list[str] | None
) -> None:
    candidate = Candidate.model_validate({"id": "c-1", "status": statuses})
    about = person(contact(), people.applications({"items": items}), candidate)
    assert mind.sentences(about, NOW, Reader.of_masked(say)) == in_channel
    assert mind.sentences(about, NOW, Reader.of_masked(say), in_full=True) == (
        in_channel if in_full is None else in_full
    )


def test_no_warnings_about_what_could_not_be_loaded() -> None:
    assert mind.sentences(person(contact(), None), NOW, Reader.of_masked(say)) == []


def test_a_client_without_a_name_is_one_client() -> None:
    items = [{**owned(number, f"Owner {number}"), "vacancy": {"companyId": "cl-1"}} for number in (1, 2)]
    about = person(contact(), people.applications({"items": items}))
    assert mind.sentences(about, NOW, Reader.of_masked(say)) == ["Two owners at one client"]
