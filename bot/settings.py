"""Every setting in one frozen model, read from the environment and `.env` before anything heavy is imported.

A new setting goes here, into `.env.example` and into the README; a test compares the three.
"""

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

_NOT_IN_A_PAGE = re.compile(r"[{}\s<>|]")
_ONE_WORD = re.compile(r"[\x21-\x7e]+")
_BETWEEN_WORDS = re.compile(r"[\s,]+")
_AN_ID = re.compile(r"[A-Z][A-Z0-9]{2,20}")
_LIMITS = re.compile(r"[1-9][0-9]{0,5}\s*,\s*[1-9][0-9]{0,5}")
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")


class SettingsError(Exception):
    """Settings that cannot be used.

    `problems` contains one sentence per problem, with the setting's name and what to do, but never a value.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def _is_local(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}


def _service_url(value: str) -> str:
    try:
        url = urlsplit(value)
        host, _ = url.hostname or "", url.port
    except ValueError:
        raise ValueError("is not a URL; write it like https://api.example.com") from None
    if url.scheme not in {"https", "http"} or not host or url.username or url.query or url.fragment:
        raise ValueError("is not a plain URL; write it like https://api.example.com")
    if url.scheme == "http" and not _is_local(host):
        raise ValueError("must start with https:// (http:// is taken for this machine only)")
    return value.rstrip("/")


def _person_page(value: str) -> str:
    if not value.startswith("https://") or value.count("{candidate_id}") != 1:
        raise ValueError("must be an https:// URL that holds {candidate_id} once")
    if _NOT_IN_A_PAGE.search(value.replace("{candidate_id}", "")):
        raise ValueError("must be a URL without spaces, < > | or other braces than {candidate_id}")
    return value


def _shaped(prefix: str, where: str) -> AfterValidator:
    """A secret that starts with `prefix`; error messages do not show it."""

    def check(value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if not text.startswith(prefix) or not _ONE_WORD.fullmatch(text):
            raise ValueError(f"must be one word that starts with {prefix} ({where})")
        return value

    return AfterValidator(check)


def _one_word(value: SecretStr) -> SecretStr:
    if not _ONE_WORD.fullmatch(value.get_secret_value()):
        raise ValueError("must be one word of ASCII characters; copy it again, without spaces or line breaks")
    return value


def _words(value: object) -> object:
    return [word for word in _BETWEEN_WORDS.split(value) if word] if isinstance(value, str) else value


def _labels(value: object) -> object:
    return [label.strip() for label in value.split(",") if label.strip()] if isinstance(value, str) else value


def _ids(letters: str, what: str) -> AfterValidator:
    """Slack ids of one kind."""

    def check(value: frozenset[str]) -> frozenset[str]:
        if not all(word[:1] in letters and _AN_ID.fullmatch(word) for word in value):
            raise ValueError(f"must list {what} ids that start with {' or '.join(letters)}, with commas between them")
        return value

    return AfterValidator(check)


def _two_limits(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _LIMITS.fullmatch(value):
        raise ValueError("must be two numbers, a minute and a day, like 60,500")
    return [int(number) for number in value.split(",")]


def _regions(value: object) -> object:
    from bot.people import phones  # noqa: PLC0415 - most leave it unset

    if not isinstance(value, str):
        return value
    codes = [word.upper() for word in _BETWEEN_WORDS.split(value) if word]
    if not codes or not all(map(phones.is_region, codes)):
        raise ValueError("must be the two letters of a country, like NL, or of several, like NL,BE")
    return tuple(dict.fromkeys(codes))


def _address(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError("must be an address of this machine, like 0.0.0.0 or 127.0.0.1")
    return value


Words = Annotated[frozenset[str], BeforeValidator(_words)]
ServiceUrl = Annotated[str, AfterValidator(_service_url)]
Word = Annotated[SecretStr, AfterValidator(_one_word)]

BOT_TOKEN_PAGE = "Slack app page: OAuth & Permissions"  # noqa: S105 - the name of a page
APP_TOKEN_PAGE = "Slack app page: Basic Information, App-Level Tokens"  # noqa: S105 - the name of a page

BotToken = Annotated[SecretStr, _shaped("xoxb-", BOT_TOKEN_PAGE)]


class Settings(BaseModel):
    """The settings: read from the environment with `load`, or created directly by the demo and the tests."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _strip(cls, values: dict[str, object]) -> dict[str, object]:
        """Strip spaces and line breaks, which get in when values are copied; an empty value counts as not set."""
        stripped = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        return {name: value for name, value in stripped.items() if value != ""}

    slack_bot_token: BotToken | None = None
    slack_signing_secret: Word | None = None
    slack_app_token: Annotated[SecretStr, _shaped("xapp-", APP_TOKEN_PAGE)] | None = None
    slack_api_url: ServiceUrl = "https://slack.com/api"
    spott_api_key: Word | None = None
    spott_api_url: ServiceUrl = "https://api.gospott.com"
    spott_timeout: Annotated[float, Field(gt=0, le=8)] = 8.0
    spott_app_url: Annotated[str, AfterValidator(_person_page)] | None = None
    reply_in: Literal["channel", "private"] = "channel"
    card_form: Literal["full", "short"] = "full"
    details_attributes: Annotated[frozenset[str], BeforeValidator(_labels)] = frozenset()
    phone_region: Annotated[tuple[str, ...], BeforeValidator(_regions)] = ()
    allowed_users: Annotated[Words, _ids("UW", "user")] = frozenset()
    allowed_user_groups: Annotated[Words, _ids("S", "user group")] = frozenset()
    allowed_channels: Annotated[Words, _ids("CG", "channel")] = frozenset()
    admins: Annotated[Words, _ids("UW", "user")] = frozenset()
    guests_in_channel: Literal["private", "allow"] = "private"
    organisation_in_channel: Literal["private", "allow"] = "private"
    lookups_per_person: Annotated[tuple[int, int], BeforeValidator(_two_limits)] = (60, 500)
    spott_calls_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 600
    cache_seconds: Annotated[float, Field(ge=0, le=60)] = 60.0
    host: Annotated[str, AfterValidator(_address)] | None = None
    port: Annotated[int, Field(ge=0, le=65_535)] = 3000
    metrics_token: Word | None = None
    metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 9464
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @property
    def socket_mode(self) -> bool:
        """Whether to use Socket Mode (an app token is set) rather than HTTP."""
        return self.slack_app_token is not None

    @property
    def listens_on(self) -> str:
        """HOST, or its default: all interfaces for HTTP, as platforms expect, and 127.0.0.1 with Socket Mode."""
        return self.host or ("127.0.0.1" if self.socket_mode else "0.0.0.0")  # noqa: S104 - see above


