"""What Slack tells of people and places: asked once, kept for a while, and nothing taken for granted."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from bot import facts
from bot.demo.slack.server import Fault
from bot.demo.slack.workspace import (
    BOT,
    COLLEAGUE,
    DEACTIVATED,
    DM_BETWEEN_PEOPLE,
    DM_WITH_BOT,
    GROUP_DM,
    GUEST,
    LARGE,
    MEMBER,
    OTHER_TEAM,
    OWNER,
    PENDING_SHARED,
    PRIVATE_WITHOUT_BOT,
    PUBLIC,
    RECRUITERS,
    SHARED,
    STRANGER,
    TEAM,
    WITH_GUEST,
    Channel,
    User,
)
from bot.facts import FactsUnknownError, Person
from tests.known_facts import SCOPES, Known, known_facts

FULL_MEMBER: dict[str, object] = {
    "id": "U1",
    "team_id": TEAM,
    "deleted": False,
    "is_bot": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
}


@pytest.fixture
async def known() -> AsyncIterator[Known]:
    async with known_facts() as here:
        yield here


async def test_a_full_member_is_told_as_such(known: Known) -> None:
    assert await known.facts.person(MEMBER) == Person(
        id=MEMBER,
        team_ids=frozenset({TEAM}),
        is_guest=False,
        is_stranger=False,
        is_bot=False,
        is_deleted=False,
        is_admin=False,
    )
    assert (await known.facts.person(OWNER)).is_admin
    assert await known.facts.team() == TEAM


@pytest.mark.parametrize("value", [None, "absent", 0, "", "false", [], {}, "no"])
@pytest.mark.parametrize(
    ("field", "counts_as"),
    [
        ("deleted", "is_deleted"),
        ("is_bot", "is_bot"),
        ("is_restricted", "is_guest"),
        ("is_ultra_restricted", "is_guest"),
    ],
)
def test_a_flag_that_is_not_plainly_false_counts_against_the_person(field: str, value: object, counts_as: str) -> None:
    user = {**FULL_MEMBER, field: value}
    if value == "absent":
        del user[field]
    assert getattr(facts._person(user), counts_as) is True
    assert getattr(facts._person(FULL_MEMBER), counts_as) is False


@pytest.mark.parametrize(
    ("changes", "teams"),
    [
        ({}, {TEAM}),
        ({"team_id": None}, set()),
        ({"team_id": ""}, set()),
        ({"team_id": OTHER_TEAM, "enterprise_user": {"teams": [OTHER_TEAM, TEAM]}}, {OTHER_TEAM, TEAM}),
        ({"enterprise_user": {"teams": None}}, {TEAM}),
        ({"enterprise_user": None}, {TEAM}),
    ],
)
def test_the_workspaces_of_a_person_are_those_that_slack_names(changes: dict[str, object], teams: set[str]) -> None:
    assert facts._person({**FULL_MEMBER, **changes}).team_ids == teams


def test_slackbot_is_a_bot_though_slack_says_no() -> None:
    assert facts._person({**FULL_MEMBER, "id": "USLACKBOT"}).is_bot


@pytest.mark.parametrize(
    ("channel_id", "told"),
    [
        (PUBLIC, facts.Channel(PUBLIC, "recruiting", "channel", is_shared=False, people=5, is_private=False)),
        (SHARED, facts.Channel(SHARED, "client-example", "channel", is_shared=True, people=6, is_private=False)),
        (
            PENDING_SHARED,
            facts.Channel(PENDING_SHARED, "client-soon", "channel", is_shared=True, people=5, is_private=False),
        ),
        (
            GROUP_DM,
            facts.Channel(GROUP_DM, "mpdm-robin.demo--sasha.demo--spott-1", "group", is_shared=False, people=3),
        ),
        (DM_WITH_BOT, facts.Channel(DM_WITH_BOT, "", "direct", is_shared=False, people=0)),
    ],
)
async def test_a_conversation_is_told(known: Known, channel_id: str, told: facts.Channel) -> None:
    assert await known.facts.channel(channel_id) == told


@pytest.mark.parametrize(
    ("told", "shared"),
    [
        ({"is_ext_shared": False}, False),
        ({"is_ext_shared": False, "is_pending_ext_shared": False}, False),
        ({}, True),
        ({"is_ext_shared": None}, True),
        ({"is_ext_shared": True}, True),
        ({"is_ext_shared": "false"}, True),
        ({"is_ext_shared": False, "is_pending_ext_shared": True}, True),
        ({"is_ext_shared": False, "is_pending_ext_shared": None}, True),
        ({"is_im": True}, False),
        ({"is_im": True, "is_ext_shared": True}, True),
        ({"is_im": "yes"}, True),
    ],
)
def test_a_conversation_that_is_not_plainly_our_own_counts_as_shared(told: dict[str, object], shared: bool) -> None:  # noqa: FBT001 - a column of the table
    assert facts._channel({"id": "C1", **told}).is_shared is shared


Question = Callable[[Known], Coroutine[Any, Any, object]]

QUESTIONS: dict[str, Question] = {
    "users.info": lambda known: known.facts.person(MEMBER),
    "usergroups.users.list": lambda known: known.facts.group(RECRUITERS),
    "conversations.info": lambda known: known.facts.channel(PUBLIC),
    "conversations.members": lambda known: known.facts.guests_read(PUBLIC),
    "users.list": lambda known: known.facts.guests_read(PUBLIC),
    "auth.test": lambda known: known.facts.team(),
}
FAILURES = {
    "500": Fault(500),
    "500 with a page": Fault(500, {"Content-Type": "text/html"}, "<html>"),
    "200 with a page": Fault(200, {"Content-Type": "text/html"}, "<html>"),
    "200 with text": Fault(200, body="ok"),
    "200 with broken JSON": Fault(200, {"Content-Type": "application/json"}, '{"ok": tr'),
    "200 with a list": Fault(200, {"Content-Type": "application/json"}, '["ok"]'),
    "200 with null": Fault(200, {"Content-Type": "application/json"}, "null"),
    "200 with nothing in it": Fault(200, body={"ok": True}),
    "200 with another shape": Fault(
        200, body={"ok": True, "user": 7, "users": 7, "channel": 7, "members": 7, "team_id": 7, "team": 7}
    ),
    "no": Fault(200, body={"ok": False, "error": "internal_error"}),
    "cut": Fault(reset="before"),
    "cut after": Fault(reset="after"),
    "slow": Fault(delay=1.0),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("method", QUESTIONS)
async def test_whatever_goes_wrong_is_one_error_and_is_not_kept(
    known: Known, method: str, failure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "_WAIT_SECONDS", 0.3)
    # aiohttp asks once more by itself when a connection is cut.
    times = 4 if failure.startswith("cut") else 1
    known.slack.faults.add(method, FAILURES[failure], times=times)
    with pytest.raises(FactsUnknownError) as caught:
        await QUESTIONS[method](known)
    assert caught.value.retry_after is None
    while known.slack.faults.take(method):
        pass
    monkeypatch.setattr(facts, "_WAIT_SECONDS", 5.0)
    await QUESTIONS[method](known)


@pytest.mark.parametrize(
    ("header", "seconds"), [("17", 17.0), ("0", 1.0), (None, 1.0), ("soon", 1.0), ("-5", 1.0), ("99999", 99_999.0)]
)
@pytest.mark.parametrize("body", [{"ok": False, "error": "ratelimited"}, "slow down"])
@pytest.mark.parametrize("method", QUESTIONS.keys() - {"users.list"})
async def test_limited_by_slack_it_says_for_how_long(
    known: Known, method: str, body: dict[str, object] | str, header: str | None, seconds: float
) -> None:
    headers = {} if header is None else {"Retry-After": header}
    known.slack.faults.add(method, Fault(429, headers, body))
    with pytest.raises(FactsUnknownError) as caught:
        await QUESTIONS[method](known)
    assert caught.value.retry_after == seconds


KEPT = {
    "users.info": facts.PERSON_SECONDS,
    "usergroups.users.list": facts.GROUP_SECONDS,
    "conversations.info": facts.CHANNEL_SECONDS,
    "conversations.members": facts.MEMBERS_SECONDS,
}


def test_a_fact_is_kept_as_long_as_is_told() -> None:
    assert KEPT == {
        "users.info": 300.0,
        "usergroups.users.list": 300.0,
        "conversations.info": 60.0,
        "conversations.members": 300.0,
    }
    assert facts.ACCOUNTS_SECONDS == 3_600.0


@pytest.mark.parametrize("method", KEPT)
async def test_a_fact_is_asked_once_for_all_and_again_when_it_is_old(known: Known, method: str) -> None:
    await asyncio.gather(*(QUESTIONS[method](known) for _ in range(10)))
    await QUESTIONS[method](known)
    known.clock.now += KEPT[method] - 1
    await QUESTIONS[method](known)
    assert known.asked().count(method) == 1
    known.clock.now += 1
    await QUESTIONS[method](known)
    assert known.asked().count(method) == 2


async def test_the_accounts_are_listed_hourly_in_pages_of_a_thousand(known: Known) -> None:
    await asyncio.gather(known.facts.guests_read(PUBLIC), known.facts.guests_read(WITH_GUEST))
    known.clock.now += facts.ACCOUNTS_SECONDS - 1
    await known.facts.guests_read(PUBLIC)
    listed = [call.arguments for call in known.slack.calls if call.method == "users.list"]
    assert [(page["limit"], bool(page["cursor"])) for page in listed] == [("1000", False), ("1000", True)]
    known.clock.now += 1
    await known.facts.guests_read(PUBLIC)
    assert known.asked().count("users.list") == 4


async def test_a_page_that_slack_withholds_for_a_while_is_asked_for_again(known: Known) -> None:
    known.slack.faults.add("users.list", Fault())
    limited = Fault(429, {"Retry-After": "1"}, {"ok": False, "error": "ratelimited"})
    known.slack.faults.add("users.list", limited)
    assert await known.facts.guests_read(WITH_GUEST)
    assert not await known.facts.guests_read(PUBLIC)
    statuses = [call.status for call in known.slack.calls if call.method == "users.list"]
    assert statuses == [200, 429, 200]


async def test_a_page_withheld_for_longer_than_anybody_waits_is_not_waited_for(known: Known) -> None:
    limited = Fault(429, {"Retry-After": "61"}, {"ok": False, "error": "ratelimited"})
    known.slack.faults.add("users.list", limited)
    with pytest.raises(FactsUnknownError) as caught:
        await known.facts.guests_read(PUBLIC)
    assert caught.value.retry_after == 61.0


@pytest.mark.parametrize(
    ("channel_id", "read"),
    [(PUBLIC, False), (WITH_GUEST, True), (SHARED, True), (LARGE, True), (GROUP_DM, False)],
)
async def test_guests_read_where_one_is_a_member(known: Known, channel_id: str, read: bool) -> None:  # noqa: FBT001 - a column of the table
    assert await known.facts.guests_read(channel_id) is read


@pytest.mark.parametrize(("members", "read"), [(999, False), (1_000, False), (1_001, True)])
async def test_up_to_a_thousand_members_are_known(known: Known, members: int, read: bool) -> None:  # noqa: FBT001 - a column of the table
    crowd = [user.id for user in known.slack.workspace.users if user.role == "member"][: members - 1]
    known.slack.change(Channel("C0CROWD", "crowd", "public", frozenset({BOT, *crowd})))
    assert await known.facts.guests_read("C0CROWD") is read
    assert known.asked("conversations.members") == ["C0CROWD"]


async def test_somebody_who_left_reads_nothing(known: Known) -> None:
    known.slack.change(Channel("C0QUIET", "quiet", "mpim", frozenset({BOT, MEMBER, DEACTIVATED})))
    assert await known.facts.guests_read("C0QUIET") is False


@pytest.mark.parametrize(
    ("newcomer", "read"),
    [
        (User("U0NEW", "new", "New"), False),
        (User("U0NEW", "new", "New", "bot"), False),
        (User("U0NEW", "new", "New", "guest"), True),
        (User("U0NEW", "new", "New", "single-channel guest"), True),
        (User("U0NEW", "new", "New", "stranger", OTHER_TEAM), True),
        (User("U0NEW", "new", "New", "member", OTHER_TEAM), True),
        (None, True),
    ],
)
async def test_who_came_since_the_list_is_asked_for(known: Known, newcomer: User | None, read: bool) -> None:  # noqa: FBT001 - a column of the table
    assert not await known.facts.guests_read(PUBLIC)
    if newcomer:
        known.slack.change(newcomer)
    channel = known.slack.workspace.channel(PUBLIC)
    known.slack.change(replace(channel, members=channel.members | {"U0NEW"}))
    known.clock.now += facts.MEMBERS_SECONDS
    try:
        assert await known.facts.guests_read(PUBLIC) is read
    except FactsUnknownError:
        assert newcomer is None
    assert known.asked("users.info") == ["U0NEW"]


async def test_many_newcomers_count_as_guests_unasked(known: Known) -> None:
    await known.facts.guests_read(PUBLIC)
    newcomers = [User(f"U0NEW{number}", "new", "New") for number in range(11)]
    channel = known.slack.workspace.channel(PUBLIC)
    known.slack.change(*newcomers, replace(channel, members=channel.members | {user.id for user in newcomers}))
    known.clock.now += facts.MEMBERS_SECONDS
    assert await known.facts.guests_read(PUBLIC)
    assert known.asked("users.info") == []


@pytest.mark.parametrize("channel_id", [PRIVATE_WITHOUT_BOT, DM_BETWEEN_PEOPLE, "C0NOWHERE"])
async def test_where_the_bot_is_not_nothing_is_known(known: Known, channel_id: str) -> None:
    for question in (known.facts.channel, known.facts.guests_read):
        with pytest.raises(FactsUnknownError):
            await question(channel_id)


async def test_what_is_known_needs_no_asking(known: Known) -> None:
    assert (known.facts.known_person(MEMBER), known.facts.known_group(RECRUITERS), known.facts.known_team) == (
        None,
    ) * 3
    person, group, team = (
        await known.facts.person(MEMBER),
        await known.facts.group(RECRUITERS),
        await known.facts.team(),
    )
    assert (known.facts.known_person(MEMBER), known.facts.known_group(RECRUITERS), known.facts.known_team) == (
        person,
        group,
        team,
    )


async def test_whoever_gives_up_costs_the_others_nothing(known: Known) -> None:
    known.slack.faults.add("users.info", Fault(delay=0.1))
    impatient, patient = (asyncio.create_task(known.facts.person(MEMBER)) for _ in range(2))
    await asyncio.sleep(0.02)
    impatient.cancel()
    assert (await patient).id == MEMBER
    assert known.asked("users.info") == [MEMBER]
    assert impatient.cancelled()


async def test_a_late_answer_is_there_for_the_next(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_WAIT_SECONDS", 0.05)
    known.slack.faults.add("users.info", Fault(delay=0.15))
    with pytest.raises(FactsUnknownError):
        await known.facts.person(MEMBER)
    await known.slack.wait_for(lambda: known.asked("users.info") == [MEMBER])
    monkeypatch.setattr(facts, "_WAIT_SECONDS", 5.0)
    assert (await known.facts.person(MEMBER)).id == MEMBER
    assert known.asked("users.info") == [MEMBER]


@pytest.mark.parametrize(
    ("scope", "method"),
    [
        ("users:read", "users.info"),
        ("usergroups:read", "usergroups.users.list"),
        ("channels:read", "conversations.info"),
    ],
)
async def test_a_scope_that_is_missing_leaves_the_fact_unknown(scope: str, method: str) -> None:
    async with known_facts(scopes=SCOPES - {scope}) as known:
        with pytest.raises(FactsUnknownError):
            await QUESTIONS[method](known)


async def test_who_is_told_apart_from_whom(known: Known) -> None:
    people = {user_id: await known.facts.person(user_id) for user_id in (COLLEAGUE, GUEST, STRANGER, DEACTIVATED, BOT)}
    assert {user_id for user_id, person in people.items() if person.is_guest} == {GUEST, DEACTIVATED}
    assert {user_id for user_id, person in people.items() if person.is_stranger} == {STRANGER}
    assert {user_id for user_id, person in people.items() if person.is_deleted} == {DEACTIVATED}
    assert {user_id for user_id, person in people.items() if person.is_bot} == {BOT}
