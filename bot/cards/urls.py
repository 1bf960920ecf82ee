"""Addresses that may stand in a message. Pure."""

import re
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from bot.cards.text import URL_LIMIT
from bot.spott.models import CANDIDATE_ID

_UNSAFE: Final = re.compile(r"[\s\"'<>|\\^`{}]")
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_PERSONAL: Final = re.compile(r"@|\+\d{6}")


def https_url(url: str) -> str | None:
    """The address itself, or None when no browser should be sent there.

    It is https, at most 3,000 printable ASCII characters, and has a host and no credentials.
    """
    return url if _https_parts(url) else None


def person_url(app_url: str | None, candidate_id: str | None) -> str | None:
    """The address of a person's page in Spott, or None when there is no good one.

    Args:
        app_url: The address of any person's page, with `{candidate_id}` in it.
        candidate_id: Any text.
    """
    # An id of this form needs no quoting in an address; any other is not one that Spott gives.
    if not app_url or not CANDIDATE_ID.fullmatch(candidate_id or ""):
        return None
    return https_url(app_url.replace("{candidate_id}", candidate_id or ""))


def image_url(url: str | None) -> str | None:
    """The address of a picture for everybody in a channel, or None.

    Besides what `https_url` asks for: no fragment, and no e-mail address or telephone number, since Slack gives
    the address to everybody who sees the picture.
    """
    parts = _https_parts(url or "")
    if parts is None or parts.fragment or _PERSONAL.search(unquote(parts.path + parts.query)):
        return None
    return url


def _https_parts(url: str) -> SplitResult | None:
    if len(url) > URL_LIMIT or not url.isascii() or not url.isprintable() or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    # Slack's check of addresses knows the scheme in small letters only.
    is_good = url.startswith("https://") and _HOST.fullmatch(parts.hostname or "")
    return parts if is_good and "@" not in parts.netloc and port != 0 else None
