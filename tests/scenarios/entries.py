"""Every way to come to the app, and what people see there."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.cards import buttons, find, previews, views
from bot.cards.carried import Suggested
from bot.cards.home import SEARCH_FROM_HOME, Recent, home
from bot.cards.text import plain_text
from bot.listeners import COMMAND, FIND_IN_SPOTT, LOOK_UP_IN_SPOTT
from bot.sandbox.slack.identity import BOT_TOKEN
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Call
from bot.sandbox.slack.triggers import Trigger
from bot.sandbox.slack.workspace import BOT, DM_WITH_BOT, MEMBER, PUBLIC, Channel
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World
from bot.slack.seal import Seal, everybody_in
from tests.english import say
from tests.front_door import look_up, message_as_if_of, modal, modal_as_if_of, settled, type_command
from tests.scenarios.canaries import CANARY, JOB, JOBS, NAMESAKE, PEOPLE, add_jobs, with_canaries

MESSAGES = {"a mention", "a mention with a job", "a direct message"}
"""The entries that are messages: those of bots are ignored."""
FACTS = {"users.info", "usergroups.users.list", "conversations.info", "conversations.members", "users.list"}
SAYING = {"response_url", "chat.postMessage", "chat.postEphemeral", "views.open", "views.push", "views.update"}


@dataclass(frozen=True)
class Screen:
    """What a member has on the screen, for others to click on."""

    public: Post
    private: Post
    picker: Post
    pointed_at: Post
    names_nobody: Post
    modal: View
    modal_picker: View
    form: View
    offered: View
    job: Post
    job_picker: Post
    private_job: Post
    details: View
    without_jobs: View
    details_without_jobs: View
    job_modal: View
    people: Post
    private_people: Post
    linked: Post
    home: View

    def as_if_of(self, user: str) -> "Screen":
        """The same screen, as if it were another user's."""
        shown: dict[str, Any] = {
            name: modal_as_if_of(user, one) if isinstance(one, View) else message_as_if_of(user, one)
            for name, one in vars(self).items()
            if isinstance(one, View) or one.user_visible_to is not None
        }
        return replace(self, **shown)


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
        target = on(screen.as_if_of(user))
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
    chosen = {"text": plain_text("canary"), "value": Suggested("person", CANARY).encode()}
    await here.slack.submit(form, {views.QUERY: {find.WHO: chosen}})


def submit(text: str) -> Entry:
    def do(here: World, screen: Screen, user: str) -> Awaitable[object]:
        return here.slack.submit(open_for(here, screen.as_if_of(user).form), {views.QUERY: {views.TYPED: text}})

    return Entry(views.SEARCH, do)


def search_on_home(text: str) -> Entry:
    def do(here: World, screen: Screen, user: str) -> Awaitable[object]:
        return here.slack.click(screen.as_if_of(user).home, SEARCH_FROM_HOME, user=user, chosen=text)

    return Entry(SEARCH_FROM_HOME, do)


def open_for(here: World, view: View) -> View:
    """Open a modal for a user who could not open it."""
    return here.slack.installation.modals.open(Trigger(view.user, time.time()), view.content)


def options(target: Post | View, action_id: str) -> list[str]:
    """The values that a menu offers."""
    menus = (element for block in target.blocks for element in block.get("elements", []))
    (menu,) = (element for element in menus if element.get("action_id") == action_id)
    return [option["value"] for option in menu["options"]]


def mention(text: str) -> Entry:
    """A mention in a channel that anybody is in."""

    async def do(here: World, _: Screen, user: str) -> None:
        everybody = frozenset(one.id for one in here.slack.workspace.users)
        here.slack.change(Channel(GATHERING, "gathering", "public", everybody))
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
    "a suggestion": Entry(find.FIND, suggested),
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
    "Remove": 0,
    "Find other records": 0,
    "the shortcut on a message that names nobody": 0,
}
"""The minimum number of the person's texts that a member sees."""


