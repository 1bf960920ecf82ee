"""Every kind of attack at once, at a steady rate: `python -m tests.attackers.mixed PORT`."""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.attackers import floods, forged, slow
from tests.attackers.wire import Kind, Result, end, loopback
from tests.raw_http import HOST

LIFE_SECONDS = 15.0
MOST_OPEN = 1_500


@dataclass(frozen=True, slots=True)
class Share:
    """A kind of attack, its share of all connections, and its options."""

    kind: Kind
    weight: int
    options: dict[str, Any]


def mixture(secret: str, response_url: str) -> Sequence[Share]:
    """All kinds, cheap ones more often, so that the attacker uses no more CPU than its target.

    Args:
        secret: Signs half of the mutated requests.
        response_url: Where answers to those go.
    """
    return (
        Share(forged.unsigned, 3, {}),
        Share(forged.mutated, 3, {"secret": secret, "response_url": response_url}),
        Share(floods.malformed, 3, {}),
        Share(floods.garbage, 1, {"mebibytes": 0.5}),
        Share(floods.upgrades, 1, {"mebibytes": 0.5}),
        Share(floods.huge_headers, 1, {"kibibytes": 128}),
        Share(floods.pipelined, 1, {"requests": 100}),
        Share(floods.unread, 1, {"requests": 1_000}),
        Share(slow.silent, 2, {}),
        Share(slow.half_headers, 2, {}),
        Share(slow.half_bodies, 2, {"size": 200_000}),
        Share(slow.held_back, 1, {"size": 100_000}),
        Share(slow.drips, 2, {"every": 1.0}),
    )


async def mixed(
    host: str, port: int, shares: Sequence[Share], *, per_second: int, seconds: float, seed: int = 12
) -> Result:
    """Start `per_second` connections each second, of random kinds; each ends after 15 s.

    Args:
        host: A loopback address.
        port: Where the server listens.
        shares: The kinds and their shares.
        per_second: How many to start; none while 1,500 are open.
        seconds: For how long.
        seed: Determines the order of kinds.
    """
    loopback(host)
    dice, result, loop = Random(seed), Result(), asyncio.get_running_loop()
    scripts = [(share.kind, share.kind.script(**share.options)) for share in shares]
    weights = [share.weight for share in shares]
    open_now: set[asyncio.Task[None]] = set()

    async def one() -> None:
        (kind, script) = dice.choices(scripts, weights)[0]
        try:
            async with asyncio.timeout(LIFE_SECONDS):
                await kind.one(host, port, script, result)
        except TimeoutError:
            pass

    began = loop.time()
    try:
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(max(0.0, began + number / per_second - loop.time()))
            if loop.time() - began > seconds:
                break
            if len(open_now) < MOST_OPEN:
                task = asyncio.create_task(one())
                open_now.add(task)
                task.add_done_callback(open_now.discard)
    finally:
        await end(open_now)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.attackers.mixed", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--per-second", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--secret", default=forged.NO_SECRET)
    parser.add_argument("--response-url", default=forged.NOWHERE)
    told = parser.parse_args()
    shares = mixture(told.secret, told.response_url)
    attack = mixed(HOST, told.port, shares, per_second=told.per_second, seconds=told.seconds)
    print(asyncio.run(attack).as_json())  # noqa: T201 - the caller reads it


if __name__ == "__main__":
    main()
