"""Every setting in one frozen model; `values.py` validates the values."""

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.settings.credentials import WHERE, AppToken, BotToken, Key, SigningSecret, Word
from bot.settings.values import (
    Address,
    DatabaseUrl,
    JobPage,
    Labels,
    PersonPage,
    Regions,
    ServiceUrl,
    TimeZone,
    TwoLimits,
    Words,
    ids,
    time_zone,
)
from bot.store.location import Location, located


class Settings(BaseModel):
    """The settings: read from the environment with `load`, or created directly by the demo and the tests."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _strip(cls, values: dict[str, object]) -> dict[str, object]:
        """Strip spaces and line breaks, which creep in when values are copied; an empty value counts as not set."""
        stripped = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        return {name: value for name, value in stripped.items() if value != ""}

    slack_bot_token: BotToken | None = None
    slack_signing_secret: SigningSecret | None = None
    slack_app_token: AppToken | None = None
    slack_api_url: ServiceUrl = "https://slack.com/api"
    spott_api_key: Key | None = None
    spott_api_url: ServiceUrl = "https://api.gospott.com"
    spott_timeout: Annotated[float, Field(gt=0, le=8)] = 8.0
    spott_app_url: PersonPage | None = None
    spott_job_url: JobPage | None = None
    reply_in: Literal["channel", "private"] = "channel"
    card_form: Literal["full", "short"] = "full"
    unfurl: Literal["off", "button", "card"] = "button"
    details_attributes: Labels = frozenset()
    job_stuck_days: Annotated[int, Field(ge=1, le=365)] = 7
    language: Literal["auto", "en", "nl", "fr", "de"] = "auto"
    phone_region: Regions = ()
    time_zone: TimeZone = "UTC"
    allowed_users: Annotated[Words, ids("UW", "user")] = frozenset()
    allowed_user_groups: Annotated[Words, ids("S", "user group")] = frozenset()
    allowed_channels: Annotated[Words, ids("CG", "channel")] = frozenset()
    admins: Annotated[Words, ids("UW", "user")] = frozenset()
    guests_in_channel: Literal["private", "allow"] = "private"
    organisation_in_channel: Literal["private", "allow"] = "private"
    lookups_per_person: TwoLimits = (60, 500)
    spott_calls_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 600
    cache_seconds: Annotated[float, Field(ge=0, le=60)] = 60.0
    database_url: DatabaseUrl | None = None
    data_dir: Path = Path("data")
    log_retention_days: Annotated[int, Field(ge=1, le=3_650)] = 365
    cards_expire_days: Annotated[int, Field(ge=0, le=3_650)] = 30
    host: Address | None = None
    port: Annotated[int, Field(ge=0, le=65_535)] = 3000
    metrics_token: Word | None = None
    metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 9464
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @property
    def zone(self) -> tzinfo:
        """TIME_ZONE, in which a day begins and ends."""
        return time_zone(self.time_zone)

    @property
    def database(self) -> Location | None:
        """DATABASE_URL, by default a file in DATA_DIR; None if nothing is kept."""
        return located(self.database_url.get_secret_value() if self.database_url else None, self.data_dir)

    @property
    def socket_mode(self) -> bool:
        """Whether to use Socket Mode (an app token is set) rather than HTTP."""
        return self.slack_app_token is not None

    @property
    def listens_on(self) -> str:
        """HOST, or its default: all interfaces for HTTP, as platforms expect, and 127.0.0.1 with Socket Mode."""
        return self.host or ("127.0.0.1" if self.socket_mode else "0.0.0.0")  # noqa: S104 - see above


class SpottSettings(Settings):
    """Settings that are complete enough to call Spott."""

    model_config = ConfigDict(defer_build=True)

    spott_api_key: Key


@dataclass(frozen=True, slots=True)
class Http:
    """HTTP: Slack posts its requests, signed with this secret."""

    signing_secret: str


@dataclass(frozen=True, slots=True)
class SocketMode:
    """Socket Mode: requests arrive over connections that are opened with this app token."""

    app_token: str


class ServingSettings(SpottSettings):
    """Settings that are complete enough to serve Slack: no token is missing."""

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
