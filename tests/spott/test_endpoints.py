"""The requests to Spott about candidates, applications and jobs, and the answers that are refused."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

from bot.spott.client import SpottClient
from bot.spott.errors import (
    AnotherJobError,
    AnotherPersonError,
    AnswerNotUnderstoodError,
    ContactNotFoundError,
    JobNotFoundError,
    KeyRefusedError,
    MalformedIdError,
    SpottBusyError,
    SpottError,
    SpottUnavailableError,
)

SAMPLES = Path(__file__).parent / "samples"
JOVIA = "c0ffee00-0000-4000-8000-000000000001"
BACKEND = "clxvac000000acme1"
Ask = Callable[[SpottClient], Awaitable[Any]]


class Server(Protocol):
    answers: list[Any]
    requests: list[str]
    connections: int
    url: str


def http(status: int, body: bytes = b"{}") -> bytes:
    return f"HTTP/1.1 {status} Reason\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def sample(name: str) -> bytes:
    return http(200, (SAMPLES / f"{name}.200.json").read_bytes())


def client_of(server: Server) -> SpottClient:
    return SpottClient(api_key="key", base_url=server.url, timeout=5.0, retry=False)


def search(client: SpottClient) -> Awaitable[Any]:
    return client.search_vacancies("vacancy.name", "backend", open_only=True)


CALLS: dict[str, tuple[Ask, str, str, int]] = {
    "candidate": (lambda it: it.candidate(JOVIA), f"GET /candidates/{JOVIA}", "candidate-realistic", 0),
    "applications": (
        lambda it: it.applications(JOVIA),
        f"GET /applications/candidate/{JOVIA}",
        "applications-by-candidate-realistic",
        4,
    ),
    "vacancy": (lambda it: it.vacancy(BACKEND), f"GET /vacancies/{BACKEND}", "vacancy-realistic", 0),
    "vacancy-applications": (
        lambda it: it.vacancy_applications(BACKEND),
        f"GET /applications/vacancy/{BACKEND}",
        "vacancy-applications-realistic",
        2,
    ),
    "list-applications": (
        lambda it: it.list_applications(BACKEND),
        f"GET /applications?vacancyIds={BACKEND}&include=lastActivity&limit=50",
        "applications-realistic",
        2,
    ),
    "next-applications": (
        lambda it: it.list_applications(BACKEND, "a=b&c"),
        f"GET /applications?vacancyIds={BACKEND}&include=lastActivity&limit=50&cursor=a%3Db%26c",
        "applications-realistic",
        2,
    ),
    "applications-of": (
        lambda it: it.list_applications_of(["jo@example.com", "a+b@example.org"]),
        "GET /applications?candidateEmailAddresses=jo@example.com&candidateEmailAddresses=a%2Bb@example.org&limit=50",
        "applications-realistic",
        3,
    ),
    "search-vacancies": (search, "POST /vacancies/_search", "vacancies-search", 1),
    "list-vacancies": (lambda it: it.list_vacancies(), "GET /vacancies?limit=50", "vacancies-search-flat", 1),
    "next-vacancies": (
        lambda it: it.list_vacancies("n"),
        "GET /vacancies?limit=50&cursor=n",
        "vacancies-search-flat",
        1,
    ),
    "users": (lambda it: it.users(), "GET /users/_list", "users-realistic", 3),
}
asked = pytest.mark.parametrize(("ask", "request_line", "answer", "listed"), CALLS.values(), ids=CALLS)
called = pytest.mark.parametrize("ask", [ask for ask, *_ in CALLS.values()], ids=CALLS)


def listed_in(answer: Any) -> int:  # noqa: ANN401 - each endpoint has its own
    items = getattr(answer, "items", getattr(answer, "applications", answer if isinstance(answer, tuple) else ()))
    return len(items)


@asked
async def test_each_call_is_one_request_and_parses_its_answer(
    server: Server, ask: Ask, request_line: str, answer: str, listed: int
) -> None:
    server.answers = [sample(answer)]
    async with client_of(server) as client:
        assert listed_in(await ask(client)) == listed
    assert [request.split(" HTTP/1.1")[0] for request in server.requests] == [request_line]


@pytest.mark.parametrize("open_only", [True, False], ids=["open", "all"])
async def test_job_search_sends_its_filters(server: Server, open_only: bool) -> None:  # noqa: FBT001 - a column of the table
    server.answers = [sample("vacancies-search")]
    async with client_of(server) as client:
        await client.search_vacancies("vacancy.name", "backend", open_only=open_only)
        await client.search_vacancies("vacancy.client.company.name", "Zoë & Co", open_only=open_only, page=3)
    documented = json.loads((SAMPLES / "vacancies-search.request.json").read_bytes())
    by_name, is_open = documented["filters"]
    by_client = by_name | {"path": "vacancy.client.company.name", "value": "Zoë & Co"}
    rest = [is_open] if open_only else []
    assert [json.loads(request.partition("\r\n\r\n")[2]) for request in server.requests] == [
        documented | {"filters": [by_name, *rest]},
        documented | {"filters": [by_client, *rest], "page": 3},
    ]
    assert all("content-type: application/json" in request.lower() for request in server.requests)


FAULTS: dict[str, tuple[bytes, type[SpottError]]] = {
    "401": (http(401), KeyRefusedError),
    "403": (http(403), KeyRefusedError),
    "429": (http(429), SpottBusyError),
    "500": (http(500), SpottUnavailableError),
    "302": (http(302), SpottUnavailableError),
    "lost": (b"", SpottUnavailableError),
    "empty": (http(200, b""), AnswerNotUnderstoodError),
    "a web page": (http(200, b"<!doctype html>"), AnswerNotUnderstoodError),
    "another object": (http(200, b'{"message": "no"}'), AnswerNotUnderstoodError),
    "8 MiB": (http(200, b'{"id": "' + b"x" * 8 * 1024 * 1024 + b'"}'), AnswerNotUnderstoodError),
    "300,000 values": (http(200, b'{"items": [' + b"[]," * 300_000 + b"0]}"), AnswerNotUnderstoodError),
}


async def error_of(ask: Ask, client: SpottClient) -> type[SpottError] | None:
    try:
        await ask(client)
    except SpottError as error:
        return type(error)
    return None


@called
async def test_every_fault_is_one_of_our_errors(server: Server, ask: Ask) -> None:
    found = {}
    async with client_of(server) as client:
        for fault, (answer, _) in FAULTS.items():
            server.answers = [answer]
            found[fault] = await error_of(ask, client)
    assert found == {fault: expected for fault, (_, expected) in FAULTS.items()}


@pytest.mark.parametrize("status", [400, 404, 410, 422])
@pytest.mark.parametrize(
    ("name", "unknown", "refused"),
    [
        ("candidate", ContactNotFoundError, MalformedIdError),
        ("vacancy", JobNotFoundError, JobNotFoundError),
        ("vacancy-applications", JobNotFoundError, JobNotFoundError),
        ("list-applications", JobNotFoundError, JobNotFoundError),
        ("search-vacancies", AnswerNotUnderstoodError, AnswerNotUnderstoodError),
        ("list-vacancies", AnswerNotUnderstoodError, AnswerNotUnderstoodError),
    ],
)
async def test_unknown_records_are_not_found(
    server: Server, name: str, unknown: type[SpottError], refused: type[SpottError], status: int
) -> None:
    server.answers = [http(status)]
    async with client_of(server) as client:
        assert await error_of(CALLS[name][0], client) is (unknown if status in {404, 410} else refused)


@pytest.mark.parametrize("answer", [http(404), http(410), http(200, b'{"items": []}')], ids=["404", "410", "empty"])
async def test_no_applications_is_an_empty_list(server: Server, answer: bytes) -> None:
    server.answers = [answer]
    async with client_of(server) as client:
        assert await client.applications("c-1") == ()


@pytest.mark.parametrize(
    ("name", "asked_for", "expected"),
    [
        ("candidate-realistic", lambda it: it.candidate("c-2"), AnotherPersonError),
        ("vacancy-realistic", lambda it: it.vacancy("v-2"), AnotherJobError),
        ("vacancy-applications-realistic", lambda it: it.vacancy_applications("v-2"), AnotherJobError),
        ("applications-realistic", lambda it: it.applications("c-2"), AnotherPersonError),
    ],
    ids=["candidate", "vacancy", "vacancy-applications", "applications"],
)
async def test_record_about_another_person_is_refused(
    server: Server, name: str, asked_for: Ask, expected: type[SpottError]
) -> None:
    server.answers = [sample(name)]
    async with client_of(server) as client:
        with pytest.raises(expected):
            await asked_for(client)


async def test_applications_for_other_jobs_are_left_out(server: Server) -> None:
    server.answers = [sample("applications-realistic")]
    async with client_of(server) as client:
        assert (await client.list_applications("v-2")).items == ()
        assert [item.id for item in (await client.list_applications(BACKEND)).items] == [
            "clxapp0000000002",
            "clxapp000interview",
        ]


@pytest.mark.parametrize("odd", ["", "../users", "a/b", "a?b", "é", "a" * 65], ids=repr)
async def test_invalid_ids_make_no_request(server: Server, odd: str) -> None:
    async with client_of(server) as client:
        for ask, expected in (
            (client.candidate, MalformedIdError),
            (client.applications, MalformedIdError),
            (client.vacancy, JobNotFoundError),
            (client.vacancy_applications, JobNotFoundError),
            (client.list_applications, JobNotFoundError),
        ):
            with pytest.raises(expected):
                await ask(odd)
    assert (server.requests, server.connections) == ([], 0)


async def test_large_numbers_of_applications_are_accepted(server: Server) -> None:
    mine = json.loads((SAMPLES / "applications-by-candidate-realistic.200.json").read_bytes())
    ours = json.loads((SAMPLES / "vacancy-applications-realistic.200.json").read_bytes())
    mine["items"] *= 75
    ours["applications"] *= 1000
    server.answers = [http(200, json.dumps(answer).encode()) for answer in (mine, ours)]
    async with client_of(server) as client:
        assert len(await client.applications(JOVIA)) == 300
        assert len((await client.vacancy_applications(BACKEND)).applications) == 2000
