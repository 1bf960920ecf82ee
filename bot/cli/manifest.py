"""`python -m bot manifest`: prints the app's manifest, to create the app in Slack from."""

import json
import re
from collections.abc import Collection

from bot.manifest.build import manifest
from bot.manifest.entries import chosen
from bot.server.http import EVENTS_PATH

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,250}(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE)


class NoHostError(Exception):
    """What should be a host name is none."""


def manifest_text(*, http: str | None = None, added: Collection[str] = (), left_out: Collection[str] = ()) -> str:
    """The manifest, as JSON.

    Args:
        http: The host to which Slack posts; None for Socket Mode. It may be copied from a browser, as a URL.
        added: Names of entries on request.
        left_out: Names of entries that are not wanted.

    Raises:
        NoHostError: as it says.
    """
    url = None if http is None else f"https://{_host(http)}{EVENTS_PATH}"
    return json.dumps(manifest(chosen(added=added, left_out=left_out), request_url=url), indent=2, ensure_ascii=False)


def _host(text: str) -> str:
    host = text.strip().removeprefix("https://").rstrip("/")
    if not _HOST.fullmatch(host):
        raise NoHostError("--http takes the name of the host to which Slack posts, like spott.example.com")
    return host
