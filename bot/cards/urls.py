"""Which URLs may be used in a message. Pure."""

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from bot.cards.text import URL_LIMIT
from bot.spott.models import CANDIDATE_ID

_UNSAFE: Final = re.compile(r"[\s\"'<>|\\^`{}]")
_HOST: Final = re.compile(r"[a-z0-9-]++(?:\.[a-z0-9-]++)*+")


def https_url(url: str) -> str | None:
    """The URL, or None if it is not safe to open.

    A safe one is https, has at most 3,000 printable ASCII characters, a host, and no credentials.
    """
    return url if _https_parts(url) else None


def person_url(app_url: str | None, candidate_id: str | None) -> str | None:
    """The address of a person's page in Spott, or None if there is no valid one.

    Args:
        app_url: The address of a person's page, with `{candidate_id}` for the id.
        candidate_id: Any text.
    """
    return _page_url(app_url, "{candidate_id}", candidate_id)


def job_url(page: str | None, vacancy_id: str) -> str | None:
    """The address of a job's page in Spott, or None if there is no valid one.

    Args:
        page: The address of a job's page, with `{vacancy_id}` for the id.
        vacancy_id: Any text.
    """
    return _page_url(page, "{vacancy_id}", vacancy_id)


def _page_url(page: str | None, placeholder: str, record_id: str | None) -> str | None:
    # A valid id needs no quoting, and anything else is not an id from Spott.
    if not page or not CANDIDATE_ID.fullmatch(record_id or ""):
        return None
    return https_url(page.replace(placeholder, record_id or ""))


def _https_parts(url: str) -> SplitResult | None:
    if len(url) > URL_LIMIT or not url.isascii() or not url.isprintable() or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    # Slack accepts the scheme in lower case only.
    is_good = url.startswith("https://") and _HOST.fullmatch(parts.hostname or "")
    return parts if is_good and "@" not in parts.netloc and port != 0 else None
