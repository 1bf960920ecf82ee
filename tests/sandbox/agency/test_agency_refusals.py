"""Requests about candidates, jobs and applications that the local Spott refuses, and its deliberate failures."""

import asyncio
import base64

import pytest

from bot.sandbox.spott import LocalSpott, RawAnswer
from bot.spott.client import SpottClient
from bot.spott.errors import (
    AnswerNotUnderstoodError,
    ContactNotFoundError,
    JobNotFoundError,
    KeyRefusedError,
    SpottBusyError,
    SpottError,
    SpottTimeoutError,
    SpottUnavailableError,
)
from tests.sandbox.agency.asking import KEY, ask

SEARCH = "/vacancies/_search"
BY_NAME = {"type": "text", "operator": "contains", "path": "vacancy.name", "value": "x"}


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/candidates/c-nobody", 404, "Not found"),
        ("/candidates/cc-hedy-lamarr", 404, "Not found"),
        ("/applications/candidate/c-nobody", 404, "Not found"),
        ("/applications/vacancy/j-none", 404, "Not found"),
        ("/vacancies/j-none", 404, "Not found"),
        ("/candidates/c-ada-lovelace?include=all", 400, "unknown parameter: 'include'"),
        ("/applications/candidate/c-ada-lovelace?limit=5", 400, "unknown parameter: 'limit'"),
        ("/applications/vacancy/j-cfo?page=1", 400, "unknown parameter: 'page'"),
        ("/vacancies/j-cfo?x=", 400, "unknown parameter: 'x'"),
        ("/vacancies?vacancyIds=j-cfo", 400, "unknown parameter: 'vacancyIds'"),
        ("/pipeline/applications/stages?x=1", 400, "unknown parameter: 'x'"),
        ("/applications?include=everything", 400, "include is not one of the allowed values"),
        ("/applications?limit=51", 400, "limit must be between 1 and 50"),
        ("/applications?limit=0", 400, "limit must be between 1 and 50"),
        ("/vacancies?limit=", 400, "limit must be between 1 and 50"),
        ("/vacancies?modifiedSince=2026-11-22", 400, "times must be in UTC, like 2026-11-22T10:00:00.000Z"),
        (
            "/applications?modifiedUntil=2026-11-22T10:00:00%2B01:00",
            400,
            "times must be in UTC, like 2026-11-22T10:00:00.000Z",
        ),
        ("/applications?cursor=zzz", 400, "cursor is not valid"),
        (f"/vacancies?cursor={base64.b64encode(b'[]').decode()}", 400, "cursor is not valid"),
        ("/candidates/", 404, "Not Found"),
        ("/vacancies/_search", 404, "Not found"),
    ],
)
async def test_invalid_requests_are_refused(spott: LocalSpott, path: str, status: int, message: str) -> None:
    assert await ask(spott, path) == (status, {"message": message})


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"filters=", id="no-json"),
        pytest.param([], id="a-list"),
        pytest.param({}, id="no-filters"),
        pytest.param({"filters": {}}, id="filters-no-list"),
        pytest.param({"filters": [], "sort": "name"}, id="unknown-member"),
        pytest.param({"filters": [], "page": -1}, id="negative-page"),
        pytest.param({"filters": [], "page": "0"}, id="page-as-text"),
        pytest.param({"filters": [], "pageSize": 101}, id="page-too-large"),
        pytest.param({"filters": [BY_NAME | {"operator": "like"}]}, id="operator"),
        pytest.param({"filters": [BY_NAME | {"path": "name"}]}, id="path"),
        pytest.param({"filters": [BY_NAME | {"value": ""}]}, id="no-value"),
        pytest.param({"filters": [BY_NAME | {"value": 5}]}, id="value"),
        pytest.param({"filters": [BY_NAME | {"case": False}]}, id="unknown-member-of-a-filter"),
        pytest.param({"filters": [BY_NAME | {"type": "boolean"}]}, id="type"),
    ],
)
async def test_which_searches_are_refused(spott: LocalSpott, body: object) -> None:
    status, answer = await ask(spott, SEARCH, "POST", body)
    assert (status, set(answer)) == (400, {"message"})


async def test_search_is_paginated(spott: LocalSpott) -> None:
    status, answer = await ask(spott, SEARCH, "POST", {"filters": [], "page": 1, "pageSize": 4})
    assert status == 200
    assert [one["id"] for one in answer["items"]] == ["j-accounts", "j-cfo"]
    assert answer["pagination"] == {"totalItems": 6, "page": 1, "hasNextPage": False}


PATHS = ("/candidates/c-ada-lovelace", "/applications/candidate/c-ada-lovelace", "/applications", "/vacancies")


@pytest.mark.parametrize("path", [*PATHS, "/vacancies/j-cfo", "/applications/vacancy/j-cfo"])
async def test_nothing_is_served_without_the_key(spott: LocalSpott, path: str) -> None:
    assert await ask(spott, path, key="wrong") == (401, {"message": "Invalid API key"})


@pytest.mark.parametrize("what", ["candidate", "applications", "vacancy", "vacancy_applications"])
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("401", KeyRefusedError),
        ("429", SpottBusyError),
        ("500", SpottUnavailableError),
        ("garbage", AnswerNotUnderstoodError),
        ("huge", AnswerNotUnderstoodError),
        ("hang", SpottTimeoutError),
    ],
)
async def test_every_fault_of_contacts_exists_here_too(
    spott: LocalSpott, what: str, fault: str, expected: type[SpottError]
) -> None:
    kind = "j" if what.startswith("vacancy") else "c"
    async with SpottClient(
        api_key=KEY, base_url=spott.url, timeout=0.2 if fault == "hang" else 30, retry=False
    ) as client:
        with pytest.raises(expected):
            await getattr(client, what)(f"{kind}-{fault}")


async def test_ids_that_are_unknown_on_purpose(client: SpottClient) -> None:
    with pytest.raises(ContactNotFoundError):
        await client.candidate("c-404")
    with pytest.raises(JobNotFoundError):
        await client.vacancy("j-404")
    assert await client.applications("c-404") == ()


async def test_fault_can_be_limited_to_one_path(spott: LocalSpott, client: SpottClient) -> None:
    spott.answers["/applications/candidate/c-ada-lovelace"] = RawAnswer(500)
    spott.answers[SEARCH] = RawAnswer(404)
    with pytest.raises(SpottUnavailableError):
        await client.applications("c-ada-lovelace")
    with pytest.raises(AnswerNotUnderstoodError):
        await client.search_vacancies("vacancy.name", "x", open_only=True)
    contact, candidate = await asyncio.gather(client.contact("c-ada-lovelace"), client.candidate("c-ada-lovelace"))
    assert (contact.first_name, candidate.first_name) == ("Ada", "Ada")
