"""`make demo`: one look-up from end to end, then a page to try it on."""

import asyncio
import signal

from bot.cards.message import Message
from bot.cli import lookup
from bot.sandbox.people import SUGGESTIONS
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC
from bot.sandbox.world import world
from bot.telemetry import logs

SPOTT_PAGE = "https://app.example.com/people/{candidate_id}"
MESSAGE = "Had a good first talk with somebody at hello@dorylogistics.example.com. Who is that?"
"""A message to try the message shortcut on."""

_CARD_SECONDS = 10.0


async def demo(*, once: bool = False, port: int = 8080) -> int:
    """Look up a person, print the card, then serve the page until stopped.

    Args:
        once: Stop after the card.
        port: The page's port; the next free one if it is taken.

    Returns:
        The exit code.
    """
    logs.configure("WARNING", "text")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with world(port=port, spott_app_url=SPOTT_PAGE) as here:
        here.slack.say(MESSAGE, user=COLLEAGUE, channel=PUBLIC)
        card = await _first_card(here.slack)
        _say(lookup.text(card))
        if not once:
            _say("", f"The page: {here.slack.url}/", "Ctrl-C ends it.")
            await stop.wait()
    return 0


async def _first_card(slack: LocalSlack) -> Message:
    """Type the first suggestion in a channel and wait for the answer."""
    before = len(slack.posts)
    await slack.command("/spott", SUGGESTIONS[0][0], user=MEMBER, channel=PUBLIC)
    await slack.wait_for(lambda: len(slack.posts) > before, _CARD_SECONDS)
    post = slack.posts[-1]
    return {"text": post.text, "blocks": list(post.blocks)}


def _say(*lines: str) -> None:
    """Print and flush, so that output to a pipe appears at once."""
    print(*lines, sep="\n", flush=True)  # noqa: T201 - this is the demo's output
