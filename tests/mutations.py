"""Mutated requests from Slack, half of them signed; the same in every run."""

import json
import time
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlencode

from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.workspace import TEAM
from tests.raw_http import FORM, request_bytes

JSON = "application/json"
WEIRD: tuple[Any, ...] = (None, True, 0, -1, 5, 1e308, "", "x", "\x00", "\ud800", "é" * 50, [], [[]], {}, {"id": 5})
WEIRD += ({"id": None}, ["x"], [None], "null", "T" * 300, {"type": {"type": []}}, 10**30)
HEADERS = ("X-Slack-Request-Timestamp", "X-Slack-Signature")


@dataclass(frozen=True, slots=True)
class Case:
    """A request as sent, and whether its signature is valid."""

    wire: bytes
    signed: bool


def true_bodies(response_url: str) -> list[tuple[str, bytes]]:
    """One body of each kind that Slack sends, with its content type; answers go to `response_url`."""
    who: dict[str, Any] = {
        "token": "invented",
        "api_app_id": "A0EXAMPLE",
        "trigger_id": "1.2.abc",
        "response_url": response_url,
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": "U0EXAMPLE", "username": "jo", "name": "jo", "team_id": TEAM},
        "channel": {"id": "C0EXAMPLE", "name": "hiring"},
    }
    message = {"type": "message", "ts": "1700000000.000100", "text": "c-ada-lovelace", "user": "U0EXAMPLE"}
    button = {"type": "button", "action_id": "remove_card", "block_id": "b", "value": "U0EXAMPLE"}
    view = {"id": "V1", "type": "modal", "callback_id": "look_up", "private_metadata": "", "state": {"values": {}}}
    event = {"type": "app_mention", "user": "U0EXAMPLE", "text": "<@U1> c-ada", "ts": "1.2", "channel": "C0EXAMPLE"}
    outer = {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": "Ev1",
        "event": event,
        "authorizations": [{}],
    }
    payloads: list[dict[str, Any]] = [
        {"type": "block_actions", "actions": [button], "container": {}, "message": message, **who},
        {"type": "message_action", "callback_id": "look_up_message", "message": message, "message_ts": "1.2", **who},
        {"type": "shortcut", "callback_id": "look_up", **who},
        {"type": "view_submission", "view": view, "response_urls": [{"response_url": response_url}], **who},
        {"type": "view_closed", "view": view, **who},
        {"type": "block_suggestion", "action_id": "person", "block_id": "b", "value": "ada", "view": view, **who},
    ]
    command = {"command": "/spott", "text": "c-ada-lovelace", "team_id": TEAM, "channel_id": "C0EXAMPLE"}
    command |= {"user_id": "U0EXAMPLE", "response_url": response_url, "trigger_id": "1.2.abc", "token": "invented"}
    jsons: list[dict[str, Any]] = [outer, {"type": "url_verification", "token": "invented", "challenge": "x"}]
    jsons.append({"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1})
    return [
        (FORM, urlencode(command).encode()),
        *((FORM, urlencode({"payload": json.dumps(payload)}).encode()) for payload in payloads),
        *((JSON, json.dumps(body).encode()) for body in jsons),
    ]


def cases(count: int, secret: str, response_url: str, *, seed: int = 1) -> Iterator[Case]:
    """`count` requests, every second one with a valid signature."""
    dice = Random(seed)
    bodies = true_bodies(response_url)
    for number in range(count):
        content_type, body = _mutated(dice, *dice.choice(bodies), response_url)
        headers: dict[str, str | bytes] = {"Content-Type": content_type, **sign(secret, int(time.time()), body)}
        signed = number % 2 == 0
        if not signed:
            _spoil(dice, headers)
        yield Case(request_bytes(headers, body), signed)


def _mutated(dice: Random, content_type: str, body: bytes, response_url: str) -> tuple[str, bytes]:
    """A mutation that does not redirect the answer away from `response_url`."""
    while True:
        kind, changed = dice.choice((_tree, _tree, _tree, _bytes, _cut, _whole, _type))(dice, content_type, body)
        if not _leads_elsewhere(changed, response_url):
            return kind, changed


def _leads_elsewhere(body: bytes, response_url: str) -> bool:
    text = body.decode(errors="replace")
    decoded = dict(parse_qsl(text, keep_blank_values=True))
    return any(
        part.replace("\\/", "/").count("http") != part.replace("\\/", "/").count(response_url)
        for part in (text if text.startswith("{") else "", *decoded.values())
    )


def _tree(dice: Random, content_type: str, body: bytes) -> tuple[str, bytes]:
    """Change or remove a value somewhere in the form or its JSON."""
    if content_type == JSON:
        return content_type, json.dumps(_twist(dice, json.loads(body))).encode()
    fields = dict(parse_qsl(body.decode()))
    if "payload" in fields:
        fields["payload"] = json.dumps(_twist(dice, json.loads(fields["payload"])))
        return content_type, urlencode(fields).encode()
    return content_type, urlencode(
        {name: str(value) for name, value in _twist(dice, fields).items()}, errors="replace"
    ).encode()


def _twist(dice: Random, value: Any) -> Any:  # noqa: ANN401 - JSON
    for _ in range(dice.randint(1, 3)):
        inner = value
        while isinstance(inner, dict | list) and inner:
            key = dice.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
            if not isinstance(inner[key], dict | list) or dice.random() < 0.4:
                if isinstance(inner, dict) and dice.random() < 0.3:
                    del inner[key]
                else:
                    inner[key] = deepcopy(dice.choice(WEIRD))
                break
            inner = inner[key]
    return value


def _bytes(dice: Random, content_type: str, body: bytes) -> tuple[str, bytes]:
    changed = bytearray(body)
    for _ in range(dice.randint(1, 6)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return content_type, bytes(changed)


def _cut(dice: Random, content_type: str, body: bytes) -> tuple[str, bytes]:
    return content_type, body[: dice.randrange(len(body))]


WHOLE: tuple[bytes, ...] = (
    b"",
    b"[]",
    b"null",
    b"5",
    b'"x"',
    b"payload=1",
    b"payload=[]",
    b"payload=",
    b"payload",
    b"[" * 50_000,
)
WHOLE += (b"{" * 50_000, b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b"payload=" + b"[" * 5_000 + b"]" * 5_000, b"\xff\xfe")
WHOLE += (
    b"payload=%FF",
    b"a=%ED%A0%80",
    b'{"type": NaN}',
    b'{"type": 5, "event": "x"}',
    b"ssl_check=1&token=x",
    b"&" * 99,
)
WHOLE += (
    b'{"a": ' + b"9" * 5_000 + b"}",
    b"=".join([b"a"] * 500),
    b"a=1&" * 500,
    b'\xef\xbb\xbf{"type": "x"}',
    b"\x00",
)


def _whole(dice: Random, content_type: str, _: bytes) -> tuple[str, bytes]:
    return dice.choice((content_type, JSON, FORM)), dice.choice(WHOLE)


def _type(dice: Random, _: str, body: bytes) -> tuple[str, bytes]:
    return dice.choice((JSON, FORM, "", "text/plain", "multipart/form-data; boundary=x", "application/json; é")), body


def _spoil(dice: Random, headers: dict[str, str | bytes]) -> None:
    """Make the signature invalid."""
    name = dice.choice(HEADERS)
    value = str(headers[name])
    match dice.randrange(5):
        case 0:
            del headers[name]
        case 1:
            headers[name] = dice.choice(
                (b"", b"v0=", b"abc", b"\xe9\xff", b"9" * 5_000, b"v0=" + b"z" * 64, b"1e9", b"-1")
            )
        case 2:
            headers[HEADERS[0]] = str(int(time.time()) + dice.choice((-1, 1)) * dice.randint(302, 10**6))
        case 3:
            at = dice.randrange(3, len(value)) if name == HEADERS[1] else len(value) - 1
            headers[name] = value[:at] + ("0" if value[at] != "0" else "1") + value[at + 1 :]
        case _:
            headers.update(_swapped(headers))


def _swapped(headers: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    return {HEADERS[0]: headers[HEADERS[1]], HEADERS[1]: headers[HEADERS[0]]}
