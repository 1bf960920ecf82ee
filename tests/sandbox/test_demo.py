"""The demo: in any environment and on any machine, it shows a card, or says that it could not."""

import asyncio
import gc
import io
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from bot.sandbox import __main__ as command
from bot.sandbox import run
from bot.sandbox.slack.page import Suggestion
from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World, world

ROOT = Path(__file__).parents[2]
NOWHERE = "http://127.0.0.1:9"
PROXIES = {name: NOWHERE for upper in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY") for name in (upper, upper.lower())}
SETTINGS = {"SLACK_BOT_TOKEN": "hunter2", "SPOTT_API_URL": NOWHERE, "HOST": "192.0.2.1", "PORT": "hunter2"}


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the demo use this process alone, except for its logs."""
    monkeypatch.setattr("bot.telemetry.logs.configure", lambda *_: None)
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")
    before = {number: signal.getsignal(number) for number in signal.valid_signals()}
    yield
    gc.enable()
    for number, handler in before.items():
        if signal.getsignal(number) != handler:
            signal.signal(number, handler)


@pytest.mark.usefixtures("alone")
def test_demo_shows_a_card_whatever_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**PROXIES, **SETTINGS}.items():
        monkeypatch.setenv(name, value)
    out, err = io.BytesIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", err)
    assert (command.main(["--once", "--port", "0"]), err.getvalue()) == (0, "")
    sys.stdout.flush()
    assert out.getvalue().decode("ascii").splitlines()[0] == "Ada Lovelace"


class LoopWithoutSignals(asyncio.SelectorEventLoop):
    """As on Windows."""

    def add_signal_handler(self, *_: object) -> NoReturn:
        raise NotImplementedError


@pytest.mark.usefixtures("alone")
def test_demo_shows_a_card_on_a_loop_without_signals(capsys: pytest.CaptureFixture[str]) -> None:
    with asyncio.Runner(loop_factory=LoopWithoutSignals) as runner:
        assert runner.run(run.demo(once=True, port=0)) == 0
    out, err = capsys.readouterr()
    assert (out.splitlines()[0], err) == ("Ada Lovelace", "")


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the demo run in this process, and leave its signal handlers and logs alone."""
    monkeypatch.setattr("bot.server.signals.install", lambda _: None)
    monkeypatch.setattr("bot.telemetry.logs.configure", lambda *_: None)


@pytest.mark.usefixtures("inside")
async def test_demo_takes_the_form_of_cards_from_the_environment_and_not_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_text("CARD_FORM=short\nSPOTT_API_URL=nonsense\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = {}
    for form in ("", " short "):
        monkeypatch.setenv("CARD_FORM", form)
        assert await run.demo(once=True, port=0) == 0
        out, err = capsys.readouterr()
        assert err == ""
        lines[form] = len(out.splitlines())
    assert lines[" short "] < lines[""]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(("value", "seen_by"), [("channel", None), ("private", MEMBER)])
async def test_demo_answers_where_the_setting_says(
    value: str, seen_by: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds: list[World] = []

    @asynccontextmanager
    async def kept(started: AbstractAsyncContextManager[World]) -> AsyncIterator[World]:
        async with started as here:
            worlds.append(here)
            yield here

    monkeypatch.setenv("REPLY_IN", value)
    monkeypatch.setattr(run, "world", lambda **settings: kept(world(**settings)))
    assert await run.demo(once=True, port=0) == 0
    assert worlds[0].slack.posts[-1].user_visible_to == seen_by


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"CARD_FORM": "shrt"}, "CARD_FORM must be one of 'full' or 'short'"),
        ({"REPLY_IN": "public"}, "REPLY_IN must be one of 'channel' or 'private'"),
        ({"GUESTS_IN_CHANNEL": "yes"}, "GUESTS_IN_CHANNEL must be one of 'private' or 'allow'"),
        ({"ORGANISATION_IN_CHANNEL": "deny"}, "ORGANISATION_IN_CHANNEL must be one of 'private' or 'allow'"),
        (
            {"PHONE_REGION": "Netherlands"},
            "PHONE_REGION must be the two letters of a country, like NL, or of several, like NL,BE",
        ),
        ({"CARD_FROM": "short"}, "CARD_FROM in the environment is not a setting: did you mean CARD_FORM?"),
        (
            {"CARD_FORM": '"short"'},
            "CARD_FORM must be written without quotes around it; docker --env-file, for one, passes them on",
        ),
    ],
    ids=["form", "place", "guests", "organisation", "region", "misspelt", "quotes"],
)
async def test_wrong_setting_is_one_sentence_and_exit_code_2(
    environment: dict[str, str],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert await run.demo(once=True, port=0) == 2
    assert capsys.readouterr() == ("", f"{sentence}\n")


async def test_exit_code_is_the_processs(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.sandbox", "--once"),
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "SSL_CERT_FILE": os.devnull, "PYTHONPATH": str(ROOT), "CARD_FORM": "shrt"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said = await process.communicate()
    assert (process.returncode, *said) == (2, b"", b"CARD_FORM must be one of 'full' or 'short'\n")


@pytest.mark.usefixtures("inside")
async def test_notice_instead_of_a_card_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "PEOPLE", (Suggestion("c-nobody-has-this-id", ""),))
    assert await run.demo(once=True, port=0) == 1
    assert capsys.readouterr().out.strip()


@pytest.mark.usefixtures("inside")
async def test_missing_answer_is_reported_as_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "_CARD_SECONDS", 0.0)
    assert await run.demo(once=True, port=0) == 1
    assert capsys.readouterr().err == "The demo got no answer: see the lines above.\n"
