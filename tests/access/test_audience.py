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
    is_private,
)
from bot.access.snapshot import ANYBODY, MANY, OWN_PEOPLE, Readers
from bot.slack.objects import Channel
from tests.readme_places import CELLS

CHANNEL = Channel("C1", "one", "channel", is_shared=False, is_org_shared=False, people=3, is_private=False)
GROUP = replace(CHANNEL, id="G1", kind="group", is_private=True)
PUBLIC = Place(CHANNEL, OWN_PEOPLE)
SHARED = Place(replace(CHANNEL, is_shared=True), ANYBODY)
ORGANISATION = Place(replace(CHANNEL, is_org_shared=True), Readers(guests=False, organisation=True))
WITH_BOT = Place(replace(CHANNEL, id="D1", kind="direct", is_private=True), MANY)
ONLY_C2 = {"channels": frozenset({"C2"})}

PLACES: Mapping[str, list[tuple[Place, dict[str, Any]]]] = {
    "public channel": [(PUBLIC, {}), (PUBLIC, {"channels": frozenset({"C1", "C2"})})],
    "public channel without the bot": [(PUBLIC, {})],
    "private channel": [(Place(replace(CHANNEL, is_private=True), OWN_PEOPLE), {})],
    "private channel without the bot": [(NOWHERE, {}), (NOWHERE, {"channels": frozenset({"C1"})})],
    "direct message with the bot": [
        (WITH_BOT, {}),
        (WITH_BOT, ONLY_C2),
        (Place(replace(CHANNEL, id="D1", kind="direct", is_org_shared=True), MANY), {}),
    ],
    "direct message between two people": [(NOWHERE, {})],
    "group direct message with the bot": [(Place(GROUP, OWN_PEOPLE), {})],
    "group direct message without the bot": [(NOWHERE, {})],
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
    "channel with a guest": [(Place(CHANNEL, MANY), {}), (Place(GROUP, MANY), {})],
    "channel with more than 1,000 members": [(Place(replace(CHANNEL, people=1_001), MANY), {})],
    "Slack doesn't say what kind of conversation it is": [(NOWHERE, {})],
    "Slack doesn't say who is in it": [(Place(CHANNEL, MANY), {})],
}
MARKS = {
    Reason.UNKNOWN: " ¹",
    Reason.SHARED: " ²",
    Reason.NOT_LISTED: " ³",
    Reason.GUESTS: " ⁴",
    Reason.ORGANISATION: " ⁵",
    Reason.LARGE: " ⁶",
    Reason.ASKED: "",
}


def in_words(seen_by: Everybody | Alone) -> str:
    """Who sees a card, as the README says it."""
    if isinstance(seen_by, Everybody):
        return "everyone"
    return f"you{MARKS[seen_by.reason]}" + (", **Post here**" if seen_by.can_post else "")


@pytest.mark.parametrize(("place", "chosen", "cell"), CELLS)
def test_the_readmes_table(place: str, chosen: dict[str, Any], cell: str) -> None:
    for where, policy in PLACES[place]:
        assert in_words(audience(Asked(), Policy(**chosen, **policy), where)) == cell


@pytest.mark.parametrize("place", PLACES)
def test_asked_for_in_private_a_card_is_as_with_reply_in_private(place: str) -> None:
    for where, policy in PLACES[place]:
        in_private = audience(Asked(), Policy(**policy, reply_in="private"), where)
        assert audience(Asked(Wanted.PRIVATE), Policy(**policy), where) == in_private


HIDDEN = Alone(Reason.GUESTS)
GUESTS = Place(CHANNEL, MANY)


@pytest.mark.parametrize(
    ("asked", "place", "seen_by"),
    [
        (Asked(holds_contact=True), PUBLIC, Alone(Reason.HOLDS_CONTACT, can_post=True)),
        (Asked(late=True), PUBLIC, Alone(Reason.LATE, can_post=True)),
        (Asked(holds_contact=True, late=True), PUBLIC, Alone(Reason.HOLDS_CONTACT, can_post=True)),
        (Asked(holds_contact=True, late=True), GUESTS, HIDDEN),
        (Asked(Wanted.PRIVATE, holds_contact=True, late=True), PUBLIC, Alone(Reason.ASKED, can_post=True)),
        (Asked(Wanted.PRIVATE), GUESTS, Alone(Reason.ASKED)),
        (Asked(holds_contact=True), WITH_BOT, Alone(Reason.HOLDS_CONTACT)),
        (Asked(Wanted.UNCHANGED), PUBLIC, Alone(Reason.ASKED, can_post=True)),
        (Asked(Wanted.UNCHANGED), GUESTS, HIDDEN),
        *((Asked(wanted), PUBLIC, Everybody()) for wanted in (Wanted.PUBLIC, Wanted.RENEWED, Wanted.POSTED)),
        *((Asked(wanted), GUESTS, HIDDEN) for wanted in (Wanted.PUBLIC, Wanted.RENEWED, Wanted.POSTED)),
    ],
)
def test_how_it_was_asked_decides_too(asked: Asked, place: Place, seen_by: Everybody | Alone) -> None:
    assert audience(asked, Policy(), place) == seen_by


@pytest.mark.parametrize("wanted", [Wanted.PUBLIC, Wanted.UNCHANGED, Wanted.RENEWED, Wanted.POSTED])
def test_the_setting_is_for_commands_alone(wanted: Wanted) -> None:
    policy = Policy(reply_in="private")
    assert audience(Asked(wanted), policy, PUBLIC) == audience(Asked(wanted), Policy(), PUBLIC)
    assert not is_private(Asked(wanted), policy)
