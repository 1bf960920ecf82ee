"""Nothing of a person reaches somebody who may not look people up, by whatever way they come.

A new command, shortcut or button is one more line in `ENTRIES`.
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest

from bot import facts, settings
from bot.cards import buttons, notices
from bot.cards.message import Message
from bot.checkup import findings
from bot.demo.people import Person
from bot.demo.slack.posts import Post
from bot.demo.slack.server import Fault
from bot.demo.slack.workspace import (
    ADMIN,
    COLLEAGUE,
    DEACTIVATED,
    GUEST,
    MEMBER,
    OTHER_BOT,
    OTHER_TEAM,
    RECRUITERS,
    SINGLE_CHANNEL_GUEST,
    STRANGER,
    TEAM,
)
from bot.demo.world import World, world
from tests.front_door import age_facts, look_up, settled, type_command

CANARY = "c-canary"
ASK = "a workspace admin"
FACTS = {"users.info", "usergroups.users.list", "conversations.info", "conversations.members", "users.list"}


@dataclass(frozen=True)
class Cards:
    """What a member has on the screen: a private card with Post here, a public one with Remove."""

    private: Post
    public: Post

    def as_seen_by(self, user: str) -> Post:
        """The private card, as if somebody else had it."""
        return replace(self.private, user_visible_to=user)


Entry = Callable[[World, Cards, str], Awaitable[object]]

ENTRIES: Mapping[str, Entry] = {
    "the command": lambda here, _, user: type_command(here, CANARY, user=user),
    "the command, privately": lambda here, _, user: type_command(here, f"private {CANARY}", user=user),
    "the command with garbage": lambda here, _, user: type_command(here, "no/id", user=user),
    "Post here": lambda here, cards, user: here.slack.click(cards.as_seen_by(user), buttons.POST_HERE, user=user),
    "Remove": lambda here, cards, user: here.slack.click(cards.public, buttons.REMOVE, user=user),
}
SHOWING = {"the command", "the command, privately", "Post here"}


@dataclass(frozen=True)
class Refused:
    """Somebody who may not.

    Attributes:
        user: Who acts.
        notice: What they are told.
        overrides: Settings of the bot.
        facts: What users.info answers instead, as often as it is asked.
        stays: Whether the reason is known from then on, so that nothing has to be asked again.
    """

    user: str
    notice: Message
    overrides: Mapping[str, Any] = field(default_factory=dict)
    facts: Fault | None = None
    stays: bool = True


def told(**changes: object) -> Fault:
    """An answer of users.info about a full member, but for `changes`; None leaves a field out."""
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
    "guest": Refused(GUEST, notices.guest(ASK)),
    "single-channel guest": Refused(SINGLE_CHANNEL_GUEST, notices.guest(ASK)),
    "stranger": Refused(STRANGER, notices.outsider()),
    "of another workspace, and no stranger": Refused(COLLEAGUE, notices.outsider(), facts=told(team_id=OTHER_TEAM)),
    "deactivated": Refused(DEACTIVATED, notices.deactivated(ASK)),
    "bot": Refused(OTHER_BOT, notices.deactivated(ASK)),
    "not on the list": Refused(COLLEAGUE, notices.not_listed(ASK), {"allowed_users": {MEMBER}}),
    "in no group of the list": Refused(COLLEAGUE, notices.not_listed(ASK), {"allowed_user_groups": {RECRUITERS}}),
    "guest on the list": Refused(GUEST, notices.guest(ASK), {"allowed_users": {MEMBER, GUEST}}),
    "guest who is to be an admin": Refused(GUEST, notices.guest(f"<@{GUEST}>"), {"admins": {GUEST}}),
    "without flags": Refused(COLLEAGUE, notices.guest(ASK), facts=told(is_restricted=None, is_ultra_restricted=None)),
    "Slack fails": Refused(COLLEAGUE, notices.access_unknown(ASK), facts=Fault(500), stays=False),
    "Slack says no": Refused(
        COLLEAGUE,
        notices.access_unknown(f"<@{ADMIN}>"),
        {"admins": {ADMIN}},
        Fault(200, body={"ok": False, "error": "user_not_found"}),
        stays=False,
    ),
    "Slack answers no account": Refused(
        COLLEAGUE, notices.access_unknown(ASK), facts=Fault(200, body={"ok": True, "user": []}), stays=False
    ),
    "Slack hangs": Refused(COLLEAGUE, notices.access_unknown(ASK), facts=Fault(delay=1.5), stays=False),
    "Slack cuts the connection": Refused(
        COLLEAGUE, notices.access_unknown(ASK), facts=Fault(reset="before"), stays=False
    ),
    "Slack limits us": Refused(
        COLLEAGUE,
        notices.access_slack_limits(17),
        facts=Fault(429, {"Retry-After": "17"}, {"ok": False, "error": "ratelimited"}),
        stays=False,
    ),
}


def with_canaries(person: Person, names: Iterator[int]) -> Person:
    """The same person with a text that occurs nowhere else in the place of each text, and dates far away."""

    def changed(value: Any, name: str) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            return {key: changed(member, key) for key, member in value.items()}
        if isinstance(value, list):
            return [changed(member, name) for member in value]
        if not isinstance(value, str) or name == "candidateId":
            return value
        canary = f"canary{next(names):03}x"
        if re.match(r"\d{4}-\d\d-\d\dT", value):
            return f"21{next(names) % 90 + 10}-03-04T05:06:07.000Z"
        return f"https://{canary}.example.com/{canary}.png" if value.startswith("https:") else canary

    return {**changed(person, ""), "candidateId": CANARY}


def canaries(person: Person) -> set[str]:
    """What would show that something of the person was sent: each text, and each date in both of Slack's forms."""

    def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            for member in value.values():
                yield from texts(member)
        elif isinstance(value, list):
            for member in value:
                yield from texts(member)
        elif isinstance(value, str) and value != CANARY:
            if found := re.search(r"canary\d{3}x", value):
                yield found[0]
            else:
                yield value[:10]
                yield str(int(datetime.fromisoformat(value).timestamp()))

    return set(texts(person))


