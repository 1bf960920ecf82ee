"""`python -m tests.bench.endurance [--quick]`: 20 look-ups a second with random faults, and what grows meanwhile.

The app runs in a separate process between a local Slack and a local Spott, for five minutes or twenty seconds.
"""

import argparse
import asyncio
import json
import re
import time
import tracemalloc
from collections import Counter
from dataclasses import dataclass
from random import Random

from bot.access.quota import Quota
from bot.listeners.claims import Claims
from bot.sandbox.slack.identity import SIGNING_SECRET
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.sandbox.spott import RawAnswer
from bot.server.verify import Gate
from tests.bench.measure import descriptors, memory, say, slope
from tests.deploy import METRICS_TOKEN, Running, Site, path_of, site
from tests.raw_http import exchange, request_bytes

PER_SECOND = 20
WARM = 0.4
"""The share of the time in which pools and caches fill up; excluded from the slopes."""

CACHE_SECONDS = "3"
LIMITED = RawAnswer(429, headers={"Retry-After": "1"})
"""Rare, since each stops all calls for a second."""

SPOTT_FAULTS = (
    RawAnswer(404),
    RawAnswer(500),
    RawAnswer(502),
    RawAnswer(401),
    RawAnswer(302, headers={"Location": "http://192.0.2.1/"}),
    RawAnswer(body=b"<html>"),
    RawAnswer(body=b"[" * 100_000),
    RawAnswer(body=b'{"candidateId": "c", "x": "' + b"x" * 2_000_000 + b'"}'),
    RawAnswer(reset="before"),
    RawAnswer(body=b"{" * 100, reset="middle"),
    RawAnswer(delay=1.0, body=b"{}"),
    RawAnswer(delay=float("inf")),
    RawAnswer(body=b"{" * 50, drip=0.2),
)
SLACK_FAULTS = (
    Fault(status=429, headers={"Retry-After": "1"}),
    Fault(status=429, headers={"Retry-After": "60"}),
    Fault(status=400, body={"ok": False, "error": "invalid_blocks"}),
    Fault(status=404, body={"ok": False, "error": "used_url"}),
    Fault(status=500, body="<html>"),
    Fault(reset="before"),
    Fault(reset="after"),
    Fault(delay=1.0),
)


_MAY_READ = {"Authorization": f"Bearer {METRICS_TOKEN}"}


@dataclass(frozen=True, slots=True)
class Sample:
    """The resources that the process uses at one moment."""

    at: float
    memory: float
    tasks: float
    sockets: float
    descriptors: float


async def sample(running: Running) -> Sample:
    answer = await exchange(running.port, request_bytes(_MAY_READ, b"", method="GET", path="/metrics"))
    found = re.search(rb"^spott_slack_tasks ([0-9.]+)", answer.body, re.MULTILINE)
    open_now, sockets = descriptors(running.pid)
    return Sample(time.monotonic(), memory(running.pid, "VmRSS"), float(found[1]) if found else 0, sockets, open_now)


