"""The local Spott's candidates, jobs and applications, as the bot's client reads them."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from bot.jobs.funnel import funnel
from bot.people.standing import standing
from bot.sandbox.spott import LocalSpott
from bot.spott.client import SpottClient
from bot.spott.errors import (
    AnswerNotUnderstoodError,
    ContactNotFoundError,
)
from tests.sandbox.agency.asking import ask


async def test_every_candidate_parses_under_their_id(spott: LocalSpott, client: SpottClient) -> None:
    for candidate_id in spott.agency.candidates:
        candidate = await client.candidate(candidate_id)
        assert (candidate.id, bool(candidate.first_name)) == (candidate_id, True)
        assert all(one.candidate is None for one in await client.applications(candidate_id))


async def test_a_dozen_candidates_are_not_contacts(spott: LocalSpott, client: SpottClient) -> None:
    only_candidates = sorted(set(spott.agency.candidates) - set(spott.people))
    assert len(only_candidates) == 12
    for candidate_id in only_candidates:
        with pytest.raises(ContactNotFoundError):
            await client.contact(candidate_id)
        (hit, *_) = await client.search(await _name(client, candidate_id))
        assert (hit.id, hit.entity_type) == (candidate_id, "candidate")


async def _name(client: SpottClient, candidate_id: str) -> str:
    candidate = await client.candidate(candidate_id)
    return f"{candidate.first_name} {candidate.last_name}"


async def test_where_ada_stands(client: SpottClient) -> None:
    where = standing(await client.applications("c-ada-lovelace"))
    assert [
        (
            one.job,
            one.client and one.client.name,
            one.stage and one.stage.name,
            one.owner and one.owner.name,
            one.moved_by,
        )
        for one in where.open
    ] == [
        ("Backend Engineer", "Acorn Analytics", "Offer", "Jo Martin", "Noor Haddad"),
        ("Lead Data Scientist", "Acorn Analytics", "Interview", "Noor Haddad", "Noor Haddad"),
    ]
    assert Counter(position.endings[0].how for position in where.over) == {"rejected": 1, "speculative": 1}


async def test_six_jobs_and_their_candidates(spott: LocalSpott, client: SpottClient) -> None:
    assert len(spott.agency.vacancies) == 6
    answer = await client.vacancy_applications("j-backend")
    stages = funnel(answer.vacancy.stage_totals, answer.applications)
    assert [(stage.name, stage.total, [one.candidate.last_name for one in stage.people]) for stage in stages] == [
        ("Inbound", 1, ["Vandenbroucke"]),
        ("Outreach", 2, ["Moreau", "O'Neill"]),
        ("Long List", 0, []),
        ("Short List", 0, []),
        ("Presented", 2, ["Clarke", "Hopper"]),
        ("Interview", 0, []),
        ("Offer", 1, ["Lovelace"]),
        ("Placed", 0, []),
    ]


async def test_job_parses(client: SpottClient) -> None:
    job = await client.vacancy("j-cfo")
    assert (job.title, job.client_name, job.is_open, job.restricted) == (
        "Chief Financial Officer",
        "Borealis Bank",
        True,
        True,
    )
    assert [one.name for one in job.team] == ["Jo Martin"]


@pytest.mark.parametrize("flat", [False, True], ids=["wrapped", "flat"])
async def test_jobs_are_found_by_title_and_client(spott: LocalSpott, client: SpottClient, flat: bool) -> None:  # noqa: FBT001 - a column of the table
    spott.agency.flat = flat
    by_title = await client.search_vacancies("vacancy.name", "DATA", open_only=True)
    by_client = await client.search_vacancies("vacancy.client.company.name", "acorn", open_only=True)
    assert [one.title for one in by_title.items] == ["Lead Data Scientist"]
    assert [(one.title, one.client_name) for one in by_client.items] == [
        ("Backend Engineer", "Acorn Analytics"),
        ("Lead Data Scientist", "Acorn Analytics"),
    ]


@pytest.mark.parametrize(("open_only", "found"), [(True, 0), (False, 1)], ids=["open", "all"])
async def test_job_on_hold_is_found_among_all(client: SpottClient, open_only: bool, found: int) -> None:  # noqa: FBT001 - a column of the table
    page = await client.search_vacancies("vacancy.name", "comptable", open_only=open_only)
    assert [one.is_open for one in page.items] == [False] * found


async def test_lists_are_paginated_to_the_end(spott: LocalSpott, client: SpottClient) -> None:
    like = next(one for one in spott.agency.applications if one.job == "j-backend")
    spott.agency.applications += [replace(like, moved=number / 100) for number in range(120)]
    seen: list[str] = []
    cursor: str | None = None
    for expected in (50, 50, 27):
        page = await client.list_applications("j-backend", cursor)
        assert len(page.items) == expected
        assert all(one.latest_activity for one in page.items)
        seen += [one.id for one in page.items]
        cursor = page.next_cursor
    assert (cursor, len(set(seen))) == (None, 127)
    vacancies = await client.list_vacancies()
    assert (len(vacancies.items), vacancies.has_more, vacancies.next_cursor) == (6, False, None)


async def test_applications_are_listed_by_email(client: SpottClient) -> None:
    page = await client.list_applications_of(["lies-dhondt@example.org", "mary-jackson@example.org"])
    assert [(one.candidate and one.candidate.last_name, one.vacancy and one.vacancy.name) for one in page.items] == [
        ("D'hondt", "Backend Engineer"),
        ("Jackson", None),
        ("D'hondt", "Lead Data Scientist"),
    ]
    with pytest.raises(AnswerNotUnderstoodError):
        await client.list_applications_of([f"{number}@example.org" for number in range(26)])


async def test_stages_and_users_are_served(spott: LocalSpott, client: SpottClient) -> None:
    assert [user.name for user in await client.users()] == ["Jo Martin", "Noor Haddad", "Lee Okafor"]
    status, answer = await ask(spott, "/pipeline/applications/stages")
    assert (status, [stage["name"] for stage in answer["stages"]][-2:]) == (200, ["Placed", "Open application"])
    status, answer = await ask(spott, "/pipeline/applications/stages?templateId=tp-speculative")
    assert (status, [stage["name"] for stage in answer["stages"]]) == (200, ["Open application"])


async def test_hundreds_of_applications_are_served_and_parse(spott: LocalSpott, client: SpottClient) -> None:
    like = next(one for one in spott.agency.applications if one.candidate_id == "c-ada-lovelace")
    for candidate_id, number in (("c-ada-lovelace", 300), ("c-many-roles", 1_700)):
        spott.agency.applications += [replace(like, candidate_id=candidate_id, job="j-production")] * number
    answer = await client.vacancy_applications("j-production")
    assert len(answer.applications) == 2_004
    assert len(standing(await client.applications("c-ada-lovelace")).open) == 302


async def test_all_addresses_and_numbers_are_reserved_for_examples(spott: LocalSpott) -> None:
    everything = json.dumps([spott.agency.candidates, spott.agency.vacancies])
    hosts = re.findall(r"(?:@|https?://)([a-z0-9-]+(?:\.[a-z0-9-]+)+)", everything)
    assert {".".join(host.split(".")[-2:]) for host in hosts} == {"example.com", "example.org", "linkedin.com"}
    profiles = re.findall(r"linkedin\.com/in/([^\"]+)", everything)
    assert [slug for slug in profiles if not slug.endswith("-000000")] == []
    numbers = re.findall(r"\+\d[\d ]{6,}", everything)
    assert numbers
    assert [number for number in numbers if not re.fullmatch(r"\+1 555 01\d\d", number.strip())] == []


SECRETS = ("21987", "18765", "for-review", "71234", "85678", "68321", "61234", "1987-06-05", "Belgian", "female")


async def test_confidential_fields_are_served_but_never_parsed(spott: LocalSpott, client: SpottClient) -> None:
    served = [
        await ask(spott, path)
        for path in (
            "/applications/candidate/c-katherine-johnson",
            "/applications/vacancy/j-production",
            "/vacancies/j-backend",
            "/candidates/c-sanne-de-vries",
        )
    ]
    read = [
        await client.applications("c-katherine-johnson"),
        await client.vacancy_applications("j-production"),
        await client.vacancy("j-backend"),
        await client.candidate("c-sanne-de-vries"),
    ]
    assert [secret for secret in SECRETS if secret not in json.dumps(served)] == []
    assert [secret for secret in SECRETS if secret in repr(read)] == []
