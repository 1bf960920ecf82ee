"""Requests that look almost like Slack's."""

import time
from collections.abc import Mapping
from urllib.parse import urlencode

from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.workspace import MEMBER, PUBLIC, TEAM
from tests.attackers.slow import wrongly_signed
from tests.attackers.wire import Kind, Script, Wire
from tests.mutations import cases
from tests.raw_http import FORM, request_bytes

NO_SECRET = "not-the-signing-secret"
NOWHERE = "http://127.0.0.1:9/commands/T/unknown"


def command_body(text: str, *, response_url: str = NOWHERE, team: str = TEAM, trigger: str = "1.2.abc") -> bytes:
    """The body of a slash command."""
    fields = {"command": "/spott", "text": text, "team_id": team, "channel_id": PUBLIC, "user_id": MEMBER}
    return urlencode(fields | {"trigger_id": trigger, "response_url": response_url}).encode()


def signed_command(secret: str, body: bytes, headers: Mapping[str, str | bytes] | None = None) -> bytes:
    """The request as Slack would send it; `headers` come before the signed ones."""
    return request_bytes({**(headers or {}), "Content-Type": FORM, **sign(secret, int(time.time()), body)}, body)


OTHER_HEADERS: tuple[Mapping[str, str | bytes], ...] = (
    {},
    {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"},
    {"User-Agent": "another", "X-Forwarded-For": "192.0.2.1"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Accept-Encoding": "gzip"},
)


def replays(secret: str, body: bytes) -> list[bytes]:
    """One signed request, sent four times with different unsigned headers."""
    signed = sign(secret, int(time.time()), body)
    return [request_bytes({"Content-Type": FORM, **other, **signed}, body) for other in OTHER_HEADERS]


def _unsigned(*, wrongly: bool = True) -> Script:
    """A command with a wrong signature, or without one."""
    number = 0

    async def script(wire: Wire) -> None:
        nonlocal number
        number += 1
        headers: dict[str, str | bytes] = wrongly_signed() if wrongly else {"Content-Type": FORM}
        await wire.send(request_bytes(headers, command_body(f"c-{number}")))
        await wire.answer()

    return script


def _mutated(*, secret: str = NO_SECRET, response_url: str = NOWHERE, seed: int = 1) -> Script:
    """Mutations of real requests; without the app's secret, none is signed."""
    todo = cases(1_000_000, secret, response_url, seed=seed)

    async def script(wire: Wire) -> None:
        await wire.send(next(todo).wire)
        await wire.answer()

    return script


unsigned = Kind("unsigned", _unsigned)
mutated = Kind("mutated", _mutated)
