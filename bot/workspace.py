"""What belongs to one Slack workspace."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.access.facts import Facts
from bot.access.quota import Quota
from bot.access.rules import Policy
from bot.jobs.directory import Jobs
from bot.people.directory import Directory
from bot.slack.installation import Installed
from bot.slack.messenger import Messenger
from bot.slack.posted_cards import PostedCards
from bot.slack.web_api import WebApi

if TYPE_CHECKING:
    from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that belongs to one Slack workspace: its bot token, its Spott key, its settings and its caches.

    Today there is exactly one. Slack's and Spott's ids are unique only within a workspace, so each one has its own
    objects for everything that is cached by id, and none of them is shared.

    Attributes:
        client: Slack's Web API with its bot token.
        installed: Which workspace it is, and the bot's user in it.
        policy: The settings about access.
        facts: What Slack says about its people and conversations.
        quota: The look-ups of each of its users.
        messenger: Sends messages to it, and seals the values of buttons.
        posted_cards: Where cards were posted in it.
        directory: The people in Spott, with their cache and rate limit.
        jobs: The jobs in Spott, with their cache and the same rate limit.
        store: The store; None with DATABASE_URL=none.
    """

    client: WebApi
    installed: Installed
    policy: Policy
    facts: Facts
    quota: Quota
    messenger: Messenger
    posted_cards: PostedCards
    directory: Directory
    jobs: Jobs
    store: "Store | None"

    async def warm(self) -> None:
        """Do what the first look-up would otherwise have to wait for; never raises if Slack or Spott fails."""
        await asyncio.gather(self.directory.warm(), self.facts.readers.warm())

    async def close(self) -> None:
        """Cancel the fetches in progress, write what the store has to keep, and close the connections to Spott."""
        if self.store is not None:
            await self.store.close()
        await self.facts.close()
        await self.jobs.close()
        await self.directory.close()
