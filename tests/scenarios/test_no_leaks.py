"""Nothing secret or personal leaks through the log, the metrics or an error, at any level and in either format.

All input contains a canary: what is typed, who typed it, the answers of Spott and Slack, headers, and the text of every
exception. All output is searched for them.
"""

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Literal, NoReturn
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.listeners import presenter
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.sandbox.world import World, world
from bot.spott.client import SpottClient
from bot.telemetry import logs
from tests.front_door import settled, type_command
from tests.raw_http import FORM, exchange, request_bytes
from tests.raw_server import RawServer
from tests.scenarios.test_ingress import signed
from tests.spott.test_faults import FAULTS, http, ok

pytestmark = pytest.mark.waits

KEY = "sk-C4narySpottKey"
METRICS_TOKEN = "mt-C4naryMetrics"
CANARY = "C4nary"
ID = f"c4nary{7:019}"
"""An id like Spott's, which is itself a canary."""
IN_FAULTS = "can4ry"
"""The canary in the answers in `tests.spott.test_faults`."""

PERSON = {
    "candidateId": ID,
    "firstName": f"First{CANARY}",
    "lastName": f"Last{CANARY}",
    "emailAddresses": [{"email": f"{CANARY}@example.com", "type": "work"}],
    "phoneNumbers": [{"phoneNumber": "+1 555 0100", "type": "mobile"}],
    "description": f"about {CANARY}",
}
TYPED = [
    ID,
    f"private {ID}",
    f"id-{CANARY}",
    f"{CANARY}@example.com",
    f"First{CANARY} Last{CANARY}",
    f"job {CANARY}",
    f"../{CANARY}",
    f"<script>{CANARY}</script>",
    f"{CANARY}\r\nX: y",
]
SLACK_FAULTS = [
    Fault(status=400, body={"ok": False, "error": f"invalid_{CANARY}", "errors": [CANARY]}),
    Fault(status=200, body={"ok": False, "error": CANARY, "response_metadata": {"messages": [CANARY]}}),
    Fault(status=404, body=f"no such {CANARY}", headers={"X-Trace": CANARY}),
    Fault(status=429, body=CANARY, headers={"Retry-After": CANARY}),
    Fault(status=500, body=f"<html>{CANARY}</html>"),
    Fault(reset="before"),
]
DIRECT_FAULTS = [
    Fault(body={"ok": False, "error": CANARY, "needed": CANARY}, status=200),
    Fault(status=500, body=CANARY),
    Fault(status=200, body=f"<html>{CANARY}", headers={"X-Trace": CANARY}),
    Fault(status=200, body=f'{{"{CANARY}', headers={"Content-Type": "application/json"}),
    Fault(reset="before"),
]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root, names = logging.getLogger(), (logs.OURS, "slack_bolt", "slack_sdk")
    before = root.handlers[:], root.level, {name: logging.getLogger(name).level for name in names}
    yield io.StringIO()
    logging.captureWarnings(capture=False)
    root.handlers[:], level, levels = before
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


@asynccontextmanager
async def a_world(*, socket_mode: bool = False) -> AsyncIterator[tuple[World, RawServer]]:
    spott = RawServer()
    await spott.start()
    try:
        async with world(
            socket_mode=socket_mode,
            spott_api_url=spott.url,
            spott_api_key=KEY,
            spott_timeout=0.3,
            cache_seconds=0,
            metrics_token=METRICS_TOKEN,
            lookups_per_person=(100_000, 100_000),
        ) as here:
            yield here, spott
    finally:
        await spott.stop()


def secrets_of(here: World) -> list[str]:
    return [KEY, METRICS_TOKEN, here.slack.bot_token, here.slack.app_token, here.slack.signing_secret]


async def ask(here: World, spott: RawServer, text: str, answer: object = None) -> None:
    spott.answers = [answer if isinstance(answer, bytes) or callable(answer) else ok(json.dumps(PERSON))]
    await type_command(here, text)
    await settled(here)


async def all_that_is_typed(here: World, spott: RawServer) -> None:
    for text in TYPED:
        await ask(here, spott, text)


async def all_that_spott_does(here: World, spott: RawServer) -> None:
    for number, fault in enumerate(FAULTS.values()):
        # After a 429 there are no calls to Spott for a while, so those come last.
        if not (isinstance(fault.answer, bytes) and b" 429 " in fault.answer):
            await ask(here, spott, f"c4nary{number:019}", fault.answer)
    await ask(here, spott, ID, http(429, CANARY, f"Retry-After: {CANARY}"))


async def all_that_slack_answers(here: World, spott: RawServer) -> None:
    for fault in SLACK_FAULTS:
        here.slack.faults.add("response_url", fault)
        await ask(here, spott, ID)
    for fault in DIRECT_FAULTS:
        here.slack.faults.add("response_url", Fault(status=410, body=CANARY))
        here.slack.faults.add("chat.postMessage", fault)
        await ask(here, spott, ID)


