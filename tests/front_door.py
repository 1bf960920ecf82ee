"""What people do in the local Slack, and what they then see; shared by the scenarios."""

import time

from bot.demo.slack.posts import Post
from bot.demo.slack.server import Receipt
from bot.demo.slack.workspace import MEMBER, PUBLIC
from bot.demo.world import World


async def type_command(here: World, text: str, *, user: str = MEMBER, channel: str = PUBLIC) -> Receipt:
    """Type `/spott` with `text`; the app must acknowledge."""
    receipt = await here.slack.command("/spott", text, user=user, channel=channel)
    assert receipt.error is None
    return receipt


async def look_up(here: World, text: str, *, user: str = MEMBER, channel: str = PUBLIC, posts: int = 1) -> Post:
    """Type `/spott` with `text` and wait for what is posted last of `posts` messages."""
    before = len(here.slack.posts)
    await type_command(here, text, user=user, channel=channel)
    await here.slack.wait_for(lambda: len(here.slack.posts) >= before + posts)
    await settled(here)
    assert len(here.slack.posts) == before + posts
    return here.slack.posts[-1]


async def settled(here: World) -> None:
    """Wait until the app has nothing more to do."""
    await here.process.idle(10)


def age_facts(here: World, seconds: float = 86_400.0) -> None:
    """Let what Slack told of people and places be so much older."""
    facts = here.process._bot.facts
    for kept in (facts._people, facts._groups, facts._channels, facts._members, facts._accounts):
        kept._clock = lambda: time.monotonic() + seconds


def shown(here: World) -> list[Post]:
    """What still stands in the conversations, oldest first."""
    return [post for post in here.slack.posts if not post.deleted]
