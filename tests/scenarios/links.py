"""Messages with links to Spott, and the previews below them; shared by the scenarios."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.clients import Limits
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.sandbox.world import PATIENT, World, world
from tests.front_door import assert_all_accepted, settled

PAGE = "https://app.example.com/people/{candidate_id}"
JOB_PAGE = "https://app.example.com/jobs/{vacancy_id}"
ADA, GRACE = "https://app.example.com/people/c-ada-lovelace", "https://app.example.com/people/c-grace-hopper"
BACKEND = "https://app.example.com/jobs/j-backend?tab=people"


@asynccontextmanager
async def world_with_links(*chosen: Mapping[str, Any], limits: Limits = PATIENT) -> AsyncIterator[World]:
    """Everything on one machine, with pages in Spott, and these settings."""
    settings: dict[str, Any] = {"spott_app_url": PAGE, "spott_job_url": JOB_PAGE}
    for one in chosen:
        settings |= one
    async with world(limits=limits, **settings) as here:
        yield here


async def post(here: World, text: str, *, user: str = MEMBER, channel: str = PUBLIC, thread: str | None = None) -> Post:
    """Write a message; returns it as it is once the app is idle."""
    written = here.slack.say(text, user=user, channel=channel, thread_ts=thread)
    await here.slack.events.delivered()
    await settled(here)
    assert_all_accepted(here)
    found = here.slack.installation.posts.get(channel, written.ts)
    assert found
    return found


def below(message: Post) -> list[str]:
    """The previews below a message, in words: the first text of each, and whether it is a card."""
    return [_in_words(blocks) for blocks in message.unfurls.values()]


def _in_words(blocks: Sequence[dict[str, Any]]) -> str:
    first = blocks[0]["text"]
    assert first["type"] == "plain_text"
    if len(blocks) > 1:
        return f"card: {first['text'].splitlines()[0]}"
    assert blocks[0]["accessory"]["text"]["text"] == "Show"
    return str(first["text"])
