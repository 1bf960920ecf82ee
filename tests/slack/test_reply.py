"""One outcome for each reply, whatever happens around it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.cards import notices
from bot.cards.message import Message
from bot.slack import messenger as module
from bot.slack.address import Address
from bot.slack.conversation import USES
from bot.slack.messenger import Messenger
from bot.slack.notice import Notice
from bot.slack.reply import Replies, Reply
from bot.slack.seal import Seal
from bot.slack.web_api import WebApi
from bot.telemetry.journal import Journal, Outcome
from bot.telemetry.metrics import Metrics
from tests.raw_server import RawServer

IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}
TEXT = {"type": "section", "text": {"type": "plain_text", "text": "Ada", "emoji": False}}
WORDS = {"type": "mrkdwn", "text": "words", "verbatim": True}
CARD: Message = {
    "text": "Ada",
    "blocks": [
        {**TEXT, "accessory": IMAGE},
        IMAGE,
        {"type": "context", "elements": [IMAGE, WORDS]},
        {"type": "context", "elements": [IMAGE]},
        {**TEXT, "accessory": {"type": "button", "action_id": "b"}},
    ],
}
BARE = [TEXT, {"type": "context", "elements": [WORDS]}, {**TEXT, "accessory": {"type": "button", "action_id": "b"}}]
NOTICE = notices.of("no_card")
SLOW = notices.of("spott_slow")
OK: dict[str, Any] = {"ok": True}
Said = tuple[int, dict[str, Any]] | tuple[int, dict[str, Any], dict[str, str]]


@dataclass(frozen=True)
class Who:
    team_id: str = "T1"
    channel_id: str = "C1"
    user_id: str = "U1"


class Slack:
    """Answers with what is lined up for the path, then with ok; remembers what was posted."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: dict[str, list[Said]] = {"respond": [], "chat.postMessage": [], "views.update": []}
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.asked = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.posted.append((name, await request.json()))
        self.asked.set()
        await self.gate.wait()
        status, body, *headers = self.answers[name].pop(0) if self.answers[name] else (200, OK)
        return web.json_response(body, status=status, headers=headers[0] if headers else {})


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    slack = Slack()
    app = web.Application()
    app.router.add_post("/{name}", slack.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield slack
    await runner.cleanup()


@pytest.fixture
def now() -> list[float]:
    """The time, to be changed by the test."""
    return [1_000.0]


@pytest.fixture
async def messenger(slack: Slack, now: list[float]) -> AsyncIterator[Messenger]:
    async with aiohttp.ClientSession() as session:
        client = WebApi(token="xoxb-test", base_url=slack.url, session=session, retry_handlers=[])
        yield Messenger(session, client, Seal("xoxb-1"), clock=lambda: now[0])


@pytest.fixture
def replies(messenger: Messenger) -> Replies:
    return Replies(messenger, Journal(Metrics(), "secret"))


@pytest.fixture
async def reply(slack: Slack, replies: Replies) -> Reply:
    return replies.open("command", Who(), Address("U1", f"{slack.url}respond"))


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.__dict__["fields"] for record in caplog.records if record.name == "bot.telemetry.journal"]


def through(name: str, slack: Slack) -> list[dict[str, Any]]:
    return [body for called, body in slack.posted if called == name]


