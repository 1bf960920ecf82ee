from typing import Any

import pytest

from bot.cards import roles
from tests.cards.people import NOW, contact, role


def shown(*of: dict[str, Any]) -> roles.Roles:
    return roles.of(contact(clientContacts=list(of)).client_contacts, NOW)


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
    found = shown(role(**fields))
    assert (len(found.current), len(found.former)) == ((1, 0) if current else (0, 1))


@pytest.mark.parametrize(
    ("given", "order"),
    [
        ([("a", 3, None), ("b", 1, None), ("c", 2, None)], "bca"),
        ([("a", None, None), ("b", 9, None)], "ba"),
        ([("a", None, "2020-01-01"), ("b", None, "2024-01-01"), ("c", None, None)], "bac"),
        ([("a", 1, "2020-01-01"), ("b", 1, "2024-01-01"), ("c", 1, None)], "bac"),
        ([("a", 2, "2024-01-01"), ("b", 1, "2020-01-01")], "ba"),
        ([("a", -1, None), ("b", 0, None), ("c", 0.5, None)], "abc"),
        ([("a", 1, None), ("b", 1, None)], "ab"),
    ],
)
def test_current_roles_are_sorted_by_stage_then_newest_first(given: list[tuple[str, Any, Any]], order: str) -> None:
    of = [role(title, stage={"order": at}, startDate=start) for title, at, start in given]
    assert "".join(found.title for found in shown(*of).current) == order


def test_role_without_a_stage_is_last() -> None:
    found = shown(role("a", stage=None), role("b", stage={"order": 1}))
    assert [one.title for one in found.current] == ["b", "a"]


def test_former_roles_are_sorted_by_end_latest_first() -> None:
    found = shown(
        role("a", active=False, endDate="2019-01-01"),
        role("b", active=False, endDate="2022-01-01"),
        role("c", active=False, startDate="2020-01-01"),
        role("d", active=False),
    )
    assert [one.title for one in found.former] == ["b", "c", "a", "d"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"role": "CTO", "company": {"name": "Acme"}}, "CTO at Acme"),
        ({"role": "CTO", "company": None}, "CTO"),
        ({"role": None, "company": {"name": "Acme"}}, "Acme"),
        ({"role": "Acme", "company": {"name": "Acme"}}, "Acme at Acme"),
        ({"role": " ", "company": {"name": None}}, "Unnamed role"),
    ],
)
def test_a_role_in_words(fields: dict[str, Any], words: str) -> None:
    (found,) = shown({**role(), **fields}).current
    assert str(found) == words


def text_of(parts: list[dict[str, Any]]) -> str:
    """The rich text as a reader sees it, one line for each paragraph or point."""
    lines: list[str] = []
    for part in parts:
        if part["type"] == "rich_text_list":
            lines += ["* " + text_of([point]) for point in part["elements"]]
        else:
            lines.append("".join(one.get("text", f":{one.get('name')}:") for one in part["elements"]))
    return "\n".join(lines)


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
            ":red_circle: CTO at Acme \u00b7 Hot \u00b7 Platform \u00b7 Mar 2021 to Nov 2023",
        ),
        ({"startDate": "2021-03-01"}, ":white_circle: CTO at Acme \u00b7 since Mar 2021"),
        ({"endDate": "2023-11-07"}, ":white_circle: CTO at Acme \u00b7 until Nov 2023"),
        ({"company": None, "department": "Platform"}, ":white_circle: CTO \u00b7 Platform"),
        ({"company": None}, ":white_circle: CTO"),
        ({"role": None, "stage": {"name": "Hot"}}, ":white_circle: Acme \u00b7 Hot"),
        ({"role": None, "company": None}, ":white_circle: Unnamed role"),
    ],
)
def test_what_is_shown_about_a_role(fields: dict[str, Any], told: str) -> None:
    assert text_of(roles.full_parts(shown({**role(), **fields}))) == f"Current role\n* {told}"


def test_six_roles_are_shown_and_the_others_counted() -> None:
    found = shown(*[role(f"r{number}") for number in range(9)])
    points = "\n".join(f"* :white_circle: r{number} at Acme" for number in range(6))
    assert text_of(roles.full_parts(found)) == f"Current roles\n{points}\nand 3 more"
    assert text_of(roles.short_parts(found)) == f"{points}\nand 3 more"


def test_former_roles_take_one_line() -> None:
    found = shown(*[role(f"r{number}", active=False) for number in range(8)])
    names = ", ".join(f"r{number} at Acme" for number in range(6))
    assert text_of(roles.full_parts(found)) == f"Formerly: {names} and 2 more"
    assert text_of(roles.short_parts(found)) == "No current role at client companies"


def test_a_long_line_of_former_roles_is_clipped() -> None:
    found = shown(*[role("r" * 200, active=False) for _ in range(8)])
    line = text_of(roles.full_parts(found))
    assert line.startswith("Formerly: rrr")
    assert line.endswith("\u2026 and 2 more")
    assert len(line) == 240 + len(" and 2 more")


def test_without_roles_the_card_says_so() -> None:
    assert roles.full_parts(shown()) == []
    assert text_of(roles.short_parts(shown())) == "No roles at client companies"