class Load:
    """Types commands; every third meets a fault in Spott, every tenth one in Slack."""

    def __init__(self, here: Site, random: Random) -> None:
        self.outcomes: Counter[str] = Counter()
        self._here = here
        self._random = random
        self._ada = here.spott.people["c-ada-lovelace"]
        self._number = 0
        self._typing: set[asyncio.Task[None]] = set()

    async def run(self, seconds: float) -> None:
        began = time.monotonic()
        for turn in range(int(seconds * PER_SECOND)):
            await asyncio.sleep(max(0.0, began + turn / PER_SECOND - time.monotonic()))
            task = asyncio.create_task(self._type())
            self._typing.add(task)
            task.add_done_callback(self._typing.discard)
        await asyncio.gather(*self._typing)

    async def _type(self) -> None:
        self._number += 1
        candidate_id = f"c-{self._number}"
        answer = RawAnswer(body=json.dumps(self._ada | {"candidateId": candidate_id}).encode())
        if self._random.random() < 1 / 3:
            answer = LIMITED if self._random.random() < 1 / 50 else self._random.choice(SPOTT_FAULTS)
        self._here.spott.answers[candidate_id] = answer
        if self._random.random() < 1 / 10:
            method = "response_url" if self._random.random() < 0.8 else "chat.postMessage"
            self._here.slack.faults.add(method, self._random.choice(SLACK_FAULTS))
        receipt = await self._here.slack.command("/spott", candidate_id, user=MEMBER, channel=PUBLIC)
        if receipt.error is not None:
            self.outcomes["not acknowledged"] += 1
            return
        await asyncio.sleep(6)
        texts = self._here.answer_log.outcomes.pop(path_of(receipt), [])
        cards = sum(text.startswith("Ada Lovelace") for text in texts)
        self.outcomes["a card" if cards else "a notice" if texts else "nothing through the response_url"] += 1
        del self._here.spott.answers[candidate_id]
        self._here.spott.requests.clear()


async def remembered(look_ups: int = 5_000) -> float:
    """Intended growth in MiB a minute: signatures for ten minutes, the latest deliveries, look-ups per user."""
    gate, once, allowance, now = Gate(SIGNING_SECRET), Claims(), Quota(10**6, 10**6), time.time()
    signed = [sign(SIGNING_SECRET, int(now), b"%d" % number) for number in range(look_ups)]
    tracemalloc.start()
    for number, headers in enumerate(signed):
        gate.check({name: str(value.encode(), "ascii") for name, value in headers.items()}, b"%d" % number, now)
        once.claim_here(f"1700000000.{number:012}.{number:032x}")
        await allowance.take("U1")
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return taken / look_ups * PER_SECOND * 60 / 2**20


async def endure(seconds: float) -> None:
    async with site() as here:
        running = await here.run(CACHE_SECONDS=CACHE_SECONDS, SPOTT_TIMEOUT="2", LOG_FORMAT="json")
        here.send_to(running)
        load = Load(here, Random(20))
        typing = asyncio.create_task(load.run(seconds))
        samples: list[Sample] = []
        began = time.monotonic()
        while not typing.done():
            samples.append(await sample(running))
            await asyncio.wait({typing}, timeout=0.5)
        await typing
        await asyncio.sleep(3)
        idle = await sample(running)
        running.signal()
        code = await running.ended_or_killed()
    say(f"{seconds:.0f} s at {PER_SECOND} look-ups a second: {dict(load.outcomes)}")
    kept = [one for one in samples if began + WARM * seconds <= one.at <= began + seconds]
    times = [one.at for one in kept]
    for name, unit, values, at_rest in (
        ("memory", "MiB", [one.memory for one in kept], idle.memory),
        ("tasks", "", [one.tasks for one in kept], idle.tasks),
        ("sockets", "", [one.sockets for one in kept], idle.sockets),
        ("descriptors", "", [one.descriptors for one in kept], idle.descriptors),
    ):
        middle = sorted(values)[len(values) // 2]
        say(f"  {name:11} {middle:7.1f} {unit:3} in the middle, {slope(times, values)}, {at_rest:.1f} at rest")
    say(f"  of the memory, {await remembered():+.3f} MiB a minute is intended, for ten minutes at most")
    unwanted = [word for word in ("Traceback", "Unclosed", "never retrieved", "was destroyed") if word in running.log]
    for field in ("outcome", "arrival"):
        words = re.findall(f'"{field}": "([a-z_]+)"', running.log)
        say(f"  {field}s: {dict(Counter(words))}")
    say(f"  unwanted words in the log: {unwanted or 'none'}; exit code {code}")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20 seconds instead of five minutes")
    asyncio.run(endure(20.0 if parser.parse_args().quick else 300.0))


if __name__ == "__main__":
    main()
