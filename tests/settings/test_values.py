"""Every setting: what it accepts and refuses, without showing a secret."""

import re

import pytest
from pydantic import SecretStr

from bot.settings import Settings, load, load_to_serve
from tests.settings.samples import DEFAULTS, GOOD, NAMES, REQUIRED, WRONG, problems


def test_every_setting_is_tested() -> None:
    assert GOOD.keys() == WRONG.keys() == set(NAMES)


@pytest.mark.parametrize("value", [None, "", " \t\r\n "], ids=["absent", "empty", "blank"])
def test_absent_empty_and_blank_mean_the_default(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES if value is not None else ():
        monkeypatch.setenv(name, str(value))
    values = load(env_file=None)
    assert {name: getattr(values, name.lower()) for name in NAMES} == DEFAULTS


@pytest.mark.parametrize("name", NAMES)
def test_valid_value_is_accepted_with_surrounding_space(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, value in GOOD[name].items():
        for around in ("{}", " \t{}\r\n"):
            monkeypatch.setenv(name, around.format(text))
            assert getattr(load(env_file=None), name.lower()) == value, text


@pytest.mark.parametrize("name", sorted(name for name in NAMES if WRONG[name]))
def test_invalid_value_is_one_sentence_that_names_the_setting_only(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in WRONG[name]:
        monkeypatch.setenv(name, text)
        (problem,) = problems()
        assert re.fullmatch(rf"{name} (must|is|holds) [^\n]+", problem), text
        assert not re.search("hunter|hünter", problem), text


def test_socket_mode_listens_on_loopback_by_default() -> None:
    token = SecretStr("xapp-1")
    assert Settings().listens_on == "0.0.0.0"
    assert Settings(slack_app_token=token).listens_on == "127.0.0.1"
    assert Settings(slack_app_token=token, host="0.0.0.0").listens_on == "0.0.0.0"
    assert Settings(host="10.0.0.1").listens_on == "10.0.0.1"


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**REQUIRED, "SLACK_APP_TOKEN": "xapp-hunter2", "METRICS_TOKEN": "hunter2"}.items():
        monkeypatch.setenv(name, value)
    values = load_to_serve(env_file=None)
    shown = f"{values!r} {values} {values.model_dump()} {values.model_dump_json()}"
    assert not any(secret in shown for secret in ("xoxb-1-good", "0123456789abcdef", "a-key-of-spott", "hunter2"))


PLACEHOLDERS = [
    "your-key",
    "key-here",
    "<key>",
    "xxxxxxxx",
    "xxx-xxx",
    "****",
    "abc...",
    "$KEY",
    "${KEY}",
    "%KEY%",
    "{{key}}",
    "change-me",
]


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SPOTT_API_KEY"])
def test_example_value_is_not_accepted_as_a_secret(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prefix = {"SLACK_BOT_TOKEN": "xoxb-1-", "SLACK_APP_TOKEN": "xapp-1-"}.get(name, "")
    for text in PLACEHOLDERS:
        monkeypatch.setenv(name, prefix + text)
        (problem,) = problems()
        assert problem.startswith(f"{name} must be "), text


@pytest.mark.parametrize("name", NAMES)
def test_quotes_around_a_value_are_reported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    why = "must be written without quotes around it; docker --env-file, for one, passes them on"
    text = next(iter(GOOD[name]))
    for quoted in (f'"{text}"', f"'{text}'", f" '{text}'\n"):
        monkeypatch.setenv(name, quoted)
        assert problems() == (f"{name} {why}",)


@pytest.mark.parametrize("name", ["SLACK_SIGNING_SECRET", "SPOTT_API_KEY", "METRICS_TOKEN"])
def test_secret_with_a_quote_at_either_end_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ('"abc123', "abc123'", "`abc123`", "“abc123”", "‘abc123’"):
        monkeypatch.setenv(name, text)
        (problem,) = problems()
        assert problem.startswith(f"{name} must be "), text


@pytest.mark.parametrize(
    "key",
    ["aBc-1_2.3~4/5+6==", "sk_live_0123", "0b1e4a6e-3b1f-4a8e-9d2c-7f6a5b4c3d2e", "aXxXxb1", "ab_cd==", "eyJ.a.b"],
)
def test_spott_key_may_have_any_form(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPOTT_API_KEY", key)
    assert load(env_file=None).spott_api_key == SecretStr(key)
