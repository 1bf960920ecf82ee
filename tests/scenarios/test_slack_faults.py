"""Whatever Slack does with an answer, there is exactly one outcome, never two cards, and one log line."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.cards import notices
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World
from bot.slack import messenger
from bot.slack.conversation import USES
from tests.english import say
from tests.front_door import settled, type_command

ADA = "c-ada-lovelace"
NOBODY = "550e8400-e29b-41d4-a716-000000000000"
CARD, PLAIN = "card", "plain card"
DIRECT = "direct message: "
LIMITED = DIRECT + "slack_is_limiting"
UNSURE = DIRECT + "maybe_not_arrived"
REFUSED = DIRECT + "delivery_refused"

HTML = "<!doctype html><title>Slack is down</title>"


def says(error: object, status: int = 200) -> Fault:
    return Fault(status=status, body={"ok": False, "error": error})


def rate_limited(retry_after: str | None = None) -> Fault:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Fault(status=429, headers=headers, body={"ok": False, "error": "ratelimited"})


LATE = Fault(delay=0.8)
CUT = Fault(reset="before")
CUT_AFTER = Fault(reset="after")


@dataclass(frozen=True)
class Row:
    """Slack's faults, in order, and everything the user sees in the end."""

    answers: list[Fault]
    shown: list[str]
    arrival: str
    direct: list[Fault] = field(default_factory=list)


def refused(fault: Fault) -> dict[int, Row]:
    """A refusal of the card, and of the plain text that follows."""
    return {
        1: Row([fault], [PLAIN], "in_place"),
        2: Row([fault] * 2, [REFUSED], "told"),
    }


def gone(*answers: Fault) -> Row:
    return Row(list(answers), [DIRECT + CARD], "direct")


ROWS: dict[str, Row] = {
    "no fault": Row([], [CARD], "in_place"),
    "200 with a web page": Row([Fault(status=200, body=HTML)], [], "in_place"),
    # refused
    **{f"400 without a reason, {n} times": row for n, row in refused(Fault(status=400)).items()},
    "400 with a web page": refused(Fault(status=400, body=HTML))[1],
    **{f"400 invalid_blocks, {n} times": row for n, row in refused(says("invalid_blocks", 400)).items()},
    **{f"200 invalid_blocks, {n} times": row for n, row in refused(says("invalid_blocks")).items()},
    "200 msg_too_long": refused(says("msg_too_long"))[1],
    "200 invalid_payload": refused(says("invalid_payload"))[1],
    "200 no_text": refused(says("no_text"))[1],
    "200 invalid_attachments": refused(says("invalid_attachments"))[1],
    # gone
    "404": gone(Fault(status=404)),
    "404 used_url": gone(says("used_url", 404)),
    "404 expired_url": gone(says("expired_url", 404)),
    "410": gone(Fault(status=410)),
    "410 channel_is_archived": gone(Fault(status=410, body="channel_is_archived")),
    "400 used_url": gone(says("used_url", 400)),
    "200 used_url": gone(says("used_url")),
    "200 expired_url as a bare word": gone(Fault(status=200, body="expired_url")),
    "403": gone(Fault(status=403, body="action_prohibited")),
    "301": gone(Fault(status=301, headers={"Location": "/elsewhere"})),
    **{
        f"200 {code}": gone(says(code))
        for code in ("channel_not_found", "not_in_channel", "is_archived", "token_revoked")
    },
    "200 without a code": gone(says(None)),
    "refused, then gone": gone(says("invalid_blocks"), says("used_url", 404)),
    # later
    "429 for 0 s": Row([rate_limited("0")], [CARD], "in_place"),
    "429 for 1 s": Row([rate_limited("1")], [CARD], "in_place"),
    "429 without Retry-After": Row([rate_limited()], [CARD], "in_place"),
    "429 twice": Row([rate_limited("0")] * 2, [LIMITED], "told"),
    "429 for longer than we wait": Row([rate_limited("30")], [LIMITED], "told"),
    "429 with an endless Retry-After": Row([rate_limited("9" * 200)], [LIMITED], "told"),
    "429, then refused": Row([rate_limited("0"), says("invalid_blocks")], [PLAIN], "in_place"),
    "429, then unknown": Row([rate_limited("0"), Fault(status=500)], [UNSURE], "told"),
    # unknown
    **{f"{status}": Row([Fault(status=status)], [UNSURE], "told") for status in (500, 502, 503)},
    "500 with a web page": Row([Fault(status=500, body=HTML)], [UNSURE], "told"),
    "500 that blames the blocks": Row([says("invalid_blocks", 500)], [UNSURE], "told"),
    "reset before handling": Row([CUT], [UNSURE], "told"),
    "reset after handling": Row([CUT_AFTER], [CARD, UNSURE], "told"),
    "no answer in time, handled late": Row([LATE], [UNSURE, CARD], "told"),
    "refused, then unknown": Row([says("invalid_blocks"), Fault(status=503)], [UNSURE], "told"),
    "refused, then reset after handling": Row([Fault(status=400), CUT_AFTER], [PLAIN, UNSURE], "told"),
    # the direct message fails as well
    **{
        f"gone, and the direct message {code}": Row([Fault(status=404)], [], "nowhere", [says(code)])
        for code in ("token_revoked", "channel_not_found", "messages_tab_disabled")
    },
    **{
        f"gone, and the direct message refused {n} times": Row(
            [Fault(status=410)], shown, arrival, [says("invalid_blocks")] * n
        )
        for n, shown, arrival in (
            (1, [DIRECT + PLAIN], "direct"),
            (2, [], "nowhere"),
        )
    },
    "gone, and the direct message limited": Row([Fault(status=404)], [DIRECT + CARD], "direct", [rate_limited("0")]),
    "gone, and the direct message limited for longer than we wait": Row(
        [Fault(status=404)], [], "nowhere", [rate_limited("60")]
    ),
    "gone, and the direct message 500": Row([Fault(status=404)], [], "nowhere", [Fault(status=500, body="oh")]),
    "gone, and the direct message 200 with a web page": Row(
        [Fault(status=404)], [], "nowhere", [Fault(status=200, body=HTML)]
    ),
    "gone, and the direct message not JSON": Row(
        [Fault(status=404)],
        [],
        "nowhere",
        [Fault(status=200, body="{", headers={"Content-Type": "application/json"})],
    ),
    "gone, and the direct message reset before": Row([Fault(status=404)], [], "nowhere", [CUT]),
    "gone, and the direct message reset after": Row([Fault(status=404)], [DIRECT + CARD], "nowhere", [CUT_AFTER]),
    "gone, and the direct message late": Row([Fault(status=404)], [DIRECT + CARD], "nowhere", [LATE]),
    "later, and the direct message fails": Row([rate_limited("99")], [], "nowhere", [says("token_revoked")]),
    "unknown, and the direct message fails": Row([Fault(status=500)], [], "nowhere", [says("token_revoked")]),
    "refused, and the direct message fails": Row([Fault(status=400)] * 2, [], "nowhere", [says("token_revoked")]),
}

