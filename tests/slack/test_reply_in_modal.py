"""One outcome for each reply in a modal."""

import pytest

from bot.cards import notices, views
from bot.slack.address import Address
from bot.slack.notice import Notice
from bot.slack.replies import Replies
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome
from tests.english import say
from tests.slack.lined_up import NOTICE, SLOW, Answer, Slack, Who, through


@pytest.fixture
async def in_modal(slack: Slack, replies: Replies) -> Reply:
    return replies.open("submit", Who(), Address("U1", f"{slack.url}respond", view_id="V1"))


async def test_outcome_is_shown_in_the_open_modal(slack: Slack, in_modal: Reply) -> None:
    assert await in_modal.tell(Notice("no_card", Outcome.CARD, {}))
    ((name, body),) = slack.posted
    assert (name, body["view_id"], body["view"]["blocks"]) == ("views.update", "V1", NOTICE["blocks"])


async def test_slow_notice_in_a_modal_is_replaced_by_the_outcome(slack: Slack, in_modal: Reply) -> None:
    await in_modal.announce(SLOW)
    assert await in_modal.tell(Notice("no_card", Outcome.CARD, {}))
    await in_modal.announce(SLOW)
    shown = [body["view"]["blocks"] for body in through("views.update", slack)]
    assert shown == [SLOW["blocks"], NOTICE["blocks"]]


@pytest.mark.parametrize("view_id", ["V1", None], ids=["modal", "conversation"])
async def test_no_announcement_that_would_stay_next_to_the_outcome(
    view_id: str | None, slack: Slack, replies: Replies
) -> None:
    reply = replies.open("command", Who(), Address("U1", f"{slack.url}respond", view_id=view_id))
    assert reply.can_announce is (view_id is not None)
    await reply.announce(SLOW)
    assert [name for name, _ in slack.posted] == (["views.update"] if view_id else [])


@pytest.mark.parametrize("answer", [(500, {}), (200, {"ok": False, "error": "not_found"})])
async def test_failed_announcement_is_dropped(slack: Slack, in_modal: Reply, answer: Answer) -> None:
    slack.answers["views.update"] = [answer]
    await in_modal.announce(SLOW)
    assert await in_modal.tell(Notice("no_card", Outcome.CARD, {}))
    assert [body["view"]["blocks"] for body in through("views.update", slack)] == [SLOW["blocks"], NOTICE["blocks"]]


async def test_outcome_refused_by_the_modal_becomes_a_direct_message(slack: Slack, in_modal: Reply) -> None:
    slack.answers["views.update"] = [(200, {"ok": False, "error": "view_too_large"})]
    assert not await in_modal.tell(Notice("no_card", Outcome.CARD, {}))
    assert [name for name, _ in slack.posted] == ["views.update", "chat.postMessage"]


@pytest.mark.parametrize(("owed", "told"), [(False, ["views.update"]), (True, ["views.update", "chat.postMessage"])])
async def test_user_who_closed_the_modal_gets_only_important_notices(
    slack: Slack,
    replies: Replies,
    owed: bool,  # noqa: FBT001 - a column of the table
    told: list[str],
) -> None:
    reply = replies.open("submit", Who(), Address("U1", view_id="V1", is_owed=owed))
    slack.answers["views.update"] = [(200, {"ok": False, "error": "not_found"})]
    assert await reply.tell(Notice("no_card", Outcome.CARD, {})) is not owed
    assert [name for name, _ in slack.posted] == told


async def test_direct_message_bypasses_the_modal(slack: Slack, in_modal: Reply) -> None:
    await in_modal.tell_directly(Notice("no_card", Outcome.TOO_LATE, {}))
    assert [(name, body["channel"]) for name, body in slack.posted] == [("chat.postMessage", "U1")]


async def test_new_modal_that_slack_does_not_open_is_reported(slack: Slack, reply: Reply) -> None:
    # Only a modal on top of another can be too late because that one was closed.
    slack.answers["views.open"] = [(200, {"ok": False, "error": "not_found"})]
    assert not await reply.open_modal("1.2.abc", views.loading(say))
    assert [body["text"] for body in through("respond", slack)] == [notices.of(say, "modal_refused")["text"]]


@pytest.mark.parametrize(("error", "outcome"), [("hash_conflict", Outcome.TWICE), ("not_found", Outcome.TOO_LATE)])
async def test_click_in_a_modal_that_has_changed_or_was_closed_ends_silently(
    slack: Slack, in_modal: Reply, caplog: pytest.LogCaptureFixture, error: str, outcome: Outcome
) -> None:
    caplog.set_level("INFO", "bot.telemetry.journal")
    slack.answers["views.update"] = [(200, {"ok": False, "error": error})]
    assert not await in_modal.wait_in_modal("1.abc")
    assert [name for name, _ in slack.posted] == ["views.update"]
    assert [record.__dict__["fields"]["outcome"] for record in caplog.records] == [outcome.value]
