"""Stops the bot while it works, and reports what became of that work."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tests.deploy import OURS, Count, count, site


@dataclass(frozen=True, slots=True)
class Stopped:
    """The result of a stop under load.

    Attributes:
        exit_code: The process's exit code.
        seconds: From the signal to the end of the process, as others see it.
    """

    count: Count
    exit_code: int
    seconds: float
    log: str

    @property
    def own_seconds(self) -> float:
        """How long the process took by its own clock, regardless of delays on a busy machine."""
        times = [
            datetime.fromisoformat(line.partition(" ")[0]) for line in self.log.splitlines() if " stopping" in line
        ]
        end = datetime.fromisoformat(self.log.splitlines()[-1].partition(" ")[0])
        return (end - times[0]).total_seconds()


async def stop_under_load(
    *,
    socket_mode: bool,
    spott: Literal["slow", "hanging"],
    after: float,
    spott_seconds: float = 1.0,
    look_ups: int = 200,
    late: int = 20,
    command: Sequence[str] = OURS,
    twice: bool = False,
) -> Stopped:
    """Send SIGTERM with look-ups in flight, and type more commands in the first second after it.

    Args:
        socket_mode: Over Socket Mode rather than HTTP.
        spott: How Spott answers.
        spott_seconds: How long Spott takes, if it is slow.
        after: Seconds from the last acknowledgement to the signal.
        look_ups: How many are in flight.
        late: How many are typed within the second after the signal.
        command: What to run.
        twice: Send the signal a second time.
    """
    async with site(forked=True) as here:
        here.spott_answers(spott, of=look_ups + late, seconds=spott_seconds)
        running = await here.run(command, socket_mode=socket_mode)
        if not socket_mode:
            here.send_to(running)
        receipts = list(await asyncio.gather(*(here.type() for _ in range(look_ups))))
        await asyncio.sleep(after)
        signalled = running.signal()
        for _ in range(2):
            if not running.has_ended:
                receipts += await asyncio.gather(*(here.type() for _ in range(late // 2)))
            await asyncio.sleep(0.4)
        if twice and not running.has_ended:
            running.signal()
        code = await running.ended_or_killed()
        return Stopped(count(receipts, here.answer_log), code, running.ended_at - signalled, running.log)