def leaked(here: World, calls: int, posts: int) -> set[str]:
    """The canaries in everything that was sent since, and in everything that people see since."""
    calls_since, posts_since = here.slack.calls[calls:], here.slack.posts[posts:]
    sent = json.dumps([call.arguments for call in calls_since]) + json.dumps([vars(post) for post in posts_since])
    return {canary for canary in canaries(here.spott.people[CANARY]) if canary in sent}


async def a_member_has_cards(here: World) -> Cards:
    here.spott.people[CANARY] = with_canaries(here.spott.people["c-ada-lovelace"], iter(range(1_000)))
    public = await look_up(here, CANARY)
    private = await look_up(here, f"private {CANARY}")
    return Cards(private, public)


async def act(here: World, entry: str, cards: Cards, user: str) -> Post | None:
    """Do it, wait, and give the message that it brought, if any."""
    before = len(here.slack.posts)
    answers = sum(call.method == "response_url" for call in here.slack.calls)
    await ENTRIES[entry](here, cards, user)
    await here.slack.wait_for(lambda: sum(call.method == "response_url" for call in here.slack.calls) > answers)
    await settled(here)
    assert len(here.slack.posts) <= before + 1
    return here.slack.posts[-1] if len(here.slack.posts) > before else None


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_WAIT_SECONDS", 0.4)


