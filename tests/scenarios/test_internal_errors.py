"""Internal errors and unknown requests: acknowledged, reported to the user once, and logged."""

import json
import logging
import re
from urllib.parse import urlencode

import pytest

from bot.cards import notices
from bot.listeners.ack_deadline import AckDeadlines
from bot.listeners.background import Background
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.sandbox.world import World
from bot.slack.origin import Origin
from bot.slack.replies import Replies
from tests.english import say
from tests.front_door import assert_all_accepted, settled, shown
from tests.scenarios.actions import (
    ACTS,
    ADA,
    CANARY,
    breaks,
    counted,
    journal,
    log_messages,
    look_ups,
    on_screen,
    posted,
    running,
)


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
        words = notices.of(say, "something_broke", reference=reference)["text"]
        assert told == words or json.dumps(words)[1:-1] in told
        (error,) = log_messages(caplog, "bot.listeners.background")
        assert re.fullmatch(rf"{entry} failed: reference={reference} RuntimeError at breaks:\d+ < .*", error)
        assert CANARY not in caplog.text
        assert look_ups(entry, "broke") in await counted(here)
        assert_all_accepted(here)


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
        (error,) = log_messages(caplog, "bot.listeners.background")
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
    errors = log_messages(caplog, "bot.listeners.background")
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


@pytest.fixture(autouse=True)
def _journal(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.telemetry.journal")
