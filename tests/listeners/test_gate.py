"""The gate alone: what counts as a look-up, what Spott is asked, and when a user is told that it takes a while."""

import asyncio
from dataclasses import replace
from typing import Any
from unittest.mock import AsyncMock, MagicMock

import pytest

from bot.access.decide import Access, Decision
from bot.access.permission import ALLOWED, Permission, Refusal, Why
from bot.access.quota import Quota
from bot.access.rules import Asked, Place, Policy, Wanted
from bot.access.snapshot import OWN_PEOPLE, UNASKED, Fact, Snapshot
from bot.cards.notices import WhomToAsk
from bot.jobs.directory import Jobs
from bot.listeners.gate import Asker, Gate
from bot.people import person as people
from bot.people.directory import Directory
from bot.people.query import ById, NotUnderstood
from bot.people.resolve import OnePerson
from bot.people.standing import Standing
from bot.slack import notice
from bot.slack.objects import Channel, Person
from bot.slack.reply import Reply
from bot.spott.models import ClientContact, Contact
from tests.known_facts import Clock
from tests.polling import until

CONTACT = Contact(candidate_id="c-ada", client_contacts=(ClientContact(role="CTO"),))
ADA = OnePerson(people.Person(CONTACT, Standing()))
CHANNEL = Channel("C1", "one", "channel", is_shared=False, is_org_shared=False, is_private=False)
HERE = Place(CHANNEL, OWN_PEOPLE)
SHARED = Place(replace(CHANNEL, is_shared=True), OWN_PEOPLE)
GUEST = Refusal(Why.GUEST)
A_GUEST = Person(
    "U1", frozenset({"T1"}), is_guest=True, is_stranger=False, is_bot=False, is_deleted=False, is_admin=False
)
NOBODY_KNOWN = Snapshot("U1", UNASKED, UNASKED)


class Spott:
    """A directory whose only answer waits until it is released."""

    def __init__(self, *, wait: float = 0.0) -> None:
        self.asked: list[str] = []
        self.given_up = 0
        self.let_go = asyncio.Event()
        self.let_go.set()
        self.directory = MagicMock(spec=Directory, wait=wait)
        self.directory.contact = self.contact
        self.directory.applications = AsyncMock(return_value=())

    async def contact(self, candidate_id: str, **_: Any) -> Contact:  # noqa: ANN401 - options
        self.asked.append(candidate_id)
        try:
            await self.let_go.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        return CONTACT


def access(
    known: Permission | None = ALLOWED,
    decided: Refusal | None = None,
    place: Place = HERE,
    *,
    snapshot: Snapshot = NOBODY_KNOWN,
    known_place: Place | None = None,
) -> Access:
    found = MagicMock(spec=Access, policy=Policy())
    found.known.return_value = Decision(snapshot, known, known_place)

    async def decide(_: Decision) -> tuple[Refusal | None, Place]:
        await asyncio.sleep(0)
        return decided, place

    found.decide = decide
    return found


def gate(spott: Spott, allowed: Access, quota: Quota | None = None, slow_after: float = 60.0) -> Gate:
    return Gate(spott.directory, MagicMock(spec=Jobs), allowed, quota or Quota(60, 500, Clock()), slow_after=slow_after)


def reply(*, can_announce: bool = False) -> Any:  # noqa: ANN401 - a mock
    opened = MagicMock(spec=Reply, can_announce=can_announce)
    opened.announce = AsyncMock()
    opened.record = MagicMock(reference="12345678")
    return opened


def asker(wanted: Wanted = Wanted.AS_SET) -> Asker:
    return Asker("U1", "C1", Asked(wanted))


async def test_unreadable_text_costs_no_look_up() -> None:
    here = gate(Spott(), access(), Quota(1, 1, Clock()))
    for _ in range(2):
        await here.ask(NotUnderstood(), asker(), reply())
    assert (await here.ask(ById("c-ada"), asker(), reply())).found == ADA
    assert (await here.ask(ById("c-ada"), asker(), reply())).found != ADA


async def test_known_refusal_costs_neither_a_look_up_nor_a_call() -> None:
    spott, quota = Spott(), Quota(1, 1, Clock())
    for _ in range(2):
        answer = await gate(spott, access(known=GUEST), quota).ask(ById("c-ada"), asker(), reply())
        assert answer.found == notice.of("guest", ask=WhomToAsk(()))
    assert (spott.asked, await quota.take("U1")) == ([], None)


async def test_call_to_spott_is_cancelled_if_slack_then_refuses() -> None:
    spott = Spott()
    spott.let_go.clear()
    answer = await gate(spott, access(known=None, decided=GUEST)).ask(ById("c-ada"), asker(), reply())
    assert answer.found == notice.of("guest", ask=WhomToAsk(()))
    await asyncio.sleep(0)
    assert (spott.asked, spott.given_up) == (["c-ada"], 1)


async def test_likely_refusal_makes_no_call_until_slack_allows() -> None:
    spott = Spott()
    last_word = NOBODY_KNOWN._replace(asker=Fact(A_GUEST, settled=False), team_id=Fact("T1"))
    refused = gate(spott, access(known=None, decided=GUEST, snapshot=last_word))
    await refused.ask(ById("c-ada"), asker(), reply())
    assert spott.asked == []
    allowed = gate(spott, access(known=None, snapshot=last_word))
    assert (await allowed.ask(ById("c-ada"), asker(), reply())).found == ADA


@pytest.mark.parametrize("known_place", [SHARED, None], ids=["known", "only then known"])
async def test_nothing_is_posted_or_renewed_where_others_read(known_place: Place | None) -> None:
    for wanted in (Wanted.POSTED, Wanted.RENEWED):
        spott = Spott()
        here = gate(spott, access(place=SHARED, known_place=known_place))
        assert not isinstance((await here.ask(ById("c-ada"), asker(wanted), reply())).found, OnePerson)
        assert spott.asked == ([] if known_place else ["c-ada"])
    answer = await gate(Spott(), access(place=SHARED)).ask(ById("c-ada"), asker(), reply())
    assert answer.found == ADA


@pytest.mark.parametrize(
    ("wait", "slow_after", "can_announce", "said"),
    [(0.0, 0.0, True, True), (5.0, 60.0, True, True), (0.0, 0.0, False, False)],
    ids=["Spott is slow", "our own rate limit is reached", "where it would stay"],
)
async def test_slow_answer_is_announced_where_it_can_be_replaced(
    wait: float, slow_after: float, *, can_announce: bool, said: bool
) -> None:
    spott, answering = Spott(wait=wait), reply(can_announce=can_announce)
    spott.let_go.clear()
    asking = asyncio.create_task(gate(spott, access(), slow_after=slow_after).ask(ById("c-ada"), asker(), answering))
    if said:
        await until(lambda: answering.announce.await_count == 1)
    else:
        await asyncio.sleep(0.2)
    spott.let_go.set()
    assert (await asking).found == ADA
    assert answering.announce.await_count == said
