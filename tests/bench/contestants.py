"""The apps that are compared: each in its own process, started with the same settings."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from tests.bench import machine
from tests.raw_http import free_port

ROOT = Path(__file__).parents[2]
_STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot that answers `/spott`.

    Attributes:
        key: Its name in the JSON report.
        name: Its name in the table and the chart.
        module: The module that `python -m` runs.
        settings: Environment variables beyond those that all of them get.
        pace: Roughly how many look-ups a second it can do; each phase does as many as fit.
    """

    key: str
    name: str
    module: str
    pace: int
    settings: Mapping[str, str] = field(default_factory=dict)


# Limits that are never reached; look-ups are counted all the same.
_UNLIMITED = {
    "LOOKUPS_PER_PERSON": "999999,999999",
    "SPOTT_CALLS_PER_MINUTE": "100000",
    "LOG_FORMAT": "json",
    "METRICS_TOKEN": "bench",
    # The others keep nothing either.
    "DATABASE_URL": "none",
}

OURS = Contestant("ours", "this bot", "bot", 450, {**_UNLIMITED, "CACHE_SECONDS": "0"})
CACHED = Contestant("cached", "this bot, person cached", "bot", 700, {**_UNLIMITED, "CACHE_SECONDS": "60"})
WITHOUT_BOLT = Contestant(
    "without_bolt", "plain aiohttp, no Bolt, no access rules", "tests.bench.rivals.without_bolt", 700
)
STARLETTE = Contestant(
    "starlette", "Bolt AsyncApp on Starlette, shared httpx client", "tests.bench.rivals.bolt_starlette", 80
)
ASYNC = Contestant("async", "Bolt AsyncApp, httpx per request (tutorial)", "tests.bench.rivals.bolt_async", 20)
SYNC = Contestant("sync", "Bolt sync, Flask, requests (tutorial)", "tests.bench.rivals.bolt_sync", 10)

CONTESTANTS = (OURS, CACHED, WITHOUT_BOLT, STARLETTE, ASYNC, SYNC)


class Running:
    """A contestant's process, pinned to one core.

    Args:
        contestant: The app.
        environment: Its environment variables.
        folder: Where it runs and writes its log.
        core: The core it is pinned to.

    Attributes:
        port: Where it listens.
        log: What it printed.
        started: When its process was created, by `time.perf_counter`.
    """

    def __init__(self, contestant: Contestant, environment: Mapping[str, str], folder: Path, core: int) -> None:
        self.contestant = contestant
        self.port = free_port()
        self.log = folder / f"{contestant.key}.log"
        self.started = perf_counter()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", contestant.module],
                cwd=folder,
                env={**_inherited(), **environment, **contestant.settings, "PORT": str(self.port)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        os.sched_setaffinity(self.pid, {core})

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it is still running."""
        return self._process.poll() is None

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        return machine.cpu_seconds(self.pid)

    async def stop(self) -> None:
        """Ask it to stop, and kill it if it does not."""
        self._process.terminate()
        try:
            await asyncio.to_thread(self._process.wait, _STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)


def environment(*, owner: str, spott: int, slack: int, bundle: Path, card: Path, secret: str) -> dict[str, str]:
    """The environment variables that every contestant gets.

    Args:
        owner: Its key, which is part of its credentials, so that the services can attribute connections.
        spott: Spott's port.
        slack: The Web API's port.
        bundle: Certificate authorities.
        card: The card that rivals post.
        secret: Slack's signing secret.
    """
    return {
        "SLACK_BOT_TOKEN": f"xoxb-{owner}",
        "SLACK_SIGNING_SECRET": secret,
        "SLACK_API_URL": f"https://localhost:{slack}/api",
        "SPOTT_API_KEY": owner,
        "SPOTT_API_URL": f"https://localhost:{spott}",
        "HOST": "127.0.0.1",
        "CARD": str(card),
        "SSL_CERT_FILE": str(bundle),
        "REQUESTS_CA_BUNDLE": str(bundle),
        "PYTHONPATH": str(ROOT),
    }


def _inherited() -> dict[str, str]:
    """The environment, without variables that would redirect a contestant's requests."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SLACK_", "SPOTT_", "PYTHON")) and not name.lower().endswith("_proxy")
    }
