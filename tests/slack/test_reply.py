"""One outcome for each reply, whatever happens around it."""

import asyncio
import logging

import aiohttp
import pytest

from bot.cards import notices
from bot.slack import messenger as module
from bot.slack.address import Address
from bot.slack.conversation import USES
from bot.slack.messenger import Messenger
from bot.slack.notice import Notice
from bot.slack.replies import Replies
from bot.slack.reply import Reply
from bot.telemetry.journal import Journal, Outcome
from bot.telemetry.metrics import Metrics
from tests.english import say
from tests.raw_server import RawServer
from tests.slack.lined_up import CARD, NOTICE, Answer, Slack, Who, lines, through


@pytest.mark.parametrize(
    ("pause", "opened"),
    [(0.0, 1), (4.9, 1), (5.1, 2), (60.0, 2)],
    ids=["at once", "while it will do", "when it may be too old once Spott has answered", "after a quiet while"],
)
async def test_connection_for_the_answer_is_opened_ahead(
    pause: float, opened: int, server: RawServer, messenger: Messenger, replies: Replies, *, now: list[float]
) -> None:
    server.answers, server.keep_alive = [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"], True
    for _ in range(2):
        replies.open("command", Who(), Address("U1", f"{server.url}/commands/T1/1"))
        await messenger.finish(2)
        now[0] += pause
        # Actions in a modal are not answered through a response_url, so no connection is opened.
        replies.open("search", Who(), Address("U1"))
    assert [request.split("\r\n")[0] for request in server.requests] == ["HEAD / HTTP/1.1"] * opened


async def test_post_keeps_the_connection_in_use(
    slack: Slack, messenger: Messenger, replies: Replies, now: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead: list[str] = []

    async def connect(_: aiohttp.ClientSession, url: str, __: float) -> bool:
        ahead.append(url)
        return True

    monkeypatch.setattr("bot.slack.response_url.connect", connect)
    url = f"{slack.url}respond"
    first = replies.open("command", Who(), Address("U1", url))
    now[0] += 4
    await first.tell(Notice("no_card", Outcome.NOT_FOUND, {}))
    now[0] += 4
    replies.open("command", Who(), Address("U1", url))
    await messenger.finish(2)
    assert ahead == [url]


async def test_outcome_is_posted_where_the_command_was_typed(slack: Slack, reply: Reply) -> None:
    assert await reply.show(CARD, Outcome.CARD, "in_channel")
    assert slack.posted == [("respond", {"response_type": "in_channel", "replace_original": False, **CARD})]


async def test_only_the_first_outcome_counts(slack: Slack, reply: Reply) -> None:
    results = await asyncio.gather(*(reply.show(message, Outcome.CARD) for message in (CARD, NOTICE, CARD)))
    assert results == [True, True, True]
    assert await reply.tell(Notice("no_card", Outcome.CARD, {}))
    assert [body["text"] for _, body in slack.posted] == ["Ada"]


async def test_cancelling_the_caller_does_not_stop_the_delivery(slack: Slack, reply: Reply) -> None:
    slack.gate.clear()
    work = asyncio.create_task(reply.show(CARD, Outcome.CARD))
    await slack.asked.wait()
    work.cancel()
    await asyncio.wait({work})
    apology = asyncio.create_task(reply.tell(Notice("no_card", Outcome.CARD, {})))
    await asyncio.sleep(0)
    slack.gate.set()
    assert await apology
    assert [body["text"] for _, body in slack.posted] == ["Ada"]


async def test_unawaited_delivery_is_finished(
    slack: Slack, messenger: Messenger, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.telemetry.journal")
    slack.gate.clear()
    work = asyncio.create_task(reply.show(CARD, Outcome.CARD))
    await slack.asked.wait()
    work.cancel()
    await messenger.finish(0.01)
    assert lines(caplog) == []
    slack.gate.set()
    await messenger.finish(5)
    assert [line["outcome"] for line in lines(caplog)] == ["card"]


async def test_refused_card_is_retried_without_blocks(slack: Slack, reply: Reply) -> None:
    slack.answers["respond"] = [(400, {"ok": False, "error": "invalid_blocks"})]
    assert await reply.show(CARD, Outcome.CARD, "in_channel")
    posted = through("respond", slack)
    assert [body.get("blocks") for body in posted] == [CARD["blocks"], None]
    assert posted[1] == {"response_type": "in_channel", "replace_original": False, "text": "Ada", "mrkdwn": False}


async def test_refused_notice_becomes_plain_text(slack: Slack, reply: Reply) -> None:
    slack.answers["respond"] = [(400, {})]
    assert await reply.tell(Notice("no_card", Outcome.CARD, {}))
    assert [("blocks" in body) for body in through("respond", slack)] == [True, False]


async def test_refused_direct_message_is_retried_without_blocks(
    slack: Slack, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    slack.answers["respond"] = [(404, {})]
    slack.answers["chat.postMessage"] = [(200, {"ok": False, "error": "invalid_blocks"})]
    assert not await reply.show(CARD, Outcome.CARD)
    assert [body.get("blocks") for body in through("chat.postMessage", slack)] == [CARD["blocks"], None]
    assert [(line["arrival"], line["failed"]) for line in lines(caplog)] == [("direct", "gone")]


async def test_rate_limited_direct_message_is_retried_once(slack: Slack, reply: Reply) -> None:
    slack.answers["respond"] = [(410, {})]
    slack.answers["chat.postMessage"] = [(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "0"})]
    await reply.show(CARD, Outcome.CARD)
    assert len(through("chat.postMessage", slack)) == 2


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        ((200, {"ok": False, "error": "token_revoked"}), "gone/token_revoked"),
        ((200, {"ok": False, "error": "No code at all 7"}), "gone/other"),
        ((200, {"ok": False, "error": ["x"]}), "gone/other"),
        ((500, {}), "gone/unreadable_answer"),
        ((429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "99"}), "gone/ratelimited"),
        ((429, {}, {"Retry-After": "99"}), "gone/ratelimited"),
    ],
)
async def test_undelivered_outcome_is_one_log_line_with_the_reason(
    slack: Slack, reply: Reply, caplog: pytest.LogCaptureFixture, answer: Answer, failed: str
) -> None:
    slack.answers = {"respond": [(410, {})], "chat.postMessage": [answer]}
    assert not await reply.show(CARD, Outcome.CARD)
    assert len(slack.posted) == 2
    assert [(line["outcome"], line["arrival"], line["failed"]) for line in lines(caplog)] == [
        ("card", "nowhere", failed)
    ]


