"""`python -m bot manifest`: prints the app's manifest, to create the app in Slack from."""

import json
import re
from collections.abc import Collection

from bot import settings
from bot.manifest.build import manifest
from bot.manifest.entries import chosen, hosts_in_spott
from bot.manifest.texts import LANGUAGES
from bot.server.paths import EVENTS_PATH

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,250}(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE)


class NoHostError(Exception):
    """A host that the manifest needs is missing or invalid. The message says what to do."""


def manifest_text(
    *, http: str | None = None, added: Collection[str] = (), left_out: Collection[str] = (), language: str = "en"
) -> str:
    """The manifest, as JSON.

    Args:
        http: The host to which Slack posts; None for Socket Mode. It may be copied from a browser, as a URL.
        added: Names of optional entries to add. For previews of links, the settings say where Spott's pages are.
        left_out: Names of entries to leave out.
        language: Of what people read about the app in Slack.

    Raises:
        NoHostError: A host is missing or invalid.
        SettingsError: The settings are needed, and wrong.
    """
    url = None if http is None else f"https://{_host(http)}{EVENTS_PATH}"
    entries = chosen(added=added, left_out=left_out)
    domains = _unfurl_domains() if any(entry.unfurls for entry in entries) else ()
    made = manifest(entries, request_url=url, unfurl_domains=domains, texts=LANGUAGES[language])
    return json.dumps(made, indent=2, ensure_ascii=False)


def _host(text: str) -> str:
    host = text.strip().removeprefix("https://").rstrip("/")
    if not _HOST.fullmatch(host):
        raise NoHostError("--http needs the name of the host to which Slack posts, like spott.example.com")
    return host


def _unfurl_domains() -> list[str]:
    hosts = hosts_in_spott(settings.load())
    if not hosts:
        raise NoHostError("--with links needs SPOTT_APP_URL or SPOTT_JOB_URL: set them in .env, as for the app")
    if unknown := [host for host in hosts if not _is_domain(host)]:
        raise NoHostError(f"Slack shows no previews of links to {', '.join(unknown)}: it has to be a public host name")
    return hosts


def _is_domain(host: str) -> bool:
    """Whether Slack accepts a host as an unfurl domain: not an IP address or a top-level domain, and only ASCII.

    https://docs.slack.dev/messaging/unfurling-links-in-messages
    """
    *others, last = host.split(".")
    is_ascii = all(label.isascii() and label.replace("-", "").isalnum() for label in (*others, last))
    return bool(others) and is_ascii and last[0].isalpha()
