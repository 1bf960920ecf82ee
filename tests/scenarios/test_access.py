"""Nothing about a person reaches a user who may not look people up, by any entry point.

A new command, shortcut or button is one more line in `ENTRIES`.
"""

import json
import re
import string
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from inspect import signature
from typing import Any
from unittest.mock import MagicMock

import pytest

from bot import listeners
from bot.access import facts, slack_questions
from bot.cards import buttons, notices, views
from bot.cards.message import Message
from bot.cli.check import findings
from bot.listeners import COMMAND, LOOK_UP_IN_SPOTT
from bot.sandbox.people import Person
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Call, Fault
from bot.sandbox.slack.triggers import Trigger
from bot.sandbox.slack.workspace import (
    ADMIN,
    COLLEAGUE,
    DEACTIVATED,
    GUEST,
    MEMBER,
    OTHER_BOT,
    OTHER_TEAM,
    PUBLIC,
    RECRUITERS,
    SINGLE_CHANNEL_GUEST,
    STRANGER,
    TEAM,
)
from bot.sandbox.world import World, world
from bot.settings import ServingSettings
from tests.front_door import age_facts, look_up, message_as_if_of, modal_as_if_of, settled, type_command

CANARY = "5ca1ab1e-0000-4000-8000-00000000c0de"
NAMESAKE = "c-namesake-of-canary"
ASK = "a workspace admin"
FACTS = {"users.info", "usergroups.users.list", "conversations.info", "conversations.members", "users.list"}
LETTERS = string.ascii_lowercase
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

    def as_if_of(self, user: str) -> "Screen":
        """The same screen, as if it were another user's."""
        private, picker = (message_as_if_of(user, post) for post in (self.private, self.picker))
        modal, modal_picker, form = (modal_as_if_of(user, view) for view in (self.modal, self.modal_picker, self.form))
        return replace(self, private=private, picker=picker, modal=modal, modal_picker=modal_picker, form=form)


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


def click(action_id: str, on: Callable[[Screen], Post | View]) -> Entry:
    def do(here: World, screen: Screen, user: str) -> Awaitable[object]:
        target = on(screen.as_if_of(user))
        return here.slack.click(open_for(here, target) if isinstance(target, View) else target, action_id, user=user)

    return Entry(action_id, do)


def shortcut(on: Callable[[Screen], Post]) -> Entry:
    return Entry(
        LOOK_UP_IN_SPOTT,
        lambda here, screen, user: here.slack.shortcut(LOOK_UP_IN_SPOTT, user=user, message=on(screen)),
    )


def submit(text: str) -> Entry:
    def do(here: World, screen: Screen, user: str) -> Awaitable[object]:
        return here.slack.submit(open_for(here, screen.as_if_of(user).form), {views.QUERY: {views.TYPED: text}})

    return Entry(views.SEARCH, do)


def open_for(here: World, view: View) -> View:
    """Open a modal for a user who could not open it."""
    return here.slack.installation.modals.open(Trigger(view.user, time.time()), view.content)


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
    "Show in the modal": click(buttons.SHOW, lambda screen: screen.modal_picker),
    "Details in the modal": click(buttons.DETAILS, lambda screen: screen.modal),
    "Post to thread": click(buttons.POST_TO_THREAD, lambda screen: screen.modal),
}
"""Every entry point, and every button with an effect."""

SHOWING = {
    **dict.fromkeys(ENTRIES, 12),
    "the command with a name": 2,
    "the form": 2,
    "the command with garbage": 0,
    "Remove": 0,
    "the shortcut on a message that names nobody": 0,
}
"""The minimum number of the person's texts that a member sees."""


@dataclass(frozen=True)
class Refused:
    """A user who may not look people up.

    Attributes:
        user: The user's id.
        notice: What they are shown.
        overrides: Settings of the bot.
        facts: What users.info answers instead, on every call.
        stays: Whether the reason is cached, so that no further calls are needed.
    """

    user: str
    notice: Message
    overrides: Mapping[str, Any] = field(default_factory=dict)
    facts: Fault | None = None
    stays: bool = True


