"""Who can read a conversation, as far as Slack says."""

from dataclasses import replace

import pytest

from bot.access import readership
from bot.access.snapshot import MANY, OWN_PEOPLE, Checked, Fact, Readers
from bot.sandbox.slack.workspace import (
    BOT,
    DEACTIVATED,
    DM_BETWEEN_PEOPLE,
    GROUP_DM,
    LARGE,
    MEMBER,
    OTHER_TEAM,
    PRIVATE_WITHOUT_BOT,
    PUBLIC,
    SHARED,
    WITH_GUEST,
    Channel,
    User,
    sample_workspace,
)
from tests.access.questions import readers_of
from tests.known_facts import Known, known_facts

GUESTS = Readers(guests=True, organisation=False)


@pytest.mark.parametrize(
    ("channel_id", "readers"),
    [(PUBLIC, OWN_PEOPLE), (WITH_GUEST, GUESTS), (SHARED, GUESTS), (GROUP_DM, OWN_PEOPLE)],
)
async def test_guest_member_counts_as_a_reader(known: Known, channel_id: str, readers: Readers) -> None:
    assert await readers_of(known, channel_id) == readers


@pytest.mark.parametrize(
    ("members", "readers"), [(999, OWN_PEOPLE), (1_000, OWN_PEOPLE), (1_001, MANY)], ids=["999", "1,000", "1,001"]
)
async def test_up_to_a_thousand_members_are_known(members: int, readers: Readers) -> None:
    # Besides the crowd, the member and the bot are there.
    async with known_facts(workspace=sample_workspace(crowd=members - 2)) as known:
        assert await readers_of(known, LARGE) == readers
        assert known.asked("conversations.members") == [LARGE]


async def test_former_member_is_not_a_reader(known: Known) -> None:
    known.slack.change(Channel("C0QUIET", "quiet", "mpim", frozenset({BOT, MEMBER, DEACTIVATED})))
    assert await readers_of(known, "C0QUIET") == OWN_PEOPLE


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
async def test_accounts_newer_than_the_list_are_fetched(known: Known, newcomer: User | None, read: bool) -> None:  # noqa: FBT001 - a column of the table
    assert await readers_of(known, PUBLIC) == OWN_PEOPLE
    if newcomer:
        known.slack.change(newcomer)
    channel = known.slack.workspace.channel(PUBLIC)
    known.slack.change(replace(channel, members=channel.members | {"U0NEW"}))
    known.clock.now += readership.MEMBERS_SECONDS
    found = await known.facts.readers.get(PUBLIC)
    assert found == (Fact(Readers(guests=read, organisation=False)) if newcomer else Fact(None))
    assert known.asked("users.info") == ["U0NEW"]


@pytest.mark.parametrize(
    ("count", "found"),
    [
        pytest.param(10, OWN_PEOPLE, id="as many as are asked for"),
        pytest.param(11, replace(GUESTS, checked=Checked.UNKNOWN), id="one more"),
    ],
)
async def test_many_newcomers_count_as_guests_without_calls(known: Known, count: int, found: Readers) -> None:
    await known.facts.readers.get(PUBLIC)
    newcomers = [User(f"U0NEW{number}", "new", "New") for number in range(count)]
    channel = known.slack.workspace.channel(PUBLIC)
    known.slack.change(*newcomers, replace(channel, members=channel.members | {user.id for user in newcomers}))
    known.clock.now += readership.MEMBERS_SECONDS
    assert await readers_of(known, PUBLIC) == found
    assert len(known.asked("users.info")) == (count if found == OWN_PEOPLE else 0)


@pytest.mark.parametrize("channel_id", [PRIVATE_WITHOUT_BOT, DM_BETWEEN_PEOPLE, "C0NOWHERE"])
async def test_readers_are_unknown_without_the_bot(known: Known, channel_id: str) -> None:
    for question in (known.facts.channels.get, known.facts.readers.get):
        assert await question(channel_id) == Fact(None, not_a_member=True)
