"""Opening the app's Home tab, and what it shows."""

from bot.sandbox.slack.modals import View
from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import assert_all_accepted, settled
from tests.polling import until


async def open_home(here: World, user: str = MEMBER) -> View | None:
    """Open the Home tab; returns what the user then sees there."""
    await written(here)
    here.slack.events.open_app(user)
    await here.slack.events.delivered()
    await settled(here)
    assert_all_accepted(here)
    return here.slack.installation.home_tabs.of(user)


async def shown_to(here: World, user: str = MEMBER) -> list[str]:
    """What the user reads in the sections of their Home tab."""
    return sections(await open_home(here, user))


def sections(view: View | None) -> list[str]:
    assert view is not None
    return [block["text"]["text"] for block in view.blocks if block["type"] in {"section", "header"}]


def recents(view: View | None) -> list[str]:
    """The last look-ups that the tab shows."""
    told = sections(view)
    after = told[told.index(say("home_recents")) + 1 :]
    return after[: after.index(say("home_admins"))] if say("home_admins") in after else after


async def written(here: World) -> None:
    """Wait until the store has written everything."""
    if (store := here.process.bot.workspace.store) is not None:
        await until(lambda: not len(store.writer))


def advance_slacks_clock(here: World, seconds: float = 10.0) -> None:
    """Move Slack's clock forward."""
    before = here.slack.installation.clock
    here.slack.installation.clock = lambda: before() + seconds