def told(**changes: object) -> Fault:
    """An answer of users.info about a full member, with `changes`; None leaves a field out."""
    user = {
        "id": COLLEAGUE,
        "team_id": TEAM,
        "deleted": False,
        "is_bot": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        **changes,
    }
    return Fault(200, body={"ok": True, "user": {name: value for name, value in user.items() if value is not None}})


WHO: Mapping[str, Refused] = {
    "guest": Refused(GUEST, notices.of("guest", ask=ASK)),
    "single-channel guest": Refused(SINGLE_CHANNEL_GUEST, notices.of("guest", ask=ASK)),
    "stranger": Refused(STRANGER, notices.of("outsider")),
    "of another workspace, and no stranger": Refused(COLLEAGUE, notices.of("outsider"), facts=told(team_id=OTHER_TEAM)),
    "deactivated": Refused(DEACTIVATED, notices.of("deactivated", ask=ASK)),
    "bot": Refused(OTHER_BOT, notices.of("deactivated", ask=ASK)),
    "not on the list": Refused(COLLEAGUE, notices.of("not_listed", ask=ASK), {"allowed_users": {MEMBER}}),
    "in no group of the list": Refused(
        COLLEAGUE, notices.of("not_listed", ask=ASK), {"allowed_user_groups": {RECRUITERS}}
    ),
    "guest on the list": Refused(GUEST, notices.of("guest", ask=ASK), {"allowed_users": {MEMBER, GUEST}}),
    "guest who is to be an admin": Refused(GUEST, notices.of("guest", ask=f"<@{GUEST}>"), {"admins": {GUEST}}),
    "without flags": Refused(
        COLLEAGUE, notices.of("guest", ask=ASK), facts=told(is_restricted=None, is_ultra_restricted=None)
    ),
    "Slack fails": Refused(COLLEAGUE, notices.of("access_unknown", ask=ASK), facts=Fault(500), stays=False),
    "Slack says no": Refused(
        COLLEAGUE,
        notices.of("access_unknown", ask=f"<@{ADMIN}>"),
        {"admins": {ADMIN}},
        Fault(200, body={"ok": False, "error": "user_not_found"}),
        stays=False,
    ),
    "Slack answers no account": Refused(
        COLLEAGUE, notices.of("access_unknown", ask=ASK), facts=Fault(200, body={"ok": True, "user": []}), stays=False
    ),
    "Slack hangs": Refused(COLLEAGUE, notices.of("access_unknown", ask=ASK), facts=Fault(delay=60), stays=False),
    "Slack cuts the connection": Refused(
        COLLEAGUE, notices.of("access_unknown", ask=ASK), facts=Fault(reset="before"), stays=False
    ),
    "Slack limits us": Refused(
        COLLEAGUE,
        notices.of("access_slack_limits", wait=notices.wait(999)),
        facts=Fault(429, {"Retry-After": "999"}, {"ok": False, "error": "ratelimited"}),
        stays=False,
    ),
}


def with_canaries(person: Person, names: Iterator[int]) -> Person:
    """The same person, with each text replaced by a unique one, and dates far in the future."""

    def changed(value: Any, name: str) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            return {key: changed(member, key) for key, member in value.items()}
        if isinstance(value, list):
            return [changed(member, name) for member in value]
        if not isinstance(value, str) or name == "candidateId":
            return value
        number = next(names)
        canary = f"canary{LETTERS[number // 26]}{LETTERS[number % 26]}x"
        if re.match(r"\d{4}-\d\d-\d\dT", value):
            return f"21{number % 90 + 10}-03-04T05:06:07.000Z"
        return f"https://{canary}.example.com/{canary}.png" if value.startswith("https:") else canary

    return dict(changed(person, ""))


