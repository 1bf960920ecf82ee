"""Everybody who may not look people up, and what they are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.cards import notices
from bot.cards.message import Message
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    ADMIN,
    COLLEAGUE,
    DEACTIVATED,
    GUEST,
    MEMBER,
    OTHER_BOT,
    OTHER_TEAM,
    RECRUITERS,
    SINGLE_CHANNEL_GUEST,
    STRANGER,
    TEAM,
)
from tests.english import say
from tests.scenarios.canaries import ASK


@dataclass(frozen=True)
class Refused:
    """A user who may not look people up.

    Attributes:
        user: The user's id.
        notice: What they are shown.
        overrides: Settings of the bot.
        facts: The answer of users.info instead, on every call.
        stays: Whether the reason is cached, so that no further calls are needed.
    """

    user: str
    notice: Message
    overrides: Mapping[str, Any] = field(default_factory=dict)
    facts: Fault | None = None
    stays: bool = True


def user_info(**changes: object) -> Fault:
    """An answer of users.info about a full member, with `changes`; None leaves a field out."""
    user = {
        "id": COLLEAGUE,
        "team_id": TEAM,
        "deleted": False,
        "is_bot": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        **changes,
    }
    return Fault(200, body={"ok": True, "user": {name: value for name, value in user.items() if value is not None}})


WHO: Mapping[str, Refused] = {
    "guest": Refused(GUEST, notices.of(say, "guest", ask=ASK)),
    "single-channel guest": Refused(SINGLE_CHANNEL_GUEST, notices.of(say, "guest", ask=ASK)),
    "stranger": Refused(STRANGER, notices.of(say, "outsider")),
    "from another workspace, not flagged as a stranger": Refused(
        COLLEAGUE, notices.of(say, "outsider"), facts=user_info(team_id=OTHER_TEAM)
    ),
    "deactivated": Refused(DEACTIVATED, notices.of(say, "deactivated", ask=ASK)),
    "bot": Refused(OTHER_BOT, notices.of(say, "deactivated", ask=ASK)),
    "not on the list": Refused(COLLEAGUE, notices.of(say, "not_listed", ask=ASK), {"allowed_users": {MEMBER, GUEST}}),
    "in none of the listed groups": Refused(
        COLLEAGUE, notices.of(say, "not_listed", ask=ASK), {"allowed_user_groups": {RECRUITERS}}
    ),
    "guest on the list": Refused(GUEST, notices.of(say, "guest", ask=ASK), {"allowed_users": {MEMBER, GUEST}}),
    "guest listed in ADMINS": Refused(GUEST, notices.of(say, "guest", ask=f"<@{GUEST}>"), {"admins": {GUEST}}),
    "without flags": Refused(
        COLLEAGUE, notices.of(say, "guest", ask=ASK), facts=user_info(is_restricted=None, is_ultra_restricted=None)
    ),
    "Slack fails": Refused(COLLEAGUE, notices.of(say, "access_unknown", ask=ASK), facts=Fault(500), stays=False),
    "Slack says no": Refused(
        COLLEAGUE,
        notices.of(say, "access_unknown", ask=f"<@{ADMIN}>"),
        {"admins": {ADMIN}},
        Fault(200, body={"ok": False, "error": "user_not_found"}),
        stays=False,
    ),
    "Slack returns no account": Refused(
        COLLEAGUE,
        notices.of(say, "access_unknown", ask=ASK),
        facts=Fault(200, body={"ok": True, "user": []}),
        stays=False,
    ),
    "Slack hangs": Refused(COLLEAGUE, notices.of(say, "access_unknown", ask=ASK), facts=Fault(delay=60), stays=False),
    "Slack cuts the connection": Refused(
        COLLEAGUE, notices.of(say, "access_unknown", ask=ASK), facts=Fault(reset="before"), stays=False
    ),
    "Slack rate-limits us": Refused(
        COLLEAGUE,
        notices.of(say, "access_slack_limits", wait=notices.Wait(999)),
        facts=Fault(429, {"Retry-After": "999"}, {"ok": False, "error": "ratelimited"}),
        stays=False,
    ),
}


def expected(who: str, entry: str) -> Message:
    # The list is about who may see people, not about who may remove cards.
    if entry == "Remove" and WHO[who].notice == notices.of(say, "not_listed", ask=ASK):
        return notices.of(say, "not_yours_to_remove")
    return WHO[who].notice