async def all_that_breaks(here: World, spott: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> NoReturn:
        raise ValueError(f"{CANARY}@example.com", {"key": KEY}) from KeyError(f"first {CANARY}")

    for owner, name in ((presenter, "person_card"), (SpottClient, "contact"), (SpottClient, "search")):
        with monkeypatch.context() as broken:
            broken.setattr(owner, name, break_down)
            await ask(here, spott, ID)
            await ask(here, spott, f"First{CANARY} Last{CANARY}")


async def all_that_strangers_send(here: World) -> None:
    fields = {"command": "/spott", "text": CANARY, "user_name": CANARY, "token": CANARY, "trigger_id": CANARY}
    good = fields | {"user_id": MEMBER, "channel_id": PUBLIC, "response_url": f"https://{CANARY}.invalid/x"}
    bodies = [
        urlencode(fields).encode(),
        urlencode(good | {"user_id": CANARY}).encode(),
        urlencode(good | {"response_url": CANARY}).encode(),
        urlencode({"payload": json.dumps({"type": CANARY, "user": {"name": CANARY}})}).encode(),
        urlencode({"payload": f'{{"{CANARY}'}).encode(),
        f"\xff{CANARY}".encode("latin-1"),
        b"",
    ]
    extra = {"Cookie": f"d={CANARY}", "Authorization": f"Bearer {CANARY}", "User-Agent": CANARY}
    for body in bodies:
        for headers in (signed(body), {"Content-Type": FORM, "X-Slack-Signature": f"v0={CANARY}"}, {}):
            await exchange(here.process.port, request_bytes(headers | extra, body))
    await exchange(here.process.port, request_bytes(extra, b"", method="GET", path=f"/{CANARY}?{CANARY}"))
    await exchange(here.process.port, f"{CANARY} {CANARY}\r\n\r\n".encode())
    await settled(here)


def all_that_others_log() -> None:
    for name in ("slack_sdk.web", "slack_bolt.App", "aiohttp.client", "asyncio", "py.warnings", "somebody"):
        for level in (logging.WARNING, logging.ERROR):
            logging.getLogger(name).log(level, "said %s", CANARY, exc_info=ValueError(CANARY))


async def metrics(here: World) -> str:
    headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    async with aiohttp.ClientSession() as session, session.get(f"{here.bot_url}/metrics", headers=headers) as answer:
        assert answer.status == 200
        return await answer.text()


def assert_no_canary(*texts: str, secrets: list[str]) -> None:
    for text in texts:
        lines = [line for line in text.splitlines() if CANARY.lower() in line.lower() or IN_FAULTS in line.lower()]
        assert lines == []
        assert [secret for secret in secrets if secret in text] == []


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
async def test_no_canary_leaks(
    level: str,
    form: Literal["json", "text"],
    log: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.configure(level, form, log)
    async with a_world() as (here, spott):
        await all_that_is_typed(here, spott)
        await all_that_breaks(here, spott, monkeypatch)
        await all_that_strangers_send(here)
        if (level, form) == ("DEBUG", "json"):  # DEBUG includes what is logged at every other level
            await all_that_slack_answers(here, spott)
            await all_that_spott_does(here, spott)
        all_that_others_log()
        figures, secrets = await metrics(here), secrets_of(here)
    told = capfd.readouterr()
    written = log.getvalue()
    assert_no_canary(written, figures, told.out, told.err, secrets=secrets)
    # The run did its work: there are log lines, and one for each failure.
    assert ("bot.telemetry.journal" in written) == (level in {"DEBUG", "INFO"})
    assert "ValueError at break_down" in written
    assert 'outcome="broke"' in figures
    if form == "json":
        assert all(isinstance(json.loads(line), dict) for line in written.splitlines())


async def test_no_canary_leaks_over_socket_mode(log: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG", "json", log)
    async with a_world(socket_mode=True) as (here, spott):
        await all_that_is_typed(here, spott)
        await here.slack.disconnect()
        secrets = secrets_of(here)
    told = capfd.readouterr()
    assert_no_canary(log.getvalue(), told.out, told.err, secrets=secrets)


async def test_log_level_does_not_affect_slacks_libraries(log: io.StringIO) -> None:
    logs.configure("DEBUG", "text", log)
    async with a_world():
        levels = {name: logging.getLogger(name).getEffectiveLevel() for name in ("slack_bolt", "slack_sdk")}
    assert levels == {"slack_bolt": logging.ERROR, "slack_sdk": logging.ERROR}


def test_log_record_is_always_one_line(log: io.StringIO) -> None:
    logs.configure("INFO", "text", log)
    logging.getLogger("bot.test").info("two\nlines\r\nor three")
    logging.getLogger("bot.test").error("broken", exc_info=ValueError(f"{CANARY}\n{CANARY}"))
    first, second = log.getvalue().splitlines()
    assert first.endswith("INFO    bot.test two lines  or three")
    assert second.endswith("ERROR   bot.test broken ValueError at ")
