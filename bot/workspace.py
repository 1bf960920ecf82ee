"""What belongs to one Slack workspace."""

import asyncio
from dataclasses import dataclass

from bot.access.facts import Facts
from bot.access.quota import Quota
from bot.access.rules import Policy
from bot.people.directory import Directory
from bot.slack.installation import Installed
from bot.slack.messenger import Messenger
from bot.slack.posted_cards import PostedCards
from bot.slack.web_api import WebApi


@dataclass(frozen=True, slots=True)
class Workspace:
    """What belongs to one Slack workspace: its bot token, its Spott key, what is set for it, and what is remembered.

    Today there is exactly one. The ids of Slack and Spott are unique only within a workspace, so whatever is remembered
    by id is a separate object for each workspace, and none of these objects is shared.

    Attributes:
        client: Slack's Web API with its bot token.
        installed: Which workspace it is, and the bot's user in it.
        policy: The settings about access.
        facts: What Slack knows about its people and conversations.
        quota: The look-ups of each of its users.
        messenger: Sends to it, and seals what its buttons carry.
        posted_cards: Where cards are posted in it.
        directory: The people in Spott, by its key, with their cache and rate limit.
    """

    client: WebApi
    installed: Installed
    policy: Policy
    facts: Facts
    quota: Quota
    messenger: Messenger
    posted_cards: PostedCards
    directory: Directory

    async def warm(self) -> None:
        """Do what the first look-up would otherwise wait for; never raises for errors of Slack or Spott."""
        await asyncio.gather(self.directory.warm(), self.facts.readers.warm())

    async def close(self) -> None:
        """Cancel the fetches in progress and close the connections to Spott."""
        await self.facts.close()
        await self.directory.close()