def expected(who: str, entry: str) -> Message:
    # The list is about seeing people: what may be taken away is another question.
    if entry == "Remove" and WHO[who].notice == notices.not_listed(ASK):
        return notices.not_yours_to_remove()
    return WHO[who].notice


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("who", WHO)
async def test_nothing_of_a_person_reaches_the_refused(who: str, entry: str, caplog: pytest.LogCaptureFixture) -> None:
    refused = WHO[who]
    async with world(**refused.overrides) as here:
        cards = await a_member_has_cards(here)
        calls, posts = len(here.slack.calls), len(here.slack.posts)
        if refused.facts:
            here.slack.faults.add("users.info", refused.facts, times=9)
        for known in (False, True):
            asked_spott, asked_slack = len(here.spott.requests), len(here.slack.calls)
            post = await act(here, entry, cards, refused.user)
            assert post is not None
            assert (post.user_visible_to, post.text, post.blocks, post.via) == (
                refused.user,
                *expected(who, entry).values(),
                "response_url",
            )
            if known and refused.stays:
                assert len(here.spott.requests) == asked_spott
                assert FACTS.isdisjoint(call.method for call in here.slack.calls[asked_slack:])
        assert leaked(here, calls, posts) == set()
        assert not here.slack.posts[0].deleted
        assert "canary0" not in caplog.text


@pytest.mark.parametrize("entry", ENTRIES)
async def test_the_same_ways_show_the_person_to_a_member(entry: str) -> None:
    async with world() as here:
        cards = await a_member_has_cards(here)
        calls, posts = len(here.slack.calls), len(here.slack.posts)
        await act(here, entry, cards, MEMBER)
        shown = leaked(here, calls, posts)
        assert len(shown) > 15 if entry in SHOWING else shown == set()
        assert here.slack.posts[0].deleted == (entry == "Remove")


@pytest.mark.parametrize("who", WHO)
async def test_help_is_for_everybody_and_holds_nothing(who: str) -> None:
    refused = WHO[who]
    async with world(**refused.overrides) as here:
        if refused.facts:
            here.slack.faults.add("users.info", refused.facts)
        post = await look_up(here, "help", user=refused.user)
        assert (post.text, post.user_visible_to) == (notices.help()["text"], refused.user)
        assert here.spott.requests == []
        assert FACTS.isdisjoint(call.method for call in here.slack.calls)


async def test_whoever_the_list_leaves_out_costs_neither_spott_nor_slack_a_request() -> None:
    async with world(allowed_users={MEMBER}) as here:
        post = await look_up(here, CANARY, user=COLLEAGUE)
        assert post.text == notices.not_listed(ASK)["text"]
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
async def test_whoever_is_on_a_list_may(overrides: Mapping[str, Any], user: str) -> None:
    async with world(**overrides) as here:
        assert (await look_up(here, "c-ada-lovelace", user=user)).text.startswith("Ada Lovelace\n")


async def test_whoever_leaves_the_group_may_no_longer_once_the_facts_are_old() -> None:
    async with world(allowed_user_groups={RECRUITERS}) as here:
        await look_up(here, "c-ada-lovelace")
        (group,) = here.slack.workspace.user_groups
        here.slack.change(replace(group, members=(ADMIN,)))
        age_facts(here)
        assert (await look_up(here, "c-ada-lovelace")).text == notices.not_listed(ASK)["text"]


async def test_a_group_that_slack_does_not_tell_of_lets_nobody_in_and_check_says_why() -> None:
    lacking = {"commands", "chat:write", "users:read", "channels:read", "groups:read", "im:read", "mpim:read"}
    async with world(allowed_user_groups={RECRUITERS}) as here:
        here.slack._installation.scopes = frozenset(lacking)
        assert (await look_up(here, "c-ada-lovelace")).text == notices.access_unknown(ASK)["text"]
        values = settings.given(
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


async def test_nobody_carries_the_database_out() -> None:
    async with world(lookups_per_person=(3, 500)) as here:
        cards = await a_member_has_cards(here)
        await look_up(here, CANARY)
        asked = len(here.spott.requests)
        for _ in range(2):
            post = await look_up(here, CANARY)
            assert re.fullmatch(
                r"You have looked up as many people as one person may\. Please try again in (\d\d) seconds\.", post.text
            )
            assert post.user_visible_to == MEMBER
        calls, posts = len(here.slack.calls), len(here.slack.posts)
        await act(here, "Post here", cards, MEMBER)
        assert leaked(here, calls, posts) == set()
        assert len(here.spott.requests) == asked
        assert (await look_up(here, "c-ada-lovelace", user=COLLEAGUE)).text.startswith("Ada Lovelace\n")
