"""More than two hundred requests with almost valid signatures, and the answer to each."""

import logging
import time
from collections.abc import Iterator

import pytest

from bot.sandbox.slack.identity import SIGNING_SECRET
from bot.sandbox.slack.signature import sign
from bot.sandbox.world import World
from tests.raw_http import exchange, request_bytes

STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
CANARY = "canary-7f3a"
BODY = f"command=%2Fspott&text={CANARY}&team_id=T1&channel_id=C1&user_id=U1&trigger_id=1".encode()

Headers = dict[str, str | bytes]


def forged() -> Iterator[tuple[str, Headers, bytes]]:
    """What is wrong, the headers, the body."""
    now = int(time.time())
    good: Headers = {**sign(SIGNING_SECRET, now, BODY)}
    yield "nothing", {}, BODY
    yield "no timestamp", {SIGNATURE: good[SIGNATURE]}, BODY
    yield "no signature", {STAMP: good[STAMP]}, BODY
    yield "another secret", {**sign("another", now, BODY)}, BODY
    yield "an empty secret", {**sign("", now, BODY)}, BODY
    for skew in (301, 302, 330, 600, 3_600, 86_400, 10**7, 10**9):
        yield f"{skew} s early", {**sign(SIGNING_SECRET, now - skew, BODY)}, BODY
        # A few seconds may pass before the request is checked.
        yield f"{skew} s late", {**sign(SIGNING_SECRET, now + skew + 60, BODY)}, BODY
    for text in stamps(now):
        yield f"timestamp {text!r:.40}", good | {STAMP: text}, BODY
    for text in signatures(str(good[SIGNATURE]).removeprefix("v0=")):
        yield f"signature {text!r:.80}", good | {SIGNATURE: text}, BODY
    for place in range(len(BODY)):
        yield f"body, byte {place}", good, BODY[:place] + bytes([BODY[place] ^ 1]) + BODY[place + 1 :]
    for other in (
        b"",
        BODY[:-1],
        BODY + b"&",
        b" " + BODY,
        BODY.swapcase(),
        b"ssl_check=1&token=x",
        b'{"challenge": 1}',
    ):
        yield f"body {other!r:.40}", good, other


def stamps(now: int) -> Iterator[str | bytes]:
    yield from ("", "0", "00", "-1", "now", "1e9", "0x10", f"{now}.0", f"+{now}", f"-{now}", f"{now},{now}", "None")
    yield from ("nan", "inf", "9" * 12, "9" * 13, "9" * 100, "9" * 5_000, f"{now}a", f"{now} {now}", "1" * 20, "_")
    yield from (b"\xe9", b"\xff\xfe", "\u0664\u0662".encode(), "\uff11".encode(), b"\x80" * 30)


def signatures(digits: str) -> Iterator[str | bytes]:
    yield from ("", "v0", "v0=", "v0=0", digits, f"v1={digits}", f"V0={digits}", f"v0={digits}0", f"v0={digits[:-1]}")
    yield from (
        f"v0=={digits}",
        f"v0= {digits}",
        f"v0={digits},v0={digits}",
        f"v0={'0' * 64}",
        f"v0={'g' * 64}",
        "null",
    )
    yield from (
        f"v0={digits[::-1]}",
        f"sha256={digits}",
        f"Bearer v0={digits}",
        f"v0={digits[:-1]}Z",
        "v0=" + "0" * 7_000,
    )
    yield from (b"\xe9", b"v0=" + b"\xff" * 64, f"v0={digits[:-1]}\u0663".encode(), b"v0=" + "\uff11".encode() * 64)
    for place in range(len(digits)):
        yield f"v0={digits[:place]}{'0' if digits[place] != '0' else '1'}{digits[place + 1 :]}"


ADVICE = (
    (
        "if the request refused for its signature came from Slack, SLACK_SIGNING_SECRET is not this app's: "
        "copy it again from Basic Information"
    ),
    (
        "the request refused as stale was signed more than five minutes ago, or in the future: "
        "if this goes on, let NTP set the time of this machine"
    ),
)


async def test_forged_requests_get_401_and_none_of_their_content_is_logged(
    over_http: World, caplog: pytest.LogCaptureFixture
) -> None:
    answers = {
        what: await exchange(over_http.process.port, request_bytes(headers, body)) for what, headers, body in forged()
    }
    assert len(answers) > 200
    assert {what: answer.status for what, answer in answers.items() if answer.status != 401} == {}
    assert {answer.body for answer in answers.values()} == {b""}
    assert {answer.headers["connection"] for answer in answers.values()} == {"close"}
    lines = {record.getMessage() for record in caplog.records if record.name == "bot.server.http"}
    said = {line for line in lines if not line.endswith("more requests were refused within a second")}
    assert said == {*ADVICE, *(f"request refused: {reason}" for reason in ("timestamp", "stale", "signature"))}
    assert CANARY not in caplog.text
    assert not [record for record in caplog.records if record.exc_info or record.levelno > logging.WARNING]
    assert over_http.spott.requests == []
