"""`make demo`: one look-up from end to end, then a page to try it on."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cards.message import Message
from bot.cli import lookup
from bot.cli.main import EXIT_FAILED, EXIT_SETTINGS, fail
from bot.clients import AMPLE
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.slack.speakers import with_speakers
from bot.sandbox.slack.workspace import COLLEAGUE, MANY_PEOPLE, MEMBER, PUBLIC, sample_workspace
from bot.sandbox.suggestions import PEOPLE
from bot.sandbox.world import World, world
from bot.server import signals
from bot.settings import SettingsError, load_only
from bot.store.location import FILE_NAME, NONE
from bot.telemetry import logs

SPOTT_PAGE = "https://app.example.com/people/{candidate_id}"
SPOTT_JOB_PAGE = "https://app.example.com/jobs/{vacancy_id}"
MESSAGE = "Had a good first talk with somebody at hello@dorylogistics.example.com. Who is that?"
"""A message to try the message shortcut on."""
LINK = "Who takes over " + SPOTT_PAGE.replace("{candidate_id}", "c-grace-hopper") + " next week?"
"""A message with a link to Spott, which gets a preview."""

SETTINGS = (
    "reply_in",
    "card_form",
    "unfurl",
    "job_stuck_days",
    "language",
    "details_attributes",
    "phone_region",
    "time_zone",
    "guests_in_channel",
    "organisation_in_channel",
)
"""Settings that the demo takes from the environment: those that change what people see. It does not read `.env`."""

_CARD_SECONDS = 10.0


async def demo(*, once: bool = False, port: int = 8080) -> int:
    """Look up a person, print the card, then serve the page until stopped.

    Args:
        once: Stop after the card.
        port: The page's port; the next free one if it is taken.

    Returns:
        The exit code; 1 without a card, 2 for a setting with a wrong value.
    """
    try:
        settings = load_only(*SETTINGS)
    except SettingsError as error:
        return fail(*error.problems, code=EXIT_SETTINGS)
    logs.configure("WARNING", "text")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_stop_signal() -> None:
        loop.call_soon_threadsafe(stop.set)

    signals.install(on_stop_signal)
    chosen = settings.model_dump(include=set(SETTINGS))
    with _database() as database_url:
        async with world(
            port=port,
            workspace=with_speakers(sample_workspace(crowd=MANY_PEOPLE)),
            limits=AMPLE,
            spott_app_url=SPOTT_PAGE,
            spott_job_url=SPOTT_JOB_PAGE,
            database_url=database_url,
            **chosen,
        ) as here:
            return await _show(here, stop, once=once)


@contextmanager
def _database() -> Iterator[str]:
    """The DATABASE_URL of a file that is deleted when the demo ends; "none" if no file can be written."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="spott-demo-")
    except OSError:
        yield NONE
        return
    with folder as name:
        yield f"sqlite:///{Path(name) / FILE_NAME}"


async def _show(here: World, stop: asyncio.Event, *, once: bool) -> int:
    here.slack.say(MESSAGE, user=COLLEAGUE, channel=PUBLIC)
    answer = await _first_answer(here.slack)
    if answer is None:
        return fail("The demo got no answer: see the lines above.")
    _say(lookup.text(answer))
    if not _is_card(answer):
        return EXIT_FAILED
    if not once:
        here.slack.say(LINK, user=COLLEAGUE, channel=PUBLIC)
        _say("", f"The page: {here.slack.url}/", "Ctrl-C ends it.")
        await stop.wait()
    return 0


async def _first_answer(slack: LocalSlack) -> Message | None:
    """Type the first suggestion in a channel and wait for the answer; None if there is none."""
    before = len(slack.posts)
    await slack.command("/spott", PEOPLE[0].text, user=MEMBER, channel=PUBLIC)
    try:
        await slack.wait_for(lambda: len(slack.posts) > before, _CARD_SECONDS)
    except TimeoutError:
        return None
    post = slack.posts[-1]
    return {"text": post.text, "blocks": list(post.blocks)}


def _is_card(message: Message) -> bool:
    """Whether it shows a person, and not a notice."""
    return str(message["blocks"][0]["type"]) == "rich_text"


def _say(*lines: str) -> None:
    """Print and flush, so that output to a pipe appears at once."""
    print(*lines, sep="\n", flush=True)  # noqa: T201 - this is the demo's output
