"""Runs the bot as a separate process between a local Slack and a local Spott, and checks who got which answer."""

import asyncio
import json
import os
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.cards import notices
from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.slack.traffic import Answer
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.sandbox.spott import LocalSpott, RawAnswer
from bot.server.paths import EVENTS_PATH
from tests import fork_server
from tests.english import say
from tests.fork_server import Forked
from tests.raw_http import HOST, exchange, free_port, request_bytes

OURS = (sys.executable, "-m", "bot")
SCOPES = frozenset({"commands", "chat:write", "users:read", "channels:read", "groups:read", "im:read", "mpim:read"})
ROOT = Path(__file__).parent.parent
START_SECONDS = 20.0
METRICS_TOKEN = "t0ken-of-the-tests"


class AnswerLog:
    """Records the posts to each response_url, in order, with `slow` lines separately."""

    def __init__(self, slack: LocalSlack) -> None:
        self.outcomes: defaultdict[str, list[str]] = defaultdict(list)
        self.lines: defaultdict[str, int] = defaultdict(int)
        urls = slack.installation.response_urls
        take = urls.take

        def record(path: str, body: bytes) -> Answer:
            text = json.loads(body).get("text", "")
            if text == notices.of(say, "spott_slow")["text"]:
                self.lines[path] += 1
            else:
                self.outcomes[path].append(text)
            return take(path, body)

        urls.take = record  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class Count:
    """The outcomes of the commands that were typed.

    Attributes:
        acknowledged: Commands that the app acknowledged.
        failed: Commands that it did not, so that Slack showed an error.
        lost: Acknowledged, with neither card nor notice.
        twice: With more than one outcome.
        chatty: With more than one notice that Spott is slow.
        restarting: Answered with the notice that the app is restarting.
    """

    acknowledged: int
    failed: int
    lost: int
    twice: int
    chatty: int
    restarting: int


def count(receipts: Sequence[Receipt], answer_log: AnswerLog) -> Count:
    acknowledged = [receipt for receipt in receipts if receipt.error is None]
    outcomes = [answer_log.outcomes.get(path_of(receipt), []) for receipt in acknowledged]
    return Count(
        acknowledged=len(acknowledged),
        failed=len(receipts) - len(acknowledged),
        lost=outcomes.count([]),
        twice=sum(len(texts) > 1 for texts in answer_log.outcomes.values()),
        chatty=sum(lines > 1 for lines in answer_log.lines.values()),
        restarting=sum(texts == [notices.of(say, "restarting")["text"]] for texts in outcomes),
    )


def path_of(receipt: Receipt) -> str:
    return "/" + receipt.response_url.split("/", 3)[3]


