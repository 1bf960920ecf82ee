"""Validation of settings. A message says what to do, and never shows the value."""

import re
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, SecretStr

from bot.store.location import located

_NOT_IN_A_PAGE = re.compile(r"[{}\s<>|]")
_BETWEEN_WORDS = re.compile(r"[\s,]+")
_AN_ID = re.compile(r"[A-Z][A-Z0-9]{2,20}")
_LIMITS = re.compile(r"[1-9][0-9]{0,5}\s*,\s*[1-9][0-9]{0,5}")
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")


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
        raise ValueError("must start with https:// (http:// is allowed only for this machine)")
    return value.rstrip("/")


def _page(placeholder: str) -> AfterValidator:
    def check(value: str) -> str:
        if not value.startswith("https://") or value.count(placeholder) != 1:
            raise ValueError(f"must be an https:// URL that contains {placeholder} once")
        if _NOT_IN_A_PAGE.search(value.replace(placeholder, "")):
            raise ValueError(f"must be a URL without spaces, < > | or other braces than {placeholder}")
        return value

    return AfterValidator(check)


def _words(value: object) -> object:
    return [word for word in _BETWEEN_WORDS.split(value) if word] if isinstance(value, str) else value


def _labels(value: object) -> object:
    return [label.strip() for label in value.split(",") if label.strip()] if isinstance(value, str) else value


def ids(letters: str, what: str) -> AfterValidator:
    """A validator for Slack ids of one kind."""

    def check(value: frozenset[str]) -> frozenset[str]:
        if not all(word[:1] in letters and _AN_ID.fullmatch(word) for word in value):
            raise ValueError(f"must list {what} ids that start with {' or '.join(letters)}, with commas between them")
        return value

    return AfterValidator(check)


def _two_limits(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _LIMITS.fullmatch(value):
        raise ValueError("must be two numbers, per minute and per day, like 60,500")
    return [int(number) for number in value.split(",")]


def _regions(value: object) -> object:
    from bot.people import phones  # noqa: PLC0415 - most leave it unset

    if not isinstance(value, str):
        return value
    codes = [word.upper() for word in _BETWEEN_WORDS.split(value) if word]
    if not codes or not all(map(phones.is_region, codes)):
        raise ValueError("must be the two letters of a country, like NL, or of several, like NL,BE")
    return tuple(dict.fromkeys(codes))


def time_zone(name: str) -> tzinfo:
    """The time zone of that name.

    Raises:
        ValueError: No such time zone is known on this machine.
    """
    if name == "UTC":
        return UTC  # also where no time zones are installed
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError("must be a time zone like Europe/Brussels or America/New_York") from None


def _time_zone(name: str) -> str:
    time_zone(name)
    return name


def _address(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError("must be an address of this machine, like 127.0.0.1, 0.0.0.0 or ::, without brackets")
    return value


def _database_url(value: SecretStr) -> SecretStr:
    located(value.get_secret_value(), Path())
    return value


ServiceUrl = Annotated[str, AfterValidator(_service_url)]
PersonPage = Annotated[str, _page("{candidate_id}")]
JobPage = Annotated[str, _page("{vacancy_id}")]
Words = Annotated[frozenset[str], BeforeValidator(_words)]
Labels = Annotated[frozenset[str], BeforeValidator(_labels)]
TwoLimits = Annotated[tuple[int, int], BeforeValidator(_two_limits)]
Regions = Annotated[tuple[str, ...], BeforeValidator(_regions)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Address = Annotated[str, AfterValidator(_address)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database_url)]
