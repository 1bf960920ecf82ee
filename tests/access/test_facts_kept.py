"""How long Slack's facts are cached, and what counts while Slack does not respond."""

import asyncio
from dataclasses import replace

import pytest

from bot.access import facts, readership, slack_questions
from bot.access.snapshot import OWN_PEOPLE, UNASKED, Fact
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    BOT,
    COLLEAGUE,
    GROUP_DM,
    MANY_PEOPLE,
    MEMBER,
    PUBLIC,
    RECRUITERS,
    WITH_GUEST,
    User,
    sample_workspace,
)
from tests.access.questions import FULL_MEMBER, QUESTIONS, person, readers_of
from tests.known_facts import Known, known_facts

KEPT = {
    "users.info": facts.PERSON_SECONDS,
    "usergroups.users.list": facts.GROUP_SECONDS,
    "conversations.info": facts.CHANNEL_SECONDS,
    "conversations.members": readership.MEMBERS_SECONDS,
}


def test_facts_are_cached_for_their_lifetimes() -> None:
    assert KEPT == {
        "users.info": 300.0,
        "usergroups.users.list": 300.0,
        "conversations.info": 60.0,
        "conversations.members": 300.0,
    }
    assert readership.ACCOUNTS_SECONDS == 3_600.0


@pytest.mark.parametrize("method", KEPT)
async def test_fact_is_fetched_once_and_again_after_expiry(known: Known, method: str) -> None:
    await asyncio.gather(*(QUESTIONS[method](known) for _ in range(10)))
    await QUESTIONS[method](known)
    known.clock.now += KEPT[method] - 1
    await QUESTIONS[method](known)
    assert known.asked().count(method) == 1
    known.clock.now += 1
    await QUESTIONS[method](known)
    assert known.asked().count(method) == 2


async def test_accounts_are_listed_hourly_in_pages_of_a_thousand() -> None:
    async with known_facts(workspace=sample_workspace(crowd=MANY_PEOPLE)) as known:
        await asyncio.gather(known.facts.readers.get(PUBLIC), known.facts.readers.get(WITH_GUEST))
        known.clock.now += readership.RENEW_ACCOUNTS_SECONDS - 1
        await known.facts.readers.get(PUBLIC)
        listed = [call.arguments for call in known.slack.calls if call.method == "users.list"]
        assert [(page["limit"], bool(page["cursor"])) for page in listed] == [("1000", False), ("1000", True)]
        known.clock.now += readership.ACCOUNTS_SECONDS
        await known.facts.readers.get(PUBLIC)
        assert known.asked().count("users.list") == 4


async def test_known_facts_need_no_calls(known: Known) -> None:
    told = known.facts
    assert (told.people.known(MEMBER), told.groups.known(RECRUITERS), told.team.known) == (UNASKED,) * 3
    fetched = await told.people.get(MEMBER), await told.groups.get(RECRUITERS), await told.team.get()
    assert all(fact.settled and fact.value is not None for fact in fetched)
    assert (told.people.known(MEMBER), told.groups.known(RECRUITERS), told.team.known) == fetched


async def test_cancelled_waiter_does_not_affect_the_others(known: Known) -> None:
    known.slack.faults.add("users.info", Fault(delay=0.1))
    impatient, patient = (asyncio.create_task(person(known, MEMBER)) for _ in range(2))
    await asyncio.sleep(0.02)
    impatient.cancel()
    assert (await patient).id == MEMBER
    assert known.asked("users.info") == [MEMBER]
    assert impatient.cancelled()


async def test_late_answer_serves_the_next_caller(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.0)
    known.slack.faults.add("users.info", Fault(delay=0.15))
    assert await known.facts.people.get(MEMBER) == Fact(None)
    await known.slack.wait_for(lambda: known.asked("users.info") == [MEMBER])
    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 5.0)
    assert (await person(known, MEMBER)).id == MEMBER
    assert known.asked("users.info") == [MEMBER]


LIMITED = Fault(429, {"Retry-After": "3600"}, {"ok": False, "error": "ratelimited"})


async def test_no_calls_during_a_rate_limit_and_one_after_it(known: Known) -> None:
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
async def test_last_answer_within_the_hour_holds_while_slack_is_down(
    known: Known, failure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await known.facts.people.get(MEMBER), await known.facts.groups.get(RECRUITERS)
    assert None not in {fact.value for fact in said}
    if failure == "slow":
        monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.05)
    known.clock.now += facts.LAST_ANSWER_SECONDS - 1
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
async def test_last_answer_is_dropped_when_slack_answers_differently(known: Known, answer: str) -> None:
    await person(known, MEMBER)
    known.clock.now += facts.PERSON_SECONDS
    known.slack.faults.add("users.info", OTHERWISE[answer])
    known.slack.faults.add("users.info", LIMITED, times=9)
    for _ in range(2):
        assert (await known.facts.people.get(MEMBER)).value is None
    assert known.facts.people.known(MEMBER) == UNASKED


async def test_new_guest_remains_one_while_slack_is_down(known: Known) -> None:
    await person(known, MEMBER)
    known.slack.change(replace(known.slack.workspace.user(MEMBER), role="guest"))
    known.clock.now += facts.PERSON_SECONDS
    assert (await person(known, MEMBER)).is_guest
    known.clock.now += facts.PERSON_SECONDS
    known.slack.faults.add("users.info", LIMITED, times=9)
    assert (await person(known, MEMBER)).is_guest


async def test_readers_are_never_used_after_expiry(known: Known) -> None:
    await known.facts.readers.get(PUBLIC)
    known.clock.now += readership.MEMBERS_SECONDS
    known.slack.faults.add("conversations.members", LIMITED, times=9)
    assert (await known.facts.readers.get(PUBLIC)).value is None
    # Somebody who was a member when last asked may be a guest by now.
    await person(known, MEMBER)
    known.slack.change(replace(known.slack.workspace.channel(GROUP_DM), members=frozenset({BOT, "U0NEW"})))
    known.slack.change(User("U0NEW", "new", "New"))
    await person(known, "U0NEW")
    known.clock.now += facts.PERSON_SECONDS
    known.slack.faults.add("users.info", LIMITED, times=9)
    assert (await known.facts.readers.get(GROUP_DM)).value is None


@pytest.mark.parametrize("failure", [Fault(delay=0.3), LIMITED, Fault(500)])
async def test_list_of_accounts_is_renewed_before_it_expires(known: Known, failure: Fault) -> None:
    assert await readers_of(known, PUBLIC) == OWN_PEOPLE
    known.clock.now += readership.RENEW_ACCOUNTS_SECONDS
    known.slack.faults.add("users.list", failure)
    await known.facts.readers.get(PUBLIC)
    for _ in range(20):
        assert known.facts.readers.known(PUBLIC) == Fact(OWN_PEOPLE)
        await asyncio.sleep(0)
    await known.slack.wait_for(lambda: known.asked().count("users.list") >= 2)
    # A failed renewal is tried again after a minute, not with every look-up.
    known.clock.now += 59
    assert known.facts.readers.known(PUBLIC) == Fact(OWN_PEOPLE)
    assert known.asked().count("users.list") <= 4
