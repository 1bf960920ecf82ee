"""Users' actions in the local Slack, and what they then see; shared by the scenarios."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.cards import buttons, views
from bot.clients import Limits
from bot.listeners import LOOK_UP_IN_SPOTT
from bot.sandbox.slack.identity import BOT_TOKEN
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Receipt
from bot.sandbox.slack.workspace import MEMBER, PUBLIC, sample_workspace
from bot.sandbox.world import PATIENT, World
from bot.server.paths import EVENTS_PATH
from bot.server.process import Process
from bot.slack.seal import Seal, one_in

NAMES = {user.id: user.real_name for user in sample_workspace().users}
"""The people in the sample workspace by Slack's id, as cards name them."""


async def type_command(here: World, text: str, *, user: str = MEMBER, channel: str = PUBLIC) -> Receipt:
    """Type `/spott` with `text`; the app must acknowledge."""
    receipt = await here.slack.command("/spott", text, user=user, channel=channel)
    assert receipt.error is None
    return receipt


async def look_up(here: World, text: str, *, user: str = MEMBER, channel: str = PUBLIC, posts: int = 1) -> Post:
    """Type `/spott` with `text`, wait for `posts` messages, and return the last one."""
    before = len(here.slack.posts)
    await type_command(here, text, user=user, channel=channel)
    await here.slack.wait_for(lambda: len(here.slack.posts) >= before + posts)
    await settled(here)
    assert len(here.slack.posts) == before + posts
    return here.slack.posts[-1]


async def write(
    here: World, text: str, *, user: str = MEMBER, channel: str = PUBLIC, thread_ts: str | None = None
) -> tuple[Post, list[Post]]:
    """Write a message, and wait until the app is idle; returns the message, and what the app has posted since."""
    before = len(here.slack.posts)
    message = here.slack.say(text, user=user, channel=channel, thread_ts=thread_ts)
    await here.slack.events.delivered()
    await settled(here)
    assert_all_accepted(here)
    assert [sent.acknowledgement.error for sent in here.slack.events.sent if sent.acknowledgement.error] == []
    return message, here.slack.posts[before + 1 :]


def carried(value: str) -> str:
    """The value of a button or a modal, without its seal."""
    return value.rpartition(" ")[0]


def message_as_if_of(user: str, post: Post) -> Post:
    """A message for one user, as the app would have shown it to another user there."""
    message: Any = {"text": post.text, "blocks": _unsealed(post.blocks)}
    sealed = Seal(BOT_TOKEN).message(message, one_in(post.channel, user))
    return replace(post, user_visible_to=user, blocks=sealed["blocks"])


def modal_as_if_of(user: str, view: View) -> View:
    """A modal or a Home tab, as the app would have shown it to another user."""
    content: Any = {**view.content, "blocks": _unsealed(view.blocks)}
    if view.is_home:
        return replace(view, user=user, content={**Seal(BOT_TOKEN).home(content, user)})
    content["private_metadata"] = carried(content["private_metadata"])
    return replace(view, user=user, content={**Seal(BOT_TOKEN).view(content, user)})


def undismissed(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks of a private message without the button that takes it away."""
    plain: list[dict[str, Any]] = json.loads(json.dumps(blocks))
    for block in plain:
        if block.get("accessory", {}).get("action_id") == buttons.DISMISS:
            del block["accessory"]
        if block["type"] == "actions":
            block["elements"] = [one for one in block["elements"] if one.get("action_id") != buttons.DISMISS]
    return [block for block in plain if block.get("elements") != []]


def _unsealed(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    plain: list[dict[str, Any]] = json.loads(json.dumps(blocks))
    for block in plain:
        for element in (*block.get("elements", []), block.get("accessory") or {}):
            for carrying in (element, *element.get("options", [])):
                if "value" in carrying:
                    carrying["value"] = carried(carrying["value"])
    return plain


async def settled(here: World) -> None:
    """Wait until the app is idle."""
    await here.process.idle(10)


def age_facts(here: World, seconds: float = 86_400.0) -> None:
    """Make everything that the bot remembers older by this many seconds."""
    here.clock.ahead += seconds


def names_on(blocks: list[dict[str, Any]]) -> list[str]:
    """Whose cards and details these blocks are."""
    return [name for block in blocks if (name := _name(block))]


def _name(block: dict[str, Any]) -> str:
    match block:
        case {"type": "header", "text": {"text": str(name)}}:
            return name
        case {"type": "rich_text", "elements": [{"elements": [{"text": str(name), "style": {"bold": True}}]}, *_]}:
            return name
    return ""


def shown(here: World) -> list[Post]:
    """The messages that were not deleted, oldest first."""
    return [post for post in here.slack.posts if not post.deleted]


def assert_all_accepted(here: World) -> None:
    """Fail if Slack has rejected a message, a modal or a call as malformed."""
    answers = [(call.method, call.answer) for call in here.slack.calls if isinstance(call.answer, dict)]
    assert [(method, said) for method, said in answers if str(said.get("error")).startswith("invalid_")] == []


async def click(here: World, target: Post | View, action_id: str, *, user: str = MEMBER) -> None:
    """Click the first button of that kind, and wait until the app is idle."""
    receipt = await here.slack.click(target, action_id, user=user)
    assert receipt.error is None
    await settled(here)
    assert_all_accepted(here)


async def point_at(here: World, message: Post, *, user: str = MEMBER) -> View:
    """Choose "Look up in Spott" in a message's menu; returns the final modal."""
    receipt = await here.slack.shortcut(LOOK_UP_IN_SPOTT, user=user, message=message)
    assert receipt.error is None
    await settled(here)
    assert_all_accepted(here)
    return modal(here, user)


async def submit(here: World, form: View, typed: str) -> View:
    """Search in the form; returns the final modal."""
    receipt = await here.slack.submit(form, {views.QUERY: {views.TYPED: typed}})
    assert (receipt.error, receipt.detail) == (None, "")
    await settled(here)
    assert_all_accepted(here)
    return modal(here, form.user)


def modal(here: World, user: str = MEMBER) -> View:
    """The modal on a user's screen."""
    return here.slack.installation.modals.top()[user]


@asynccontextmanager
async def restarted(here: World, limits: Limits = PATIENT) -> AsyncIterator[World]:
    """The same local Slack and Spott with a new process of the bot, which remembers nothing."""
    settings = here.process.settings
    await here.process.close()
    process = Process(settings, clock=here.clock, limits=limits)
    try:
        await process.start()
        again = replace(here, process=process)
        if not settings.socket_mode:
            here.slack.connect_http(again.bot_url + EVENTS_PATH)
        yield again
    finally:
        await process.close()
