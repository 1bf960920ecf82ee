"""What Slack tells of people and places: asked once, kept for a while, and nothing taken for granted."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from bot.access import facts, members, slack_questions
from bot.access.snapshot import MANY, OWN_PEOPLE, UNASKED, Fact, Readers
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
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
from bot.slack import objects
from bot.slack.objects import Channel as Told
from bot.slack.objects import Person
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


async def person(known: Known, user_id: str) -> Person:
    found = await known.facts.people.get(user_id)
    assert found.value is not None
    return found.value


async def who_reads(known: Known, channel_id: str) -> Readers:
    found = await known.facts.members.readers(channel_id)
    assert found.value is not None
    return found.value


async def test_a_full_member_is_told_as_such(known: Known) -> None:
    assert await known.facts.people.get(MEMBER) == Fact(
        Person(
            id=MEMBER,
            team_ids=frozenset({TEAM}),
            is_guest=False,
            is_stranger=False,
            is_bot=False,
            is_deleted=False,
            is_admin=False,
        )
    )
    assert (await person(known, OWNER)).is_admin
    assert await known.facts.team.get() == Fact(TEAM)


@pytest.mark.parametrize(
    ("field", "counts_as"),
    [
        ("deleted", "is_deleted"),
        ("is_bot", "is_bot"),
        ("is_restricted", "is_guest"),
        ("is_ultra_restricted", "is_guest"),
    ],
)
def test_a_flag_that_is_not_plainly_false_counts_against_the_person(field: str, counts_as: str) -> None:
    assert getattr(objects.person(FULL_MEMBER), counts_as) is False
    absent = {name: value for name, value in FULL_MEMBER.items() if name != field}
    odd: tuple[object, ...] = (None, 0, "", "false", [], {}, "no")
    for user in (absent, *({**FULL_MEMBER, field: value} for value in odd)):
        assert getattr(objects.person(user), counts_as) is True, user


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
    assert objects.person({**FULL_MEMBER, **changes}).team_ids == teams


def test_slackbot_is_a_bot_though_slack_says_no() -> None:
    assert objects.person({**FULL_MEMBER, "id": "USLACKBOT"}).is_bot


@pytest.mark.parametrize(
    ("channel_id", "told"),
    [
        (
            PUBLIC,
            Told(PUBLIC, "recruiting", "channel", is_shared=False, is_org_shared=False, people=5, is_private=False),
        ),
        (
            SHARED,
            Told(SHARED, "client-example", "channel", is_shared=True, is_org_shared=False, people=6, is_private=False),
        ),
        (
            PENDING_SHARED,
            Told(
                PENDING_SHARED,
                "client-soon",
                "channel",
                is_shared=True,
                is_org_shared=False,
                people=5,
                is_private=False,
            ),
        ),
        (
            GROUP_DM,
            Told(
                GROUP_DM,
                "mpdm-robin.demo--sasha.demo--spott-1",
                "group",
                is_shared=False,
                is_org_shared=False,
                people=3,
            ),
        ),
        (DM_WITH_BOT, Told(DM_WITH_BOT, "", "direct", is_shared=False, is_org_shared=False, people=0)),
    ],
)
async def test_a_conversation_is_told(known: Known, channel_id: str, told: Told) -> None:
    assert await known.facts.channels.get(channel_id) == Fact(told)


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
    ],
)
def test_a_conversation_that_is_not_plainly_our_own_counts_as_shared(told: dict[str, object], shared: bool) -> None:  # noqa: FBT001 - a column of the table
    channel_id = "D1" if told.get("is_im") is True else "C1"
    found = objects.channel({"id": channel_id, **told}, channel_id, TEAM)
    assert (found.is_shared, found.is_org_shared) == (shared, False)


Question = Callable[[Known], Coroutine[Any, Any, Fact[Any]]]

QUESTIONS: dict[str, Question] = {
    "users.info": lambda known: known.facts.people.get(MEMBER),
    "usergroups.users.list": lambda known: known.facts.groups.get(RECRUITERS),
    "conversations.info": lambda known: known.facts.channels.get(PUBLIC),
    "conversations.members": lambda known: known.facts.members.readers(PUBLIC),
    "users.list": lambda known: known.facts.members.readers(PUBLIC),
    "auth.test": lambda known: known.facts.team.get(),
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


# What a server does wrong is read in one place for all questions; what an answer holds, by each for itself.
OF_ITS_OWN = ("500", "200 with nothing in it", "200 with another shape")


@pytest.mark.parametrize(
    ("method", "failure"),
    [(method, failure) for method in QUESTIONS for failure in (FAILURES if method == "users.info" else OF_ITS_OWN)],
)
async def test_whatever_goes_wrong_is_one_error_and_is_not_kept(
    known: Known, method: str, failure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if failure == "slow":
        monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.0)
    # aiohttp asks once more by itself when a connection is cut.
    times = 4 if failure.startswith("cut") else 1
    known.slack.faults.add(method, FAILURES[failure], times=times)
    assert await QUESTIONS[method](known) == Fact(None)
    while known.slack.faults.take(method):
        pass
    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 5.0)
    assert (await QUESTIONS[method](known)).value is not None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("17", 17.0),
        ("0", 1.0),
        (None, 1.0),
        ("soon", 1.0),
        ("-5", 1.0),
        ("99999", 99_999.0),
        ("604801", 604_800.0),
        ("9" * 300, 604_800.0),
    ],
)
async def test_limited_by_slack_it_says_for_how_long(known: Known, header: str | None, seconds: float) -> None:
    headers = {} if header is None else {"Retry-After": header}
    known.slack.faults.add("users.info", Fault(429, headers, {"ok": False, "error": "ratelimited"}))
    assert await QUESTIONS["users.info"](known) == Fact(None, retry_after=seconds)


@pytest.mark.parametrize("method", sorted(QUESTIONS.keys() - {"users.list"}))
async def test_each_question_may_be_limited(known: Known, method: str) -> None:
    known.slack.faults.add(method, Fault(429, {"Retry-After": "17"}, "slow down"))
    assert await QUESTIONS[method](known) == Fact(None, retry_after=17.0)


KEPT = {
    "users.info": facts.PERSON_SECONDS,
    "usergroups.users.list": facts.GROUP_SECONDS,
    "conversations.info": facts.CHANNEL_SECONDS,
    "conversations.members": members.MEMBERS_SECONDS,
}


def test_a_fact_is_kept_as_long_as_is_told() -> None:
    assert KEPT == {
        "users.info": 300.0,
        "usergroups.users.list": 300.0,
        "conversations.info": 60.0,
        "conversations.members": 300.0,
    }
    assert members.ACCOUNTS_SECONDS == 3_600.0


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
    await asyncio.gather(known.facts.members.readers(PUBLIC), known.facts.members.readers(WITH_GUEST))
    known.clock.now += members.RENEW_ACCOUNTS_SECONDS - 1
    await known.facts.members.readers(PUBLIC)
    listed = [call.arguments for call in known.slack.calls if call.method == "users.list"]
    assert [(page["limit"], bool(page["cursor"])) for page in listed] == [("1000", False), ("1000", True)]
    known.clock.now += members.ACCOUNTS_SECONDS
    await known.facts.members.readers(PUBLIC)
    assert known.asked().count("users.list") == 4


async def test_a_page_that_slack_withholds_for_a_while_is_asked_for_again(known: Known) -> None:
    known.slack.faults.add("users.list", Fault())
    limited = Fault(429, {"Retry-After": "1"}, {"ok": False, "error": "ratelimited"})
    known.slack.faults.add("users.list", limited)
    assert (await who_reads(known, WITH_GUEST)).guests
    assert await who_reads(known, PUBLIC) == OWN_PEOPLE
    statuses = [call.status for call in known.slack.calls if call.method == "users.list"]
    assert statuses == [200, 429, 200]


async def test_a_page_withheld_for_longer_than_anybody_waits_is_not_waited_for(known: Known) -> None:
    limited = Fault(429, {"Retry-After": "61"}, {"ok": False, "error": "ratelimited"})
    known.slack.faults.add("users.list", limited)
    assert await known.facts.members.readers(PUBLIC) == Fact(None, retry_after=61.0)


GUESTS = Readers(guests=True, organisation=False)


@pytest.mark.parametrize(
    ("channel_id", "readers"),
    [(PUBLIC, OWN_PEOPLE), (WITH_GUEST, GUESTS), (SHARED, GUESTS), (LARGE, MANY), (GROUP_DM, OWN_PEOPLE)],
)
async def test_guests_read_where_one_is_a_member(known: Known, channel_id: str, readers: Readers) -> None:
    assert await who_reads(known, channel_id) == readers


@pytest.mark.parametrize(("members", "read"), [(999, False), (1_000, False), (1_001, True)])
async def test_up_to_a_thousand_members_are_known(known: Known, members: int, read: bool) -> None:  # noqa: FBT001 - a column of the table
    crowd = [user.id for user in known.slack.workspace.users if user.role == "member"][: members - 1]
    known.slack.change(Channel("C0CROWD", "crowd", "public", frozenset({BOT, *crowd})))
    assert (await who_reads(known, "C0CROWD")).guests is read
    assert known.asked("conversations.members") == ["C0CROWD"]


async def test_somebody_who_left_reads_nothing(known: Known) -> None:
    known.slack.change(Channel("C0QUIET", "quiet", "mpim", frozenset({BOT, MEMBER, DEACTIVATED})))
    assert await who_reads(known, "C0QUIET") == OWN_PEOPLE


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
    assert await who_reads(known, PUBLIC) == OWN_PEOPLE
    if newcomer:
        known.slack.change(newcomer)
    channel = known.slack.workspace.channel(PUBLIC)
    known.slack.change(replace(channel, members=channel.members | {"U0NEW"}))
    known.clock.now += members.MEMBERS_SECONDS
    found = await known.facts.members.readers(PUBLIC)
    assert found == (Fact(Readers(guests=read, organisation=False)) if newcomer else Fact(None))
    assert known.asked("users.info") == ["U0NEW"]


async def test_many_newcomers_count_as_guests_unasked(known: Known) -> None:
    await known.facts.members.readers(PUBLIC)
    newcomers = [User(f"U0NEW{number}", "new", "New") for number in range(11)]
    channel = known.slack.workspace.channel(PUBLIC)
    known.slack.change(*newcomers, replace(channel, members=channel.members | {user.id for user in newcomers}))
    known.clock.now += members.MEMBERS_SECONDS
    assert await who_reads(known, PUBLIC) == GUESTS
    assert known.asked("users.info") == []


@pytest.mark.parametrize("channel_id", [PRIVATE_WITHOUT_BOT, DM_BETWEEN_PEOPLE, "C0NOWHERE"])
async def test_where_the_bot_is_not_nothing_is_known(known: Known, channel_id: str) -> None:
    for question in (known.facts.channels.get, known.facts.members.readers):
        assert await question(channel_id) == Fact(None)


async def test_what_is_known_needs_no_asking(known: Known) -> None:
    told = known.facts
    assert (told.people.known(MEMBER), told.groups.known(RECRUITERS), told.team.known) == (UNASKED,) * 3
    fetched = await told.people.get(MEMBER), await told.groups.get(RECRUITERS), await told.team.get()
    assert all(fact.settled and fact.value is not None for fact in fetched)
    assert (told.people.known(MEMBER), told.groups.known(RECRUITERS), told.team.known) == fetched


async def test_whoever_gives_up_costs_the_others_nothing(known: Known) -> None:
    known.slack.faults.add("users.info", Fault(delay=0.1))
    impatient, patient = (asyncio.create_task(person(known, MEMBER)) for _ in range(2))
    await asyncio.sleep(0.02)
    impatient.cancel()
    assert (await patient).id == MEMBER
    assert known.asked("users.info") == [MEMBER]
    assert impatient.cancelled()


async def test_a_late_answer_is_there_for_the_next(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.0)
    known.slack.faults.add("users.info", Fault(delay=0.15))
    assert await known.facts.people.get(MEMBER) == Fact(None)
    await known.slack.wait_for(lambda: known.asked("users.info") == [MEMBER])
    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 5.0)
    assert (await person(known, MEMBER)).id == MEMBER
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
        assert await QUESTIONS[method](known) == Fact(None)


async def test_who_is_told_apart_from_whom(known: Known) -> None:
    people = {user_id: await person(known, user_id) for user_id in (COLLEAGUE, GUEST, STRANGER, DEACTIVATED, BOT)}
    assert {user_id for user_id, person in people.items() if person.is_guest} == {GUEST, DEACTIVATED}
    assert {user_id for user_id, person in people.items() if person.is_stranger} == {STRANGER}
    assert {user_id for user_id, person in people.items() if person.is_deleted} == {DEACTIVATED}
    assert {user_id for user_id, person in people.items() if person.is_bot} == {BOT}


LIMITED = Fault(429, {"Retry-After": "3600"}, {"ok": False, "error": "ratelimited"})


async def test_limited_for_an_hour_slack_is_asked_no_more_until_it_is_over_and_then_once(known: Known) -> None:
    for number in range(200):
        known.slack.change(User(f"U0ASK{number:03}", "ask", "Ask"))
    known.slack.faults.add("users.info", LIMITED, times=2)
    answers = [await known.facts.people.get(f"U0ASK{number:03}") for number in range(200)]
    assert (answers, len(known.asked("users.info"))) == ([Fact(None, retry_after=3_600.0)] * 200, 1)
    known.clock.now += 3_600
    answers = await asyncio.gather(*(known.facts.people.get(f"U0ASK{number:03}") for number in range(200)))
    assert answers == [Fact(None, retry_after=3_600.0)] * 200
    assert len(known.asked("users.info")) == 2
    known.clock.now += 3_600
    everybody = [person(known, f"U0ASK{number:03}") for number in range(50)]
    assert [one.id for one in await asyncio.gather(*everybody)] == [f"U0ASK{number:03}" for number in range(50)]


NO_ANSWER = {
    "limited": LIMITED,
    "500": Fault(500),
    "503 with Slack's JSON": Fault(503, body={"ok": False, "error": "user_not_found"}),
    "internal error": Fault(200, body={"ok": False, "error": "internal_error"}),
    "a page": Fault(200, {"Content-Type": "text/html"}, "<html>"),
    "cut": Fault(reset="before"),
    "slow": Fault(delay=60.0),
}


@pytest.mark.parametrize("failure", NO_ANSWER)
async def test_what_slack_said_within_the_hour_stands_while_it_does_not_answer(
    known: Known, failure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await known.facts.people.get(MEMBER), await known.facts.groups.get(RECRUITERS)
    assert None not in {fact.value for fact in said}
    if failure == "slow":
        monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.05)
    known.clock.now += facts.STANDS_SECONDS - 1
    for method in ("users.info", "usergroups.users.list"):
        known.slack.faults.add(method, NO_ANSWER[failure], times=20)
    assert (await known.facts.people.get(MEMBER), await known.facts.groups.get(RECRUITERS)) == said
    known.clock.now += 1
    for fact in (await known.facts.people.get(MEMBER), await known.facts.groups.get(RECRUITERS)):
        assert (fact.value, fact.settled) == (None, True)


OTHERWISE = {
    "no such user": Fault(200, body={"ok": False, "error": "user_not_found"}),
    "our token is void": Fault(200, body={"ok": False, "error": "token_revoked"}),
    "somebody else": Fault(200, body={"ok": True, "user": {**FULL_MEMBER, "id": COLLEAGUE}}),
    "nonsense": Fault(200, body={"ok": True, "user": []}),
}


@pytest.mark.parametrize("answer", OTHERWISE)
async def test_what_slack_said_falls_when_it_answers_otherwise(known: Known, answer: str) -> None:
    await person(known, MEMBER)
    known.clock.now += facts.PERSON_SECONDS
    known.slack.faults.add("users.info", OTHERWISE[answer])
    known.slack.faults.add("users.info", LIMITED, times=9)
    for _ in range(2):
        assert (await known.facts.people.get(MEMBER)).value is None
    assert known.facts.people.known(MEMBER) == UNASKED


async def test_who_became_a_guest_is_one_at_once_though_slack_is_silent_then(known: Known) -> None:
    await person(known, MEMBER)
    known.slack.change(replace(known.slack.workspace.user(MEMBER), role="guest"))
    known.clock.now += facts.PERSON_SECONDS
    assert (await person(known, MEMBER)).is_guest
    known.clock.now += facts.PERSON_SECONDS
    known.slack.faults.add("users.info", LIMITED, times=9)
    assert (await person(known, MEMBER)).is_guest


async def test_who_reads_a_place_never_stands_longer_than_it_is_good(known: Known) -> None:
    await known.facts.members.readers(PUBLIC)
    known.clock.now += members.MEMBERS_SECONDS
    known.slack.faults.add("conversations.members", LIMITED, times=9)
    assert (await known.facts.members.readers(PUBLIC)).value is None
    # Somebody who was a member when last asked may be a guest by now.
    await person(known, MEMBER)
    known.slack.change(replace(known.slack.workspace.channel(GROUP_DM), members=frozenset({BOT, "U0NEW"})))
    known.slack.change(User("U0NEW", "new", "New"))
    await person(known, "U0NEW")
    known.clock.now += facts.PERSON_SECONDS
    known.slack.faults.add("users.info", LIMITED, times=9)
    assert (await known.facts.members.readers(GROUP_DM)).value is None


@pytest.mark.parametrize("failure", [Fault(delay=0.3), LIMITED, Fault(500)])
async def test_the_accounts_are_listed_anew_before_their_hour_ends_so_that_nobody_waits(
    known: Known, failure: Fault
) -> None:
    assert await who_reads(known, PUBLIC) == OWN_PEOPLE
    known.clock.now += members.RENEW_ACCOUNTS_SECONDS
    known.slack.faults.add("users.list", failure)
    await known.facts.members.readers(PUBLIC)
    for _ in range(20):
        assert known.facts.members.known_readers(PUBLIC) == Fact(OWN_PEOPLE)
        await asyncio.sleep(0)
    await known.slack.wait_for(lambda: known.asked().count("users.list") >= 3)
    # One that failed is tried again after a minute, not with every look-up.
    known.clock.now += 59
    assert known.facts.members.known_readers(PUBLIC) == Fact(OWN_PEOPLE)
    assert known.asked().count("users.list") <= 4