def canaries(person: Person) -> set[str]:
    """What would reveal that data about the person was sent: each text, and each date in both of Slack's forms."""

    def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            for member in value.values():
                yield from texts(member)
        elif isinstance(value, list):
            for member in value:
                yield from texts(member)
        elif isinstance(value, str):
            if found := re.search(r"canary[a-z]{2}x", value):
                yield found[0]
            elif value.startswith("21"):
                yield value[:10]
                yield str(int(datetime.fromisoformat(value).timestamp()))

    return set(texts(person))


def leaked(here: World, calls: int, posts: int) -> set[str]:
    """The canaries in everything sent since then, and in everything users have seen since then."""
    calls_since, posts_since = here.slack.calls[calls:], here.slack.posts[posts:]
    sent = json.dumps([call.arguments for call in calls_since]) + json.dumps([vars(post) for post in posts_since])
    people = (here.spott.people[candidate_id] for candidate_id in (CANARY, NAMESAKE))
    return {canary for person in people for canary in canaries(person) if canary in sent}


async def a_member_looks_around(here: World) -> Screen:
    numbers = iter(range(26 * 26))
    for candidate_id, like in ((CANARY, "c-ada-lovelace"), (NAMESAKE, "c-grace-hopper")):
        person = with_canaries(here.spott.people[like], numbers)
        here.spott.people[candidate_id] = {**person, "candidateId": candidate_id}
    public, private, picker = [await look_up(here, text) for text in (CANARY, f"private {CANARY}", "canary")]
    pointed_at, names_nobody = [
        here.slack.say(text, user=MEMBER, channel=PUBLIC) for text in (f"Who is {CANARY}?", "Good morning")
    ]
    modal, form = [await modal_on(here, message) for message in (pointed_at, names_nobody)]
    await here.slack.submit(form, {views.QUERY: {views.TYPED: "canary"}})
    await settled(here)
    (modal_picker,) = here.slack.views
    return Screen(public, private, picker, pointed_at, names_nobody, modal, modal_picker, form)


async def modal_on(here: World, message: Post) -> View:
    await here.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)
    await settled(here)
    (view,) = here.slack.views
    return view


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


def expected(who: str, entry: str) -> Message:
    # The list is about who may see people; who may remove cards is another question.
    if entry == "Remove" and WHO[who].notice == notices.of("not_listed", ask=ASK):
        return notices.of("not_yours_to_remove")
    return WHO[who].notice


@pytest.mark.parametrize("who", WHO)
async def test_refused_users_see_nothing_about_a_person(
    who: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = WHO[who]
    async with world(cache_seconds=0, **refused.overrides) as here:
        screen = await a_member_looks_around(here)
        calls, posts = len(here.slack.calls), len(here.slack.posts)
        if refused.facts:
            here.slack.faults.add("users.info", refused.facts, times=99)
            if refused.facts.delay:
                monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.1)
        for entry in ENTRIES:
            if refused.stays:
                age_facts(here, FACTS_ARE_OLD)
            for known in (False, True):
                asked_spott, asked_slack = len(here.spott.requests), len(here.slack.calls)
                *opening, answer = await act(here, entry, screen, refused.user)
                assert said(answer) == expected(who, entry)["blocks"], entry
                assert answer.arguments.get("response_type") in {None, "ephemeral"}, entry
                assert not answer.arguments.get("replace_original"), entry
                assert [said(call) for call in opening] in ([], [views.loading()["blocks"]]), entry
                if known and refused.stays:
                    assert len(here.spott.requests) == asked_spott, entry
                    assert FACTS.isdisjoint(call.method for call in here.slack.calls[asked_slack:]), entry
        assert leaked(here, calls, posts) == set()
        assert not any(post.deleted for post in here.slack.posts)
        assert not any(post.user_visible_to is None for post in here.slack.posts[posts:])
        assert "canary" not in caplog.text


FACTS_ARE_OLD = facts.PERSON_SECONDS + 1


