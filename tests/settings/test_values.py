"""Every setting: what it accepts and refuses, without showing a secret."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

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


def rows(values: Mapping[str, Iterable[str]]) -> Iterator[dict[str, str]]:
    """The first value of every setting, then the second of those that have one, and so on."""
    for row in zip_longest(*values.values()):
        yield {name: text for name, text in zip(values, row, strict=True) if text is not None}


def test_valid_value_is_accepted_with_surrounding_space() -> None:
    for row in rows(GOOD):
        expected = DEFAULTS | {name: GOOD[name][text] for name, text in row.items()}
        for around in ("{}", " \t{}\r\n"):
            with pytest.MonkeyPatch.context() as patch:
                for name, text in row.items():
                    patch.setenv(name, around.format(text))
                values = load(env_file=None)
            assert {name: getattr(values, name.lower()) for name in NAMES} == expected


def problems_of(row: Mapping[str, str]) -> dict[str, str]:
    """The one problem with each of these settings, without its name."""
    with pytest.MonkeyPatch.context() as patch:
        for name, text in row.items():
            patch.setenv(name, text)
        found = [(name, sentence) for name, _, sentence in (problem.partition(" ") for problem in problems())]
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def test_invalid_value_is_one_sentence_that_names_the_setting_only() -> None:
    for row in rows(WRONG):
        found = problems_of(row)
        assert {name: row[name] for name in row.keys() - found.keys()} == {}
        for name, sentence in found.items():
            assert re.fullmatch(r"(must|is|holds) [^\n]+", sentence), row[name]
            assert not re.search("hunter|hünter", sentence), row[name]


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


def test_example_value_is_not_accepted_as_a_secret() -> None:
    prefixes = {
        "SLACK_BOT_TOKEN": "xoxb-1-",
        "SLACK_APP_TOKEN": "xapp-1-",
        "SLACK_SIGNING_SECRET": "",
        "SPOTT_API_KEY": "",
    }
    for text in PLACEHOLDERS:
        found = problems_of({name: prefix + text for name, prefix in prefixes.items()})
        assert {name: sentence[:8] for name, sentence in found.items()} == dict.fromkeys(prefixes, "must be "), text


def test_quotes_around_a_value_are_reported() -> None:
    why = "must be written without quotes around it; docker --env-file, for one, passes them on"
    for quoted in ('"{}"', "'{}'", " '{}'\n"):
        assert problems_of({name: quoted.format(next(iter(GOOD[name]))) for name in NAMES}) == dict.fromkeys(NAMES, why)


def test_secret_with_a_quote_at_either_end_is_refused() -> None:
    names = ("SLACK_SIGNING_SECRET", "SPOTT_API_KEY", "METRICS_TOKEN")
    for text in ('"abc123', "abc123'", "`abc123`", "“abc123”", "‘abc123’"):
        found = problems_of(dict.fromkeys(names, text))
        assert {name: sentence[:8] for name, sentence in found.items()} == dict.fromkeys(names, "must be "), text


@pytest.mark.parametrize(
    "key",
    ["aBc-1_2.3~4/5+6==", "sk_live_0123", "0b1e4a6e-3b1f-4a8e-9d2c-7f6a5b4c3d2e", "aXxXxb1", "ab_cd==", "eyJ.a.b"],
)
def test_spott_key_may_have_any_form(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPOTT_API_KEY", key)
    assert load(env_file=None).spott_api_key == SecretStr(key)
