"""Slack's facts about people and places: fetched once, cached for a while, and never assumed."""

import pytest

from bot.access import slack_questions
from bot.access.snapshot import OWN_PEOPLE, Fact
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    BOT,
    COLLEAGUE,
    DEACTIVATED,
    DM_WITH_BOT,
    GROUP_DM,
    GUEST,
    MANY_PEOPLE,
    MEMBER,
    OTHER_TEAM,
    OWNER,
    PENDING_SHARED,
    PUBLIC,
    SHARED,
    STRANGER,
    TEAM,
    WITH_GUEST,
    sample_workspace,
)
from bot.slack import objects
from bot.slack.objects import Channel as Told
from bot.slack.objects import Person
from tests.access.questions import FULL_MEMBER, QUESTIONS, person, readers_of
from tests.known_facts import SCOPES, Known, known_facts


async def test_full_member_parses(known: Known) -> None:
    assert await known.facts.people.get(MEMBER) == Fact(
        Person(
            id=MEMBER,
            team_ids=frozenset({TEAM}),
            is_guest=False,
            is_stranger=False,
            is_bot=False,
            is_deleted=False,
            is_admin=False,
            name="Robin Demo",
            locale="en-GB",
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
def test_flag_other_than_false_counts_against_the_user(field: str, counts_as: str) -> None:
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
def test_users_workspaces_are_those_named_by_slack(changes: dict[str, object], teams: set[str]) -> None:
    assert objects.person({**FULL_MEMBER, **changes}).team_ids == teams


def test_slackbot_counts_as_a_bot() -> None:
    assert objects.person({**FULL_MEMBER, "id": "USLACKBOT"}).is_bot


@pytest.mark.parametrize(
    ("channel_id", "told"),
    [
        (
            PUBLIC,
            Told(
                PUBLIC, "recruiting", "channel", is_shared=False, is_org_shared=False, is_private=False, is_member=True
            ),
        ),
        (
            SHARED,
            Told(
                SHARED,
                "client-example",
                "channel",
                is_shared=True,
                is_org_shared=False,
                is_private=False,
                is_member=True,
            ),
        ),
        (
            PENDING_SHARED,
            Told(
                PENDING_SHARED,
                "client-soon",
                "channel",
                is_shared=True,
                is_org_shared=False,
                is_private=False,
                is_member=True,
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
                is_member=True,
            ),
        ),
        (DM_WITH_BOT, Told(DM_WITH_BOT, "", "direct", is_shared=False, is_org_shared=False, is_member=True)),
    ],
)
async def test_conversation_parses(known: Known, channel_id: str, told: Told) -> None:
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
def test_conversation_not_clearly_ours_counts_as_shared(told: dict[str, object], shared: bool) -> None:  # noqa: FBT001 - a column of the table
    channel_id = "D1" if told.get("is_im") is True else "C1"
    found = objects.channel({"id": channel_id, **told}, channel_id, TEAM)
    assert (found.is_shared, found.is_org_shared) == (shared, False)


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


# Faults of a server are handled in one place for all questions; each question parses its own answer.
OF_ITS_OWN = ("500", "200 with nothing in it", "200 with another shape")


@pytest.mark.parametrize(
    ("method", "failure"),
    [(method, failure) for method in QUESTIONS for failure in (FAILURES if method == "users.info" else OF_ITS_OWN)],
)
async def test_any_failure_is_one_error_and_not_cached(
    known: Known, method: str, failure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if failure == "slow":
        monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.0)
    # aiohttp itself tries once more when a connection is cut.
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
async def test_rate_limit_includes_the_delay(known: Known, header: str | None, seconds: float) -> None:
    headers = {} if header is None else {"Retry-After": header}
    known.slack.faults.add("users.info", Fault(429, headers, {"ok": False, "error": "ratelimited"}))
    assert await QUESTIONS["users.info"](known) == Fact(None, retry_after=seconds)


@pytest.mark.parametrize("method", sorted(QUESTIONS.keys() - {"users.list"}))
async def test_each_method_can_be_rate_limited(known: Known, method: str) -> None:
    known.slack.faults.add(method, Fault(429, {"Retry-After": "17"}, "slow down"))
    assert await QUESTIONS[method](known) == Fact(None, retry_after=17.0)


async def test_rate_limited_page_is_retried() -> None:
    async with known_facts(workspace=sample_workspace(crowd=MANY_PEOPLE)) as known:
        known.slack.faults.add("users.list", Fault())
        limited = Fault(429, {"Retry-After": "1"}, {"ok": False, "error": "ratelimited"})
        known.slack.faults.add("users.list", limited)
        assert (await readers_of(known, WITH_GUEST)).guests
        assert await readers_of(known, PUBLIC) == OWN_PEOPLE
        statuses = [call.status for call in known.slack.calls if call.method == "users.list"]
        assert statuses == [200, 429, 200]


async def test_page_rate_limited_for_too_long_is_not_waited_for(known: Known) -> None:
    limited = Fault(429, {"Retry-After": "61"}, {"ok": False, "error": "ratelimited"})
    known.slack.faults.add("users.list", limited)
    assert await known.facts.readers.get(PUBLIC) == Fact(None, retry_after=61.0)


@pytest.mark.parametrize(
    ("scope", "method"),
    [
        ("users:read", "users.info"),
        ("usergroups:read", "usergroups.users.list"),
        ("channels:read", "conversations.info"),
    ],
)
async def test_missing_scope_leaves_the_fact_unknown(scope: str, method: str) -> None:
    async with known_facts(scopes=SCOPES - {scope}) as known:
        assert await QUESTIONS[method](known) == Fact(None)


async def test_members_guests_and_outsiders_are_distinguished(known: Known) -> None:
    people = {user_id: await person(known, user_id) for user_id in (COLLEAGUE, GUEST, STRANGER, DEACTIVATED, BOT)}
    assert {user_id for user_id, person in people.items() if person.is_guest} == {GUEST, DEACTIVATED}
    assert {user_id for user_id, person in people.items() if person.is_stranger} == {STRANGER}
    assert {user_id for user_id, person in people.items() if person.is_deleted} == {DEACTIVATED}
    assert {user_id for user_id, person in people.items() if person.is_bot} == {BOT}
