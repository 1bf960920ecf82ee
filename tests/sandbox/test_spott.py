import asyncio
import math
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.spott import LocalSpott, RawAnswer, SpottRequest
from bot.spott.client import SpottClient
from bot.spott.errors import (
    AnswerNotUnderstoodError,
    ContactNotFoundError,
    KeyRefusedError,
    SpottBusyError,
    SpottError,
    SpottTimeoutError,
    SpottUnavailableError,
)

KEY = "spott-demo-key"


class Clock:
    def __init__(self) -> None:
        self.now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def spott(clock: Clock) -> AsyncIterator[LocalSpott]:
    spott = LocalSpott(api_key=KEY, clock=clock)
    await spott.start()
    yield spott
    await spott.stop()


@pytest.fixture
async def client(spott: LocalSpott) -> AsyncIterator[SpottClient]:
    async with SpottClient(api_key=KEY, base_url=spott.url, timeout=5.0, retry=False) as client:
        yield client


async def get(spott: LocalSpott, path: str, *, key: str | None = KEY, method: str = "GET") -> tuple[int, Any]:
    headers = {} if key is None else {"x-api-key": key}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, spott.url + path, allow_redirects=False) as response,
    ):
        return response.status, await response.json()


async def search(spott: LocalSpott, **query: str) -> list[str]:
    async with (
        aiohttp.ClientSession(headers={"x-api-key": KEY}) as session,
        session.get(f"{spott.url}/search/people", params=query) as response,
    ):
        assert response.status == 200
        return [item["id"] for item in (await response.json())["items"]]


async def test_person_is_served_and_the_request_recorded(spott: LocalSpott, client: SpottClient) -> None:
    contact = await client.contact("c-ada-lovelace")
    assert (contact.first_name, contact.last_name, len(contact.client_contacts)) == ("Ada", "Lovelace", 3)
    assert spott.requests == [
        SpottRequest(
            "GET",
            "/clients/contacts/c-ada-lovelace",
            {},
            {
                "x-api-key": KEY,
                "accept": "application/json",
                "accept-encoding": "identity",
                "user-agent": "spott-slack",
                "host": spott.url.removeprefix("http://"),
            },
        )
    ]


async def test_people_can_be_added(spott: LocalSpott, client: SpottClient) -> None:
    spott.people["c-new"] = {"candidateId": "c-new", "firstName": "Neo"}
    assert (await client.contact("c-new")).first_name == "Neo"


async def test_users_are_served(client: SpottClient) -> None:
    assert await client.probe() == 3


@pytest.mark.parametrize("path", ["/clients/contacts/c-ada-lovelace", "/users/_list", "/search/people?query=ada", "/"])
@pytest.mark.parametrize("key", [None, "", "wrong", KEY.upper(), KEY + " x"])
async def test_nothing_is_served_without_the_right_key(spott: LocalSpott, path: str, key: str | None) -> None:
    assert await get(spott, path, key=key) == (401, {"message": "Invalid API key"})


@pytest.mark.parametrize(
    ("method", "path", "answer"),
    [
        ("GET", "/clients/contacts/c-nobody", (404, {"message": "Contact not found"})),
        ("GET", "/clients/contacts/c-mary-jackson", (404, {"message": "Contact not found"})),
        ("GET", "/clients/contacts/", (404, {"message": "Not Found"})),
        ("GET", "/clients/contacts/a/b", (404, {"message": "Not Found"})),
        ("GET", "/nowhere", (404, {"message": "Not Found"})),
        ("POST", "/users/_list", (405, {"message": "Method Not Allowed"})),
        ("GET", "/search/people", (400, {"message": "query is required"})),
        ("GET", "/search/people?query=%20", (400, {"message": "query is required"})),
        *(
            ("GET", f"/search/people?query=ada&limit={limit}", (400, {"message": "limit must be between 1 and 100"}))
            for limit in ("0", "101", "-1", "ten", "", "1.5", "%D9%A3", "9" * 5000)
        ),
    ],
)
async def test_unsupported_requests_are_refused(
    spott: LocalSpott, method: str, path: str, answer: tuple[int, Any]
) -> None:
    assert await get(spott, path, method=method) == answer


@pytest.mark.parametrize(
    ("candidate_id", "expected"),
    [
        ("c-401", KeyRefusedError),
        ("c-404", ContactNotFoundError),
        ("c-429", SpottBusyError),
        ("c-500", SpottUnavailableError),
        ("c-garbage", AnswerNotUnderstoodError),
        ("c-huge", AnswerNotUnderstoodError),
    ],
)
async def test_ids_with_bad_answers(client: SpottClient, candidate_id: str, expected: type[SpottError]) -> None:
    with pytest.raises(expected) as raised:
        await client.contact(candidate_id)
    assert getattr(raised.value, "retry_after", 3.0) == 3.0