class SpottSettings(Settings):
    """Settings with which Spott can be asked."""

    model_config = ConfigDict(defer_build=True)

    spott_api_key: Word


@dataclass(frozen=True, slots=True)
class Http:
    """HTTP: Slack posts its requests, signed with this secret."""

    signing_secret: str


@dataclass(frozen=True, slots=True)
class SocketMode:
    """Socket Mode: requests arrive over connections that are opened with this app token."""

    app_token: str


class ServingSettings(SpottSettings):
    """Settings with which Slack can be served: no token is missing."""

    slack_bot_token: BotToken

    @model_validator(mode="after")
    def _has_a_transport(self) -> Self:
        if self.slack_app_token is None and self.slack_signing_secret is None:
            raise ValueError(WHERE["slack_signing_secret"])
        return self

    @property
    def transport(self) -> Http | SocketMode:
        """How requests arrive; Socket Mode if both are configured."""
        if self.slack_app_token is not None:
            return SocketMode(self.slack_app_token.get_secret_value())
        assert self.slack_signing_secret is not None  # noqa: S101 - `_has_a_transport`
        return Http(self.slack_signing_secret.get_secret_value())


WHERE = {
    "slack_bot_token": f"set the bot token that starts with xoxb- ({BOT_TOKEN_PAGE})",
    "slack_signing_secret": (
        "set the signing secret (Slack app page: Basic Information), or SLACK_APP_TOKEN to use Socket Mode"
    ),
    "spott_api_key": "set the API key (Spott: Settings, API Keys)",
}
"""Where to find the required values."""

