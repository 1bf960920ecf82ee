"""Which roles are current, their order, and how a card and Details show them."""

from typing import Any

import pytest

from bot.cards import roles
from bot.cards.reader import Reader
from tests.cards.drawn import lines
from tests.cards.people import NOW, contact, role
from tests.english import say


def titles(*of: dict[str, Any]) -> tuple[str, str]:
    """The titles of the current roles and of the former ones, in order."""
    current, former = roles.in_order(contact(clientContacts=list(of)).client_contacts, NOW)
    return "".join(one.role or "" for one in current), "".join(one.role or "" for one in former)


def in_short(*of: dict[str, Any]) -> tuple[str, list[str]]:
    shown, said = roles.in_short(contact(clientContacts=list(of)).client_contacts, NOW, Reader.of_masked(say), 3)
    return lines({"text": "", "blocks": [{"type": "rich_text", "elements": shown}]}), said


@pytest.mark.parametrize(
    ("fields", "current"),
    [
        ({"active": True}, True),
        ({"active": True, "endDate": "2023-11-07T05:31:56Z"}, True),
        ({"active": False}, False),
        ({"active": False, "endDate": "2030-01-01T00:00:00Z"}, False),
        ({"active": None}, True),
        ({"active": None, "endDate": "2030-01-01T00:00:00Z"}, True),
        ({"active": None, "endDate": "2026-11-22T00:00:00Z"}, True),
        ({"active": None, "endDate": "2026-11-21T00:00:00Z"}, False),
        ({"active": None, "endDate": "2026-11-22T09:59:59Z"}, False),
    ],
)
def test_active_decides_what_is_current_and_the_end_only_without_it(fields: dict[str, Any], *, current: bool) -> None:
    assert titles(role("a", **fields)) == (("a", "") if current else ("", "a"))


@pytest.mark.parametrize(
    ("given", "order"),
    [
        ([("a", 3, None), ("b", 1, None), ("c", 2, None)], "acb"),
        ([("a", None, None), ("b", 9, None)], "ba"),
        ([("a", None, "2020-01-01"), ("b", None, "2024-01-01"), ("c", None, None)], "bac"),
        ([("a", 1, "2020-01-01"), ("b", 1, "2024-01-01"), ("c", 1, None)], "bac"),
        ([("a", 2, "2020-01-01"), ("b", 1, "2024-01-01")], "ab"),
        ([("a", -1, None), ("b", 0, None), ("c", 0.5, None)], "cba"),
        ([("a", 1, None), ("b", 1, None)], "ab"),
    ],
)
def test_the_most_advanced_current_role_is_first_then_the_newest(given: list[tuple[str, Any, Any]], order: str) -> None:
    of = [role(title, stage={"order": at}, startDate=start) for title, at, start in given]
    assert titles(*of) == (order, "")


def test_role_without_a_stage_is_last() -> None:
    assert titles(role("a", stage=None), role("b", stage={"order": 1})) == ("ba", "")


def test_former_roles_are_sorted_by_end_latest_first() -> None:
    of = (
        role("a", active=False, endDate="2019-01-01"),
        role("b", active=False, endDate="2022-01-01"),
        role("c", active=False, startDate="2020-01-01"),
        role("d", active=False),
    )
    assert titles(*of) == ("", "bcad")


@pytest.mark.parametrize(
    ("fields", "told", "said"),
    [
        (
            {"stage": {"name": "Hot", "colorHex": "#f00"}, "department": "Platform", "startDate": "2021-03-01"},
            ":red_circle: Hot \u00b7 CTO, Acme\n",
            ["Hot, CTO, Acme"],
        ),
        ({"company": None}, ":white_circle: CTO\n", ["CTO"]),
        ({"role": None, "stage": {"name": "Hot"}}, ":white_circle: Hot \u00b7 Acme\n", ["Hot, Acme"]),
        ({"role": " ", "company": {"name": None}, "stage": {"name": "Hot"}}, ":white_circle: Hot\n", ["Hot"]),
        ({"role": " ", "company": {"name": None}}, "", []),
        (
            {"active": False, "endDate": "2023-11-07", "stage": {"name": "Hot"}},
            ":white_circle: Former \u00b7 CTO, Acme \u00b7 until Nov 2023\n",
            ["Former, CTO, Acme, until Nov 2023"],
        ),
        ({"active": False}, ":white_circle: Former \u00b7 CTO, Acme\n", ["Former, CTO, Acme"]),
        ({"active": False, "role": None, "company": None}, "", []),
    ],
)
def test_role_on_a_card(fields: dict[str, Any], told: str, said: list[str]) -> None:
    assert in_short({**role(), **fields}) == (told, said)


def test_former_roles_follow_the_current_ones_as_far_as_there_is_room() -> None:
    held = [role(f"r{number}", stage={"order": number}) for number in range(2)]
    left = [role(f"f{number}", active=False) for number in range(4)]
    told, said = in_short(*left, *held)
    assert told.splitlines() == [
        ":white_circle: r1, Acme",
        ":white_circle: r0, Acme",
        ":white_circle: Former \u00b7 f0, Acme",
    ]
    assert said == ["r1, Acme", "r0, Acme", "Former, f0, Acme"]


def test_no_roles_show_nothing() -> None:
    assert in_short() == ("", [])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {
                "stage": {"name": "Hot", "colorHex": "#f00"},
                "department": "Platform",
                "startDate": "2021-03-01T00:00:00Z",
                "endDate": "2023-11-07T05:31:56Z",
            },
            ":red_circle: Hot \u00b7 CTO, Acme \u00b7 Platform \u00b7 1 Mar 2021 to 7 Nov 2023\n",
        ),
        ({"startDate": "2021-03-01"}, ":white_circle: CTO, Acme \u00b7 since 1 Mar 2021\n"),
        ({"endDate": "2023-11-07"}, ":white_circle: CTO, Acme \u00b7 until 7 Nov 2023\n"),
        ({"company": None, "department": "Platform"}, ":white_circle: CTO \u00b7 Platform\n"),
        ({"role": None, "company": None}, ":white_circle: Unnamed role\n"),
    ],
)
def test_role_in_details(fields: dict[str, Any], told: str) -> None:
    (held,) = contact(clientContacts=[{**role(), **fields}]).client_contacts
    shown = roles.in_full(held, NOW, Reader.of_masked(say))
    assert lines({"text": "", "blocks": [{"type": "rich_text", "elements": [shown]}]}) == told
