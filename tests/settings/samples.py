"""Values of every setting, good and wrong."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings, SettingsError, load

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
    "SPOTT_JOB_URL": {"https://app.example.com/jobs/{vacancy_id}": "https://app.example.com/jobs/{vacancy_id}"},
    "REPLY_IN": {"channel": "channel", "private": "private"},
    "CARD_FORM": {"full": "full", "short": "short"},
    "UNFURL": {"off": "off", "button": "button", "card": "card"},
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
    "JOB_STUCK_DAYS": {"1": 1, "365": 365},
    "LANGUAGE": {"auto": "auto", "en": "en", "nl": "nl", "fr": "fr", "de": "de"},
    "PHONE_REGION": {"NL": ("NL",), "gb": ("GB",), "nl, BE  fr,nl,": ("NL", "BE", "FR")},
    "TIME_ZONE": {"UTC": "UTC", "Europe/Brussels": "Europe/Brussels", "America/Los_Angeles": "America/Los_Angeles"},
    "DATABASE_URL": {
        "none": SecretStr("none"),
        "sqlite:////var/lib/spott/log": SecretStr("sqlite:////var/lib/spott/log"),
        "postgres://me:word@db.example:5432/spott": SecretStr("postgres://me:word@db.example:5432/spott"),
        "postgresql://db.example/spott?sslmode=require": SecretStr("postgresql://db.example/spott?sslmode=require"),
    },
    "DATA_DIR": {"/var/lib/spott": Path("/var/lib/spott")},
    "LOG_RETENTION_DAYS": {"1": 1, "3650": 3_650},
    "CARDS_EXPIRE_DAYS": {"0": 0, "3650": 3_650},
    "HOST": {"127.0.0.1": "127.0.0.1", "::1": "::1", "::": "::"},
    "PORT": {"0": 0, "65535": 65_535},
    "METRICS_TOKEN": {"t0ken": SecretStr("t0ken")},
    "METRICS_PORT": {"0": 0, "65535": 65_535},
    "LOG_LEVEL": {"DEBUG": "DEBUG", "ERROR": "ERROR"},
    "LOG_FORMAT": {"json": "json", "text": "text"},
}
WRONG: dict[str, list[str]] = {
    "SLACK_BOT_TOKEN": [
        "xoxp-hunter2",
        "hunter2",
        "xoxb-hunter2 again",
        "xoxb-hunter2\nagain",
        "xoxb-hünter2",
        "xoxb-",
        "xapp-hunter2",
        "xoxe.xoxb-1-hunter2",
        "xoxb-hunter2;",
        "U0HUNTER2",
    ],
    "SLACK_SIGNING_SECRET": [
        "hunter2 hunter3",
        "hunter2\nhunter3",
        "hünter2",
        "xoxb-hunter2",
        "A0HUNTER12",
        "123.hunter2",
        "https://hunter2.example",
        "SLACK_SIGNING_SECRET=hunter2",
        "v0=hunter2",
    ],
    "SLACK_APP_TOKEN": ["xoxb-hunter2", "xapp-hunter2 again", "xapp-", "A0HUNTER12", "xapp-hunter2=", "xoxe-hunter2"],
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
    "SPOTT_API_KEY": [
        "hunter2 hunter3",
        "hunter2\rhunter3",
        "hunter2\u2028hunter3",
        "xoxb-hunter2",
        "https://hunter2.example",
        "x-api-key:hunter2",
        "SPOTT_API_KEY=hunter2",
        "Bearer-hunter2",
    ],
    "SPOTT_API_URL": ["hunter2", "http://hunter2.example"],
    "SPOTT_TIMEOUT": ["hunter2", "0", "-1", "8.1", "nan", "inf"],
    "SPOTT_APP_URL": [
        "https://hunter2.example/",
        "http://hunter2.example/{candidate_id}",
        "https://hunter2.example/{candidate_id}/{candidate_id}",
        "https://hunter2.example/{candidate_id}/{name}",
        "https://hunter2.example/{candidate_id} x",
    ],
    "SPOTT_JOB_URL": [
        "https://hunter2.example/",
        "http://hunter2.example/{vacancy_id}",
        "https://hunter2.example/{vacancy_id}/{candidate_id}",
    ],
    "REPLY_IN": ["hunter2", "CHANNEL"],
    "CARD_FORM": ["hunter2"],
    "UNFURL": ["hunter2", "on"],
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
    "JOB_STUCK_DAYS": ["hunter2", "0", "366", "1.5"],
    "LANGUAGE": ["hunter2", "EN", "en-GB", "xx"],
    "PHONE_REGION": ["hunter2", "UK", "XX", "NLD", "31", "NL,hunter2", ",", "NL;BE"],
    "TIME_ZONE": ["hunter2", "../hunter2", "Europe", "Europe/hunter2", "/etc/hunter2", "UTC+2", "+02:00"],
    "DATABASE_URL": [
        "hunter2",
        "mysql://me:hunter2@db.example/spott",
        "postgres://me:hunter2@db.example",
        "postgres://me:hunter2@db.example:port/spott",
        "sqlite:///",
        "hunter2.sqlite3",
    ],
    "DATA_DIR": [],
    "LOG_RETENTION_DAYS": ["hunter2", "0", "3651", "1.5"],
    "CARDS_EXPIRE_DAYS": ["hunter2", "-1", "3651", "1.5"],
    "HOST": ["hunter2 hunter3", "hunter2/", "[::hunter2]"],
    "PORT": ["hunter2", "-1", "65536", "1.5"],
    "METRICS_TOKEN": ["hunter2 hunter3"],
    "METRICS_PORT": ["hunter2", "-1", "65536", "1.5"],
    "LOG_LEVEL": ["hunter2", "debug", "NOTSET"],
    "LOG_FORMAT": ["hunter2", "JSON"],
}
DEFAULTS = {name.upper(): field.default for name, field in Settings.model_fields.items()}


def problems(*required: str, env_file: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(*required, env_file=env_file)
    return caught.value.problems
