"""The command line, as `python -m bot` calls it: what it prints, and its exit codes."""

import asyncio
import json
import socket
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox.world import API_KEY, World
from bot.settings import Settings
from bot.telemetry import logs

NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    # It would remove pytest's own handlers.
    monkeypatch.setattr(logs, "configure", lambda *_: None)


@pytest.fixture
def settings(over_http: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", over_http.slack.bot_token)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", over_http.slack.signing_secret)
    monkeypatch.setenv("SLACK_API_URL", over_http.slack.api_url)
    monkeypatch.setenv("SPOTT_API_KEY", API_KEY)
    monkeypatch.setenv("SPOTT_API_URL", over_http.spott.url)
    monkeypatch.setenv("DATABASE_URL", "none")


async def called(*words: str) -> int:
    """Run a command in its own event loop, beside the one of the local Slack and Spott."""
    return await asyncio.to_thread(main.main, words)


@pytest.mark.usefixtures("settings")
async def test_lookup_prints_the_card(capsys: pytest.CaptureFixture[str]) -> None:
    assert await called("lookup", "c-no-roles") == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[:3] == ["Sam Taylor", "No open applications", "⚠️ No next task"]
    assert printed.err == ""


@pytest.mark.usefixtures("settings")
async def test_lookup_prints_the_payload_with_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert await called("lookup", "--json", "c-no-roles") == 0
    assert json.loads(capsys.readouterr().out)["blocks"][0]["elements"][0]["elements"][0]["text"] == "Sam Taylor"


@pytest.mark.usefixtures("settings")
async def test_lookup_of_an_unknown_person_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert await called("lookup", "c-404") == main.EXIT_FAILED
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("settings")
async def test_check_succeeds_when_everything_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert await called("check") == 0
    assert [line[:5] for line in capsys.readouterr().out.splitlines()] == ["ok   "] * 4 + ["off  "]


@pytest.mark.usefixtures("settings")
async def test_check_fails_when_one_thing_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPOTT_API_KEY", "another")
    assert await called("check") == main.EXIT_FAILED
    assert [line[:5] for line in capsys.readouterr().out.splitlines()] == ["ok   ", "ok   ", "ok   ", "WRONG", "off  "]


@pytest.mark.parametrize("words", [[], ["run"], ["check"]], ids=["nothing", "run", "check"])
def test_missing_settings_are_reported_first(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(words) == main.EXIT_SETTINGS
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.err.splitlines()] == [
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SPOTT_API_KEY",
        "See",
    ]
    assert told.out == ""


def test_taken_port_is_reported(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for name, value in {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
            "SLACK_API_URL": NOBODY_LISTENS,
            "SPOTT_API_KEY": API_KEY,
            "SPOTT_API_URL": NOBODY_LISTENS,
            "HOST": "127.0.0.1",
            "PORT": port,
        }.items():
            monkeypatch.setenv(name, value)
        assert main.main(["run"]) == main.EXIT_FAILED
    told = capsys.readouterr().err
    assert told.startswith(f"Cannot listen on HOST 127.0.0.1, PORT {port} (")
    assert told.count("\n") == 1


def test_ctrl_c_is_not_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.settings.load_to_look_up", stopped)
    assert main.main(["lookup", "c-no-roles"]) == 0
