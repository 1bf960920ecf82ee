import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.agency.records import users
from bot.sandbox.people import found_only_by_search, people, search_hit
from bot.sandbox.suggestions import FOR_DEVELOPERS
from bot.sandbox.suggestions import PEOPLE as SUGGESTED
from bot.spott.models import CANDIDATE_ID, Contact, SearchHit, UserList, read

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PEOPLE = people(NOW)
ODD_ON_PURPOSE = {"c-hostile", "c-contacts", "c-long"}


def contact(candidate_id: str) -> Contact:
    return read(Contact, json.dumps(PEOPLE[candidate_id]).encode())


def test_all_kinds_of_people_exist() -> None:
    assert set(PEOPLE) == {
        "c-ada-lovelace",
        "c-jane-doe",
        "c-grace-hopper",
        "c-alan-turing",
        "c-katherine-johnson",
        "c-lotte-vermeulen",
        "c-maarten-van-der-meer",
        "c-celine-dubois",
        "c-jorg-weiss",
        "c-many-roles",
        "c-no-roles",
        "c-sparse",
        "c-former",
        "c-hostile",
        "c-contacts",
        "c-long",
        "550e8400-e29b-41d4-a716-446655440000",
    }


def test_everyone_parses_under_their_id() -> None:
    for candidate_id in PEOPLE:
        assert CANDIDATE_ID.fullmatch(candidate_id), candidate_id
        assert contact(candidate_id).candidate_id == candidate_id, candidate_id


def test_suggestions_begin_with_names_and_leave_ids_and_faults_to_developers() -> None:
    offered = [*SUGGESTED, *FOR_DEVELOPERS]
    assert len({suggestion.text for suggestion in offered}) == len(offered)
    assert all(suggestion.hint for suggestion in offered)
    assert [one.for_developers for one in offered] == [False] * len(SUGGESTED) + [True] * len(FOR_DEVELOPERS)
    assert [one.text for one in SUGGESTED if re.fullmatch(r"c-.*|[0-9a-f-]{36}", one.text)] == []
    assert all(CANDIDATE_ID.fullmatch(one.text) for one in FOR_DEVELOPERS)
    assert set(ODD_ON_PURPOSE) <= {one.text for one in FOR_DEVELOPERS}


@pytest.mark.parametrize(
    ("candidate_id", "due"),
    [
        ("c-ada-lovelace", NOW + timedelta(days=2)),
        ("c-grace-hopper", NOW - timedelta(days=3, hours=4)),
        ("c-alan-turing", datetime(2026, 11, 27, tzinfo=UTC)),
        ("c-katherine-johnson", None),
    ],
)
def test_tasks_are_due_around_now(candidate_id: str, due: datetime | None) -> None:
    task = contact(candidate_id).next_task_due
    assert (task and task.due_date) == due


@pytest.mark.parametrize(
    ("candidate_id", "active", "former"),
    [("c-ada-lovelace", 3, 0), ("c-many-roles", 9, 4), ("c-no-roles", 0, 0), ("c-former", 0, 2)],
)
def test_roles(candidate_id: str, active: int, former: int) -> None:
    roles = contact(candidate_id).client_contacts
    assert [role.active for role in roles].count(True) == active
    assert [role.active for role in roles].count(False) == former


def test_former_contact_has_a_colleague_who_left() -> None:
    owner = contact("c-former").main_contact
    assert owner
    assert owner.deactivated_at == datetime(2024, 2, 29, 17, 0, tzinfo=UTC)


def test_two_people_share_a_name() -> None:
    assert {(contact(i).first_name, contact(i).last_name) for i in ("c-no-roles", "c-former")} == {("Sam", "Taylor")}


def test_all_addresses_and_numbers_are_reserved_for_examples() -> None:
    everything = json.dumps([PEOPLE, found_only_by_search(), users()])
    hosts = re.findall(r"(?:@|https?://)([a-z0-9-]+(?:\.[a-z0-9-]+)+)", everything)
    assert {".".join(host.split(".")[-2:]) for host in hosts} <= {"example.com", "example.org"}
    numbers = re.findall(r"\+\d[\d ]{6,}", everything)
    assert numbers
    assert [
        number for number in numbers if not re.fullmatch(r"\+1 555 01\d\d|\+44 20 7946 0\d{3}", number.strip())
    ] == []


def test_search_results_and_users_parse() -> None:
    hits = [SearchHit.model_validate(hit) for hit in [*map(search_hit, PEOPLE.values()), *found_only_by_search()]]
    assert {hit.entity_type for hit in hits} == {"candidate", "clientContact"}
    assert all(hit.id and hit.first_name for hit in hits)
    assert [user.id for user in read(UserList, json.dumps({"users": users()}).encode()).users] == [
        "u-jo",
        "u-noor",
        "u-lee",
    ]


def test_ordinary_people_have_short_texts_and_nothing_hostile() -> None:
    plain = json.dumps([person for name, person in PEOPLE.items() if name not in ODD_ON_PURPOSE], ensure_ascii=False)
    assert max(map(len, re.findall(r'"[^"]*"', plain))) < 100
    assert re.findall(r"[<>*`@]", plain.replace("@example", "").replace("hello@", "")) == []
