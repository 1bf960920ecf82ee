"""What the system can do to a process: signals, few descriptors, a pause, no memory for a thread."""

import asyncio
import resource
import signal
from collections.abc import Sequence

from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from tests.attackers.harness import CommandResults, results_of
from tests.bench.measure import memory
from tests.bench.resilience.cases import Case, Figures
from tests.deploy import Running, Site, site

OTHER_SIGNALS = ("SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM")
DESCRIPTORS = 64
PAUSE_SECONDS = 7.0


async def in_flight(here: Site, command: Sequence[str], many: int) -> tuple[Running, list[Receipt]]:
    """A process with this many look-ups in flight, each of which takes Spott a second."""
    here.spott_answers("slow", of=many, seconds=1.0)
    running = await here.run(command)
    here.send_to(running)
    return running, list(await asyncio.gather(*(here.type() for _ in range(many))))


def lost_of(got: CommandResults) -> str:
    return f"{got.lost + got.commands - got.acknowledged} of {got.commands}"


async def few_descriptors(command: Sequence[str], *, quick: bool) -> Figures:
    many = 50 if quick else 200
    limited = ("sh", "-c", f'ulimit -n {DESCRIPTORS}; exec "$@"', "sh", *command)
    async with site() as here:
        _, receipts = await in_flight(here, limited, many)
        await asyncio.sleep(9.0)
        got = results_of(receipts, here)
    return {
        f"{DESCRIPTORS} descriptors and {many} commands at once: not acknowledged": str(
            got.commands - got.acknowledged
        ),
        "the same: acknowledged and lost": f"{got.lost} of {got.acknowledged}",
    }


async def other_signals(command: Sequence[str], *, quick: bool) -> Figures:
    lost, asked = 0, 0
    for name in OTHER_SIGNALS[: 1 if quick else None]:
        async with site() as here:
            running, receipts = await in_flight(here, command, 20)
            running.signal(signal.Signals[name])
            await asyncio.sleep(2.5)
            got = results_of(receipts, here)
            lost, asked = lost + got.lost + got.commands - got.acknowledged, asked + got.commands
    return {"HUP, QUIT, USR1, USR2, ALRM with 20 look-ups in flight each: lost": f"{lost} of {asked}"}


async def killed(command: Sequence[str], *, quick: bool) -> Figures:
    async with site() as here:
        running, receipts = await in_flight(here, command, 20 if quick else 200)
        running.signal(signal.SIGKILL)
        await asyncio.sleep(2.0)
        got = results_of(receipts, here)
    return {f"SIGKILL with {got.commands} look-ups in flight: lost": lost_of(got)}


async def paused(command: Sequence[str], *, quick: bool) -> Figures:  # noqa: ARG001 - Slack gives up after 3 s, always
    async with site() as here:
        here.spott_answers("well", of=21)
        running = await here.run(command)
        here.send_to(running)
        await here.type()
        await asyncio.sleep(0.5)
        before = len(here.slack.posts)
        running.signal(signal.SIGSTOP)
        receipts = asyncio.gather(*(here.type() for _ in range(20)))
        await asyncio.sleep(PAUSE_SECONDS)
        running.signal(signal.SIGCONT)
        failed = sum(receipt.error is not None for receipt in await receipts)
        await asyncio.sleep(3.0)
        shown = sum(post.user_visible_to is None for post in here.slack.posts[before:])
    return {
        f"paused for {PAUSE_SECONDS:.0f} s: cards shown for {failed} commands that Slack said had failed": str(shown)
    }


async def no_thread(command: Sequence[str], *, quick: bool) -> Figures:  # noqa: ARG001 - quick as it is
    async with site() as here:
        running, receipts = await in_flight(here, command, 50)
        # A thread's stack takes 8 MiB of addresses; what else is asked for still fits.
        most = int((memory(running.pid, "VmSize") + 6) * 2**20)
        resource.prlimit(running.pid, resource.RLIMIT_AS, (most, most))
        running.signal()
        await running.ended_or_killed()
        got = results_of(receipts, here)
    return {"SIGTERM where no thread can be started, 50 in flight: lost": lost_of(got)}


async def long_dates(command: Sequence[str], *, quick: bool) -> Figures:
    dates, many = ("2011-1-1-2011-" * 20)[:278] + "99999", 10 if quick else 30
    async with site() as here:
        here.spott_answers("well", of=many + 1)
        here.spott.people["c-dates"] = here.spott.people["c-ada-lovelace"] | {
            "candidateId": "c-dates",
            "lastName": dates,
        }
        running = await here.run(command)
        here.send_to(running)
        await here.type()
        stuck = asyncio.create_task(here.slack.command("/spott", "c-dates", user=MEMBER, channel=PUBLIC))
        await asyncio.sleep(0.3)
        receipts = await asyncio.gather(*(here.type() for _ in range(many)))
        await stuck
        await asyncio.sleep(1.0)
        got = results_of(receipts, here)
    return {"283 characters of dates in one person's name: others' commands acknowledged": f"{got.quick} of {many}"}


CASES = (
    Case("few-descriptors", few_descriptors),
    Case("other-signals", other_signals),
    Case("killed", killed),
    Case("paused", paused),
    Case("no-thread", no_thread),
    Case("long-dates", long_dates),
)