class Running:
    """One process of the app.

    Attributes:
        port: Where it listens.
        log: What it wrote to standard error, once it has ended.
    """

    def __init__(self, process: asyncio.subprocess.Process | Forked, port: int) -> None:
        self.port = port
        self.log = ""
        self.ended_at = 0.0
        self._process = process
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        _, log = await self._process.communicate()
        self.ended_at = asyncio.get_running_loop().time()
        self.log = log.decode(errors="replace")

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        return self._process.returncode is not None

    def signal(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Send a signal; returns the loop's time."""
        self._process.send_signal(number)
        return asyncio.get_running_loop().time()

    async def exit_code(self, seconds: float = 15.0) -> int:
        """Wait for the end of the process."""
        async with asyncio.timeout(seconds):
            await asyncio.shield(self._reading)
        return int(self._process.returncode or 0)

    async def ended_or_killed(self, grace: float = 10.0) -> int:
        """Wait as long as platforms do, then kill."""
        try:
            return await self.exit_code(grace)
        except TimeoutError:
            self._process.kill()
            return await self.exit_code()

    async def end(self) -> None:
        """Kill it."""
        if not self.has_ended:
            with suppress(ProcessLookupError):
                self._process.kill()
        await self._reading


async def is_ready(port: int) -> bool:
    """Whether `/readyz` says so; an app without that page is ready once it answers at all."""
    try:
        answer = await exchange(port, request_bytes({}, b"", method="GET", path="/readyz"))
    except OSError:
        return False
    return answer.status in {200, 404}


class Site:
    """A local Slack, a local Spott, and processes of the app between them."""

    def __init__(
        self, slack: LocalSlack, spott: LocalSpott, stack: AsyncExitStack, folder: str, *, forked: bool
    ) -> None:
        self.slack = slack
        self.spott = spott
        self.answer_log = AnswerLog(slack)
        self._stack = stack
        self._folder = folder
        self._forked = forked and hasattr(os, "fork")
        self._typed = 0

    async def run(
        self,
        command: Sequence[str] = OURS,
        *,
        socket_mode: bool = False,
        wait: bool = True,
        **settings: str,
    ) -> Running:
        """Start a process, and wait until it is ready."""
        port = free_port()
        values = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_API_URL": self.slack.api_url.rstrip("/"),
            "SPOTT_API_KEY": self.spott.api_key,
            "SPOTT_API_URL": self.spott.url,
            "LOOKUPS_PER_PERSON": "100000,100000",
            "SPOTT_CALLS_PER_MINUTE": "100000",
            "HOST": HOST,
            "PORT": str(port),
            "METRICS_TOKEN": METRICS_TOKEN,
            "DATABASE_URL": "none",
            "PYTHONPATH": str(ROOT),
            **{name: os.environ[name] for name in ("PATH", "SSL_CERT_FILE") if name in os.environ},
            **({"SLACK_APP_TOKEN": self.slack.app_token} if socket_mode else {}),
            **settings,
        }
        running = Running(await self._start(command, values), port)
        self._stack.push_async_callback(running.end)
        if wait:
            await self.ready(running, socket_mode=socket_mode)
        return running

    async def _start(self, command: Sequence[str], env: dict[str, str]) -> asyncio.subprocess.Process | Forked:
        python, *words = command
        if self._forked and python == sys.executable:
            return await fork_server.start(words, env=env, cwd=self._folder)
        devnull, pipe = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(*command, env=env, cwd=self._folder, stdout=devnull, stderr=pipe)

    async def ready(self, running: Running, *, socket_mode: bool) -> None:
        """Wait until a process serves."""
        async with asyncio.timeout(START_SECONDS):
            while True:
                if running.has_ended:
                    await running.end()
                    raise RuntimeError(f"the process ended while starting:\n{running.log}")
                if self.slack.socket_connections if socket_mode else await is_ready(running.port):
                    return
                await asyncio.sleep(0.05)

    def send_to(self, running: Running, *, anew: bool = False) -> None:
        """Make Slack post to this process from now on; with `anew`, over a new connection for each request."""
        self.slack.connect_http(f"http://{HOST}:{running.port}{EVENTS_PATH}", anew=anew)

    async def type(self) -> Receipt:
        """Type a command for a person who was not looked up before."""
        self._typed += 1
        return await self.slack.command("/spott", f"c-{self._typed}", user=MEMBER, channel=PUBLIC)

    def spott_answers(self, how: Literal["slow", "hanging", "well"], *, of: int, seconds: float = 1.0) -> None:
        """Make Spott know that many people, and answer in this way."""
        ada = self.spott.people["c-ada-lovelace"]
        delay = {"slow": seconds, "hanging": float("inf"), "well": 0.0}[how]
        for number in range(1, of + 1):
            person: dict[str, Any] = ada | {"candidateId": f"c-{number}"}
            self.spott.answers[f"c-{number}"] = RawAnswer(body=json.dumps(person).encode(), delay=delay)


@asynccontextmanager
async def site(
    *,
    forked: bool = False,
    acknowledge_within: float = 3.0,
    scopes: frozenset[str] = SCOPES,
    events: frozenset[str] = frozenset(),
) -> AsyncIterator[Site]:
    """Start Slack and Spott; at the end, stop them and all processes of the app.

    Args:
        forked: Whether processes are forked rather than started (`tests/fork_server.py`).
        acknowledge_within: Seconds that Slack waits; more, so that a busy machine doesn't matter.
        scopes: The scopes that the app was granted.
        events: The events it is subscribed to.
    """
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        slack, spott = (
            LocalSlack(scopes=scopes, enforce_tiers=False, acknowledge_within=acknowledge_within, events=events),
            LocalSpott(),
        )
        await spott.start()
        stack.push_async_callback(spott.stop)
        await slack.start()
        stack.push_async_callback(slack.stop)
        yield Site(slack, spott, stack, folder, forked=forked)