@pytest.mark.parametrize("who", ["guest", "stranger", "deactivated", "not on the list", "in no group of the list"])
@pytest.mark.parametrize("slack", ["answers", "limits us"])
async def test_known_refusals_make_no_call_to_spott(who: str, slack: str) -> None:
    refused = WHO[who]
    async with world(cache_seconds=0, **refused.overrides) as here:
        screen = await a_member_looks_around(here)
        if refused.facts:
            here.slack.faults.add("users.info", refused.facts, times=99)
        await act(here, "Details", screen, refused.user)
        calls, posts = len(here.slack.calls), len(here.slack.posts)
        asked = len(here.spott.requests)
        for entry in ENTRIES:
            # The cached facts expire each time, so Slack is called again, if it can be.
            if slack == "answers" or entry == next(iter(ENTRIES)):
                age_facts(here, FACTS_ARE_OLD)
            if slack == "limits us":
                while here.slack.faults.take("users.info"):
                    pass
                limited = Fault(429, {"Retry-After": "999"}, {"ok": False, "error": "ratelimited"})
                here.slack.faults.add("users.info", limited, times=99)
            answers = await act(here, entry, screen, refused.user)
            assert len(here.spott.requests) == asked, entry
            # Another workspace's request is refused in the acknowledgement itself.
            if slack == "answers" and answers:
                assert said(answers[-1]) == expected(who, entry)["blocks"], entry
        assert leaked(here, calls, posts) == set()


async def test_members_can_continue_while_slack_rate_limits_us(over_http: World) -> None:
    here = over_http
    await a_member_looks_around(here)
    age_facts(here, FACTS_ARE_OLD)
    limited = Fault(429, {"Retry-After": "3600"}, {"ok": False, "error": "ratelimited"})
    for method in ("users.info", "conversations.members", "users.list"):
        here.slack.faults.add(method, limited, times=400)
    before = len(here.slack.calls)
    for number in range(50):
        post = await look_up(here, CANARY)
        assert (post.text.startswith("canary"), post.user_visible_to) == (True, MEMBER), number
        # Users about whom Slack has said nothing yet are refused.
        post = await look_up(here, CANARY, user=COLLEAGUE)
        assert post.text == notices.of("access_slack_limits", wait=notices.wait(3_599))["text"], number
    asked = [call.method for call in here.slack.calls[before:] if call.method in FACTS]
    # Facts about the conversation are fetched again, since that method is not rate-limited.
    assert set(asked) == {"conversations.info", "conversations.members", "users.info"}
    assert [asked.count(method) for method in ("users.info", "conversations.members")] == [1, 1]


async def test_no_call_to_spott_where_no_card_may_be_posted(over_http: World) -> None:
    here = over_http
    screen = await a_member_looks_around(here)
    here.slack.change(replace(here.slack.workspace.channel(PUBLIC), is_ext_shared=True))
    for entry in ("Post to thread", "Refresh"):
        age_facts(here, FACTS_ARE_OLD)
        # The conversation is cached; the user is not, so the app waits for Slack.
        await look_up(here, f"private {NAMESAKE}", user=COLLEAGUE)
        asked = len(here.spott.requests)
        await act(here, entry, screen, MEMBER)
        assert len(here.spott.requests) == asked, entry


async def test_every_entry_point_works_for_a_member() -> None:
    for entry, texts in SHOWING.items():
        async with world() as here:
            screen = await a_member_looks_around(here)
            calls, posts = len(here.slack.calls), len(here.slack.posts)
            await act(here, entry, screen, MEMBER)
            shown = leaked(here, calls, posts)
            assert len(shown) >= texts if texts else shown == set(), entry


def test_every_listener_has_an_entry() -> None:
    app = MagicMock()
    listeners.register(app, *(MagicMock() for _ in list(signature(listeners.register).parameters)[1:]))
    registered = [call.args[0] for call in app.method_calls]
    assert sorted(registered) == sorted({entry.reaches for entry in ENTRIES.values()} | {buttons.OPEN_IN_SPOTT})


