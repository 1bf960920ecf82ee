"""Which workspace a request comes from, and whether its answer would stay in Slack. Pure.

A signature only proves that the sender has the signing secret. If that leaks, requests must still come from the
workspace that installed the app, and answers may only go to Slack. Otherwise the secret would give access to all of
Spott.

Sources: https://docs.slack.dev/interactivity/handling-user-interaction, https://docs.slack.dev/apis/events-api/,
https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from bot.slack.installation import Installation

_HOOKS: Final = {"slack.com": "hooks.slack.com", "slack-gov.com": "hooks.slack-gov.com"}
"""Slack's hosts for response_urls, by the host of its Web API."""

# On the same host, anyone can create URLs with these paths that post to their own channel.
_NOT_ANSWERS: Final = "services|workflows|triggers"

_INSTALLATION: Final = re.compile(r"[TE][A-Z0-9]{5,30}")
_INSTALLED_AT: Final = 4
"""The position of the workspace's id in the path of a response_url: https://host/commands/T0123/456/xyz."""

# Exactly the form that Slack uses: anything that different parsers could read differently is rejected.
_ANSWERS: Final = re.compile(
    rf"/(?!(?:{_NOT_ANSWERS})/)[a-z][a-z-]{{0,30}}/[A-Za-z0-9_-]{{1,40}}(?:/[A-Za-z0-9_-]{{1,400}}){{1,3}}"
)


def is_event(body: Mapping[str, Any]) -> bool:
    """Whether a request is an event, so that no user waits for its acknowledgement."""
    return body.get("type") == "event_callback"


class Origin:
    """Checks where answers would go.

    Args:
        slack_api_url: The Web API that the app uses. Answers may go to Slack's hosts over https; with another Web API,
            such as the local Slack's, only to that scheme, host and port.
    """

    def __init__(self, slack_api_url: str) -> None:
        url = urlsplit(slack_api_url)
        hooks = _HOOKS.get(url.hostname or "") if url.port is None and url.scheme == "https" else None
        self._own = f"https://{hooks}" if hooks else f"{url.scheme}://{url.netloc}"

    def leads_elsewhere(self, body: Mapping[str, Any]) -> bool:
        """Whether the answer to a signed request would leave Slack."""
        return not all(map(self._is_slacks, _urls(body)))

    def _is_slacks(self, url: object) -> bool:
        if not (isinstance(url, str) and url.startswith(self._own)):
            return False
        return _ANSWERS.fullmatch(url, len(self._own)) is not None

    def is_foreign(self, body: Mapping[str, Any], ours: Installation) -> bool:
        """Whether a request names a workspace or organisation other than the one that installed the app, or none.

        The payload, the modal in it, and the path of its response_url must all name ours. Whether the person may act is
        checked by `bot.access.decide`.
        """
        own = {ours.team_id, ours.enterprise_id} - {None}
        body = _installed_in(body)
        team = _named(body, "team")
        view = body.get("view")
        installed = view.get("app_installed_team_id") if isinstance(view, Mapping) else None
        # In shared channels, the `team` next to a modal is that of the person who acts; the modal itself names ours.
        named = installed or team
        enterprise = _named(body, "enterprise")
        if not named and not enterprise:
            return True
        if (named and named != ours.team_id) or (enterprise and enterprise != ours.enterprise_id):
            return True
        return any(
            leads_to not in own and _INSTALLATION.fullmatch(leads_to) for leads_to in map(_leads_to, _urls(body))
        )


def _urls(body: Mapping[str, Any]) -> list[object]:
    """Where a request can be answered: a command or a click, and a form in which a conversation was chosen."""
    url, forms = body.get("response_url"), body.get("response_urls")
    found = [] if url is None else [url]
    if forms is not None:
        listed = forms if isinstance(forms, list) else [forms]
        found += [one.get("response_url") if isinstance(one, Mapping) else one for one in listed]
    return found


def _leads_to(url: object) -> str:
    """The installation in the path of a response_url; "" if there is none."""
    parts = url.split("/", _INSTALLED_AT + 1) if isinstance(url, str) else []
    return parts[_INSTALLED_AT] if len(parts) > _INSTALLED_AT else ""


def _installed_in(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part of an event that names the workspace it is sent to; other parts name the one where it happened.

    The two differ if somebody from another organisation writes in a shared channel.
    """
    if not is_event(body):
        return body
    authorizations = body.get("authorizations")
    first = authorizations[0] if isinstance(authorizations, list) and authorizations else None
    return first if isinstance(first, Mapping) else body


def _named(body: Mapping[str, Any], what: str) -> object:
    """An id that commands contain as a field, and interactions in an object."""
    inside = body.get(what)
    return body.get(f"{what}_id") or (inside.get("id") if isinstance(inside, Mapping) else None)
