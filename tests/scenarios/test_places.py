"""Cards are shown exactly where the README's table says, and their buttons do what they say."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.access import slack_questions
from bot.cards import buttons, notices
from bot.cards.texts import say
from bot.sandbox.slack.grid import (
    GROUP_DM_WITH_SISTER,
    ORG_DEFAULT,
    ORG_SHARED,
    ORG_SHARED_PRIVATE,
    ORG_WIDE,
    grid_workspace,
)
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    ADMIN,
    BOT,
    COLLEAGUE,
    DM_BETWEEN_PEOPLE,
    DM_WITH_BOT,
    GROUP_DM,
    GROUP_DM_WITHOUT_BOT,
    GUEST,
    LARGE,
    MEMBER,
    OWNER,
    PENDING_SHARED,
    PRIVATE,
    PRIVATE_WITHOUT_BOT,
    PUBLIC,
    PUBLIC_WITHOUT_BOT,
    SHARED,
    STRANGER,
    WITH_GUEST,
    Role,
    User,
    Workspace,
    sample_workspace,
)
from bot.sandbox.world import World, world
from tests.front_door import age_facts, carried, look_up, settled, shown, type_command
from tests.readme_places import CELLS, section

ADA = "c-ada-lovelace"
LINES = {
    "¹": say("private_not_invited"),
    "²": say("private_shared"),
    "³": say("private_not_listed"),
    "⁴": say("private_guests"),
    "⁵": say("private_organisation"),
    "⁶": say("private_large"),
    "⁷": say("private_between_people"),
    "⁸": say("private_unknown"),
}


@dataclass(frozen=True)
class Spot:
    """A place, how to set it up, and how many seconds the app waits for Slack to describe it."""

    channel: str
    overrides: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[World], None] = lambda _: None
    waits: float = 5.0
    workspace: Callable[[], Workspace] = sample_workspace


LIMITED = Fault(429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"})
NO_SCOPE = Fault(200, body={"ok": False, "error": "missing_scope", "needed": "channels:read"})


def failing(method: str, fault: Fault) -> Spot:
    waits = 1.0 if fault.delay or fault.status == LIMITED.status else 5.0
    return Spot(PUBLIC, prepare=lambda here: here.slack.faults.add(method, fault, times=9), waits=waits)


SPOTS: Mapping[str, list[Spot]] = {
    "public channel": [Spot(PUBLIC), Spot(PUBLIC, {"allowed_channels": {PUBLIC, PRIVATE}})],
    "public channel without the bot": [Spot(PUBLIC_WITHOUT_BOT)],
    "private channel": [Spot(PRIVATE), Spot(PRIVATE, {"allowed_channels": {PRIVATE}})],
    "private channel without the bot": [
        Spot(PRIVATE_WITHOUT_BOT),
        Spot(PRIVATE_WITHOUT_BOT, {"allowed_channels": {PRIVATE_WITHOUT_BOT}}),
    ],
    "direct message with the bot": [Spot(DM_WITH_BOT), Spot(DM_WITH_BOT, {"allowed_channels": {PUBLIC}})],
    "direct message between two people": [Spot(DM_BETWEEN_PEOPLE)],
    "group direct message with the bot": [Spot(GROUP_DM)],
    "group direct message without the bot": [Spot(GROUP_DM_WITHOUT_BOT)],
    "channel shared with another organisation": [Spot(SHARED), Spot(SHARED, {"allowed_channels": {SHARED}})],
    "channel to which another organisation is invited": [Spot(PENDING_SHARED)],
    "channel shared with another workspace of the organisation": [
        Spot(ORG_SHARED, workspace=grid_workspace),
        Spot(ORG_SHARED_PRIVATE, {"allowed_channels": {ORG_SHARED_PRIVATE}}, workspace=grid_workspace),
    ],
    "channel of the whole organisation": [Spot(ORG_WIDE, workspace=grid_workspace)],
    "default channel of the whole organisation": [Spot(ORG_DEFAULT, workspace=grid_workspace)],
    "group direct message with someone from another workspace": [Spot(GROUP_DM_WITH_SISTER, workspace=grid_workspace)],
    "channel that is not in `ALLOWED_CHANNELS`, if that is set": [
        Spot(PUBLIC, {"allowed_channels": {PRIVATE}}),
        Spot(WITH_GUEST, {"allowed_channels": {PRIVATE}}),
        Spot(GROUP_DM, {"allowed_channels": {PRIVATE}}),
    ],
    "channel with a guest": [
        Spot(WITH_GUEST),
        Spot(WITH_GUEST, {"allowed_channels": {WITH_GUEST}}),
        Spot(GROUP_DM, prepare=lambda here: joins(here, GROUP_DM, GUEST)),
    ],
    "channel with more than 1,000 members": [Spot(LARGE)],
    "Slack doesn't say what kind of conversation it is": [
        failing("conversations.info", Fault(500)),
        failing("conversations.info", LIMITED),
        failing("conversations.info", Fault(delay=3.0)),
        failing("conversations.info", Fault(reset="before")),
        failing("conversations.info", NO_SCOPE),
        failing("conversations.info", Fault(200, body={"ok": True, "channel": {}})),
    ],
    "Slack doesn't say who is in it": [
        failing("conversations.members", Fault(500)),
        failing("conversations.members", LIMITED),
        failing("conversations.members", Fault(delay=3.0)),
        failing("conversations.members", Fault(200, body={"ok": True, "members": None})),
        failing("users.list", Fault(500)),
        failing("users.list", LIMITED),
        failing("users.list", Fault(200, body={"ok": True})),
    ],
}


DEFAULT = {"reply_in": "channel", "guests_in_channel": "private"}
BY_DEFAULT = {place: cell for place, chosen, cell in CELLS if chosen == DEFAULT}
CASES = [
    pytest.param(spot, chosen, cell, id=f"{place}-{'-'.join(chosen.values())}-{number}")
    for place, chosen, cell in CELLS
    for number, spot in enumerate(SPOTS.get(place, []))
    if chosen == DEFAULT or (number == 0 and cell != BY_DEFAULT[place])
]
"""With default settings every variant of a place; with others only the places where they make a difference.

