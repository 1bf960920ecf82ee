"""`python -m tests.bench.faults`: thousands of cancelled calls to Spott, and what Spott's faults cost.

Everything runs on this machine and ends within two minutes.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.people.calls import SpottCalls
from bot.people.directory import Directory
from bot.sandbox.spott import LocalSpott, RawAnswer
from bot.spott.client import SpottClient
from bot.spott.errors import SpottBusyError
from bot.spott.models import Contact
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics
from tests.bench.measure import memory, say
from tests.deploy import Running, Site, path_of, site
from tests.raw_server import RawServer
from tests.spott.test_faults import ELSEWHERE, FAULTS, ok

CANCELLED = 6_000
AT_ONCE = 200
GOOD = 100
WARM_UP = 50
RUNS = 3
LATEST = 10.0
ADA = "c-ada-lovelace"
PERSON = '{{"candidateId": "c-{}", "firstName": "Ada"}}'


async def cancelled_calls() -> None:
    """Start and cancel thousands of calls; then make a hundred that should all succeed."""
    spott = LocalSpott()
    spott.answers["c-never"] = RawAnswer(delay=float("inf"))
    await spott.start()
    async with SpottClient(api_key=spott.api_key, base_url=spott.url) as client:
        began = time.perf_counter()
        for _ in range(CANCELLED // AT_ONCE):
            calls = [asyncio.create_task(client.contact("c-never")) for _ in range(AT_ONCE)]
            await asyncio.sleep(0.02)
            for call in calls:
                call.cancel()
            await asyncio.wait(calls)
        given_up = time.perf_counter() - began
        say(f"  the client: {CANCELLED} calls given up in {given_up:.1f} s, then {await good_calls(client.contact)}")
        people = Directory(SpottCalls(client, RateLimit(100_000), Metrics()), cache_seconds=0)
        for _ in range(CANCELLED // AT_ONCE):
            waiting = [asyncio.create_task(people.contact(ADA, fresh=True)) for _ in range(AT_ONCE)]
            await asyncio.sleep(0)
            for one in waiting[:-1]:
                one.cancel()
            await asyncio.wait(waiting)
            if waiting[-1].exception() is not None:
                say("  the last one who waited got no answer")
        say(f"  callers of one call: {CANCELLED} gave up or shared, then {await good_calls(people.contact)}")
        await people.close()
    await spott.stop()


async def good_calls(contact: Callable[[str], Awaitable[Contact]]) -> str:
    """How many of a hundred concurrent calls succeed, and how long they take."""
    began = time.perf_counter()
    results = await asyncio.gather(*(contact(ADA) for _ in range(GOOD)), return_exceptions=True)
    succeeded = sum(isinstance(result, Contact) for result in results)
    return f"{succeeded} of {GOOD} good ones succeed in {(time.perf_counter() - began) * 1000:.0f} ms"


async def one_after_the_other(here: Site, spott: RawServer, running: Running) -> None:
    """Try every fault on its own, and read the process's peak memory after each."""
    url = spott.url.encode()
    for number in range(1, WARM_UP + 1):
        # The site looks up c-1, c-2 and so on; the record of another person would not be shown.
        spott.answers = [ok(PERSON.format(number))]
        await outcomes_of_command(here)
    before = highest = memory(running.pid, "VmHWM")
    costly: list[tuple[float, str]] = []
    late, unanswered = 0, 0
    for name, fault in FAULTS.items():
        # A 429 stops all calls for a while, so the tests cover those.
        if fault.error is SpottBusyError:
            continue
        spott.answers = [fault.answer.replace(ELSEWHERE, url) if isinstance(fault.answer, bytes) else fault.answer]
        began = time.perf_counter()
        unanswered += await outcomes_of_command(here) != 1
        late += time.perf_counter() - began > LATEST
        now = memory(running.pid, "VmHWM")
        costly.append((now - highest, name))
        highest = now
    worst, name = max(costly)
    say(
        f"  {len(costly)} faults of Spott: {unanswered} without exactly one outcome, {late} later than {LATEST:.0f} s; "
        f"peak memory {before:.1f} MiB before, {highest - before:+.1f} MiB; the most for one {worst:.1f} MiB ({name})"
    )


async def outcomes_of_command(here: Site) -> int:
    """Type a command; returns how many outcomes it had."""
    receipt = await here.type()
    path = path_of(receipt)
    await here.slack.wait_for(lambda: path in here.answer_log.outcomes, LATEST + 5)
    return len(here.answer_log.outcomes[path])


async def peak_memory() -> None:
    """Run the app in a separate process, and go through all of Spott's faults."""
    spott = RawServer()
    await spott.start()
    for _ in range(RUNS):
        async with site() as here:
            running = await here.run(SPOTT_API_URL=spott.url, SPOTT_TIMEOUT="1", CACHE_SECONDS="0")
            here.send_to(running)
            await one_after_the_other(here, spott, running)
    await spott.stop()


async def main() -> None:
    """Run both."""
    await cancelled_calls()
    await peak_memory()


if __name__ == "__main__":
    asyncio.run(main())
