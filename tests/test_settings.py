"""Every setting: what it accepts and refuses, and that all problems are reported at once without showing a secret."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Http, ServingSettings, Settings, SettingsError, SocketMode, load, load_to_serve

ROOT = Path(__file__).parents[1]
NAMES = [name.upper() for name in Settings.model_fields]
REQUIRED = {
    "SLACK_BOT_TOKEN": "xoxb-1-good",
    "SLACK_SIGNING_SECRET": "0123456789abcdef",
    "SPOTT_API_KEY": "a-key-of-spott",
}

GOOD: dict[str, dict[str, object]] = {
    "SLACK_BOT_TOKEN": {"xoxb-1-A": SecretStr("xoxb-1-A")},
    "SLACK_SIGNING_SECRET": {"abc123": SecretStr("abc123")},
    "SLACK_APP_TOKEN": {"xapp-1-A": SecretStr("xapp-1-A")},
    "SLACK_API_URL": {
        "https://slack.example.com/api/": "https://slack.example.com/api",
        "http://127.0.0.1:9/api": "http://127.0.0.1:9/api",
        "http://localhost:9": "http://localhost:9",
    },
    "SPOTT_API_KEY": {"k": SecretStr("k")},
    "SPOTT_API_URL": {"https://spott.example.com": "https://spott.example.com"},
    "SPOTT_TIMEOUT": {"0.5": 0.5, "8": 8.0},
    "SPOTT_APP_URL": {"https://app.example.com/people/{candidate_id}": "https://app.example.com/people/{candidate_id}"},
    "REPLY_IN": {"channel": "channel", "private": "private"},
    "CARD_FORM": {"full": "full", "short": "short"},
    "ALLOWED_USERS": {
        "U012AB": frozenset({"U012AB"}),
        "U012AB, W345CD": frozenset({"U012AB", "W345CD"}),
        " U012AB,,U1XX\nU2XX ": frozenset({"U012AB", "U1XX", "U2XX"}),
    },
    "ALLOWED_USER_GROUPS": {"S012AB": frozenset({"S012AB"})},
    "ALLOWED_CHANNELS": {"C012AB,G012AB": frozenset({"C012AB", "G012AB"})},
    "ADMINS": {"U012AB": frozenset({"U012AB"})},
    "GUESTS_IN_CHANNEL": {"private": "private", "allow": "allow"},
    "ORGANISATION_IN_CHANNEL": {"private": "private", "allow": "allow"},
    "LOOKUPS_PER_PERSON": {"1,1": (1, 1), " 60 , 500 ": (60, 500), "999999,999999": (999_999, 999_999)},
    "SPOTT_CALLS_PER_MINUTE": {"1": 1, "600": 600},
    "CACHE_SECONDS": {"0": 0.0, "60": 60.0},
    "DETAILS_ATTRIBUTES": {
        "Habits": frozenset({"Habits"}),
        "Habits, Notice period,": frozenset({"Habits", "Notice period"}),
    },
    "PHONE_REGION": {"NL": ("NL",), "gb": ("GB",), "nl, BE  fr,nl,": ("NL", "BE", "FR")},
    "HOST": {"127.0.0.1": "127.0.0.1", "::1": "::1"},
    "PORT": {"0": 0, "65535": 65_535},
    "METRICS_TOKEN": {"t0ken": SecretStr("t0ken")},
    "METRICS_PORT": {"0": 0, "65535": 65_535},
    "LOG_LEVEL": {"DEBUG": "DEBUG", "ERROR": "ERROR"},
    "LOG_FORMAT": {"json": "json", "text": "text"},
}
WRONG: dict[str, list[str]] = {
    "SLACK_BOT_TOKEN": ["xoxp-hunter2", "hunter2", "xoxb-hunter2 again", "xoxb-hunter2\nagain", "xoxb-hünter2"],
    "SLACK_SIGNING_SECRET": ["hunter2 hunter3", "hunter2\nhunter3", "hünter2"],
    "SLACK_APP_TOKEN": ["xoxb-hunter2", "xapp-hunter2 again"],
    "SLACK_API_URL": [
        "slack.hunter2.example",
        "http://hunter2.example",
        "https://me:hunter2@slack.example",
        "https://slack.example/?q=hunter2",
        "ftp://hunter2.example",
        "https://",
        "https://[hunter2",
        "https://slack.example:hunter2",
    ],
    "SPOTT_API_KEY": ["hunter2 hunter3", "hunter2\rhunter3", "hunter2\u2028hunter3"],
    "SPOTT_API_URL": ["hunter2", "http://hunter2.example"],
    "SPOTT_TIMEOUT": ["hunter2", "0", "-1", "8.1", "nan", "inf"],
    "SPOTT_APP_URL": [
        "https://hunter2.example/",
        "http://hunter2.example/{candidate_id}",
        "https://hunter2.example/{candidate_id}/{candidate_id}",
        "https://hunter2.example/{candidate_id}/{name}",
        "https://hunter2.example/{candidate_id} x",
    ],
    "REPLY_IN": ["hunter2", "CHANNEL"],
    "CARD_FORM": ["hunter2"],
    "ALLOWED_USERS": ["hunter2", "U012AB hunter2", "C012AB", "u012ab", "U1"],
    "ALLOWED_USER_GROUPS": ["hunter2", "U012AB", "@hunter2"],
    "ALLOWED_CHANNELS": ["#hunter2", "D012AB", "U012AB"],
    "ADMINS": ["hunter2", "S012AB"],
    "GUESTS_IN_CHANNEL": ["hunter2", "public"],
    "ORGANISATION_IN_CHANNEL": ["hunter2", "public"],
    "LOOKUPS_PER_PERSON": ["hunter2", "60", "60,500,1", "0,500", "60,0", "-1,5", "1.5,2", "1000000,1"],
    "SPOTT_CALLS_PER_MINUTE": ["hunter2", "0", "-1", "1.5"],
    "CACHE_SECONDS": ["hunter2", "-1", "61", "nan"],
    "DETAILS_ATTRIBUTES": [],
    "PHONE_REGION": ["hunter2", "UK", "XX", "NLD", "31", "NL,hunter2", ",", "NL;BE"],
    "HOST": ["hunter2 hunter3", "hunter2/"],
    "PORT": ["hunter2", "-1", "65536", "1.5"],
    "METRICS_TOKEN": ["hunter2 hunter3"],
    "METRICS_PORT": ["hunter2", "-1", "65536", "1.5"],
    "LOG_LEVEL": ["hunter2", "debug", "NOTSET"],
    "LOG_FORMAT": ["hunter2", "JSON"],
}
DEFAULTS = {name.upper(): field.default for name, field in Settings.model_fields.items()}


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def problems(*required: str, env_file: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(*required, env_file=env_file)
    return caught.value.problems


def test_every_setting_is_tested_here() -> None:
    assert GOOD.keys() == WRONG.keys() == set(NAMES)


@pytest.mark.parametrize("value", [None, "", " \t\r\n "], ids=["absent", "empty", "blank"])
def test_absent_empty_and_blank_are_the_default(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES if value is not None else ():
        monkeypatch.setenv(name, str(value))
    values = load(env_file=None)
    assert {name: getattr(values, name.lower()) for name in NAMES} == DEFAULTS


@pytest.mark.parametrize("name", NAMES)
def test_a_good_value_is_taken_whatever_space_is_around_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, value in GOOD[name].items():
        for around in ("{}", " \t{}\r\n"):
            monkeypatch.setenv(name, around.format(text))
            assert getattr(load(env_file=None), name.lower()) == value, text


@pytest.mark.parametrize("name", sorted(name for name in NAMES if WRONG[name]))
def test_a_wrong_value_is_one_sentence_that_names_the_setting_and_not_the_value(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in WRONG[name]:
        monkeypatch.setenv(name, text)
        (problem,) = problems()
        assert re.fullmatch(rf"{name} (must|is|holds) [^\n]+", problem), text
        assert not re.search("hunter|hünter", problem), text


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    can_be_wrong = sorted(name for name in NAMES if WRONG[name])
    for name in can_be_wrong:
        monkeypatch.setenv(name, WRONG[name][0])
    told = problems("slack_bot_token", "slack_signing_secret", "spott_api_key")
    assert sorted(problem.split()[0] for problem in told) == can_be_wrong
    assert "hunter" not in "\n".join(told)


def test_what_is_missing_is_told_beside_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "hunter2")
    told = problems("slack_bot_token", "slack_signing_secret", "spott_api_key")
    assert [problem.split()[0] for problem in told] == [
        "PORT",
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SPOTT_API_KEY",
    ]


@pytest.mark.parametrize("missing", REQUIRED)
def test_each_that_is_required_is_missed(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in REQUIRED.items():
        if name != missing:
            monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_to_serve(env_file=None)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{missing} is missing: ")


def test_with_an_app_token_no_signing_secret_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
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
def test_what_serves_has_its_tokens_and_one_transport(
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
def test_without_a_token_nothing_can_be_served(lacks: str) -> None:
    given = {"slack_bot_token": "xoxb-1", "spott_api_key": "k", "slack_signing_secret": "abc123"}
    ServingSettings.model_validate(given)
    with pytest.raises(ValidationError):
        ServingSettings.model_validate({name: value for name, value in given.items() if name != lacks})


def test_with_socket_mode_nobody_outside_is_listened_to_unless_wanted() -> None:
    token = SecretStr("xapp-1")
    assert Settings().listens_on == "0.0.0.0"
    assert Settings(slack_app_token=token).listens_on == "127.0.0.1"
    assert Settings(slack_app_token=token, host="0.0.0.0").listens_on == "0.0.0.0"
    assert Settings(host="10.0.0.1").listens_on == "10.0.0.1"


def test_a_secret_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**REQUIRED, "SLACK_APP_TOKEN": "xapp-hunter2", "METRICS_TOKEN": "hunter2"}.items():
        monkeypatch.setenv(name, value)
    values = load_to_serve(env_file=None)
    shown = f"{values!r} {values} {values.model_dump()} {values.model_dump_json()}"
    assert not any(secret in shown for secret in ("xoxb-1-good", "0123456789abcdef", "a-key-of-spott", "hunter2"))


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nHOST=127.0.0.1\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "5000")
    values = load(env_file=tmp_path / ".env")
    assert (values.port, values.host) == (5_000, "127.0.0.1")


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
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
                "ALLOWED_CHANNEL in .env is no setting: did you mean ALLOWED_CHANNELS?",
                "slack_signin_secret in .env is no setting: did you mean SLACK_SIGNING_SECRET?",
            ],
        ),
    ],
)
def test_what_a_file_holds_in_vain_is_told(tmp_path: Path, text: str, told: list[str]) -> None:
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    assert list(problems(env_file=tmp_path / ".env")) == told


def test_a_file_may_hold_what_other_programs_want(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# mine\nexport COMPOSE_PROJECT_NAME=spott\nPORT=5000\nSLACK\n", encoding="utf-8")
    assert load(env_file=tmp_path / ".env").port == 5_000


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    (problem,) = problems(env_file=tmp_path / ".env")
    assert problem == ".env cannot be read (Is a directory): make it a file that this user may read"


def test_wrong_settings_end_the_process_at_once_with_code_2(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    environment |= {"PYTHONPATH": str(ROOT), "PORT": "hunter2", "SLACK_BOT_TOKEN": "hunter2"}
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bot"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    took = time.monotonic() - started
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split()[0] for line in done.stderr.splitlines()] == [
        "SLACK_BOT_TOKEN",
        "PORT",
        "SLACK_SIGNING_SECRET",
        "SPOTT_API_KEY",
        "See",
    ]
    assert "hunter" not in done.stderr
    assert took < 3


@pytest.mark.parametrize(
    ("module", "spared"),
    [
        ("bot.cli.main", {"aiohttp", "bot.sandbox", "httpx", "slack_bolt"}),
        (
            "bot.server.process",
            {"bot.cli.check", "bot.sandbox", "bot.server.socket_mode", "bot.cli.lookup", "phonenumbers"},
        ),
    ],
    ids=["settings are read", "HTTP is served"],
)
def test_what_is_not_needed_is_not_loaded(module: str, spared: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert module in done.stdout.split()
    assert spared & set(done.stdout.split()) == set()


def example() -> dict[str, str]:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", text, re.MULTILINE))


def test_the_example_names_every_setting_and_no_other() -> None:
    assert sorted(example()) == sorted(NAMES)


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("\n".join(f"{name}={value}" for name, value in example().items()), encoding="utf-8")
    assert load(env_file=file).model_dump() == Settings().model_dump()


def test_the_readme_names_every_setting_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("\n## Settings\n")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\|([^|]+)\|", section, re.MULTILINE)
    assert sorted(re.findall(r"`([A-Z_]+)`", "".join(first_cells))) == sorted(NAMES)
