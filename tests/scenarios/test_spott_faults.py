"""Whatever Spott does: the person sees one clear sentence in time, and the key goes nowhere else."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator

import pytest

from bot.cards import notices
from bot.demo.slack.workspace import MEMBER
from bot.demo.world import World, world
from bot.spott import errors
from tests.front_door import look_up, settled, type_command
from tests.spott.conftest import RawServer
from tests.spott.test_faults import CANARY, ELSEWHERE, FAULTS, http, ok

KEY = "k-7c1f0d"
SENTENCES = {
    errors.ContactNotFoundError: (notices.contact_not_found(), "not_found"),
    errors.KeyRefusedError: (notices.key_refused(), "key_refused"),
    errors.MalformedIdError: (notices.not_an_id(), "not_an_id"),
    errors.SpottUnavailableError: (notices.spott_unavailable(), "spott_unavailable"),
    errors.SpottTimeoutError: (notices.spott_timeout(), "spott_timeout"),
}
BUSY = {
    "429": 5,
    "429 for a century": 60,
    "429 until yesterday": 1,
    "429 until nonsense": 5,
}


@pytest.fixture
async def spott() -> AsyncIterator[RawServer]:
    server = RawServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def elsewhere() -> AsyncIterator[RawServer]:
    """Another host, where nothing must ever arrive."""
    server = RawServer()
    await server.start()
    yield server
    await server.stop()


def references(caplog: pytest.LogCaptureFixture) -> set[str]:
    """Of the lines about a failure, and of the line about the look-up."""
    said = set(re.findall(r"reference=([0-9a-f]{8})", caplog.text))
    return said | {record.__dict__["fields"]["reference"] for record in caplog.records if record.name == "bot.journal"}


async def asked(here: World, seconds: float = 10) -> str:
    """What one person is told about one candidate, in private, once and in time."""
    started = time.monotonic()
    post = await look_up(here, "c-1")
    assert time.monotonic() - started < seconds
    assert post.user_visible_to == MEMBER
    assert CANARY not in str(post)
    return post.text


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_is_one_clear_sentence(
    name: str, spott: RawServer, elsewhere: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fault = FAULTS[name]
    answer = fault.answer
    spott.answers = [answer.replace(ELSEWHERE, elsewhere.url.encode()) if isinstance(answer, bytes) else answer]
    async with world(spott_api_url=spott.url, spott_api_key=KEY, spott_timeout=min(fault.timeout, 5.0)) as here:
        told = await asked(here)
    outcomes = [record.__dict__["fields"]["outcome"] for record in caplog.records if record.name == "bot.journal"]
    if fault.error is errors.AnswerNotUnderstoodError:
        (reference,) = references(caplog)
        sentence, outcome = notices.answer_not_understood(reference), "not_understood"
    elif fault.error is errors.SpottBusyError:
        sentence, outcome = notices.spott_busy(BUSY[name]), "spott_busy"
    else:
        sentence, outcome = SENTENCES[fault.error]
    assert (told, outcomes) == (sentence["text"], [outcome])
    assert elsewhere.connections == 0
    assert len(spott.requests) == fault.requests
    assert CANARY not in caplog.text.replace("CANARY", "")
    assert KEY not in caplog.text


async def test_a_spott_that_is_not_there(spott: RawServer) -> None:
    url = spott.url
    await spott.refuse()
    async with world(spott_api_url=url) as here:
        assert await asked(here) == notices.spott_unavailable()["text"]


async def test_the_key_is_sent_to_spott_alone_and_in_its_header_alone(spott: RawServer) -> None:
    spott.answers = [ok('{"candidateId": "c-1", "firstName": "Ada"}')]
    async with world(spott_api_url=spott.url, spott_api_key=KEY) as here:
        await look_up(here, "c-1")
        assert KEY not in repr(here.slack.calls)
        assert KEY not in repr(here.slack.posts)
    (request,) = spott.requests
    assert [line for line in request.split("\r\n") if KEY in line] == [f"x-api-key: {KEY}"]


async def test_a_limit_stops_all_calls_and_everybody_is_told_when_at_once(spott: RawServer) -> None:
    spott.answers = [http(429, "", "Retry-After: 30"), ok('{"candidateId": "c-1", "firstName": "Ada"}')]
    async with world(spott_api_url=spott.url) as here:
        assert await asked(here) == notices.spott_busy(30)["text"]
        for number in range(5):
            await type_command(here, f"c-other-{number}")
        await settled(here)
    told = {post.text for post in here.slack.posts[1:]}
    assert told <= {notices.spott_busy(seconds)["text"] for seconds in (28, 29, 30)}
    assert len(here.slack.posts) == 6
    assert len(spott.requests) == 1


async def test_a_budget_that_is_used_up_asks_spott_no_more() -> None:
    async with world(spott_calls_per_minute=3) as here:
        for number in range(5):
            await type_command(here, f"c-nobody-{number}")
            await settled(here)
        posts = [post.text for post in here.slack.posts]
        assert len(here.spott.requests) == 3
    assert posts[:3] == [notices.contact_not_found()["text"]] * 3
    assert set(posts[3:]) <= {notices.spott_busy(seconds)["text"] for seconds in range(50, 61)}


async def test_the_same_person_is_asked_for_once_and_kept_for_a_while(over_http: World) -> None:
    await asyncio.gather(*(type_command(over_http, "c-ada-lovelace") for _ in range(20)))
    await settled(over_http)
    await type_command(over_http, "c-ada-lovelace")
    await settled(over_http)
    assert len(over_http.slack.posts) == 21
    assert len(over_http.spott.requests) == 1


async def test_with_a_cache_of_no_seconds_every_look_up_is_fresh() -> None:
    async with world(cache_seconds=0) as here:
        for _ in range(3):
            await look_up(here, "c-ada-lovelace")
        assert len(here.spott.requests) == 3
