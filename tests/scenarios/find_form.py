"""The form that suggests people and jobs, and the card that it opens."""

from typing import Any

from bot.cards import find, views
from bot.listeners import FIND_IN_SPOTT
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World
from tests.front_door import assert_all_accepted, modal, settled


async def the_form(here: World, user: str = MEMBER) -> View:
    """Run the global shortcut; returns the final modal."""
    receipt = await here.slack.shortcut(FIND_IN_SPOTT, user=user)
    assert receipt.error is None
    await settled(here)
    assert_all_accepted(here)
    return modal(here, user)


async def choose(here: World, form: View, option: dict[str, Any]) -> View:
    """Submit the form with one of its options; returns the final modal."""
    receipt = await here.slack.submit(form, {views.QUERY: {find.WHO: option}})
    assert (receipt.error, receipt.detail) == (None, "")
    await settled(here)
    assert_all_accepted(here)
    return modal(here, form.user)