The tests of the rules cover all of the table's cells, without Slack.
"""


def joins(here: World, channel_id: str, user_id: str) -> None:
    channel = here.slack.workspace.channel(channel_id)
    here.slack.change(replace(channel, members=channel.members | {user_id}))


def offered(post: Post) -> list[dict[str, Any]]:
    """The buttons that depend on the place."""
    elements = [element for block in post.blocks if block["type"] == "actions" for element in block["elements"]]
    return [element for element in elements if element["action_id"] in {buttons.POST_HERE, buttons.REMOVE}]


def small_print(post: Post) -> list[str]:
    return [element["text"] for block in post.blocks if block["type"] == "context" for element in block["elements"]]


def in_words(post: Post) -> str:
    """Where a card went, as the README says it."""
    assert post.text.startswith("Ada Lovelace\n")
    line, *_ = [*(mark for mark, line in LINES.items() if line in small_print(post)), ""]
    can = [button["action_id"] for button in offered(post)]
    if post.user_visible_to is None:
        assert (line, can) == ("", [buttons.REMOVE])
        return "everyone"
    assert (post.user_visible_to, buttons.REMOVE in can) == (MEMBER, False)
    assert any("Only you can see this" in text for text in small_print(post)) == bool(line)
    return "you" + (f" {line}" if line else "") + (", **Post here**" if buttons.POST_HERE in can else "")


def test_table_has_every_place_with_every_setting() -> None:
    assert {place for place, _, _ in CELLS} == SPOTS.keys()
    combinations = {(chosen["reply_in"], chosen["guests_in_channel"]) for _, chosen, _ in CELLS}
    assert combinations == {(reply, guests) for reply in ("channel", "private") for guests in ("private", "allow")}
    assert len(CELLS) == len(SPOTS) * len(combinations)


def test_readme_quotes_the_reasons() -> None:
    assert dict(re.findall(r"^- (\S) “(.+)”$", section(), re.MULTILINE)) == LINES


@pytest.mark.parametrize(("spot", "chosen", "cell"), CASES)
async def test_card_is_shown_where_the_table_says(
    spot: Spot, chosen: dict[str, Any], cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world(workspace=spot.workspace(), **chosen, **spot.overrides) as here:
        # The user is cached first, so that even on a busy machine only the time for the conversation can run out.
        await here.process.bot.workspace.facts.people.get(MEMBER)
        monkeypatch.setattr(slack_questions, "WAIT_SECONDS", spot.waits)
        spot.prepare(here)
        post = await look_up(here, ADA, channel=spot.channel)
        assert (in_words(post), post.channel) == (cell, spot.channel)


@pytest.mark.parametrize(
    "place", ["public channel", "channel with a guest", "channel shared with another organisation"]
)
async def test_private_command_is_answered_as_with_reply_in_private(place: str) -> None:
    spot = SPOTS[place][0]
    for guests in ("private", "allow"):
        (cell,) = [
            cell
            for a_place, chosen, cell in CELLS
            if (a_place, chosen) == (place, {"reply_in": "private", "guests_in_channel": guests})
        ]
        async with world(workspace=spot.workspace(), guests_in_channel=guests, **spot.overrides) as here:
            spot.prepare(here)
            assert in_words(await look_up(here, f"private {ADA}", channel=spot.channel)) == cell


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (PUBLIC, "#recruiting is public, so every member of your workspace will be able to see it."),
        (PRIVATE, "Everyone in #search-acme will be able to see it."),
        (GROUP_DM, "Everyone in this conversation will be able to see it."),
    ],
)
async def test_post_here_confirms_the_audience_then_replaces_the_private_card(
    over_http: World, channel: str, said: str
) -> None:
    private = await look_up(over_http, f"private {ADA}", channel=channel)
    (button,) = offered(private)
    assert (button["action_id"], carried(button["value"]), button["confirm"]["text"]["text"]) == (
        buttons.POST_HERE,
        ADA,
        said,
    )
    post = await click(over_http, private, buttons.POST_HERE)
    assert (in_words(post), post.channel) == ("everyone", channel)
    assert any(f"Shared by <@{MEMBER}>" in text for text in small_print(post))
    assert shown(over_http) == [post]


def turns(user_id: str, role: Role) -> Callable[[World], None]:
    return lambda here: here.slack.change(replace(here.slack.workspace.user(user_id), role=role))


def gets_shared(here: World) -> None:
    channel = here.slack.workspace.channel(PUBLIC)
    here.slack.change(replace(channel, is_ext_shared=True, members=channel.members | {STRANGER}))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (gets_shared, say("private_shared")),
        (lambda here: joins(here, PUBLIC, GUEST), say("private_guests")),
        (turns(COLLEAGUE, "guest"), say("private_guests")),
        (lambda here: here.slack.faults.add("conversations.info", Fault(500)), say("private_unknown")),
    ],
)
async def test_post_here_checks_the_conversation_again(
    over_http: World, change: Callable[[World], None], line: str
) -> None:
    private = await look_up(over_http, f"private {ADA}")
    change(over_http)
    age_facts(over_http)
    await click(over_http, private, buttons.POST_HERE)
    (now,) = shown(over_http)
    assert (now.ts, now.user_visible_to, offered(now), small_print(now)[0]) == (private.ts, MEMBER, [], line)


async def test_post_here_checks_the_user_again(over_http: World) -> None:
    private = await look_up(over_http, f"private {ADA}")
    turns(MEMBER, "guest")(over_http)
    age_facts(over_http)
    post = await click(over_http, private, buttons.POST_HERE)
    assert (post.text, post.user_visible_to) == (notices.of("guest", ask="a workspace admin")["text"], MEMBER)
    assert not any(post.user_visible_to is None for post in over_http.slack.posts)


REMOVERS: Mapping[str, tuple[str, dict[str, Any], bool]] = {
    "who asked": (MEMBER, {}, True),
    "an admin of the workspace": (ADMIN, {}, True),
    "an owner of the workspace": (OWNER, {}, True),
    "an admin who is not on the list": (ADMIN, {"allowed_users": {MEMBER}}, True),
    "one of ADMINS": (COLLEAGUE, {"admins": {COLLEAGUE}}, True),
    "another member": (COLLEAGUE, {"admins": {ADMIN}}, False),
    "a guest": (GUEST, {}, False),
    "a guest in ADMINS": (GUEST, {"admins": {GUEST}}, False),
    "a stranger": (STRANGER, {}, False),
}


@pytest.mark.parametrize("who", REMOVERS)
async def test_only_the_asker_and_admins_can_remove_a_card(who: str) -> None:
    user, overrides, may = REMOVERS[who]
    async with world(**overrides) as here:
        card = await look_up(here, ADA)
        await click(here, card, buttons.REMOVE, user=user)
        assert (card in shown(here), len(shown(here))) == (not may, 0 if may else 2)


async def test_user_who_became_a_guest_cannot_remove_their_own_card(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    turns(MEMBER, "guest")(over_http)
    age_facts(over_http)
    notice = await click(over_http, card, buttons.REMOVE)
    assert notice.text == notices.of("guest", ask="a workspace admin")["text"]


async def test_failed_removal_is_reported(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    over_http.slack.faults.add("response_url", Fault(500))
    notice = await click(over_http, card, buttons.REMOVE)
    assert (notice.text, notice.user_visible_to) == (notices.of("not_removed")["text"], MEMBER)


async def test_private_card_stays_if_posting_fails(over_http: World) -> None:
    private = await look_up(over_http, f"private {ADA}")
    over_http.slack.faults.add("response_url", Fault(404, body={"ok": False, "error": "expired_url"}))
    await click(over_http, private, buttons.POST_HERE)
    assert private in shown(over_http)


async def test_new_guest_makes_cards_private_and_a_new_colleague_does_not(over_http: World) -> None:
    await look_up(over_http, ADA)
    newcomer = User("U0NEW00001", "nico.new", "Nico New")
    over_http.slack.change(newcomer)
    joins(over_http, PUBLIC, newcomer.id)
    age_facts(over_http, 600)
    assert in_words(await look_up(over_http, ADA)) == "everyone"
    turns(newcomer.id, "guest")(over_http)
    age_facts(over_http, 600)
    assert in_words(await look_up(over_http, ADA)) == "you ⁴"
    assert sum(call.method == "users.list" for call in over_http.slack.calls) == 2


async def click(here: World, post: Post, action_id: str, user: str = MEMBER) -> Post:
    """Click and wait until the app is idle; returns the newest message."""
    answers = len(answers_of(here))
    receipt = await here.slack.click(post, action_id, user=user)
    assert receipt.error is None
    await here.slack.wait_for(lambda: len(answers_of(here)) > answers)
    await settled(here)
    return here.slack.posts[-1]


def answers_of(here: World) -> list[Any]:
    return [call for call in here.slack.calls if call.method == "response_url"]


async def test_concurrent_commands_in_a_new_place_ask_slack_once(over_http: World) -> None:
    for _ in range(5):
        await type_command(over_http, ADA)
    await over_http.slack.wait_for(lambda: len(over_http.slack.posts) == 5)
    await settled(over_http)
    methods = sorted(call.method for call in over_http.slack.calls)
    assert methods == [
        "auth.test",
        "conversations.info",
        "conversations.members",
        *["response_url"] * 5,
        "users.info",
        "users.list",
        "users.list",
    ]
    assert BOT in over_http.slack.workspace.channel(PUBLIC).members
