"""A snapshot of the facts: how certain each is; and missing ones are fetched concurrently."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.access import facts
from bot.access.permission import ALLOWED, Permission, Refusal, Why, likely_refused, permission
from bot.access.rules import NOWHERE, Place, Policy, place_of
from bot.access.snapshot import ANYBODY, MANY, NOTHING, OWN_PEOPLE, UNASKED, Fact, Readers, Snapshot
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import BOT, COLLEAGUE, GUEST, MEMBER, PUBLIC, RECRUITERS, TEAM
from bot.slack.objects import Channel, Person
from tests.known_facts import Known

LISTED = Policy(user_groups=frozenset({RECRUITERS}))
LIMITED = Fault(429, {"Retry-After": "3600"}, {"ok": False, "error": "ratelimited"})
ALL = {"users.info", "usergroups.users.list", "conversations.info", "conversations.members"}


async def completed(known: Known, user_id: str = MEMBER) -> Snapshot:
    return await known.facts.complete(known.facts.snapshot(user_id, PUBLIC, LISTED), LISTED)


async def test_empty_snapshot_decides_nothing(known: Known) -> None:
    snapshot = known.facts.snapshot(MEMBER, PUBLIC, LISTED)
    assert snapshot == Snapshot(MEMBER, UNASKED, UNASKED, (UNASKED,), PUBLIC, UNASKED, UNASKED)
    assert (permission(snapshot, LISTED), place_of(snapshot)) == (None, None)
    assert known.asked() == []


async def test_completed_snapshot_is_settled_and_cached(known: Known) -> None:
    found = await completed(known)
    facts_of_it: tuple[Fact[Any], ...] = (found.asker, found.team_id, *found.groups, found.channel, found.readers)
    assert all(fact.settled and fact.value is not None for fact in facts_of_it)
    assert (found.team_id, found.readers) == (Fact(TEAM), Fact(OWN_PEOPLE))
    assert known.facts.snapshot(MEMBER, PUBLIC, LISTED) == found


async def test_place_is_settled_outside_of_any_conversation(known: Known) -> None:
    snapshot = known.facts.snapshot(MEMBER, None, Policy())
    assert (snapshot.channel, snapshot.readers, place_of(snapshot)) == (NOTHING, NOTHING, NOWHERE)


async def test_who_can_read_may_matter_until_it_is_known_that_there_is_no_organisation(known: Known) -> None:
    policy = Policy(guests_in_channel="allow")
    assert known.facts.snapshot(MEMBER, PUBLIC, policy).readers == UNASKED
    await known.facts.team.get()
    assert known.facts.snapshot(MEMBER, PUBLIC, policy).readers == Fact(MANY)


async def test_expired_fact_is_settled_only_while_slack_is_down(known: Known) -> None:
    found = await completed(known)
    known.clock.now += facts.PERSON_SECONDS
    aged = known.facts.snapshot(MEMBER, PUBLIC, LISTED)
    assert (aged.asker, aged.groups) == (
        Fact(found.asker.value, settled=False),
        (Fact(found.groups[0].value, settled=False),),
    )
    # Slack's last answer counts only for people and groups.
    assert (aged.team_id, aged.channel, aged.readers) == (Fact(TEAM), UNASKED, UNASKED)
    assert (permission(aged, LISTED), permission(aged.trusting_last_answers(), LISTED)) == (None, ALLOWED)
    for method in ("users.info", "usergroups.users.list"):
        known.slack.faults.add(method, LIMITED)
    await completed(known)
    unasked = known.facts.snapshot(MEMBER, PUBLIC, LISTED)
    assert (unasked.asker, unasked.groups, permission(unasked, LISTED)) == (found.asker, found.groups, ALLOWED)


async def test_only_missing_facts_are_fetched(known: Known) -> None:
    await completed(known)
    before = len(known.asked())
    known.clock.now += facts.CHANNEL_SECONDS
    await completed(known)
    assert known.asked()[before:] == ["conversations.info"]


async def test_groups_do_not_matter_for_listed_users(known: Known) -> None:
    policy = Policy(users=frozenset({MEMBER}), user_groups=frozenset({RECRUITERS}))
    snapshot = known.facts.snapshot(MEMBER, None, policy)
    assert snapshot.groups == ()
    assert permission(await known.facts.complete(snapshot, policy), policy) == ALLOWED
    assert "usergroups.users.list" not in known.asked()


@pytest.mark.parametrize("hanging", sorted(ALL))
async def test_missing_facts_are_fetched_concurrently(known: Known, hanging: str) -> None:
    await asyncio.gather(known.facts.team.get(), known.facts.readers.warm())
    known.slack.faults.add(hanging, Fault(delay=60.0))
    completing = asyncio.create_task(completed(known))
    await known.slack.wait_for(lambda: ALL - {hanging} <= {*known.asked()})
    assert not completing.done()
    completing.cancel()


PERSON = Person(
    MEMBER,
    frozenset({TEAM}),
    is_guest=False,
    is_stranger=False,
    is_bot=False,
    is_deleted=False,
    is_admin=False,
)
IN, OUT = frozenset({MEMBER}), frozenset({COLLEAGUE})
VAIN: Fact[frozenset[str]] = Fact(None, retry_after=9.0)


@pytest.mark.parametrize(
    ("groups", "decision"),
    [
        pytest.param((Fact(IN),), ALLOWED, id="in one"),
        pytest.param((Fact(OUT),), Refusal(Why.NOT_LISTED), id="in none"),
        pytest.param((Fact(OUT), UNASKED), None, id="in none so far"),
        pytest.param((Fact(IN), UNASKED), ALLOWED, id="in one, whatever the other"),
        pytest.param((Fact(IN, settled=False),), None, id="in one by the last word"),
        pytest.param((Fact(OUT, settled=False),), None, id="in none by the last word"),
        pytest.param((VAIN, Fact(IN)), ALLOWED, id="in one, the other asked in vain"),
        pytest.param((VAIN, Fact(OUT)), Refusal(Why.SLACK_LIMITS, 9.0), id="in none, the other asked in vain"),
        pytest.param((VAIN, UNASKED), None, id="asked in vain, the other not yet"),
    ],
)
def test_groups_decide_once_known(groups: tuple[Fact[frozenset[str]], ...], decision: Permission | None) -> None:
    assert permission(Snapshot(MEMBER, Fact(PERSON), Fact(TEAM), groups), LISTED) == decision


@pytest.mark.parametrize(
    ("group", "likely"), [(OUT, True), (IN, False), (None, False)], ids=["in none", "in one", "unknown"]
)
def test_last_answer_makes_a_refusal_likely(group: frozenset[str] | None, likely: bool) -> None:  # noqa: FBT001 - a column of the table
    snapshot = Snapshot(MEMBER, UNASKED, Fact(TEAM), (Fact(group, settled=False),))
    assert likely_refused(snapshot, LISTED) is likely


def test_expired_account_is_not_a_final_refusal() -> None:
    guest = replace(PERSON, is_guest=True)
    snapshot = Snapshot(MEMBER, Fact(guest, settled=False), Fact(TEAM))
    assert (permission(snapshot, Policy()), likely_refused(snapshot, Policy())) == (None, True)
    assert permission(snapshot._replace(asker=Fact(guest)), Policy()) == Refusal(Why.GUEST)


CHANNEL = Channel(PUBLIC, "recruiting", "channel", is_shared=False, is_org_shared=False)


@pytest.mark.parametrize(
    ("channel", "readers", "place"),
    [
        pytest.param(Fact(CHANNEL), Fact(OWN_PEOPLE), Place(CHANNEL, OWN_PEOPLE), id="both known"),
        pytest.param(Fact(CHANNEL), UNASKED, None, id="readers not asked for"),
        pytest.param(UNASKED, Fact(OWN_PEOPLE), None, id="channel not asked for"),
        pytest.param(Fact(CHANNEL), NOTHING, Place(CHANNEL, ANYBODY), id="readers asked for in vain"),
        pytest.param(NOTHING, Fact(OWN_PEOPLE), NOWHERE, id="channel asked for in vain"),
    ],
)
def test_place_is_known_once_both_facts_are_settled(
    channel: Fact[Channel], readers: Fact[Readers], place: Place | None
) -> None:
    assert place_of(Snapshot(MEMBER, UNASKED, UNASKED, (), PUBLIC, channel, readers)) == place


async def test_guest_with_an_expired_account_is_likely_refused(known: Known) -> None:
    for user_id in (GUEST, MEMBER, BOT):
        await completed(known, user_id)
    known.clock.now += facts.PERSON_SECONDS
    likely = {
        user_id
        for user_id in (GUEST, MEMBER, BOT)
        if likely_refused(known.facts.snapshot(user_id, None, Policy()), Policy())
    }
    assert likely == {GUEST, BOT}
