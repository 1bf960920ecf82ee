"""Cards are shown exactly where the README's table says, and their buttons do what they say."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from bot.access import slack_questions
from bot.sandbox.slack.grid import (
    GROUP_DM_WITH_SISTER,
    ORG_DEFAULT,
    ORG_SHARED,
    ORG_SHARED_PRIVATE,
    ORG_WIDE,
    grid_workspace,
)
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    BOT,
    DM_BETWEEN_PEOPLE,
    DM_WITH_BOT,
    GROUP_DM,
    GROUP_DM_WITHOUT_BOT,
    GUEST,
    LARGE,
    MANY_PEOPLE,
    MEMBER,
    PENDING_SHARED,
    PRIVATE,
    PRIVATE_WITHOUT_BOT,
    PUBLIC,
    PUBLIC_WITHOUT_BOT,
    SHARED,
    WITH_GUEST,
    User,
    sample_workspace,
)
from bot.sandbox.world import World, world
from tests.front_door import age_facts, look_up, settled, type_command
from tests.readme_places import CELLS, section
from tests.scenarios.places import ADA, LIMITED, LINES, NO_SCOPE, Spot, failing, in_words, joins, turns, unprepared

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
    "channel with more than 1,000 members": [Spot(LARGE, workspace=partial(sample_workspace, crowd=MANY_PEOPLE))],
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
Case = tuple[str, Spot, dict[str, Any], str]
CASES: list[Case] = [
    (f"{place} {number}", spot, chosen, cell)
    for place, chosen, cell in CELLS
    for number, spot in enumerate(SPOTS.get(place, []))
    if chosen == DEFAULT or (number == 0 and cell != BY_DEFAULT[place])
]
"""With default settings every variant of a place; with others only the places where they make a difference.

The tests of the rules cover all of the table's cells, without Slack.
"""


def in_one_world() -> list[Any]:
    """The cases by what they need: those that prepare something get their own world, the others share one."""
    found: dict[str, list[Case]] = {}
    for case in CASES:
        name, spot, chosen, _ = case
        alone = "" if spot.prepare is unprepared else name
        found.setdefault(f"{alone} {[*chosen.values()]} {spot.overrides} {spot.workspace}", []).append(case)
    return [
        pytest.param(cases, id="-".join((cases[0][0].replace("`", ""), *cases[0][2].values())))
        for cases in found.values()
    ]


def test_table_has_every_place_with_every_setting() -> None:
    assert {place for place, _, _ in CELLS} == SPOTS.keys()
    combinations = {(chosen["reply_in"], chosen["guests_in_channel"]) for _, chosen, _ in CELLS}
    assert combinations == {(reply, guests) for reply in ("channel", "private") for guests in ("private", "allow")}
    assert len(CELLS) == len(SPOTS) * len(combinations)


def test_readme_quotes_the_reasons() -> None:
    assert dict(re.findall(r"^- (\S) “(.+)”$", section(), re.MULTILINE)) == LINES


@pytest.mark.parametrize("cases", in_one_world())
async def test_card_is_shown_where_the_table_says(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    _, first, chosen, _ = cases[0]
    shown = {}
    async with world(workspace=first.workspace(), **chosen, **first.overrides) as here:
        # The user is cached first, so that even on a busy machine only the time for the conversation can run out.
        await here.process.bot.workspace.facts.people.get(MEMBER)
        monkeypatch.setattr(slack_questions, "WAIT_SECONDS", first.waits)
        first.prepare(here)
        for name, spot, _, _ in cases:
            post = await look_up(here, ADA, channel=spot.channel)
            shown[name] = (in_words(post), post.channel)
    assert shown == {name: (cell, spot.channel) for name, spot, _, cell in cases}


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
    assert sum(call.method == "users.list" for call in over_http.slack.calls) == 1


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
    ]
    assert BOT in over_http.slack.workspace.channel(PUBLIC).members
