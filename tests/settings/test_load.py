"""How settings are read, and that all problems are reported at once."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Http, ServingSettings, SettingsError, SocketMode, load, load_to_serve
from tests.settings.samples import NAMES, REQUIRED, WRONG, problems

ROOT = Path(__file__).parents[2]


def test_all_problems_are_reported_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    can_be_wrong = sorted(name for name in NAMES if WRONG[name])
    for name in can_be_wrong:
        monkeypatch.setenv(name, WRONG[name][0])
    told = problems("slack_bot_token", "slack_signing_secret", "spott_api_key")
    assert sorted(problem.split()[0] for problem in told) == can_be_wrong
    assert "hunter" not in "\n".join(told)


def test_missing_and_invalid_settings_are_reported_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "hunter2")
    told = problems("slack_bot_token", "slack_signing_secret", "spott_api_key")
    assert [problem.split()[0] for problem in told] == [
        "PORT",
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SPOTT_API_KEY",
    ]


@pytest.mark.parametrize("missing", REQUIRED)
def test_each_required_setting_is_reported_as_missing(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in REQUIRED.items():
        if name != missing:
            monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_to_serve(env_file=None)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{missing} is missing: ")


def test_signing_secret_is_optional_with_an_app_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SPOTT_API_KEY", "k")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    assert load_to_serve(env_file=None).socket_mode


@pytest.mark.parametrize(
    ("given", "transport"),
    [
        ({"slack_signing_secret": "abc123"}, Http("abc123")),
        ({"slack_app_token": "xapp-1"}, SocketMode("xapp-1")),
        ({"slack_signing_secret": "abc123", "slack_app_token": "xapp-1"}, SocketMode("xapp-1")),
    ],
    ids=["HTTP", "Socket Mode", "both"],
)
def test_serving_settings_have_tokens_and_one_transport(
    given: dict[str, str], transport: Http | SocketMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"slack_bot_token": "xoxb-1", "spott_api_key": "k", **given}.items():
        monkeypatch.setenv(name.upper(), value)
    values = load_to_serve(env_file=None)
    assert (values.slack_bot_token, values.spott_api_key) == (SecretStr("xoxb-1"), SecretStr("k"))
    assert values.transport == transport
    # As if they were given in code, which checks all of them once more.
    assert ServingSettings.model_validate(dict(values)) == values


@pytest.mark.parametrize("lacks", ["slack_bot_token", "spott_api_key", "slack_signing_secret"])
def test_serving_requires_a_token(lacks: str) -> None:
    given = {"slack_bot_token": "xoxb-1", "spott_api_key": "k", "slack_signing_secret": "abc123"}
    ServingSettings.model_validate(given)
    with pytest.raises(ValidationError):
        ServingSettings.model_validate({name: value for name, value in given.items() if name != lacks})


def test_environment_overrides_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nHOST=127.0.0.1\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "5000")
    values = load(env_file=tmp_path / ".env")
    assert (values.port, values.host) == (5_000, "127.0.0.1")


def test_file_in_another_encoding_is_reported(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("SPOTT_API_KEY=hünter2\n".encode("utf-16"))
    (problem,) = problems(env_file=tmp_path / ".env")
    assert "UTF-8" in problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("PORT=1\nhunter2 hunter3\n", [".env cannot be read at line 2: write NAME=value there"]),
        ("SPOTT_API_KEY='hunter2\n", [".env cannot be read at line 1: write NAME=value there"]),
        (
            "ALLOWED_CHANNEL=hunter2\nslack_signin_secret=hunter2\n",
            [
                "ALLOWED_CHANNEL in .env is not a setting: did you mean ALLOWED_CHANNELS?",
                "slack_signin_secret in .env is not a setting: did you mean SLACK_SIGNING_SECRET?",
            ],
        ),
    ],
)
def test_unknown_settings_in_the_file_are_reported(tmp_path: Path, text: str, told: list[str]) -> None:
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    assert list(problems(env_file=tmp_path / ".env")) == told


def test_file_may_contain_settings_of_other_programs(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# mine\nexport COMPOSE_PROJECT_NAME=spott\nPORT=5000\nSLACK\n", encoding="utf-8")
    assert load(env_file=tmp_path / ".env").port == 5_000


def test_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    (problem,) = problems(env_file=tmp_path / ".env")
    assert problem == ".env cannot be read (Is a directory): make it a file that this user may read"


def test_wrong_settings_end_the_process_with_code_2(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    environment |= {"PYTHONPATH": str(ROOT), "PORT": "hunter2", "SLACK_BOT_TOKEN": "hunter2"}
    done = subprocess.run(
        [sys.executable, "-m", "bot"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split()[0] for line in done.stderr.splitlines()] == [
        "SLACK_BOT_TOKEN",
        "PORT",
        "SLACK_SIGNING_SECRET",
        "SPOTT_API_KEY",
        "See",
    ]
    assert "hunter" not in done.stderr


MISSPELT = {
    "CARD_FROM": "CARD_FORM",
    "PROT": "PORT",
    "HSOT": "HOST",
    "PORT_": None,
    "LOG_LEVLE": "LOG_LEVEL",
    "LOGLEVEL": "LOG_LEVEL",
    "REPLY_ON": "REPLY_IN",
    "SLACK_SIGNIN_SECRET": "SLACK_SIGNING_SECRET",
    "SLACK_SINGING_SECRET": "SLACK_SIGNING_SECRET",
    "SALCK_SIGNIN_SECRET": "SLACK_SIGNING_SECRET",
    "SLACK_BOTTOKEN": "SLACK_BOT_TOKEN",
    "SPOTT_APIKEY": "SPOTT_API_KEY",
    "SPOT_API_KEY": "SPOTT_API_KEY",
    "SPOTT_API_KEYS": "SPOTT_API_KEY",
    "ALLOWED_CHANELS": "ALLOWED_CHANNELS",
    "ALOWED_CHANNEL": "ALLOWED_CHANNELS",
    "ORGANIZATION_IN_CHANNEL": "ORGANISATION_IN_CHANNEL",
    "LOOKUP_PER_PERSON": "LOOKUPS_PER_PERSON",
    "POST": None,
    "HOSTS": None,
    "HOSTNAME": None,
    "ADMIN": None,
    "SLACK_TOKEN": None,
    "SPOTT_URL": None,
    "NO_PROXY": None,
    "LOG_FILE": None,
}


@pytest.mark.parametrize("written", [str.upper, str.lower], ids=["capitals", "small"])
def test_misspelt_name_in_the_environment_is_reported(
    written: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in MISSPELT:
        monkeypatch.setenv(written(name), "hunter2")
    assert sorted(problems()) == sorted(
        f"{written(name)} in the environment is not a setting: did you mean {meant}?"
        for name, meant in MISSPELT.items()
        if meant is not None
    )


def test_misspelt_setting_is_not_reported_as_missing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**REQUIRED, "SPOTT_APIKEY": "k"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SPOTT_API_KEY")
    told = "SPOTT_APIKEY in the environment is not a setting: did you mean SPOTT_API_KEY?"
    assert problems("spott_api_key") == (told,)


def test_problems_of_every_kind_are_reported_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("hunter2 hunter3\nADMIN=hunter2\nPORT=hunter2\n", encoding="utf-8")
    monkeypatch.setenv("CARD_FROM", "hunter2")
    monkeypatch.setenv("REPLY_IN", "hunter2")
    monkeypatch.setenv("HTTPS_PROXY", "socks5://hunter2:1080")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "'hunter2'")
    assert problems("slack_signing_secret", "spott_api_key", env_file=tmp_path / ".env") == (
        ".env cannot be read at line 1: write NAME=value there",
        "ADMIN in .env is not a setting: did you mean ADMINS?",
        "CARD_FROM in the environment is not a setting: did you mean CARD_FORM?",
        "HTTPS_PROXY must be the address of an HTTP proxy, like http://proxy.example.com:3128",
        "SLACK_SIGNING_SECRET must be written without quotes around it; docker --env-file, for one, passes them on",
        "REPLY_IN must be one of 'channel' or 'private'",
        "PORT must be a valid integer",
        "SPOTT_API_KEY is missing: set the API key (Spott: Settings, API Keys)",
    )


def test_unreadable_file_may_contain_the_missing_settings(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    (problem,) = problems("slack_bot_token", "spott_api_key", env_file=tmp_path / ".env")
    assert problem.startswith(".env cannot be read")
