"""The rules, row by row; and Slack is asked only for facts that they need."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.access import rules
from bot.access.decide import Access
from bot.access.permission import ALLOWED, Refusal, Why, permission
from bot.access.rules import Place, Policy, Reason
from bot.access.snapshot import OWN_PEOPLE, Fact, Readers, Snapshot
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    ADMIN,
    COLLEAGUE,
    DEACTIVATED,
    DM_BETWEEN_PEOPLE,
    DM_WITH_BOT,
    GUEST,
    MEMBER,
    OTHER_BOT,
    OWNER,
    PRIVATE,
    PUBLIC,
    RECRUITERS,
    SHARED,
    STRANGER,
    TEAM,
    WITH_GUEST,
    UserGroup,
)
from bot.slack.objects import Channel, Person
from tests.known_facts import Known, known_facts

SOMEBODY = Person(
    id="U1",
    team_ids=frozenset({TEAM}),
    is_guest=False,
    is_stranger=False,
    is_bot=False,
    is_deleted=False,
    is_admin=False,
)


async def refusal(access: Access, user_id: str) -> Refusal | None:
    refused, _ = await access.decide(access.known(user_id, None))
    return refused


@pytest.fixture
async def known() -> AsyncIterator[Known]:
    async with known_facts() as here:
        yield here


def snapshot_of(person: Person, *, listed: bool) -> Snapshot:
    """A snapshot of a person who is, or is not, in the only group that matters."""
    members = frozenset({person.id} if listed else set())
    return Snapshot(person.id, Fact(person), Fact(TEAM), (Fact(members),))


@pytest.mark.parametrize(
    ("person", "listed", "why"),
    [
        (SOMEBODY, True, None),
        (replace(SOMEBODY, is_admin=True), True, None),
        (replace(SOMEBODY, team_ids=frozenset({"T2", TEAM})), True, None),
        (SOMEBODY, False, Why.NOT_LISTED),
        (replace(SOMEBODY, is_admin=True), False, Why.NOT_LISTED),
        (replace(SOMEBODY, is_guest=True), True, Why.GUEST),
        (replace(SOMEBODY, is_guest=True, is_admin=True), True, Why.GUEST),
        (replace(SOMEBODY, is_stranger=True), True, Why.OUTSIDER),
        (replace(SOMEBODY, team_ids=frozenset({"T2"})), True, Why.OUTSIDER),
        (replace(SOMEBODY, team_ids=frozenset()), True, Why.OUTSIDER),
        (replace(SOMEBODY, is_stranger=True, is_guest=True), True, Why.OUTSIDER),
        (replace(SOMEBODY, is_bot=True), True, Why.BOT),
        (replace(SOMEBODY, is_deleted=True, is_guest=True, is_bot=True), True, Why.DEACTIVATED),
    ],
)
def test_who_may_look_people_up(person: Person, listed: bool, why: Why | None) -> None:  # noqa: FBT001 - a column of the table
    policy = Policy(user_groups=frozenset({RECRUITERS}))
    assert permission(snapshot_of(person, listed=listed), policy) == (Refusal(why) if why else ALLOWED)


CHANNEL = Channel("C1", "one", "channel", is_shared=False, is_org_shared=False)
DIRECT = replace(CHANNEL, id="D1", kind="direct")
ALLOW = Policy(guests_in_channel="allow")
ONLY_C2 = Policy(channels=frozenset({"C2"}))


@pytest.mark.parametrize(
    ("channel", "policy", "guests_read", "why"),
    [
        (CHANNEL, Policy(), False, None),
        (CHANNEL, Policy(), True, Reason.GUESTS),
        (CHANNEL, ALLOW, True, None),
        (CHANNEL, ONLY_C2, False, Reason.NOT_LISTED),
        (CHANNEL, ONLY_C2, True, Reason.NOT_LISTED),
        (replace(CHANNEL, id="C2"), ONLY_C2, False, None),
        (replace(CHANNEL, id="C2"), ONLY_C2, True, Reason.GUESTS),
        (replace(CHANNEL, is_shared=True), ALLOW, False, Reason.SHARED),
        (replace(CHANNEL, is_shared=True, id="C2"), ONLY_C2, False, Reason.SHARED),
        (replace(CHANNEL, kind="group"), Policy(), True, Reason.GUESTS),
        (replace(CHANNEL, kind="group"), ONLY_C2, False, Reason.NOT_LISTED),
        (DIRECT, ONLY_C2, True, None),
        (replace(DIRECT, is_shared=True), ALLOW, False, Reason.SHARED),
    ],
)
def test_where_an_answer_may_be_posted(channel: Channel, policy: Policy, guests_read: bool, why: Reason | None) -> None:  # noqa: FBT001 - a column of the table
    assert rules.hidden(Place(channel, Readers(guests=guests_read, organisation=False)), policy) is why


@pytest.mark.parametrize(
    ("user_id", "why"),
    [
        (MEMBER, None),
        (OWNER, None),
        (GUEST, Why.GUEST),
        (STRANGER, Why.OUTSIDER),
        (DEACTIVATED, Why.DEACTIVATED),
        (OTHER_BOT, Why.BOT),
        ("U0NOBODY", Why.UNKNOWN),
    ],
)
async def test_facts_decide_and_known_facts_need_no_calls(known: Known, user_id: str, why: Why | None) -> None:
    access = Access(known.facts, Policy())
    expected = why and Refusal(why)
    assert access.known(user_id, None).permission is None
    assert await refusal(access, user_id) == expected
    asked = len(known.slack.calls)
    assert access.known(user_id, None).permission == (None if why is Why.UNKNOWN else expected or ALLOWED)
    assert len(known.slack.calls) == asked


LISTS = [
    (Policy(), MEMBER, None, {"users.info", "auth.test"}),
    (Policy(users=frozenset({MEMBER})), MEMBER, None, {"users.info", "auth.test"}),
    (Policy(users=frozenset({MEMBER})), COLLEAGUE, Why.NOT_LISTED, set()),
    (Policy(users=frozenset({MEMBER})), GUEST, Why.NOT_LISTED, set()),
    (Policy(users=frozenset({GUEST})), GUEST, Why.GUEST, {"users.info", "auth.test"}),
    (
        Policy(user_groups=frozenset({RECRUITERS})),
        MEMBER,
        None,
        {"users.info", "auth.test", "usergroups.users.list"},
    ),
    (
        Policy(user_groups=frozenset({RECRUITERS})),
        COLLEAGUE,
        Why.NOT_LISTED,
        {"users.info", "auth.test", "usergroups.users.list"},
    ),
    (
        Policy(user_groups=frozenset({RECRUITERS, "S0GONE"})),
        MEMBER,
        None,
        {"users.info", "auth.test", "usergroups.users.list"},
    ),
    (
        Policy(user_groups=frozenset({RECRUITERS, "S0GONE"})),
        COLLEAGUE,
        Why.UNKNOWN,
        {"users.info", "auth.test", "usergroups.users.list"},
    ),
    (Policy(frozenset({COLLEAGUE}), frozenset({RECRUITERS})), COLLEAGUE, None, {"users.info", "auth.test"}),
]


@pytest.mark.parametrize(("policy", "user_id", "why", "asked"), LISTS)
async def test_listed_users_are_allowed_with_only_the_calls_needed(
    known: Known, policy: Policy, user_id: str, why: Why | None, asked: set[str]
) -> None:
    assert await refusal(Access(known.facts, policy), user_id) == (why and Refusal(why))
    assert set(known.asked()) == asked


async def test_known_groups_refuse_without_calls(known: Known) -> None:
    access = Access(known.facts, Policy(user_groups=frozenset({RECRUITERS, "S0OTHERS"})))
    known.slack.change(UserGroup("S0OTHERS", "others", "Others", ()))
    assert access.known(COLLEAGUE, None).permission is None
    assert await refusal(access, MEMBER) is None
    assert access.known(COLLEAGUE, None).permission == Refusal(Why.NOT_LISTED)
    assert access.known(MEMBER, None).permission == ALLOWED


async def test_refusal_during_a_rate_limit_includes_the_delay(known: Known) -> None:
    known.slack.faults.add("users.info", Fault(429, {"Retry-After": "9"}, {"ok": False, "error": "ratelimited"}))
    assert await refusal(Access(known.facts, Policy()), MEMBER) == Refusal(Why.SLACK_LIMITS, 9.0)


REMOVING = [
    (Policy(), MEMBER, None),
    (Policy(), COLLEAGUE, Why.NOT_YOURS),
    (Policy(), ADMIN, None),
    (Policy(), OWNER, None),
    (Policy(admins=frozenset({COLLEAGUE})), COLLEAGUE, None),
    (Policy(admins=frozenset({GUEST})), GUEST, Why.GUEST),
    (Policy(), STRANGER, Why.OUTSIDER),
    (Policy(), "U0NOBODY", Why.UNKNOWN),
    (Policy(users=frozenset({COLLEAGUE})), MEMBER, None),
    (Policy(users=frozenset({MEMBER})), ADMIN, None),
    (Policy(users=frozenset({MEMBER})), COLLEAGUE, Why.NOT_YOURS),
]


@pytest.mark.parametrize(("policy", "user_id", "why"), REMOVING)
async def test_who_may_remove_a_members_card(known: Known, policy: Policy, user_id: str, why: Why | None) -> None:
    assert await Access(known.facts, policy).refusal_to_remove(user_id, MEMBER) == (why and Refusal(why))


WHO_READS = ["conversations.info", "conversations.members", "users.list"]


@pytest.mark.parametrize(
    ("policy", "channel_id", "why", "asked"),
    [
        (Policy(), PUBLIC, None, WHO_READS),
        (Policy(), WITH_GUEST, Reason.GUESTS, WHO_READS),
        (ALLOW, WITH_GUEST, None, ["conversations.info"]),
        (Policy(channels=frozenset({PRIVATE})), PUBLIC, Reason.NOT_LISTED, ["conversations.info"]),
        (Policy(channels=frozenset({PRIVATE})), PRIVATE, None, WHO_READS),
        (ALLOW, SHARED, Reason.SHARED, ["conversations.info"]),
        (Policy(), DM_WITH_BOT, None, ["conversations.info"]),
        (Policy(), "C0NOWHERE", Reason.NOT_INVITED, WHO_READS),
        (ALLOW, DM_BETWEEN_PEOPLE, Reason.BETWEEN_PEOPLE, ["conversations.info"]),
    ],
)
async def test_only_facts_that_decide_are_fetched_about_a_conversation(
    known: Known, policy: Policy, channel_id: str, why: Reason | None, asked: list[str]
) -> None:
    access = Access(known.facts, policy)
    _, place = await access.decide(access.known(MEMBER, channel_id))
    assert rules.hidden(place, policy) is why
    assert (place.channel is None) == (why in {Reason.NOT_INVITED, Reason.BETWEEN_PEOPLE})
    assert sorted({*known.asked()} - {"auth.test"}) == sorted([*asked, "users.info"])
    assert known.asked("users.info") == [MEMBER]


async def test_facts_about_a_conversation_are_fetched_for_a_known_user(known: Known) -> None:
    access = Access(known.facts, Policy())
    await refusal(access, MEMBER)
    refused, place = await access.decide(access.known(MEMBER, PUBLIC))
    assert (refused, place.channel is not None, place.readers) == (None, True, OWN_PEOPLE)
    assert known.asked("users.info") == [MEMBER]


async def test_unknown_conversation_shows_nothing(known: Known) -> None:
    known.slack.faults.add("conversations.info", Fault(500))
    access = Access(known.facts, ALLOW)
    assert await access.decide(access.known(MEMBER, PUBLIC)) == (None, Place(None))
