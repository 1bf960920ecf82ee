"""Who sees a card: the README's table, cell by cell, and what else decides."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.access.rules import (
    NOWHERE,
    Alone,
    Asked,
    Everybody,
    Place,
    Policy,
    Reason,
    Wanted,
    audience,
    hidden,
    is_private,
    place_of,
)
from bot.access.snapshot import ANYBODY, MANY, OWN_PEOPLE, UNASKED, Checked, Fact, Readers, Snapshot
from bot.slack.objects import Channel
from tests.readme_places import CELLS

CHANNEL = Channel("C1", "one", "channel", is_shared=False, is_org_shared=False, is_private=False)
GROUP = replace(CHANNEL, id="G1", kind="group", is_private=True)
PUBLIC = Place(CHANNEL, OWN_PEOPLE)
SHARED = Place(replace(CHANNEL, is_shared=True), ANYBODY)
ORGANISATION = Place(replace(CHANNEL, is_org_shared=True), Readers(guests=False, organisation=True))
WITH_BOT = Place(replace(CHANNEL, id="D1", kind="direct", is_private=True), MANY)
WITH_GUEST = Readers(guests=True, organisation=False)
NOT_INVITED = Place(None, unknown=Reason.NOT_INVITED)
BETWEEN_PEOPLE = Place(None, unknown=Reason.BETWEEN_PEOPLE)
ONLY_C2 = {"channels": frozenset({"C2"})}

PLACES: Mapping[str, list[tuple[Place, dict[str, Any]]]] = {
    "public channel": [(PUBLIC, {}), (PUBLIC, {"channels": frozenset({"C1", "C2"})})],
    "public channel without the bot": [(PUBLIC, {})],
    "private channel": [(Place(replace(CHANNEL, is_private=True), OWN_PEOPLE), {})],
    "private channel without the bot": [(NOT_INVITED, {}), (NOT_INVITED, {"channels": frozenset({"C1"})})],
    "direct message with the bot": [
        (WITH_BOT, {}),
        (WITH_BOT, ONLY_C2),
        (Place(replace(CHANNEL, id="D1", kind="direct", is_org_shared=True), MANY), {}),
    ],
    "direct message between two people": [(BETWEEN_PEOPLE, {})],
    "group direct message with the bot": [(Place(GROUP, OWN_PEOPLE), {})],
    "group direct message without the bot": [(NOT_INVITED, {})],
    "channel shared with another organisation": [(SHARED, {}), (SHARED, {"organisation_in_channel": "allow"})],
    "channel to which another organisation is invited": [(SHARED, {}), (SHARED, ONLY_C2)],
    "channel shared with another workspace of the organisation": [(ORGANISATION, {}), (ORGANISATION, ONLY_C2)],
    "channel of the whole organisation": [(ORGANISATION, {})],
    "default channel of the whole organisation": [(ORGANISATION, {})],
    "group direct message with someone from another workspace": [(Place(GROUP, ORGANISATION.readers), {})],
    "channel that is not in `ALLOWED_CHANNELS`, if that is set": [
        (PUBLIC, ONLY_C2),
        (Place(CHANNEL, MANY), ONLY_C2),
        (Place(GROUP, OWN_PEOPLE), ONLY_C2),
    ],
    "channel with a guest": [(Place(CHANNEL, WITH_GUEST), {}), (Place(GROUP, WITH_GUEST), {})],
    "channel with more than 1,000 members": [(Place(CHANNEL, MANY), {})],
    "Slack doesn't say what kind of conversation it is": [(NOWHERE, {})],
    "Slack doesn't say who is in it": [
        (Place(CHANNEL, Readers(guests=True, organisation=False, checked=Checked.UNKNOWN)), {})
    ],
}
MARKS = {
    Reason.NOT_INVITED: " ¹",
    Reason.SHARED: " ²",
    Reason.NOT_LISTED: " ³",
    Reason.GUESTS: " ⁴",
    Reason.ORGANISATION: " ⁵",
    Reason.LARGE: " ⁶",
    Reason.BETWEEN_PEOPLE: " ⁷",
    Reason.UNKNOWN: " ⁸",
    Reason.ASKED: "",
}


def in_words(seen_by: Everybody | Alone) -> str:
    """Who sees a card, as the README says it."""
    if isinstance(seen_by, Everybody):
        return "everyone"
    return f"you{MARKS[seen_by.reason]}" + (", **Post here**" if seen_by.can_post else "")


def test_readme_table() -> None:
    for place, chosen, cell in CELLS:
        for where, policy in PLACES[place]:
            settings: dict[str, Any] = {**chosen, **policy}
            assert in_words(audience(Asked(), Policy(**settings), where)) == cell, (place, chosen)


def test_private_command_is_answered_as_with_reply_in_private() -> None:
    for place, cases in PLACES.items():
        for where, policy in cases:
            in_private = audience(Asked(), Policy(**policy, reply_in="private"), where)
            assert audience(Asked(Wanted.PRIVATE), Policy(**policy), where) == in_private, place


HIDDEN = Alone(Reason.GUESTS)
GUESTS = Place(CHANNEL, WITH_GUEST)


ASKED_HOW = [
    (Asked(has_contact=True), PUBLIC, Alone(Reason.HAS_CONTACT, can_post=True)),
    (Asked(late=True), PUBLIC, Alone(Reason.LATE, can_post=True)),
    (Asked(has_contact=True, late=True), PUBLIC, Alone(Reason.HAS_CONTACT, can_post=True)),
    (Asked(has_contact=True, late=True), GUESTS, HIDDEN),
    (Asked(Wanted.PRIVATE, has_contact=True, late=True), PUBLIC, Alone(Reason.ASKED, can_post=True)),
    (Asked(Wanted.PRIVATE), GUESTS, Alone(Reason.ASKED)),
    (Asked(Wanted.READ_AS_PRIVATE), PUBLIC, Alone(Reason.READ_AS_PRIVATE, can_post=True)),
    (Asked(Wanted.READ_AS_PRIVATE), GUESTS, Alone(Reason.READ_AS_PRIVATE)),
    (Asked(has_contact=True), WITH_BOT, Alone(Reason.HAS_CONTACT)),
    (Asked(Wanted.UNCHANGED), PUBLIC, Alone(Reason.ASKED, can_post=True)),
    (Asked(Wanted.UNCHANGED), GUESTS, HIDDEN),
    *((Asked(wanted), PUBLIC, Everybody()) for wanted in (Wanted.PUBLIC, Wanted.RENEWED, Wanted.POSTED)),
    *((Asked(wanted), GUESTS, HIDDEN) for wanted in (Wanted.PUBLIC, Wanted.RENEWED, Wanted.POSTED)),
]


def test_how_the_user_asked_decides_too() -> None:
    for asked, place, seen_by in ASKED_HOW:
        assert audience(asked, Policy(), place) == seen_by, (asked, place)


@pytest.mark.parametrize("wanted", [Wanted.PUBLIC, Wanted.UNCHANGED, Wanted.RENEWED, Wanted.POSTED])
def test_setting_applies_to_commands_only(wanted: Wanted) -> None:
    policy = Policy(reply_in="private")
    assert audience(Asked(wanted), policy, PUBLIC) == audience(Asked(wanted), Policy(), PUBLIC)
    assert not is_private(Asked(wanted), policy)


NOT_SEEN = Readers(guests=True, organisation=False, checked=Checked.UNKNOWN)
BOTH = Readers(guests=True, organisation=True)
ALLOW = {"guests_in_channel": "allow"}


@pytest.mark.parametrize(
    ("readers", "chosen", "reason"),
    [
        pytest.param(WITH_GUEST, {}, Reason.GUESTS, id="guest"),
        pytest.param(BOTH, {}, Reason.GUESTS, id="guest and sister workspace"),
        pytest.param(BOTH, ALLOW, Reason.ORGANISATION, id="sister workspace, guests allowed"),
        pytest.param(MANY, {}, Reason.LARGE, id="large"),
        pytest.param(MANY, {"organisation_in_channel": "allow"}, Reason.LARGE, id="large, organisation allowed"),
        pytest.param(MANY, ALLOW, None, id="large, guests allowed"),
        pytest.param(ANYBODY, {}, Reason.UNKNOWN, id="unknown"),
        pytest.param(ANYBODY, ALLOW, Reason.UNKNOWN, id="unknown, guests allowed"),
        pytest.param(ANYBODY, {"organisation_in_channel": "allow"}, Reason.UNKNOWN, id="unknown, organisation allowed"),
        pytest.param(NOT_SEEN, {}, Reason.UNKNOWN, id="many newcomers"),
        pytest.param(NOT_SEEN, ALLOW, None, id="many newcomers, guests allowed"),
        pytest.param(OWN_PEOPLE, {}, None, id="own people"),
    ],
)
def test_reason_depends_on_what_is_known(readers: Readers, chosen: dict[str, Any], reason: Reason | None) -> None:
    assert hidden(Place(CHANNEL, readers), Policy(**chosen)) is reason


@pytest.mark.parametrize(
    ("channel_id", "not_a_member", "reason"),
    [
        pytest.param("C1", True, Reason.NOT_INVITED, id="private channel"),
        pytest.param("G1", True, Reason.NOT_INVITED, id="older private channel or group"),
        pytest.param("D1", True, Reason.BETWEEN_PEOPLE, id="direct message of two"),
        pytest.param("C1", False, Reason.UNKNOWN, id="channel, Slack fails"),
        pytest.param("G1", False, Reason.UNKNOWN, id="group, Slack fails"),
        pytest.param("D1", False, Reason.UNKNOWN, id="direct message, Slack fails"),
    ],
)
def test_invitation_is_suggested_only_where_it_helps(channel_id: str, reason: Reason, *, not_a_member: bool) -> None:
    snapshot = Snapshot("U1", UNASKED, UNASKED, (), channel_id, Fact(None, not_a_member=not_a_member))
    place = place_of(snapshot)
    assert place is not None
    assert audience(Asked(), Policy(), place) == Alone(reason)
