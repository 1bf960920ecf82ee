"""Slack's side of a look-up: sends signed commands to one contestant, and waits for the card."""

import asyncio
import hashlib
import hmac
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import perf_counter
from urllib.parse import quote

from tests.bench.contestants import Running
from tests.bench.services import CHANNEL, TEAM, USERS, Services

SECRET = "0123456789abcdef0123456789abcdef"
_CARD_SECONDS = 30.0
_SLACK_WAITS = 3.0
_LEAST_CARD = 1_500
"""In bytes; notices are shorter than any card."""

_tokens = itertools.count()


class NoCardError(Exception):
    """A look-up did not end with a card, so the figures would not be comparable."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """The times of one complete look-up, in seconds of one clock.

    Attributes:
        sent: When the command was sent.
        acknowledged: When it was acknowledged.
        arrived: When the card arrived.
        is_late: Whether Slack would have told the user that the app did not respond, card or not.
    """

    sent: float
    acknowledged: float
    arrived: float
    is_late: bool

    @property
    def seconds(self) -> float:
        """From sending the command to the card."""
        return self.arrived - self.sent


@dataclass(frozen=True, slots=True)
class Phase:
    """The cost of a number of look-ups.

    Attributes:
        look_ups: The look-ups, in the order in which they ended.
        seconds: From the first to the last.
        cpu: Seconds of CPU of the process under test.
        load_cpu: Seconds of CPU of the load and the services together.
        connections: Connections opened to Spott and to Slack.
    """

    look_ups: list[LookUp]
    seconds: float
    cpu: float
    load_cpu: float
    connections: tuple[int, int]


def new_ids() -> Iterator[str]:
    """Candidate ids that have not been looked up yet, all of the same length."""
    return (f"c-bench-{number:010}" for number in _numbers)


_numbers = itertools.count()


class Load:
    """Sends commands to one contestant over connections that are kept alive.

    Args:
        services: Where the card arrives.
        running: The contestant.
    """

    def __init__(self, services: Services, running: Running) -> None:
        self._services = services
        self._running = running
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._users = itertools.cycle(USERS)
        self.last_card = b""

    async def look_up(self, candidate_id: str) -> LookUp:
        """One command, acknowledged and answered with a card.

        Raises:
            NoCardError: It was not.
        """
        owner, token = self._running.contestant.key, str(next(_tokens))
        card = self._services.await_card(token)
        request = _signed(candidate_id, next(self._users), self._services.response_url(owner, token), token)
        sent = perf_counter()
        status = await self._post(request)
        acknowledged = perf_counter()
        try:
            arrived, self.last_card = await asyncio.wait_for(card, _CARD_SECONDS)
        except TimeoutError:
            raise NoCardError(f"{owner} posted nothing within {_CARD_SECONDS:.0f} s") from None
        if len(self.last_card) < _LEAST_CARD:
            raise NoCardError(f"{owner} posted no card: {self.last_card.decode()[:300]}")
        return LookUp(sent, acknowledged, arrived, is_late=status != 200 or acknowledged - sent > _SLACK_WAITS)

    async def run(self, total: int, at_once: int, ids: Iterator[str] | None = None) -> Phase:
        """Do `total` look-ups, `at_once` of them concurrently.

        Args:
            total: How many.
            at_once: How many concurrently.
            ids: The people to look up; by default people who were never looked up before.
        """
        ids = itertools.islice(ids or new_ids(), total)
        done: list[LookUp] = []

        async def worker() -> None:
            for candidate_id in ids:
                done.append(await self.look_up(candidate_id))  # noqa: PERF401 - in the order in which they end

        owner = self._running.contestant.key
        before = self._services.connections_of(owner)
        cpu, load_cpu, started = self._running.cpu_seconds(), time.process_time(), perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(min(at_once, total)):
                group.create_task(worker())
        seconds = perf_counter() - started
        cpu, load_cpu = self._running.cpu_seconds() - cpu, time.process_time() - load_cpu
        after = self._services.connections_of(owner)
        return Phase(done, seconds, cpu, load_cpu, (after[0] - before[0], after[1] - before[1]))

    async def first(self, seconds: float) -> LookUp:
        """The first look-up of a process that is just starting; `sent` is when the process was created.

        Args:
            seconds: How long it may take to start.

        Raises:
            NoCardError: It does not start, or the look-up fails.
        """
        started = self._running.started
        while perf_counter() - started < seconds and self._running.is_running:
            try:
                look_up = await self.look_up(next(new_ids()))
            except OSError:
                await asyncio.sleep(0.005)
            else:
                return replace(look_up, sent=started)
        raise NoCardError(f"{self._running.contestant.key} does not start")

    def close(self) -> None:
        """Close the connections."""
        while self._idle:
            self._idle.pop()[1].close()

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._running.port)

    async def _post(self, request: bytes) -> int:
        reader, writer = await self._connection()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        _, found, rest = head.partition(b"content-length:")
        await reader.readexactly(int(rest.partition(b"\r\n")[0]) if found else 0)
        if b"connection: close" in head or head.startswith(b"http/1.0"):
            writer.close()
        else:
            self._idle.append((reader, writer))
        return int(head.split(b" ", 2)[1])


def _signed(candidate_id: str, user_id: str, response_url: str, token: str) -> bytes:
    body = (
        f"token=unused&team_id={TEAM}&team_domain=bench&channel_id={CHANNEL}&channel_name=hiring&user_id={user_id}"
        f"&user_name=bench&command=%2Fspott&text={candidate_id}&api_app_id=A0BENCH&is_enterprise_install=false"
        f"&response_url={quote(response_url, safe='')}&trigger_id={token}.{token}"
    ).encode()
    stamp = int(time.time())
    signature = hmac.new(SECRET.encode(), b"v0:%d:%b" % (stamp, body), hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\n"
        "Host: localhost\r\n"
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        "Accept: application/json,*/*\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\n"
        f"X-Slack-Signature: v0={signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