ENV_FILE = Path(".env")
_ALL_BUT = 0.9


def load(*required: str, env_file: Path | None = ENV_FILE) -> Settings:
    """Read the settings from the environment, then `env_file` (None: the environment alone).

    Args:
        required: Fields that may not be missing; SLACK_APP_TOKEN stands in for `slack_signing_secret`.
        env_file: A python-dotenv file; it need not exist.

    Raises:
        SettingsError: with every problem at once; no value is shown.
    """
    if env_file is not None and (unusable := [*_unusable(env_file)]):
        raise SettingsError(unusable)
    values = {**_set(dotenv_values(env_file, encoding="utf-8") if env_file else {}), **_set(os.environ)}
    try:
        settings, wrong = Settings.model_validate(values), dict[str, str]()
    except ValidationError as error:
        wrong = _wrong(error)
        # Validate again without the wrong values, to report missing ones at the same time.
        settings = Settings.model_validate({name: value for name, value in values.items() if name not in wrong})
    told = wrong.keys() | ({"slack_signing_secret"} if settings.socket_mode or "slack_app_token" in wrong else set())
    missing = {
        name: f"is missing: {WHERE[name]}" for name in required if name not in told and not getattr(settings, name)
    }
    if problems := wrong | missing:
        raise SettingsError(f"{name.upper()} {problem}" for name, problem in problems.items())
    return settings


def load_to_serve(env_file: Path | None = ENV_FILE) -> ServingSettings:
    """Read the settings as the running bot needs them: `load` with all that Slack and Spott ask for."""
    settings = load("slack_bot_token", "slack_signing_secret", "spott_api_key", env_file=env_file)
    # Everything is validated already; building another validator would take 15 ms of each start.
    return ServingSettings.model_construct(**dict(settings))


def load_to_look_up() -> SpottSettings:
    """Read the settings as the command `lookup` needs them: `load` with Spott's key."""
    return SpottSettings.model_construct(**dict(load("spott_api_key")))


def _set(values: Mapping[str, str | None]) -> dict[str, str]:
    """What is set, by field."""
    return {name.lower(): value for name, value in values.items() if value and name.lower() in Settings.model_fields}


def _unusable(env_file: Path) -> Iterator[str]:
    """Lines that python-dotenv would ignore silently, and names that look like misspelt settings."""
    try:
        with env_file.open(encoding="utf-8") as stream:
            lines = [*parse_stream(stream)]
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        yield f"{ENV_FILE} is not UTF-8 text: save it as UTF-8"
        return
    except OSError as error:
        yield f"{ENV_FILE} cannot be read ({error.strerror}): make it a file that this user may read"
        return
    names = [name.upper() for name in Settings.model_fields]
    for line in lines:
        if line.error:
            yield f"{ENV_FILE} cannot be read at line {line.original.line}: write NAME=value there"
        elif line.key and line.key.upper() not in names:
            for meant in difflib.get_close_matches(line.key.upper(), names, 1, _ALL_BUT):
                yield f"{line.key} in {ENV_FILE} is no setting: did you mean {meant}?"


def _wrong(error: ValidationError) -> dict[str, str]:
    """The problem of a field, in words that do not contain its value."""
    return {
        str(problem["loc"][0]): _sentence(problem) for problem in error.errors(include_url=False, include_input=False)
    }


def _sentence(problem: ErrorDetails) -> str:
    match problem["type"]:
        case "value_error":
            return str(problem["ctx"]["error"])
        case "literal_error":
            return f"must be one of {problem['ctx']['expected']}"
        case _:
            return problem["msg"].replace("Input should be", "must be").partition(", unable to")[0]
