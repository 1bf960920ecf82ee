"""Verification: which requests are accepted, and how their bodies are parsed."""

import json

import pytest
from multidict import CIMultiDict

from bot.sandbox.slack.signature import sign
from bot.server.verify import FRESH_SECONDS, Gate, Known, Refused, parse

SECRET = "invented-signing-secret"
NOW = 1_800_000_000
BODY = b"command=%2Fspott&text=c-ada"


def verdict(headers: dict[str, str], body: bytes = BODY, now: float = NOW) -> tuple[int, str] | Known:
    try:
        return Gate(SECRET).check(headers, body, now)
    except Refused as refused:
        return refused.status, refused.reason


def test_slacks_documented_example_is_accepted() -> None:
    # https://docs.slack.dev/authentication/verifying-requests-from-slack, step by step
    secret, stamp = "8f742231b10e8888abcd99yyyzzz85a5", 1531420618
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    headers = {"X-Slack-Request-Timestamp": str(stamp), "X-Slack-Signature": signature}
    assert Gate(secret).check(headers, body, stamp) is Known.NEW


@pytest.mark.parametrize("skew", [-FRESH_SECONDS, -1, 0, 1, FRESH_SECONDS])
def test_timestamp_within_five_minutes_is_fresh(skew: int) -> None:
    assert verdict(sign(SECRET, NOW + skew, BODY)) is Known.NEW


@pytest.mark.parametrize("skew", [-FRESH_SECONDS - 1, FRESH_SECONDS + 1, -NOW])
def test_timestamp_beyond_five_minutes_is_stale(skew: int) -> None:
    assert verdict(sign(SECRET, NOW + skew, BODY)) == (401, "stale")


def test_only_signed_timestamps_are_reported() -> None:
    heard: list[tuple[float, float]] = []
    gate = Gate(SECRET, heard=lambda stamp, now: heard.append((stamp, now)))
    assert gate.check(sign(SECRET, NOW - 1, BODY), BODY, NOW) is Known.NEW
    for headers in (sign(SECRET, NOW - 400, BODY), sign("another secret", NOW + 400, BODY)):
        with pytest.raises(Refused):
            gate.check(headers, BODY, NOW)
    assert heard == [(NOW - 1, NOW), (NOW - 400, NOW)]


TIMESTAMPS = ["", " ", "now", "-1", "+1", "1e9", "1_0", "1.0", "٤٢", "9" * 5_000, f"{NOW} "]


def test_timestamp_must_be_digits() -> None:
    for stamp in TIMESTAMPS:
        headers = sign(SECRET, NOW, BODY) | {"X-Slack-Request-Timestamp": stamp}
        assert verdict(headers) == (401, "timestamp"), stamp


@pytest.mark.parametrize(
    "signature", ["", "v0=", "v0=0", f"v1={'0' * 64}", "0" * 64, f"v0={'é' * 64}", f"v0={'0' * 65}"]
)
def test_malformed_signature_is_refused(signature: str) -> None:
    assert verdict(sign(SECRET, NOW, BODY) | {"X-Slack-Signature": signature}) == (401, "signature")


def test_missing_headers_are_refused() -> None:
    assert verdict({}) == (401, "timestamp")
    assert verdict({"X-Slack-Request-Timestamp": str(NOW)}) == (401, "signature")


