"""Every way to use the app, and what people then see."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.cards import buttons, channel_form, find, views
from bot.cards.carried import PersonOrJob
from bot.cards.channel_form import with_channels
from bot.cards.home import SEARCH_FROM_HOME
from bot.cards.text import plain_text
from bot.listeners import COMMAND, FIND_IN_SPOTT, LOOK_UP_IN_SPOTT
from bot.sandbox.slack.identity import BOT_TOKEN
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Call
from bot.sandbox.slack.triggers import Trigger
from bot.sandbox.slack.workspace import BOT, DM_WITH_BOT, MEMBER, PUBLIC, Channel
from bot.sandbox.world import World
from bot.slack.seal import Seal
from tests.english import say
from tests.front_door import modal_as_if_of, settled, type_command
from tests.scenarios.canaries import CANARY, JOB, PEOPLE
from tests.scenarios.screen import Screen, as_if_of

MESSAGES = {"a mention", "a mention with a job", "a direct message"}
"""The entries that are messages: those of bots are ignored."""
FACTS = {"users.info", "usergroups.users.list", "conversations.info", "conversations.members", "users.list"}
SAYING = {"response_url", "chat.postMessage", "chat.postEphemeral", "views.open", "views.push", "views.update"}


@dataclass(frozen=True)
class Entry:
    """An entry point.

    Attributes:
        reaches: The listener, by what it is registered for.
        do: Uses the entry point.
    """

    reaches: str
    do: Callable[[World, Screen, str], Awaitable[object]]


def command(text: str) -> Entry:
    return Entry(COMMAND, lambda here, _, user: type_command(here, text, user=user))


def click(action_id: str, on: Callable[[Screen], Post | View], *, first: bool = False) -> Entry:
    """A click; `first` for a menu, of which the first option is chosen."""

    def do(here: World, screen: Screen, user: str) -> Awaitable[object]:
        target = as_if_of(user, on(screen))
        chosen = options(target, action_id)[0] if first else None
        shown = open_for(here, target) if isinstance(target, View) and not target.is_home else target
        return here.slack.click(shown, action_id, user=user, chosen=chosen)

    return Entry(action_id, do)


def shortcut(on: Callable[[Screen], Post]) -> Entry:
    return Entry(
        LOOK_UP_IN_SPOTT,
        lambda here, screen, user: here.slack.shortcut(LOOK_UP_IN_SPOTT, user=user, message=on(screen)),
    )


async def find_form(here: World, _: Screen, user: str) -> None:
    await here.slack.shortcut(FIND_IN_SPOTT, user=user)


async def suggested(here: World, _: Screen, user: str) -> None:
    form = open_for(here, View("", user, {**find.form(say)}, "", ""))
    chosen = {"text": plain_text("canary"), "value": PersonOrJob("person", CANARY).encode()}
    await here.slack.submit(form, {views.QUERY: {find.WHO: chosen}})


def submit(text: str) -> Entry:
    def do(here: World, screen: Screen, user: str) -> Awaitable[object]:
        return here.slack.submit(open_for(here, modal_as_if_of(user, screen.form)), {views.QUERY: {views.TYPED: text}})

    return Entry(views.SEARCH, do)


def search_on_home(text: str) -> Entry:
    def do(here: World, screen: Screen, user: str) -> Awaitable[object]:
        return here.slack.click(modal_as_if_of(user, screen.home), SEARCH_FROM_HOME, user=user, chosen=text)

    return Entry(SEARCH_FROM_HOME, do)


def open_for(here: World, view: View) -> View:
    """Open a modal for a user who may not open it."""
    return here.slack.installation.modals.open(Trigger(view.user, time.time()), view.content)


def options(target: Post | View, action_id: str) -> list[str]:
    """The values that a menu offers."""
    menus = (element for block in target.blocks for element in block.get("elements", []))
    (menu,) = (element for element in menus if element.get("action_id") == action_id)
    return [option["value"] for option in menu["options"]]


def gather(here: World) -> None:
    """Add a channel that everybody is in."""
    everybody = frozenset(one.id for one in here.slack.workspace.users)
    here.slack.change(Channel(GATHERING, "gathering", "public", everybody))


async def to_channel(here: World, _: Screen, user: str) -> None:
    gather(here)
    card = with_channels(say, views.loading(say), PersonOrJob("person", CANARY))
    form = open_for(here, View("", user, {**Seal(BOT_TOKEN).view(card, user)}, "", ""))
    where = PUBLIC if user == MEMBER else GATHERING
    await here.slack.submit(form, {channel_form.CHANNEL: {channel_form.CHOSEN: where}})


def mention(text: str) -> Entry:
    """A mention in a channel that everybody is in."""

    async def do(here: World, _: Screen, user: str) -> None:
        gather(here)
        here.slack.say(f"@Spott {text}", user=user, channel=GATHERING)
        await here.slack.events.delivered()

    return Entry("app_mention", do)


def direct_message(text: str) -> Entry:
    async def do(here: World, _: Screen, user: str) -> None:
        channel = DM_WITH_BOT if user == MEMBER else f"D{user[1:]}"
        if user != MEMBER:
            here.slack.change(Channel(channel, user, "im", frozenset({user, BOT})))
        here.slack.say(text, user=user, channel=channel)
        await here.slack.events.delivered()

    return Entry("message", do)


GATHERING = "C0GATHERIN"

ENTRIES: Mapping[str, Entry] = {
    "the command": command(CANARY),
    "the command, privately": command(f"private {CANARY}"),
    "the command with a name": command("canary"),
    "the command with garbage": command("no/id"),
    "Show": click(buttons.SHOW, lambda screen: screen.picker),
    "Details": click(buttons.DETAILS, lambda screen: screen.public),
    "Refresh": click(buttons.REFRESH, lambda screen: screen.public),
    "Refresh of a private card": click(buttons.REFRESH, lambda screen: screen.private),
    "Post here": click(buttons.POST_HERE, lambda screen: screen.private),
    "Remove": click(buttons.REMOVE, lambda screen: screen.public),
    "the shortcut": shortcut(lambda screen: screen.pointed_at),
    "the shortcut on a message that names nobody": shortcut(lambda screen: screen.names_nobody),
    "the form": submit("canary"),
    "a name that is offered": click(buttons.SEARCH_NAME, lambda screen: screen.offered),
    "Show in the modal": click(buttons.SHOW, lambda screen: screen.modal_picker),
    "Details in the modal": click(buttons.DETAILS, lambda screen: screen.modal),
    "Post to thread": click(buttons.POST_TO_THREAD, lambda screen: screen.modal),
    "the command with a job": command(JOB),
    "the command with several jobs": command("job canary"),
    "Show in a list of jobs": click(buttons.SHOW_JOB, lambda screen: screen.job_picker),
    "Post here of a job": click(buttons.POST_JOB_HERE, lambda screen: screen.private_job),
    "Refresh of a job": click(buttons.REFRESH_JOB, lambda screen: screen.job),
    "Refresh in the modal": click(buttons.REFRESH_IN_MODAL, lambda screen: screen.without_jobs),
    "Refresh in Details": click(buttons.REFRESH_DETAILS, lambda screen: screen.details_without_jobs),
    "Find other records": click(buttons.OTHER_RECORDS, lambda screen: screen.details),
    "Show below a link": click(buttons.SHOW_LINKED_PERSON, lambda screen: screen.linked),
    "Show below a link to a job": click(buttons.SHOW_LINKED_JOB, lambda screen: screen.linked),
    "Post to thread of a job": click(buttons.POST_JOB_TO_THREAD, lambda screen: screen.job_modal),
    "the command with several people": command(PEOPLE),
    "Post here of a list": click(buttons.POST_LIST_HERE, lambda screen: screen.private_people),
    "Refresh of a list": click(buttons.REFRESH_LIST, lambda screen: screen.people),
    "the field on the Home tab": search_on_home("canary"),
    "Show on the Home tab": click(buttons.SHOW_RECENT, lambda screen: screen.home),
    "Show of a job on the Home tab": click(buttons.SHOW_RECENT_JOB, lambda screen: screen.home),
    "somebody in a job": click(buttons.OPEN_PERSON, lambda screen: screen.job, first=True),
    "the global shortcut": Entry(FIND_IN_SPOTT, find_form),
    "the command alone": command(""),
    "the button on the Home tab": click(find.OPEN, lambda screen: screen.home),
    "a suggestion": Entry(find.FIND, suggested),
    "Post to a channel": Entry(channel_form.POST_TO_CHANNEL, to_channel),
    "a mention": mention(f"who is {CANARY}?"),
    "a mention with a job": mention(f"{JOB} please"),
    "a direct message": direct_message(CANARY),
}
"""Every entry point, and every button with an effect."""

SHOWING = {
    **dict.fromkeys(ENTRIES, 12),
    "the command with a name": 2,
    "the form": 2,
    "the command with a job": 6,
    "the command with several jobs": 2,
    "a mention with a job": 6,
    "Show in a list of jobs": 6,
    "Post here of a job": 6,
    "Refresh of a job": 6,
    "Show below a link to a job": 6,
    "Show of a job on the Home tab": 6,
    "the field on the Home tab": 2,
    "Post to thread of a job": 6,
    "the command with several people": 8,
    "Post here of a list": 8,
    "Refresh of a list": 8,
    "a name that is offered": 2,
    "the command with garbage": 0,
    "the global shortcut": 0,
    "the command alone": 0,
    "the button on the Home tab": 0,
    "Remove": 0,
    "Find other records": 0,
    "the shortcut on a message that names nobody": 0,
}
"""The minimum number of the person's texts that a member sees."""


async def act(here: World, entry: str, screen: Screen, user: str) -> list[Call]:
    """Act and wait until the app is idle; returns what it said meanwhile."""
    before = len(here.slack.calls)
    await ENTRIES[entry].do(here, screen, user)
    await settled(here)
    return [call for call in here.slack.calls[before:] if call.method in SAYING]


def blocks_sent(call: Call) -> list[dict[str, Any]]:
    """The blocks of what the app said, without the ids that Slack adds."""
    found = call.arguments.get("view", call.arguments)["blocks"]
    return list(found)