@pytest.mark.parametrize(
    ("pause", "opened"),
    [(0.0, 1), (4.9, 1), (5.1, 2), (60.0, 2)],
    ids=["at once", "while it will do", "when it may be too old once Spott has answered", "after a quiet while"],
)
async def test_the_answers_connection_is_opened_ahead(
    pause: float, opened: int, server: RawServer, messenger: Messenger, replies: Replies, *, now: list[float]
) -> None:
    server.answers, server.keep_alive = [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"], True
    for _ in range(2):
        replies.open("command", Who(), Address("U1", f"{server.url}/commands/T1/1"))
        await messenger.finish(2)
        now[0] += pause
        # What happens in a modal is not answered there, and leaves its connection as it was.
        replies.open("search", Who(), Address("U1"))
    assert [request.split("\r\n")[0] for request in server.requests] == ["HEAD / HTTP/1.1"] * opened


async def test_a_posting_keeps_the_connection_in_use(
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
    await first.tell(Notice(NOTICE, Outcome.NOT_FOUND))
    now[0] += 4
    replies.open("command", Who(), Address("U1", url))
    await messenger.finish(2)
    assert ahead == [url]


async def test_the_outcome_is_posted_where_the_command_was_typed(slack: Slack, reply: Reply) -> None:
    assert await reply.show(CARD, Outcome.CARD, "in_channel")
    assert slack.posted == [("respond", {"response_type": "in_channel", "replace_original": False, **CARD})]


async def test_there_is_one_outcome_however_often_it_is_given(slack: Slack, reply: Reply) -> None:
    results = await asyncio.gather(*(reply.show(message, Outcome.CARD) for message in (CARD, NOTICE, CARD)))
    assert results == [True, True, True]
    assert await reply.tell(Notice(NOTICE, Outcome.CARD))
    assert [body["text"] for _, body in slack.posted] == ["Ada"]


async def test_who_gives_up_while_slack_takes_the_outcome_does_not_stop_it(slack: Slack, reply: Reply) -> None:
    slack.gate.clear()
    work = asyncio.create_task(reply.show(CARD, Outcome.CARD))
    await slack.asked.wait()
    work.cancel()
    await asyncio.wait({work})
    apology = asyncio.create_task(reply.tell(Notice(NOTICE, Outcome.CARD)))
    await asyncio.sleep(0)
    slack.gate.set()
    assert await apology
    assert [body["text"] for _, body in slack.posted] == ["Ada"]


async def test_replies_settle_when_their_deliveries_are_done(slack: Slack, messenger: Messenger, reply: Reply) -> None:
    slack.gate.clear()
    work = asyncio.create_task(reply.show(CARD, Outcome.CARD))
    await slack.asked.wait()
    await messenger.finish(0.01)
    assert not work.done()
    slack.gate.set()
    await messenger.finish(5)
    assert await work


async def test_a_refused_card_loses_its_images_then_its_blocks(slack: Slack, reply: Reply) -> None:
    slack.answers["respond"] = [(400, {"ok": False, "error": "invalid_blocks"})] * 2
    assert await reply.show(CARD, Outcome.CARD, "in_channel")
    posted = through("respond", slack)
    assert [body.get("blocks") for body in posted] == [CARD["blocks"], BARE, None]
    assert posted[2] == {"response_type": "in_channel", "replace_original": False, "text": "Ada", "mrkdwn": False}


async def test_a_card_without_images_goes_to_plain_text_at_once(slack: Slack, reply: Reply) -> None:
    slack.answers["respond"] = [(400, {})]
    assert await reply.tell(Notice(NOTICE, Outcome.CARD))
    assert [("blocks" in body) for body in through("respond", slack)] == [True, False]


async def test_a_refused_direct_message_takes_simpler_forms_as_well(
    slack: Slack, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    slack.answers["respond"] = [(404, {})]
    slack.answers["chat.postMessage"] = [(200, {"ok": False, "error": "invalid_blocks"})] * 2
    assert not await reply.show(CARD, Outcome.CARD)
    assert [body.get("blocks") for body in through("chat.postMessage", slack)] == [CARD["blocks"], BARE, None]
    assert [(line["arrival"], line["failed"]) for line in lines(caplog)] == [("direct", "gone")]


async def test_a_limited_direct_message_is_sent_once_more(slack: Slack, reply: Reply) -> None:
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
async def test_where_nothing_arrives_the_one_log_line_says_why(
    slack: Slack, reply: Reply, caplog: pytest.LogCaptureFixture, answer: Said, failed: str
) -> None:
    slack.answers = {"respond": [(410, {})], "chat.postMessage": [answer]}
    assert not await reply.show(CARD, Outcome.CARD)
    assert len(slack.posted) == 2
    assert [(line["outcome"], line["arrival"], line["failed"]) for line in lines(caplog)] == [
        ("card", "nowhere", failed)
    ]


async def test_at_most_four_of_the_five_uses_are_taken(slack: Slack, reply: Reply) -> None:
    later: Said = (429, {}, {"Retry-After": "0"})
    slack.answers["respond"] = [later, (400, {}), later, (400, {}), later, (400, {})]
    assert not await reply.show(CARD, Outcome.CARD)
    assert len(through("respond", slack)) == USES == 4
    assert [body["text"] for body in through("chat.postMessage", slack)] == ["Ada"]


async def test_later_is_tried_again_only_while_the_person_still_waits(slack: Slack, messenger: Messenger) -> None:
    replies = Replies(messenger, Journal(Metrics(), "secret"), waiting_seconds=0.9)
    reply = replies.open("command", Who(), Address("U1", f"{slack.url}respond"))
    slack.answers["respond"] = [(429, {}, {"Retry-After": "0"})]
    assert not await reply.show(CARD, Outcome.CARD)
    assert len(through("respond", slack)) == 1
    assert [body["text"] for body in through("chat.postMessage", slack)] == [notices.of("slack_is_limiting")["text"]]


async def test_without_a_response_url_the_outcome_is_a_direct_message(slack: Slack, replies: Replies) -> None:
    assert not await replies.open("submit", Who(), Address("U1")).show(CARD, Outcome.CARD)
    ((name, body),) = slack.posted
    assert (name, body["channel"], body["text"]) == ("chat.postMessage", "U1", "Ada")


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


async def test_an_outcome_that_breaks_on_our_side_makes_room_for_the_apology(
    slack: Slack, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    with pytest.raises(ValueError, match="Unable to serialize"):
        await reply.show({"text": "Ada", "blocks": [{"type": object()}]}, Outcome.CARD)
    assert await reply.tell(Notice(NOTICE, Outcome.BROKE))
    assert [body["text"] for _, body in slack.posted] == [NOTICE["text"]]
    assert [line["outcome"] for line in lines(caplog)] == ["broke"]


async def test_taking_the_clicked_message_away_is_an_outcome(
    slack: Slack, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    assert await reply.remove_original()
    assert slack.posted == [("respond", {"delete_original": True})]
    assert [(line["outcome"], line["arrival"]) for line in lines(caplog)] == [("removed", "in_place")]


async def test_where_slack_does_not_answer_at_all_it_is_given_up(
    slack: Slack, reply: Reply, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "TRY_SECONDS", 0.1)
    slack.gate.clear()
    assert not await reply.show(CARD, Outcome.CARD)
    slack.gate.set()
    assert [name for name, _ in slack.posted] == ["respond", "chat.postMessage"]
    assert [line["failed"] for line in lines(caplog)] == ["unknown/timeout"]
