"""Whose request it is, and whether its answer would stay in Slack. Pure.

A signature proves that somebody has the signing secret. Should it leak, a request must still come from the workspace
that installed the app, and its answer may go nowhere but to Slack, or whoever has the secret would have all of Spott.

Sources: https://docs.slack.dev/interactivity/handling-user-interaction,
https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from bot.slack.installation import Installation

_HOOKS: Final = {"slack.com": "hooks.slack.com", "slack-gov.com": "hooks.slack-gov.com"}
"""Where Slack takes answers, by the host of its Web API."""

# The same host takes these from anybody who has made one, for a channel of their own.
_NOT_ANSWERS: Final = "services|workflows|triggers"

_INSTALLATION: Final = re.compile(r"[TE][A-Z0-9]{5,30}")
_INSTALLED_AT: Final = 4
"""Where the path of a response_url tells where the app is installed: https://host/commands/T0123/456/xyz."""

# Slack's own spelling and no other: what several readers could read differently is not its.
_ANSWERS: Final = re.compile(
    rf"/(?!(?:{_NOT_ANSWERS})/)[a-z][a-z-]{{0,30}}/[A-Za-z0-9_-]{{1,40}}(?:/[A-Za-z0-9_-]{{1,400}}){{1,3}}"
)


class Origin:
    """Knows where answers may go.

    Args:
        slack_api_url: The Web API that the app calls. Answers go to Slack's own hosts, over https; where another Web
            API is called, such as the local Slack's, to just that scheme, host and port.
    """

    def __init__(self, slack_api_url: str) -> None:
        url = urlsplit(slack_api_url)
        hooks = _HOOKS.get(url.hostname or "") if url.port is None and url.scheme == "https" else None
        self._own = f"https://{hooks}" if hooks else f"{url.scheme}://{url.netloc}"

    def leads_elsewhere(self, body: Mapping[str, Any]) -> bool:
        """Whether the answer to what Slack sent, or whoever signed it, would leave Slack."""
        url = body.get("response_url")
        if url is None:
            return False
        return not (isinstance(url, str) and url.startswith(self._own) and _ANSWERS.fullmatch(url, len(self._own)))

    def is_foreign(self, body: Mapping[str, Any], ours: Installation) -> bool:
        """Whether a request names another workspace or organisation than the one that installed the app, or none.

        Each place that names one has to name ours: the payload itself, the modal in it, and the path of its
        response_url. Who acts is another matter, which `bot.access.decide` asks about.
        """
        own = {ours.team_id, ours.enterprise_id} - {None}
        team = _named(body, "team")
        view = body.get("view")
        installed = view.get("app_installed_team_id") if isinstance(view, Mapping) else None
        # In channels shared with others the `team` around a modal is that of who acts; the modal names ours.
        teams = [installed] if installed else [team] if team else []
        enterprise = _named(body, "enterprise")
        if not teams and not enterprise:
            return True
        if any(one != ours.team_id for one in teams) or (enterprise and enterprise != ours.enterprise_id):
            return True
        url = body.get("response_url")
        parts = url.split("/", _INSTALLED_AT + 1) if isinstance(url, str) else []
        leads_to = parts[_INSTALLED_AT] if len(parts) > _INSTALLED_AT else ""
        return leads_to not in own and _INSTALLATION.fullmatch(leads_to) is not None


def _named(body: Mapping[str, Any], what: str) -> object:
    """The id that a command names flatly, and an interaction inside an object."""
    inside = body.get(what)
    return body.get(f"{what}_id") or (inside.get("id") if isinstance(inside, Mapping) else None)