@pytest.mark.parametrize("who", ["guest", "stranger", "not on the list", "Slack fails"])
async def test_help_is_open_to_everyone_and_contains_no_data(who: str) -> None:
    refused = WHO[who]
    async with world(**refused.overrides) as here:
        if refused.facts:
            here.slack.faults.add("users.info", refused.facts)
        post = await look_up(here, "help", user=refused.user)
        # Another workspace's command is not answered at all.
        told = notices.of("outsider") if refused.user == STRANGER else notices.of("help")
        assert (post.text, post.user_visible_to) == (told["text"], refused.user)
        assert here.spott.requests == []
        assert FACTS.isdisjoint(call.method for call in here.slack.calls)


async def test_users_not_on_the_list_cause_no_requests() -> None:
    async with world(allowed_users={MEMBER}) as here:
        post = await look_up(here, CANARY, user=COLLEAGUE)
        assert post.text == notices.of("not_listed", ask=ASK)["text"]
        assert here.spott.requests == []
        assert FACTS.isdisjoint(call.method for call in here.slack.calls)


@pytest.mark.parametrize(
    ("overrides", "user"),
    [
        ({"allowed_users": {COLLEAGUE}}, COLLEAGUE),
        ({"allowed_user_groups": {RECRUITERS}}, ADMIN),
        ({"allowed_users": {COLLEAGUE}, "allowed_user_groups": {RECRUITERS}}, COLLEAGUE),
        ({"allowed_users": {COLLEAGUE}, "allowed_user_groups": {RECRUITERS}}, MEMBER),
        ({"allowed_user_groups": {RECRUITERS, "S0GONE"}}, MEMBER),
    ],
)
async def test_listed_users_may_look_people_up(overrides: Mapping[str, Any], user: str) -> None:
    async with world(**overrides) as here:
        assert (await look_up(here, "c-ada-lovelace", user=user)).text.startswith("Ada Lovelace\n")


async def test_leaving_the_group_ends_access_once_the_facts_expire() -> None:
    async with world(allowed_user_groups={RECRUITERS}) as here:
        await look_up(here, "c-ada-lovelace")
        (group,) = here.slack.workspace.user_groups
        here.slack.change(replace(group, members=(ADMIN,)))
        age_facts(here)
        assert (await look_up(here, "c-ada-lovelace")).text == notices.of("not_listed", ask=ASK)["text"]


async def test_unknown_group_lets_no_one_in_and_check_says_why() -> None:
    lacking = {"commands", "chat:write", "users:read", "channels:read", "groups:read", "im:read", "mpim:read"}
    async with world(allowed_user_groups={RECRUITERS}) as here:
        here.slack.installation.scopes = frozenset(lacking)
        assert (await look_up(here, "c-ada-lovelace")).text == notices.of("access_unknown", ask=ASK)["text"]
        values = ServingSettings(
            slack_bot_token=here.slack.bot_token,
            slack_app_token=here.slack.app_token,
            slack_api_url=here.slack.api_url,
            spott_api_key=here.spott.api_key,
            spott_api_url=here.spott.url,
            allowed_user_groups={RECRUITERS},
        )
        said = list(map(str, await findings(values)))
        assert any(line.startswith("WRONG") and "usergroups:read" in line for line in said), said
        without_groups = values.model_copy(update={"allowed_user_groups": frozenset()})
        assert not any("usergroups:read" in str(line) for line in await findings(without_groups))


async def test_look_ups_per_person_are_limited() -> None:
    async with world(cache_seconds=0, lookups_per_person=(5, 500)) as here:
        screen = await a_member_looks_around(here)
        asked = len(here.spott.requests)
        for _ in range(2):
            post = await look_up(here, CANARY)
            told = r"You've reached your look-up limit for now\. Please try again in (\d\d) seconds\."
            assert re.fullmatch(told, post.text)
            assert post.user_visible_to == MEMBER
        calls, posts = len(here.slack.calls), len(here.slack.posts)
        for entry, texts in SHOWING.items():
            if texts:
                *_, answer = await act(here, entry, screen, MEMBER)
                assert "look-up limit" in str(said(answer)), entry
        assert leaked(here, calls, posts) == set()
        assert len(here.spott.requests) == asked
        assert (await look_up(here, "c-ada-lovelace", user=COLLEAGUE)).text.startswith("Ada Lovelace\n")
