"""Messages and modals on a user's screen, and ways to use them too late, twice, or in the wrong place."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.clients import Limits
from bot.sandbox.slack import triggers
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC
from bot.sandbox.world import World
from tests.front_door import age_facts, click, look_up, point_at, restarted, settled, submit

ADA = "c-ada-lovelace"
MAIL = "hello@acornanalytics.example.com"
GONE = Fault(404, body={"ok": False, "error": "expired_url"})


DIRECT = "D0MEMBER01"


# What users see before they act.


async def a_picker(here: World) -> Post:
    return await look_up(here, "sam taylor")


async def a_card(here: World) -> Post:
    return await look_up(here, ADA)


async def a_private_card(here: World) -> Post:
    return await look_up(here, f"private {ADA}")


async def a_modal(here: World, text: str = MAIL, channel: str = PUBLIC) -> View:
    return await point_at(here, here.slack.say(text, user=COLLEAGUE, channel=channel))


async def a_form(here: World) -> View:
    return await a_modal(here, "Shall we have lunch?")


async def a_choice(here: World) -> View:
    return await submit(here, await a_form(here), "sam taylor")


# Actions.

Screen = Callable[[World], Awaitable[Post | View]]
Act = Callable[[World], Awaitable[None]]


def again(screen: Screen, button: str) -> Act:
    """Click the same button of the same message or modal twice, one after the other."""

    async def act(here: World) -> None:
        target = await screen(here)
        for _ in range(2):
            await click(here, target, button)

    return act


def at_once(screen: Screen, button: str) -> Act:
    """Click the same button twice at the same time."""

    async def act(here: World) -> None:
        target = await screen(here)
        here.spott.delay = 0.05
        await asyncio.gather(*(click(here, target, button) for _ in range(2)))

    return act


def without_response_url(screen: Screen, button: str) -> Act:
    """The response_url expires before the answer is ready."""

    async def act(here: World) -> None:
        target = await screen(here)
        here.slack.faults.add("response_url", GONE, times=4)
        await click(here, target, button)

    return act


def by(user: str, screen: Screen, button: str) -> Act:
    """Another user clicks; for a message or modal that only one user sees, that is a forgery."""

    async def act(here: World) -> None:
        target = await screen(here)
        if isinstance(target, Post) and target.user_visible_to:
            target = replace(target, user_visible_to=user)
        await click(here, target, button, user=user)

    return act


def after_a_restart(screen: Screen, button: str) -> Act:
    """Another process answers, not the one that showed it."""

    async def act(here: World) -> None:
        target = await screen(here)
        async with restarted(here) as once_more:
            await click(once_more, target, button)

    return act


def with_value(value: str, screen: Screen, button: str) -> Act:
    """The button has a value that this version would not give it."""

    async def act(here: World) -> None:
        target = await screen(here)
        text = json.dumps(target.blocks)
        old = next(
            element["value"]
            for block in target.blocks
            for element in (*block.get("elements", []), block.get("accessory") or {})
            if element.get("action_id") == button
        )
        blocks = json.loads(text.replace(json.dumps(old), json.dumps(value)))
        if isinstance(target, Post):
            await click(here, replace(target, blocks=blocks), button)
        else:
            await click(here, replace(target, content={**target.content, "blocks": blocks}), button)

    return act


def with_metadata(metadata: str, screen: Callable[[World], Awaitable[View]], button: str) -> Act:
    """The modal's metadata is missing, or is something that this version would not write."""

    async def act(here: World) -> None:
        view = await screen(here)
        await click(here, replace(view, content={**view.content, "private_metadata": metadata}), button)

    return act


def too_late(screen: Screen, button: str) -> Act:
    """The click reaches the app after its trigger has expired."""

    async def act(here: World) -> None:
        target = await screen(here)
        async with triggers_expire():
            await click(here, target, button)

    return act


@asynccontextmanager
async def triggers_expire() -> Any:  # noqa: ANN401 - a context manager of nothing
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(triggers, "LIFETIME", -1.0)
        yield


def closed_meanwhile(screen: Callable[[World], Awaitable[View]], button: str) -> Act:
    """The user closes the modal during the call to Spott."""

    async def act(here: World) -> None:
        view = await screen(here)
        here.spott.delay = 0.1
        age_facts(here)
        await here.slack.click(view, button, user=MEMBER)
        await here.slack.close(here.slack.views[-1], clear=True)
        await settled(here)

    return act


def closed_before(screen: Callable[[World], Awaitable[View]], button: str) -> Act:
    """The click was in transit when the user closed the modal."""

    async def act(here: World) -> None:
        view = await screen(here)
        await here.slack.close(view)
        await click(here, view, button)

    return act


def crowded(screen: Screen, button: str) -> Act:
    """The app is at its limit of concurrent work."""

    async def act(here: World) -> None:
        target = await screen(here)
        async with restarted(here, Limits(background_tasks=0)) as crowded_one:
            await click(crowded_one, target, button)

    return act
