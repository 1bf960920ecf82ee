"""An unreliable Slack, and requests with a valid signature that are not what they seem."""

import asyncio
import time
from collections.abc import Sequence

from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import OTHER_TEAM
from tests.attackers.forged import command_body, replays, signed_command
from tests.attackers.harness import SteadyCommands
from tests.bench.resilience.cases import Case, Figures
from tests.deploy import is_ready, site
from tests.raw_http import exchange

REFRESH_SECONDS = 1.2
PER_SECOND = 50
DOWN_SECONDS = 195.0
"""More than three minutes, after which readiness once ignored the last successful auth.test."""

ELSEWHERE = "127.0.0.2"
"""A loopback address other than the local Slack's."""


async def refreshes(command: Sequence[str], *, quick: bool) -> Figures:
    seconds = 3.0 if quick else 11.5
    async with site() as here:
        here.spott_answers("well", of=int(PER_SECOND * seconds))
        await here.run(command, socket_mode=True)
        steady = SteadyCommands(here)
        typing = asyncio.create_task(steady.type(per_second=PER_SECOND, seconds=seconds))
        while not typing.done():
            await asyncio.wait({typing}, timeout=REFRESH_SECONDS)
            await here.slack.disconnect("refresh_requested")
        await typing
        got = await steady.outcome()
    what = f"Socket Mode refreshed every {REFRESH_SECONDS} s under {PER_SECOND} commands a second: failed or lost"
    return {what: f"{got.commands - got.acknowledged + got.lost} of {got.commands}"}


async def users_limited(command: Sequence[str], *, quick: bool) -> Figures:
    many = 20 if quick else 200
    async with site() as here:
        here.spott_answers("well", of=many)
        limited = Fault(429, {"Retry-After": "3600"}, {"ok": False, "error": "ratelimited"})
        here.slack.faults.add("users.info", limited, times=10_000)
        running = await here.run(command)
        here.send_to(running)
        steady = SteadyCommands(here)
        await steady.type(per_second=50, seconds=many / 50)
        got = await steady.outcome()
        asked = sum(call.method == "users.info" for call in here.slack.calls)
    return {f"users.info limited for an hour, {many} commands: times it is asked": f"{asked}, {got.lost} lost"}


async def auth_test_down(command: Sequence[str], *, quick: bool) -> Figures:
    seconds = 2.0 if quick else DOWN_SECONDS
    async with site() as here:
        running = await here.run(command)
        here.slack.faults.add("auth.test", Fault(500), times=10_000)
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if not await is_ready(running.port):
                return {"auth.test down: `/readyz`": f"no, after {time.monotonic() - began:.0f} s"}
            await asyncio.sleep(1.0)
    return {"auth.test down: `/readyz`": f"yes, for {seconds:.0f} s"}


async def same_request(command: Sequence[str], *, quick: bool) -> Figures:  # noqa: ARG001 - quick as it is
    async with site() as here:
        here.spott_answers("well", of=1)
        running = await here.run(command)
        path = f"/commands/{here.slack.workspace.id}/unknown"
        body = command_body("c-1", response_url=here.slack.url + path)
        for wire in replays(here.slack.signing_secret, body):
            await exchange(running.port, wire)
            await asyncio.sleep(0.3)
        ran = len(here.answer_log.outcomes[path])
    return {"one signed request four times, other headers changed: times it ran": str(ran)}


async def not_slacks(command: Sequence[str], *, quick: bool) -> Figures:  # noqa: ARG001 - quick as it is
    """With a leaked signing secret: an answer to another host; a request of another workspace."""
    told: list[str] = []

    async def listen(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told.append("")
        writer.close()

    async with site() as here, await asyncio.start_server(listen, ELSEWHERE, 0) as listener:
        here.spott_answers("well", of=2)
        running = await here.run(command)
        port = listener.sockets[0].getsockname()[1]
        url = f"http://{ELSEWHERE}:{port}/commands/{here.slack.workspace.id}/1"
        body = command_body("c-1", response_url=url)
        await exchange(running.port, signed_command(here.slack.signing_secret, body))
        here.spott.requests.clear()
        foreign = command_body("c-2", response_url=here.slack.url + "/commands/T/x", team=OTHER_TEAM, trigger="2.2.x")
        await exchange(running.port, signed_command(here.slack.signing_secret, foreign))
        await asyncio.sleep(1.0)
        asked = sum(request.path.endswith("/c-2") for request in here.spott.requests)
    return {
        "signed, with a response_url that is not Slack's: answered there": "yes" if told else "no",
        "signed, from another workspace: times Spott is asked": str(asked),
    }


CASES = (
    Case("refreshes", refreshes),
    Case("users-limited", users_limited, ours_only=True),
    Case("same-request", same_request),
    Case("not-slacks", not_slacks),
)
SLOW_CASE = Case("auth-test-down", auth_test_down, ours_only=True)
"""This case mostly waits, for minutes, so the others run meanwhile."""