async def test_at_most_four_of_five_uses_are_taken(slack: Slack, reply: Reply) -> None:
    later: Answer = (429, {}, {"Retry-After": "0"})
    slack.answers["respond"] = [later, (400, {}), later, (400, {})]
    assert not await reply.show(CARD, Outcome.CARD)
    assert len(through("respond", slack)) == USES == 4
    assert [body["text"] for body in through("chat.postMessage", slack)] == [
        notices.of(say, "delivery_refused")["text"]
    ]


async def test_rate_limited_answer_is_retried_only_while_the_user_waits(slack: Slack, messenger: Messenger) -> None:
    replies = Replies(messenger, Journal(Metrics(), "secret"), waiting_seconds=0.9)
    reply = replies.open("command", Who(), Address("U1", f"{slack.url}respond"))
    slack.answers["respond"] = [(429, {}, {"Retry-After": "0"})]
    assert not await reply.show(CARD, Outcome.CARD)
    assert len(through("respond", slack)) == 1
    assert [body["text"] for body in through("chat.postMessage", slack)] == [
        notices.of(say, "slack_is_limiting")["text"]
    ]


async def test_outcome_without_a_response_url_is_a_direct_message(slack: Slack, replies: Replies) -> None:
    assert not await replies.open("submit", Who(), Address("U1")).show(CARD, Outcome.CARD)
    ((name, body),) = slack.posted
    assert (name, body["channel"], body["text"]) == ("chat.postMessage", "U1", "Ada")


async def test_direct_message_that_fails_is_not_followed_by_another(slack: Slack, replies: Replies) -> None:
    slack.answers["chat.postMessage"] = [(200, {"ok": False, "error": "channel_not_found"})]
    assert not await replies.open("submit", Who(), Address("U1")).show(CARD, Outcome.CARD)
    assert [name for name, _ in slack.posted] == ["chat.postMessage"]


async def test_failed_delivery_on_our_side_leaves_room_for_an_apology(
    slack: Slack, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    with pytest.raises(ValueError, match="Unable to serialize"):
        await reply.show({"text": "Ada", "blocks": [{"type": object()}]}, Outcome.CARD)
    assert await reply.tell(Notice("no_card", Outcome.BROKE, {}))
    assert [body["text"] for _, body in slack.posted] == [NOTICE["text"]]
    assert [line["outcome"] for line in lines(caplog)] == ["broke"]


async def test_removing_the_clicked_message_is_an_outcome(
    slack: Slack, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    assert await reply.remove_original()
    assert slack.posted == [("respond", {"delete_original": True})]
    assert [(line["outcome"], line["arrival"]) for line in lines(caplog)] == [("removed", "in_place")]


async def test_delivery_is_given_up_if_slack_never_answers(
    slack: Slack, reply: Reply, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "TRY_SECONDS", 0.1)
    slack.gate.clear()
    assert not await reply.show(CARD, Outcome.CARD)
    slack.gate.set()
    assert [name for name, _ in slack.posted] == ["respond", "chat.postMessage"]
    assert [line["failed"] for line in lines(caplog)] == ["unknown/timeout"]
