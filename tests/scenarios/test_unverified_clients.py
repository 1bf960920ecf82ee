"""Attacks without a valid signature, on the bot in a separate process, while Slack keeps sending commands."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.attackers.forged import command_body, signed_command
from tests.attackers.harness import SteadyCommands, apart, resident, watched
from tests.deploy import Running, Site, count, site
from tests.raw_http import exchange

pytestmark = [pytest.mark.waits, pytest.mark.skipif(sys.platform != "linux", reason="memory and limits are Linux's")]

MOST_MIB = 40.0
"""MiB: 32 for unverified clients, and some for the commands meanwhile."""

IS_CI = bool(os.environ.get("CI"))
SECONDS, APART, BROKEN_SHARE = (3.0, 0.0, 1) if IS_CI else (1.5, 0.8, 10)
"""Seconds per attack, seconds between attacks on the same process, and the divisor of the 20,000 broken requests.

Without limits, an attack does its damage within a second. CI runs each for longer, and one at a time.
"""


@asynccontextmanager
async def attacked() -> AsyncIterator[tuple[Site, Running]]:
    async with site(forked=True, acknowledge_within=20.0) as here:  # On a busy machine, too.
        here.spott_answers("well", of=400)
        running = await here.run()
        here.send_to(running)
        await SteadyCommands(here).type(per_second=40, seconds=0.5)
        yield here, running


async def fresh_command(here: Site, running: Running, number: int) -> int:
    """Send a command over a new connection; returns the status."""
    body = command_body("help", trigger=f"{number}.fresh", response_url=f"{here.slack.url}/commands/T/unknown-{number}")
    return (await exchange(running.port, signed_command(here.slack.signing_secret, body))).status


async def fresh_commands(here: Site, running: Running, *, of: int) -> list[int]:
    statuses = []
    for number in range(of):
        async with asyncio.timeout(15):
            statuses.append(await fresh_command(here, running, number))
        await asyncio.sleep(0.05)
    return statuses


@dataclass(frozen=True)
class Attack:
    kind: str
    connections: int
    at_once: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


ATTACKS = (
    Attack("garbage", 200),
    Attack("upgrades", 200),
    Attack("huge-headers", 500),
    Attack("malformed", 500),
    Attack("pipelined", 200),
    Attack("unread", 300),
    Attack("silent", 2_005),
    Attack("half-headers", 2_005),
    Attack("half-bodies", 4_000, at_once=200, options={"size": 200_000, "wait": 0.0}),
    Attack("held-back", 500, options={"size": 300_000}),
    Attack("held-back", 500, options={"size": 40_000}),
    Attack("drips", 510),
)


BRIEFLY = tuple(attack for attack in ATTACKS if attack.kind in {"unread", "silent", "held-back"})
"""Those that take the most memory where it isn't limited."""
ROLLING = [ATTACKS[n : n + 1] for n in range(len(ATTACKS))] if IS_CI else [ATTACKS[:6], ATTACKS[6:]]


def names(attacks: tuple[Attack, ...]) -> str:
    return ", ".join(f"{attack.connections} {attack.kind}" for attack in attacks)


@pytest.mark.thorough
@pytest.mark.parametrize("attacks", ROLLING, ids=names)
async def test_attacks_cost_little_memory_and_slack_is_served(attacks: tuple[Attack, ...]) -> None:
    await withstand(attacks, seconds=SECONDS, apart=APART)


async def test_brief_attacks_cost_little_memory_and_slack_is_served() -> None:
    await withstand(BRIEFLY, seconds=1.2, apart=0.1)


async def withstand(attacks: Sequence[Attack], *, seconds: float, apart: float) -> None:
    """Attack in several ways, one after the other or at once, and see what becomes of memory and commands."""
    async with attacked() as (here, running), watched(running, most=1_024) as memory:
        steady = SteadyCommands(here)
        attacking = [
            asyncio.create_task(run(running, attack, after=n * apart, seconds=seconds))
            for n, attack in enumerate(attacks)
        ]
        await asyncio.sleep(seconds / 2)
        meanwhile = seconds / 2 + apart * (len(attacks) - 1)
        _, fresh = await asyncio.gather(
            steady.type(per_second=25, seconds=meanwhile), fresh_commands(here, running, of=int(10 * meanwhile))
        )
        made = await asyncio.gather(*attacking)
        good = await steady.outcome()
    assert min(made) >= 10  # On a busy machine, the attackers are slow, too.
    assert set(fresh) == {200}
    typed = int(25 * meanwhile)
    assert (good.commands, good.acknowledged, good.lost, good.twice) == (typed, typed, 0, 0)
    assert memory.grown < MOST_MIB, memory


BROKEN = (
    Attack("half-bodies", 8_000 // BROKEN_SHARE, at_once=100, options={"size": 100_000, "wait": 0.0}),
    Attack("unsigned", 8_000 // BROKEN_SHARE, at_once=100, options={"wrongly": False}),
    Attack("huge-headers", 4_000 // BROKEN_SHARE, at_once=100, options={"kibibytes": 16}),
)


async def test_thousands_of_broken_requests_leave_nothing_behind() -> None:
    async with attacked() as (_, running):
        before = resident(running.pid)
        made = [await run(running, attack, seconds=60) for attack in BROKEN]
        assert made == [attack.connections for attack in BROKEN]
        assert resident(running.pid) - before < 10.0


async def run(running: Running, attack: Attack, *, after: float = 0.0, seconds: float) -> int:
    await asyncio.sleep(after)
    result = await apart(
        attack.kind,
        running.port,
        connections=attack.connections,
        seconds=seconds,
        at_once=attack.at_once,
        forked=True,
        **attack.options,
    )
    return result.made


WITH_FEW_DESCRIPTORS = """
import resource, sys
from bot.cli.main import main
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
sys.exit(main([]))
"""


async def test_with_few_descriptors_acknowledged_commands_are_answered() -> None:
    async with site(forked=True, acknowledge_within=20.0) as here:  # On a busy machine, too.
        here.spott_answers("slow", of=220, seconds=0.1)
        running = await here.run((sys.executable, "-c", WITH_FEW_DESCRIPTORS))
        here.send_to(running)
        receipts = await asyncio.gather(*(here.type() for _ in range(200)))
        later = [await here.type() for _ in range(5)]
        expected = sum(receipt.acknowledged for receipt in (*receipts, *later))
        await here.slack.wait_for(lambda: len(here.answer_log.outcomes) >= expected)
        at_once, quiet = count(receipts, here.answer_log), count(later, here.answer_log)
    assert at_once.acknowledged >= 10
    assert (at_once.lost, at_once.twice) == (0, 0)
    assert (quiet.acknowledged, quiet.lost) == (5, 0)