LINES = {
    "slack_is_limiting": notices.of(say, "slack_is_limiting"),
    "maybe_not_arrived": notices.of(say, "maybe_not_arrived"),
    "delivery_refused": notices.of(say, "delivery_refused"),
    "nobody_found": notices.of(say, "nobody_by_id"),
    "slow": notices.of(say, "spott_slow"),
}


def kind_of_post(post: Post) -> str:
    where = DIRECT if post.via == "chat.postMessage" else ""
    for name, notice in LINES.items():
        if post.text == notice["text"]:
            return where + name
    assert post.text.startswith("Ada Lovelace\n")
    assert where or post.user_visible_to is None
    return where + (CARD if post.blocks else PLAIN)


def lines_of(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The lines about look-ups; there must be no other warnings."""
    others = [
        record
        for record in caplog.records
        if record.levelno >= logging.WARNING and record.name != "bot.telemetry.journal"
    ]
    assert [record.getMessage() for record in others] == []
    return [record.__dict__["fields"] for record in caplog.records if record.name == "bot.telemetry.journal"]


async def everything(here: World, typed: str, expected: Iterable[str]) -> list[str]:
    """Everything that is visible after a command, in the end."""
    await type_command(here, typed)
    await settled(here)
    await here.slack.wait_for(lambda: len(here.slack.posts) >= len(list(expected)), 5)
    assert sum(call.method == "response_url" for call in here.slack.calls) <= USES
    return [kind_of_post(post) for post in here.slack.posts]


@pytest.fixture(autouse=True)
def short_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messenger, "TRY_SECONDS", 0.4)


@pytest.mark.parametrize("name", ROWS)
async def test_each_fault_leads_to_one_outcome_and_one_log_line(
    over_http: World, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    row = ROWS[name]
    for method, faults in (("response_url", row.answers), ("chat.postMessage", row.direct)):
        for fault in faults:
            over_http.slack.faults.add(method, fault)
    assert await everything(over_http, ADA, row.shown) == row.shown
    (line,) = lines_of(caplog)
    assert (line["entry"], line["outcome"], line["arrival"]) == ("command", "card", row.arrival)
    assert sum(CARD in shown for shown in row.shown) <= 1
    assert over_http.slack.faults.take("response_url") is None
    assert over_http.slack.faults.take("chat.postMessage") is None


NOTICES: dict[str, Row] = {
    "refused": Row([Fault(status=400)], ["nobody_found"], "in_place"),
    "refused twice": Row([Fault(status=400)] * 2, [REFUSED], "told"),
    "gone": Row([Fault(status=404)], [DIRECT + "nobody_found"], "direct"),
    "later": Row([rate_limited("0")], ["nobody_found"], "in_place"),
    "unknown": Row([CUT], [UNSURE], "told"),
}


@pytest.mark.parametrize("name", NOTICES)
async def test_notice_is_delivered_like_a_card(over_http: World, name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    row = NOTICES[name]
    for fault in row.answers:
        over_http.slack.faults.add("response_url", fault)
    assert await everything(over_http, NOBODY, row.shown) == row.shown
    (line,) = lines_of(caplog)
    assert (line["outcome"], line["arrival"]) == ("not_found", row.arrival)


async def test_private_card_stays_private_however_it_is_delivered(over_http: World) -> None:
    over_http.slack.faults.add("response_url", Fault(status=400))
    await type_command(over_http, f"{ADA} private")
    await settled(over_http)
    over_http.slack.faults.add("response_url", Fault(status=404))
    await type_command(over_http, f"{ADA} private")
    await settled(over_http)
    in_place, direct = over_http.slack.posts
    assert (in_place.user_visible_to, in_place.via) == (MEMBER, "response_url")
    assert direct.via == "chat.postMessage"
    assert direct.channel.startswith("D")
