"""Whatever Spott does, the user sees one clear sentence in time, and the key is sent nowhere else."""

import asyncio
import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cards import notices
from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World, world
from bot.spott import errors
from tests.certificates import certificate
from tests.english import say
from tests.front_door import look_up, settled, type_command
from tests.raw_server import RawServer
from tests.spott.test_faults import CANARY, ELSEWHERE, FAULTS, http, ok

KEY = "k-7c1f0d"
SOMEBODY = "550e8400-e29b-41d4-a716-446655440000"
PERSON = f'{{"candidateId": "{SOMEBODY}", "firstName": "Ada"}}'
SENTENCES = {
    errors.ContactNotFoundError: (notices.of(say, "nobody_by_id"), "not_found"),
    errors.KeyRefusedError: (notices.of(say, "key_refused"), "key_refused"),
    errors.MalformedIdError: (notices.of(say, "nobody_by_id"), "not_found"),
    errors.SpottUnavailableError: (notices.of(say, "spott_unavailable"), "spott_unavailable"),
    errors.SpottTimeoutError: (notices.of(say, "spott_timeout"), "spott_timeout"),
}
BUSY = {
    "429": 5,
    "429 for a century": 60,
    "429 until yesterday": 1,
    "429 until nonsense": 5,
}


@pytest.fixture
def spott(server: RawServer) -> RawServer:
    """The Spott of these scenarios."""
    return server


def others(number: int) -> str:
    """Ids of other people."""
    return f"550e8400-e29b-41d4-a716-{number:012}"


@dataclass(frozen=True)
class Told:
    """The result of one command."""

    sentence: str
    visible_to: str | None
    outcome: str
    reference: str
    requests: int


async def outcome_of_look_up(
    here: World, spott: RawServer, caplog: pytest.LogCaptureFixture, seconds: float = 15
) -> Told:
    """Look up one person; there must be one answer, in time, and one line in the log."""
    caplog.clear()
    spott.requests.clear()
    started = time.monotonic()
    post = await look_up(here, SOMEBODY)
    assert time.monotonic() - started < seconds
    assert CANARY not in str(post)
    (line,) = [record.__dict__["fields"] for record in caplog.records if record.name == "bot.telemetry.journal"]
    assert set(re.findall(r"reference=([0-9a-f]{8})", caplog.text)) <= {line["reference"]}
    return Told(post.text, post.user_visible_to, line["outcome"], line["reference"], len(about_contacts(spott)))


def about_contacts(spott: RawServer) -> list[str]:
    """The requests for a person's contact overview."""
    return [request for request in spott.requests if request.startswith("GET /clients/contacts/")]


