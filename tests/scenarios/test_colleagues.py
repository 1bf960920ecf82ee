"""Who owns a relationship is mentioned in Details, where that notifies nobody, and named everywhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import buttons
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, DEACTIVATED, GUEST, OTHER_BOT, STRANGER
from bot.sandbox.world import World, world
from tests.front_door import age_facts, click, look_up, modal, restarted

JO = "jo.martin@example.com"
"""The address of the colleague who owns the relationship with Grace Hopper."""
MENTION = {"type": "user", "user_id": COLLEAGUE}
NAME = {"type": "text", "text": "Jo Martin"}


@asynccontextmanager
async def world_with_colleague(user_id: str = COLLEAGUE, email: str = "Jo.Martin@Example.com") -> AsyncIterator[World]:
    """A world in which the app may look members up by address, and one of them has this one."""
    async with world() as first:
        first.slack.installation.scopes |= {"users:read.email"}
        first.slack.change(replace(first.slack.workspace.user(user_id), email=email))
        async with restarted(first) as here:
            yield here


async def owner_in_details(here: World) -> dict[str, Any]:
    """The main contact in Details."""
    card = await look_up(here, "Grace Hopper")
    assert "Jo Martin" in str(card.blocks)
    assert COLLEAGUE not in str(card.blocks)
    await click(here, card, buttons.DETAILS)
    (line,) = (
        part["elements"]
        for block in modal(here).blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        if "Main contact: " in str(part)
    )
    texts = [element.get("text") for element in line]
    found: dict[str, Any] = line[texts.index("Main contact: ") + 1]
    return found


def lookups_by_email(here: World) -> int:
    return [call.method for call in here.slack.calls].count("users.lookupByEmail")


async def test_member_with_the_address_is_mentioned_and_remembered_for_an_hour() -> None:
    async with world_with_colleague() as here:
        assert [await owner_in_details(here) for _ in range(2)] == [MENTION, MENTION]
        assert lookups_by_email(here) == 1
        here.slack.change(replace(here.slack.workspace.user(COLLEAGUE), email="other@example.com"))
        age_facts(here, 3_601)
        assert [await owner_in_details(here) for _ in range(2)] == [NAME, NAME]
        assert lookups_by_email(here) == 2


@pytest.mark.parametrize(
    "user_id", [GUEST, STRANGER, DEACTIVATED, OTHER_BOT], ids=["guest", "stranger", "deactivated", "bot"]
)
async def test_owner_who_is_not_a_full_member_is_named(user_id: str) -> None:
    async with world_with_colleague(user_id) as here:
        assert await owner_in_details(here) == NAME


@pytest.mark.parametrize(
    "fault",
    [
        Fault(500),
        Fault(429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"}),
        Fault(200, body={"ok": True, "user": {"id": COLLEAGUE}}),
        Fault(200, body={"ok": True, "user": {"id": COLLEAGUE, "profile": {"email": "other@example.com"}}}),
        Fault(delay=3),
    ],
    ids=["fails", "limits", "malformed", "another", "slow"],
)
async def test_name_is_shown_if_slack_does_not_say(fault: Fault) -> None:
    async with world_with_colleague() as here:
        here.slack.faults.add("users.lookupByEmail", fault)
        assert await owner_in_details(here) == NAME


async def test_slack_is_not_asked_without_the_scope(over_http: World) -> None:
    assert await owner_in_details(over_http) == NAME
    assert lookups_by_email(over_http) == 0
