"""Somebody who asks, for rows."""

from dataclasses import dataclass

from bot.sandbox.slack.workspace import MEMBER, PUBLIC


@dataclass(frozen=True)
class Asker:
    """Robin, in #general."""

    team_id: str = "T0LOCAL"
    channel_id: str | None = PUBLIC
    user_id: str = MEMBER
    delivery: str | None = None