async def assert_clear(
    name: str, here: World, spott: RawServer, elsewhere: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    fault = FAULTS[name]
    answer = fault.answer
    spott.answers = [answer.replace(ELSEWHERE, elsewhere.url.encode()) if isinstance(answer, bytes) else answer]
    seen = await outcome_of_look_up(here, spott, caplog)
    if fault.error is errors.AnswerNotUnderstoodError:
        sentence, outcome = notices.of(say, "answer_not_understood", reference=seen.reference), "not_understood"
    elif fault.error is errors.SpottBusyError:
        sentence, outcome = notices.of(say, "spott_busy", wait=notices.Wait(BUSY[name])), "spott_busy"
    else:
        sentence, outcome = SENTENCES[fault.error]
    expected = Told(sentence["text"], MEMBER, outcome, seen.reference, fault.requests)
    assert (name, seen) == (name, expected)
    assert elsewhere.connections == 0
    assert CANARY not in caplog.text.replace("CANARY", "")
    assert KEY not in caplog.text


KINDS = sorted({fault.error.__name__ for fault in FAULTS.values()} - {"SpottBusyError"})


@pytest.mark.parametrize("kind", KINDS)
async def test_each_fault_is_one_clear_sentence(
    kind: str, spott: RawServer, elsewhere: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    names = [name for name, fault in FAULTS.items() if fault.error.__name__ == kind]
    timeout = min(FAULTS[name].timeout for name in names)
    async with world(spott_api_url=spott.url, spott_api_key=KEY, spott_timeout=timeout) as here:
        for name in names:
            await assert_clear(name, here, spott, elsewhere, caplog)


@pytest.mark.parametrize("name", BUSY)
async def test_each_limit_is_one_clear_sentence(
    name: str, spott: RawServer, elsewhere: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with world(spott_api_url=spott.url, spott_api_key=KEY) as here:
        await assert_clear(name, here, spott, elsewhere, caplog)


def test_every_fault_is_shown() -> None:
    assert set(BUSY) == {name for name, fault in FAULTS.items() if fault.error is errors.SpottBusyError}


async def test_unreachable_spott(spott: RawServer) -> None:
    url = spott.url
    await spott.refuse()
    async with world(spott_api_url=url) as here:
        assert (await look_up(here, SOMEBODY)).text == notices.of(say, "spott_unavailable")["text"]


async def test_untrusted_certificate_is_reported_to_the_operator(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=certificate(tmp_path, "localhost")[1])
    async with server, world(spott_api_url=f"https://localhost:{server.sockets[0].getsockname()[1]}") as here:
        assert (await look_up(here, SOMEBODY)).text == notices.of(say, "spott_unavailable")["text"]
    assert heard == []
    assert f"{errors.NotTrustedError.sentence} {errors.NotTrustedError.remedy}" in caplog.messages


async def test_key_is_sent_only_to_spott_and_only_in_its_header(spott: RawServer) -> None:
    spott.answers = [ok(PERSON)]
    async with world(spott_api_url=spott.url, spott_api_key=KEY) as here:
        await look_up(here, SOMEBODY)
        assert KEY not in repr(here.slack.calls)
        assert KEY not in repr(here.slack.posts)
    assert spott.requests
    for request in spott.requests:
        assert [line for line in request.split("\r\n") if KEY in line] == [f"x-api-key: {KEY}"]


async def test_rate_limit_stops_all_calls_and_users_are_told_when_to_retry(spott: RawServer) -> None:
    spott.answers = [http(429, "", "Retry-After: 30"), ok(PERSON)]
    async with world(spott_api_url=spott.url) as here:
        assert (await look_up(here, SOMEBODY)).text == notices.of(say, "spott_busy", wait=notices.Wait(30))["text"]
        for number in range(5):
            await type_command(here, others(number))
        await settled(here)
    texts = {post.text for post in here.slack.posts[1:]}
    assert texts <= {notices.of(say, "spott_busy", wait=notices.Wait(seconds))["text"] for seconds in (28, 29, 30)}
    assert len(here.slack.posts) == 6
    assert len(about_contacts(spott)) == 1


async def test_no_calls_to_spott_when_the_budget_is_used_up() -> None:
    async with world(spott_calls_per_minute=6) as here:
        for number in range(5):
            await type_command(here, others(number))
            await settled(here)
        posts = [post.text for post in here.slack.posts]
        assert len(here.spott.requests) <= 6
    # Each unknown id is asked for as a contact's, then as a candidate's; what is left is too little for two calls.
    assert posts[:2] == [notices.of(say, "nobody_by_id")["text"]] * 2
    assert set(posts[-2:]) <= {
        notices.of(say, "spott_busy", wait=notices.Wait(seconds))["text"] for seconds in range(50, 61)
    }


def let_spott_know(here: World) -> None:
    here.spott.people[SOMEBODY] = here.spott.people["c-ada-lovelace"] | {"candidateId": SOMEBODY}


async def test_person_is_fetched_once_and_cached_for_a_while(over_http: World) -> None:
    let_spott_know(over_http)
    await asyncio.gather(*(type_command(over_http, SOMEBODY) for _ in range(20)))
    await settled(over_http)
    await type_command(over_http, SOMEBODY)
    await settled(over_http)
    assert len(over_http.slack.posts) == 21
    assert sorted(request.path for request in over_http.spott.requests) == [
        f"/applications/candidate/{SOMEBODY}",
        f"/clients/contacts/{SOMEBODY}",
    ]


async def test_without_a_cache_every_look_up_is_fresh() -> None:
    async with world(cache_seconds=0) as here:
        let_spott_know(here)
        for _ in range(3):
            await look_up(here, SOMEBODY)
        assert len(here.spott.requests) == 6