async def a_member_looks_around(here: World) -> Screen:
    numbers = iter(range(26 * 26))
    for candidate_id, like in ((CANARY, "c-ada-lovelace"), (NAMESAKE, "c-grace-hopper")):
        person = with_canaries(here.spott.people[like], numbers)
        here.spott.people[candidate_id] = {**person, "candidateId": candidate_id}
    add_jobs(here, numbers)
    typed = (CANARY, f"private {CANARY}", "canary", JOB, "job canary", f"private {JOB}", PEOPLE, f"private {PEOPLE}")
    here.spott.answers[f"/applications/candidate/{CANARY}"] = RawAnswer(500)
    without_jobs = await modal_on(here, here.slack.say(CANARY, user=MEMBER, channel=PUBLIC))
    details_without_jobs = await details_on(here, without_jobs)
    del here.spott.answers[f"/applications/candidate/{CANARY}"]
    public, private, picker, job, job_picker, private_job, people, private_people = [
        await look_up(here, text) for text in typed
    ]
    details = await details_on(here, public)
    pointed_at, names_nobody = [
        here.slack.say(text, user=MEMBER, channel=PUBLIC) for text in (f"Who is {CANARY}?", "Good morning")
    ]
    named = " ".join(here.spott.people[CANARY][part].title() for part in ("firstName", "lastName"))
    names_somebody = here.slack.say(f"Who knows {named}?", user=MEMBER, channel=PUBLIC)
    modal, offered, form = [await modal_on(here, message) for message in (pointed_at, names_somebody, names_nobody)]
    modal_picker, job_modal = [await submitted(here, text, names_nobody) for text in ("canary", JOB)]
    return Screen(
        public,
        private,
        picker,
        pointed_at,
        names_nobody,
        modal,
        modal_picker,
        form,
        offered,
        job,
        job_picker,
        private_job,
        details,
        without_jobs,
        details_without_jobs,
        job_modal,
        people,
        private_people,
        await linked(here),
        home_tab(here),
    )


def home_tab(here: World) -> View:
    """A Home tab with a person and a job among the last look-ups."""
    now = datetime.now(UTC)
    recents = [Recent(CANARY, is_job=False, at=now), Recent(JOBS[0], is_job=True, at=now)]
    view = Seal(BOT_TOKEN).home(home(say, recents, None, now=now, at=0), MEMBER)
    return here.slack.installation.home_tabs.publish(MEMBER, {**view})


async def linked(here: World) -> Post:
    """A message with previews of its links to a person and to a job."""
    post = here.slack.say("https://app.example.com/1 https://app.example.com/2", user=MEMBER, channel=PUBLIC)
    person, job = previews.person(say, CANARY), previews.job(say, JOBS[0])
    shown = {"https://app.example.com/1": person, "https://app.example.com/2": job}
    seal, audience = Seal(BOT_TOKEN), everybody_in(PUBLIC)
    sealed = {url: seal.message({"text": "", "blocks": blocks}, audience)["blocks"] for url, blocks in shown.items()}
    here.slack.installation.posts.unfurl(post, sealed)
    found = here.slack.installation.posts.get(PUBLIC, post.ts)
    assert found
    return found


async def submitted(here: World, text: str, message: Post) -> View:
    await here.slack.submit(await modal_on(here, message), {views.QUERY: {views.TYPED: text}})
    await settled(here)
    (view,) = here.slack.views
    return view


async def modal_on(here: World, message: Post) -> View:
    await here.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)
    await settled(here)
    (view,) = here.slack.views
    return view


async def details_on(here: World, card: Post | View) -> View:
    await here.slack.click(card, buttons.DETAILS, user=MEMBER)
    await settled(here)
    return modal(here)


async def act(here: World, entry: str, screen: Screen, user: str) -> list[Call]:
    """Act and wait until the app is idle; returns what it said meanwhile."""
    before = len(here.slack.calls)
    await ENTRIES[entry].do(here, screen, user)
    await settled(here)
    return [call for call in here.slack.calls[before:] if call.method in SAYING]


def said(call: Call) -> list[dict[str, Any]]:
    """The blocks of what the app said, without the ids that Slack adds."""
    found = call.arguments.get("view", call.arguments)["blocks"]
    return list(found)
