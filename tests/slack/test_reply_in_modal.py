"""One outcome for each reply in a modal."""

import pytest

from bot.slack.address import Address
from bot.slack.notice import Notice
from bot.slack.reply import Replies, Reply
from bot.telemetry.journal import Outcome
from tests.slack.lined_up import NOTICE, SLOW, Said, Slack, Who, through


@pytest.fixture
async def in_modal(slack: Slack, replies: Replies) -> Reply:
    return replies.open("submit", Who(), Address("U1", f"{slack.url}respond", view_id="V1"))


async def test_where_a_modal_is_open_the_outcome_is_shown_there(slack: Slack, in_modal: Reply) -> None:
    assert await in_modal.tell(Notice(NOTICE, Outcome.CARD))
    ((name, body),) = slack.posted
    assert (name, body["view_id"], body["view"]["blocks"]) == ("views.update", "V1", NOTICE["blocks"])


async def test_a_modal_says_that_it_takes_a_while_and_the_outcome_replaces_that(slack: Slack, in_modal: Reply) -> None:
    await in_modal.announce(SLOW)
    assert await in_modal.tell(Notice(NOTICE, Outcome.CARD))
    await in_modal.announce(SLOW)
    views = [body["view"]["blocks"] for body in through("views.update", slack)]
    assert views == [SLOW["blocks"], NOTICE["blocks"]]


@pytest.mark.parametrize("view_id", ["V1", None], ids=["modal", "conversation"])
async def test_what_would_stay_beside_the_outcome_is_not_said(
    view_id: str | None, slack: Slack, replies: Replies
) -> None:
    reply = replies.open("command", Who(), Address("U1", f"{slack.url}respond", view_id=view_id))
    assert reply.can_announce is (view_id is not None)
    await reply.announce(SLOW)
    assert [name for name, _ in slack.posted] == (["views.update"] if view_id else [])


@pytest.mark.parametrize("answer", [(500, {}), (200, {"ok": False, "error": "not_found"})])
async def test_an_announcement_that_fails_is_dropped(slack: Slack, in_modal: Reply, answer: Said) -> None:
    slack.answers["views.update"] = [answer]
    await in_modal.announce(SLOW)
    assert await in_modal.tell(Notice(NOTICE, Outcome.CARD))
    assert [body["view"]["blocks"] for body in through("views.update", slack)] == [SLOW["blocks"], NOTICE["blocks"]]


async def test_where_the_modal_does_not_take_the_outcome_a_direct_message_follows(
    slack: Slack, in_modal: Reply
) -> None:
    slack.answers["views.update"] = [(200, {"ok": False, "error": "view_too_large"})]
    assert not await in_modal.tell(Notice(NOTICE, Outcome.CARD))
    assert [name for name, _ in slack.posted] == ["views.update", "chat.postMessage"]


@pytest.mark.parametrize(("owed", "told"), [(False, ["views.update"]), (True, ["views.update", "chat.postMessage"])])
async def test_who_has_closed_the_modal_is_told_only_what_they_are_owed(
    slack: Slack,
    replies: Replies,
    owed: bool,  # noqa: FBT001 - a column of the table
    told: list[str],
) -> None:
    reply = replies.open("submit", Who(), Address("U1", view_id="V1", is_owed=owed))
    slack.answers["views.update"] = [(200, {"ok": False, "error": "not_found"})]
    assert await reply.tell(Notice(NOTICE, Outcome.CARD)) is not owed
    assert [name for name, _ in slack.posted] == told


async def test_a_direct_message_passes_by_the_modal(slack: Slack, in_modal: Reply) -> None:
    await in_modal.tell_directly(Notice(NOTICE, Outcome.TOO_LATE))
    assert [(name, body["channel"]) for name, body in slack.posted] == [("chat.postMessage", "U1")]
