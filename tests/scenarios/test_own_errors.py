"""Internal errors and unknown requests: acknowledged, reported to the user once, and logged."""

import json
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.cards import buttons, notices, views
from bot.listeners import LOOK_UP_IN_SPOTT
from bot.listeners.ack_deadline import AckDeadlines
from bot.listeners.background import Background
from bot.sandbox.slack.delivery import sign
from bot.sandbox.slack.identity import SIGNING_SECRET
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC
from bot.sandbox.world import World, world
from bot.slack.origin import Origin
from bot.slack.reply import Replies
from tests.front_door import all_taken, look_up, point_at, settled, shown
from tests.raw_http import FORM, HOST, exchange, request_bytes

ADA = "c-ada-lovelace"
TOKEN = "t0ken"
CANARY = "c4nary"

Act = Callable[[World], Awaitable[Receipt]]


@asynccontextmanager
async def running(transport: str) -> AsyncIterator[World]:
    async with world(socket_mode=transport == "socket mode", metrics_token=TOKEN) as here:
        yield here


async def counted(here: World) -> list[str]:
    """The requests that `/metrics` counts, without those answered with a card."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as session:
        text = await (await session.get(f"http://{HOST}:{here.process.port}/metrics")).text()
    kinds = "spott_slack_(look_ups|requests_refused)_total"
    return [line for line in text.splitlines() if re.match(kinds, line) and 'outcome="card"' not in line]


def look_ups(entry: str, outcome: str) -> str:
    return f'spott_slack_look_ups_total{{entry="{entry}",outcome="{outcome}"}} 1.0'


def refused(reason: str, times: int = 1) -> str:
    return f'spott_slack_requests_refused_total{{reason="{reason}"}} {times}.0'


def said(caplog: pytest.LogCaptureFixture, logger: str) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == logger]


def journal(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    lines = [record.fields for record in caplog.records if record.name == "bot.telemetry.journal"]  # type: ignore[attr-defined]
    return [{name: line[name] for name in ("reference", "entry", "outcome", "arrival")} for line in lines]


def on_screen(here: World) -> list[str]:
    """What the member sees from the app, except for cards."""
    posts = [post.text for post in shown(here) if post.via != "say" and "Ada Lovelace" not in post.text]
    return posts + [json.dumps(view.blocks) for view in here.slack.views]


# What users do, with what they saw before the error.


async def a_command(_: World) -> Act:
    return lambda here: here.slack.command("/spott", ADA, user=MEMBER, channel=PUBLIC)


async def a_click(here: World) -> Act:
    card = await look_up(here, ADA)
    return lambda here: here.slack.click(card, buttons.REFRESH, user=MEMBER)


async def a_shortcut(here: World) -> Act:
    message = here.slack.say("Who is that?", user=COLLEAGUE, channel=PUBLIC)
    return lambda here: here.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)


async def a_search(here: World) -> Act:
    form = await point_at(here, here.slack.say("Lunch?", user=COLLEAGUE, channel=PUBLIC))
    return lambda here: here.slack.submit(form, {views.QUERY: {views.TYPED: "Grace Hopper"}})


ACTS: Mapping[str, tuple[Callable[[World], Awaitable[Act]], str]] = {
    "command": (a_command, "command"),
    "click": (a_click, "refresh"),
    "shortcut": (a_shortcut, "message"),
    "search": (a_search, "search"),
}


def breaks(*_: object, **__: object) -> Any:  # noqa: ANN401 - in the place of anything
    raise RuntimeError(CANARY)


@pytest.mark.parametrize("kind", ACTS)
@pytest.mark.parametrize("broken", [(Background, "start"), (AckDeadlines, "is_over")], ids=["start", "is_over"])
async def test_error_after_the_acknowledgement_is_reported_once_with_its_reference(
    transport: str,
    kind: str,
    broken: tuple[type, str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before, entry = ACTS[kind]
    async with running(transport) as here:
        act = await before(here)
        told_before = 0 if kind == "search" else len(on_screen(here))
        monkeypatch.setattr(*broken, breaks)
        caplog.clear()
        receipt = await act(here)
        await settled(here)
        assert (receipt.acknowledged, receipt.detail) == (True, "")
        (line,) = journal(caplog)
        reference = line["reference"]
        assert line == {"reference": reference, "entry": entry, "outcome": "broke", "arrival": "in_place"}
        (told,) = on_screen(here)[told_before:]
        words = notices.of("something_broke", reference=reference)["text"]
        assert told == words or json.dumps(words)[1:-1] in told
        (error,) = said(caplog, "bot.listeners.background")
        assert re.fullmatch(rf"{entry} failed: reference={reference} RuntimeError at breaks:\d+ < .*", error)
        assert CANARY not in caplog.text
        assert look_ups(entry, "broke") in await counted(here)
        all_taken(here)


@pytest.mark.parametrize("kind", ACTS)
async def test_error_outside_the_listeners_is_reported_too(
    transport: str, kind: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(transport) as here:
        act = await ACTS[kind][0](here)
        told_before = 0 if kind == "search" else len(on_screen(here))
        monkeypatch.setattr(Origin, "leads_elsewhere", breaks)
        caplog.clear()
        receipt = await act(here)
        await settled(here)
        assert (receipt.acknowledged, receipt.detail) == (True, "")
        (line,) = journal(caplog)
        assert (line["entry"], line["outcome"], line["arrival"]) == ("request", "broke", "in_place")
        (told,) = on_screen(here)[told_before:]
        assert line["reference"] in told
        (error,) = said(caplog, "bot.listeners.background")
        assert error.startswith(f"reading a request failed: reference={line['reference']} RuntimeError at ")
        assert look_ups("request", "broke") in await counted(here)


@pytest.mark.parametrize("kind", ACTS)
async def test_error_that_cannot_be_reported_is_acknowledged_and_logged(
    transport: str, kind: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(transport) as here:
        act = await ACTS[kind][0](here)
        monkeypatch.setattr(Replies, "open", breaks)
        caplog.clear()
        receipt = await act(here)
        await settled(here)
    assert (receipt.acknowledged, receipt.detail) == (True, "")
    errors = said(caplog, "bot.listeners.background")
    assert [error.split(":")[0] for error in errors] == (
        [f"{ACTS[kind][1]} failed"]
        if kind in {"command", "search"}  # the acknowledgement reports it
        else [f"{ACTS[kind][1]} failed", "reading a request failed"]
    )


async def test_redelivery_after_an_error_is_handled(over_http: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {"command": "/spott", "text": ADA, "team_id": over_http.slack.workspace.id, "channel_id": PUBLIC}
    fields |= {"user_id": MEMBER, "trigger_id": "1.2.abc"}
    body = urlencode(fields).encode()
    with monkeypatch.context() as broken:
        broken.setattr(Background, "start", breaks)
        assert b"something went wrong" in (await posted(over_http, body)).body
    assert (await posted(over_http, body, later=1)).body == b""
    await settled(over_http)
    assert [post.text.partition("\n")[0] for post in shown(over_http)] == ["Ada Lovelace"]


async def posted(here: World, body: bytes, *, later: int = 0, path: str = "/slack/events") -> Any:  # noqa: ANN401
    headers: dict[str, str | bytes] = {"Content-Type": FORM, **sign(SIGNING_SECRET, int(time.time()) + later, body)}
    return await exchange(here.process.port, request_bytes(headers, body, path=path))


# Requests without a listener.


def with_action(card: Post, action_id: str) -> Post:
    return replace(card, blocks=json.loads(json.dumps(card.blocks).replace(buttons.REFRESH, action_id)))


async def an_unknown_button(here: World) -> Act:
    card = with_action(await look_up(here, ADA), CANARY)
    return lambda here: here.slack.click(card, CANARY, user=MEMBER)


async def an_unknown_command(_: World) -> Act:
    return lambda here: here.slack.command(f"/{CANARY}", CANARY, user=MEMBER, channel=PUBLIC)


async def an_unknown_shortcut(here: World) -> Act:
    message = here.slack.say("Who is that?", user=COLLEAGUE, channel=PUBLIC)
    return lambda here: here.slack.shortcut(CANARY, user=MEMBER, message=message)


async def an_unknown_modal(here: World) -> Act:
    form = await point_at(here, here.slack.say("Lunch?", user=COLLEAGUE, channel=PUBLIC))
    other = replace(form, content={**form.content, "callback_id": CANARY})
    return lambda here: here.slack.submit(other, {views.QUERY: {views.TYPED: CANARY}})


UNKNOWN = {
    "block_actions": (an_unknown_button, notices.of("button_too_old"), "not_understood"),
    "command": (an_unknown_command, notices.of("help"), "help"),
    "message_action": (an_unknown_shortcut, notices.of("help"), "help"),
    "view_submission": (an_unknown_modal, notices.of("button_too_old"), "not_understood"),
}


@pytest.mark.parametrize("what", UNKNOWN)
async def test_unknown_action_is_acknowledged_reported_counted_and_logged(
    transport: str, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    before, notice, outcome = UNKNOWN[what]
    async with running(transport) as here:
        act = await before(here)
        for _ in range(2):
            receipt = await act(here)
            await settled(here)
            assert (receipt.acknowledged, receipt.detail) == (True, "")
        mine = [post for post in shown(here) if post.via != "say" and "Ada Lovelace" not in post.text]
        assert [post.text for post in mine] == [notice["text"]] * 2
        # Outside of a conversation, the notice is a direct message.
        assert all(post.user_visible_to == MEMBER or post.channel.startswith("D") for post in mine)
        figures = await counted(here)
        assert refused("unknown", 2) in figures
        assert look_ups("stray request", outcome).replace("1.0", "2.0") in figures
        all_taken(here)
    assert said(caplog, "bot.listeners.fallback") == [
        f"a {what} that nothing here answers: compare the app in Slack with its manifest"
    ]
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "event": {"type": "message", "text": CANARY}, "team_id": "T1"},
        {"type": "block_suggestion", "action_id": CANARY, "value": CANARY},
        {"type": "view_closed", "view": {"callback_id": CANARY}},
        {"type": "app_rate_limited"},
        {"type": "canary"},
    ],
    ids=lambda body: body["type"],
)
async def test_unknown_request_without_an_answer_is_acknowledged_and_counted(
    body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async with running("http") as here:
        answer = await posted(here, json.dumps(body).encode())
        await settled(here)
        assert (answer.status, answer.body) == (200, b"")
        assert await counted(here) == [refused("unknown")]
        assert here.slack.posts == []
    assert said(caplog, "bot.listeners.fallback") == [
        "a request that nothing here answers: compare the app in Slack with its manifest"
    ]
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "body", [b'{"team": 5}', b'{"type": 5}', b'{"command": 5}', b"a=b", b'{"type": "%s"}' % (b"x" * 99)]
)
async def test_only_unparseable_requests_are_bad_requests(body: bytes) -> None:
    async with running("http") as here:
        answer = await posted(here, body)
        assert (answer.status, answer.body) == (400, b"")
        assert await counted(here) == [refused("nonsense")]


# Requests from Slack to other paths.

PATHS = ["/slack/events/", "//slack/events", "/", "/bot/slack/events", "/slack/events%2F", "/Slack/Events", "/healthz"]


@pytest.mark.parametrize("path", [*PATHS, f"/{CANARY}?{CANARY}"])
async def test_request_to_a_wrong_path_is_counted_and_the_log_says_what_to_set(
    path: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with running("http") as here:
        for later in range(3):
            answer = await posted(here, b"command=%2Fspott", path=path, later=later)
            assert (answer.status, answer.body) == (405 if path == "/healthz" else 404, b"")
        assert await counted(here) == [refused("path", 3)]
    (line,) = said(caplog, "bot.server.http")
    assert line == (
        "a request with a signature like Slack's came to another path: in the Slack app, "
        "every Request URL must be https://, the host of this app, and exactly /slack/events"
    )
    assert CANARY not in caplog.text


async def test_http_request_in_socket_mode_is_counted_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with running("socket mode") as here:
        assert (await posted(here, b"command=%2Fspott")).status == 404
        assert await counted(here) == [refused("path")]
    (line,) = said(caplog, "bot.server.http")
    assert line == (
        "a request with a signature like Slack's came over HTTP, but this app uses Socket Mode: "
        "turn Socket Mode on in the Slack app, or unset SLACK_APP_TOKEN"
    )


async def test_unsigned_requests_to_other_paths_leave_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    async with running("http") as here:
        for method in ("POST", "GET"):
            answer = await exchange(here.process.port, request_bytes({}, b"", method=method, path="/wp-login.php"))
            assert answer.status == 404
        assert await counted(here) == []
    assert said(caplog, "bot.server.http") == []


@pytest.fixture(autouse=True)
def _journal(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.telemetry.journal")