async def test_ids_with_late_or_no_answers(spott: LocalSpott) -> None:
    assert spott.answers["c-slow"].delay == 4.0
    assert spott.answers["c-hang"].delay == math.inf
    spott.answers["c-slow"] = RawAnswer(body=spott.answers["c-slow"].body, delay=0.2)
    async with SpottClient(api_key=KEY, base_url=spott.url, timeout=0.4) as client:
        assert (await client.contact("c-slow")).candidate_id == "c-slow"
        with pytest.raises(SpottTimeoutError):
            await client.contact("c-hang")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (RawAnswer(reset="before"), SpottUnavailableError),
        (RawAnswer(body=b'{"candidateId": "c-x"}', reset="middle"), SpottUnavailableError),
        (RawAnswer(body=b'{"candidateId": "c-x"}', headers={"Content-Length": "400"}), SpottUnavailableError),
        (RawAnswer(418), AnswerNotUnderstoodError),
        (RawAnswer(302, {"Location": "/users/_list"}), SpottUnavailableError),
        (RawAnswer(body=b" " * 1000, drip=0.05), SpottTimeoutError),
    ],
)
async def test_any_fault_can_be_scripted(spott: LocalSpott, answer: RawAnswer, expected: type[SpottError]) -> None:
    spott.answers["c-x"] = answer
    async with SpottClient(api_key=KEY, base_url=spott.url, timeout=0.5, retry=False) as client:
        with pytest.raises(expected):
            await client.contact("c-x")


async def test_rate_limit_window_slides(spott: LocalSpott, client: SpottClient, clock: Clock) -> None:
    spott.limit_per_minute = 2
    await client.probe()
    clock.now += 20
    await client.probe()
    with pytest.raises(SpottBusyError) as busy:
        await client.probe()
    assert busy.value.retry_after == 40.0
    clock.now += 40
    await client.probe()


async def test_every_answer_can_be_delayed(spott: LocalSpott, client: SpottClient) -> None:
    spott.delay = 0.2
    loop = asyncio.get_running_loop()
    started = loop.time()
    await client.probe()
    assert loop.time() - started >= 0.2


async def test_stopping_cancels_waiting_requests(clock: Clock) -> None:
    spott = LocalSpott(api_key=KEY, clock=clock)
    await spott.start()
    async with SpottClient(api_key=KEY, base_url=spott.url, timeout=30, retry=False) as client:
        waiting = asyncio.create_task(client.contact("c-hang"))
        await asyncio.wait([waiting], timeout=0.2)
        assert len(spott.requests) == 1
        await spott.stop()
        with pytest.raises(SpottError):
            await asyncio.wait_for(waiting, 5)


async def test_taken_port_is_an_error_and_another_can_be_tried(spott: LocalSpott, clock: Clock) -> None:
    second = LocalSpott(api_key=KEY, clock=clock)
    with pytest.raises(OSError, match="in use"):
        await second.start(int(spott.url.rsplit(":", 1)[1]))
    await second.start()
    assert await get(second, "/users/_list") == await get(spott, "/users/_list")
    await second.stop()


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Ada Lovelace", "c-ada-lovelace"),
        ("ada lovelace", "c-ada-lovelace"),
        ("ada", "c-ada-lovelace"),
        ("Lovelase", "c-ada-lovelace"),
        ("turing", "c-alan-turing"),
        ("Katherin Jonson", "c-katherine-johnson"),
        ("hello@dorylogistics.example.com", "c-grace-hopper"),
        ("mary.jackson", "c-mary-jackson"),
        ("+1 555 0171", "cc-hedy-lamarr"),
        ("(555) 0171", "cc-hedy-lamarr"),
    ],
)
async def test_search_finds_by_name_email_and_phone_best_match_first(spott: LocalSpott, query: str, best: str) -> None:
    assert (await search(spott, query=query))[0] == best


async def test_search_ranks_both_namesakes_first(spott: LocalSpott) -> None:
    assert (await search(spott, query="sam taylor"))[:2] == ["c-no-roles", "c-former"]


@pytest.mark.parametrize("query", ["Zaphod Beeblebrox", "+1 555 9999", "%", "../users"])
async def test_search_without_a_match(spott: LocalSpott, query: str) -> None:
    assert await search(spott, query=query) == []


async def test_search_respects_the_limit(spott: LocalSpott) -> None:
    assert len(await search(spott, query="a", limit="100")) > 3
    assert len(await search(spott, query="a", limit="3")) == 3


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:{port}", "localhost:1", ""])
async def test_dns_rebinding_is_refused(spott: LocalSpott, host: str) -> None:
    headers = {"x-api-key": KEY, "Host": host.format(port=spott.url.rpartition(":")[2])}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{spott.url}/users/_list") as response,
    ):
        assert response.status == 403
    assert spott.requests == []
