"""Facts from a local Slack, with a clock that moves only when set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.access.facts import Facts
from bot.clients import slack_client, slack_session
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.slack.workspace import Workspace
from bot.settings import ServingSettings
from bot.slack.installation import Installed

SCOPES = frozenset(
    {"commands", "chat:write", "users:read", "channels:read", "groups:read", "im:read", "mpim:read", "usergroups:read"}
)


class Clock:
    """A clock that moves only when set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Known:
    """A local Slack, and the facts about it."""

    slack: LocalSlack
    facts: Facts
    clock: Clock

    def asked(self, method: str = "") -> list[str]:
        """The methods that were called, or, for one method, the ids in the arguments."""
        if method:
            return [next(iter(call.arguments.values()), "") for call in self.slack.calls if call.method == method]
        return [call.method for call in self.slack.calls]


@asynccontextmanager
async def known_facts(*, scopes: frozenset[str] = SCOPES, workspace: Workspace | None = None) -> AsyncIterator[Known]:
    """Start a local Slack, without any calls yet."""
    slack, clock = LocalSlack(workspace, scopes), Clock()
    await slack.start()
    session = slack_session()
    values = ServingSettings(
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        spott_api_key="never-used",
    )
    client = slack_client(values, session)
    facts = Facts(client, Installed(client), clock)
    try:
        yield Known(slack, facts, clock)
    finally:
        await facts.close()
        await session.close()
        await slack.stop()