@pytest.mark.parametrize("name", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
def test_repeated_header_is_refused(name: str) -> None:
    headers = CIMultiDict(sign(SECRET, NOW, BODY))
    assert Gate(SECRET).check(headers, BODY, NOW) is Known.NEW
    headers.add(name, headers[name])
    with pytest.raises(Refused):
        Gate(SECRET).check(headers, BODY, NOW)


def test_signature_covers_the_whole_body_and_the_timestamp() -> None:
    headers = sign(SECRET, NOW, BODY)
    for place in range(len(BODY)):
        other = BODY[:place] + bytes([BODY[place] ^ 1]) + BODY[place + 1 :]
        assert verdict(headers, other) == (401, "signature")
    assert verdict(headers | {"X-Slack-Request-Timestamp": str(NOW + 1)}) == (401, "signature")
    assert verdict(sign("another secret", NOW, BODY)) == (401, "signature")


def test_repeated_request_is_a_replay() -> None:
    gate = Gate(SECRET)
    headers = sign(SECRET, NOW, BODY)
    assert [gate.check(headers, BODY, NOW + second) for second in (0, 0, 1, FRESH_SECONDS)] == [
        Known.NEW,
        Known.REPLAY,
        Known.REPLAY,
        Known.REPLAY,
    ]
    # The same body sent in another second has another signature, and is not a replay.
    assert gate.check(sign(SECRET, NOW + 1, BODY), BODY, NOW + 1) is Known.NEW


def test_request_from_the_future_is_remembered_while_fresh() -> None:
    gate = Gate(SECRET)
    headers = sign(SECRET, NOW + FRESH_SECONDS, BODY)
    assert gate.check(headers, BODY, NOW) is Known.NEW
    gate.check(sign(SECRET, NOW + 590, b"later"), b"later", NOW + 590)
    assert gate.check(headers, BODY, NOW + 2 * FRESH_SECONDS) is Known.REPLAY


def test_stale_requests_are_forgotten() -> None:
    gate = Gate(SECRET)
    for number in range(2_000):
        body = b"%d" % number
        gate.check(sign(SECRET, NOW + number, body), body, NOW + number)
    assert len(gate) == FRESH_SECONDS + 1


def test_refused_request_is_not_remembered() -> None:
    gate = Gate(SECRET)
    with pytest.raises(Refused):
        gate.check(sign("another secret", NOW, BODY), BODY, NOW)
    assert len(gate) == 0


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"a=1&b=&c=%C3%A9", {"a": "1", "b": "", "c": "é"}),
        (b"text=x+y", {"text": "x y"}),
        (b"&".join([b"a=1"] * 100), {"a": "1"}),
        (b"payload=%7B%22a%22%3A1%7D", {"a": 1}),
        (b"text=payload%3D1&command=x", {"text": "payload=1", "command": "x"}),
        (b'{"a": [1]}', {"a": [1]}),
        (b"{}", {}),
    ],
)
def test_body_parses_as_form_payload_or_json_object(body: bytes, fields: dict[str, object]) -> None:
    assert parse(body) == fields


DEEP = 101


OTHER_BODIES = [
    (b"\xff", "encoding"),
    (b'{"a": "\xff"}', "encoding"),
    (b"", "form"),
    (b"&&", "form"),
    (b"a=%FF", "form"),
    (b"a", "form"),
    (b"a=1&b", "form"),
    (b'"{}"', "form"),
    (b" {}", "form"),
    (b"&".join([b"a=1"] * 101), "form"),
    (b"payload=", "json"),
    (b"payload=1", "json"),
    (b"payload=%5B%5D", "json"),
    (b"[]", "json"),
    (b"null", "form"),
    (b'{"a": 1', "json"),
    (b'{"a": NaN}', "json"),
    (b'{"a": -Infinity}', "json"),
    (b'{"a": ' + b"9" * 5_000 + b"}", "json"),
    (b"[" * 200_000, "json"),
    (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "json"),
    (b'{"a":' + b"[" * DEEP + b"]" * DEEP + b"}", "json"),
]


def why_refused(body: bytes) -> tuple[int, str] | None:
    try:
        parse(body)
    except Refused as why:
        return why.status, why.reason
    return None


def test_other_bodies_are_refused() -> None:
    expected = {body: (400, reason) for body, reason in OTHER_BODIES}
    assert {body: why_refused(body) for body in expected} == expected


def test_nesting_as_deep_as_slacks_is_accepted() -> None:
    body = json.dumps({"a": json.loads("[" * 90 + "]" * 90)}).encode()
    assert parse(body)["a"]
