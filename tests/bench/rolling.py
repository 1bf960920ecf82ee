"""A rolling restart: two processes behind a small router that polls `/readyz`, under a steady load."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.sandbox.slack.receipt import Receipt
from tests.deploy import OURS, Count, Running, Site, count, is_ready, site
from tests.raw_http import HOST

POLL_SECONDS = 0.2
PEOPLE = 4_000


@dataclass(eq=False)
class Backend:
    """A process behind the router."""

    running: Running
    ready: bool = False
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    async def ask(self, request: bytes) -> bytes:
        """Send a request over an open connection, or a new one; returns the answer, or nothing."""
        # A connection that was closed in the meantime cannot be used.
        while self.idle and (self.idle[-1][0].at_eof() or self.idle[-1][1].is_closing()):
            self.idle.pop()[1].close()
        reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection(HOST, self.running.port)
        writer.write(request)
        await writer.drain()
        answer = await _message(reader)
        if not answer or b"connection: close" in answer.lower().partition(b"\r\n\r\n")[0]:
            writer.close()
        else:
            self.idle.append((reader, writer))
        return answer


class Router:
    """Sends each request to one ready backend, over a persistent connection, and never twice.

    Attributes:
        unrouted: Requests for which no backend was ready.
        broken: Requests that a backend accepted but did not answer.
        late: Seconds that the router itself was late polling the backends, on a busy machine.
    """

    def __init__(self) -> None:
        self.backends: list[Backend] = []
        self.unrouted = 0
        self.broken = 0
        self.late = 0.0
        self.port = 0
        self._turn = 0
        self._server: asyncio.Server | None = None
        self._polling: asyncio.Task[None] | None = None
        self._serving: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, HOST, 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        self._polling = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        tasks = [*self._serving, *([self._polling] if self._polling is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for backend in self.backends:
            for _, writer in backend.idle:
                writer.close()

    async def _poll(self) -> None:
        loop = asyncio.get_running_loop()
        looked: dict[Backend, asyncio.Task[None]] = {}
        while True:
            due = loop.time() + POLL_SECONDS
            await asyncio.sleep(POLL_SECONDS)
            self.late = max(self.late, loop.time() - due)
            # Polled independently, so that one that is just starting and slow to answer does not delay the others.
            for backend in self.backends:
                if backend not in looked or looked[backend].done():
                    looked[backend] = asyncio.create_task(self._look(backend))

    async def _look(self, backend: Backend) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        backend.ready = not backend.running.has_ended and await is_ready(backend.running.port)
        if backend.ready:
            self.late = max(self.late, loop.time() - began)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await _message(reader):
                writer.write(await self.pass_on(request))
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def pass_on(self, request: bytes) -> bytes:
        """The answer to a request."""
        ready = [backend for backend in self.backends if backend.ready]
        if not ready:
            self.unrouted += 1
            return UNAVAILABLE
        self._turn += 1
        backend = ready[self._turn % len(ready)]
        try:
            answer = await backend.ask(request)
        except (OSError, asyncio.IncompleteReadError):
            answer = b""
        if not answer:
            self.broken += 1
        return answer or UNAVAILABLE


UNAVAILABLE = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One request or answer with a Content-Length; nothing at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return b""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return head + await reader.readexactly(int(value))
    return head


@dataclass(frozen=True, slots=True)
class Rolled:
    """The result of a rolling restart.

    Attributes:
        broken: Requests sent to a process that was going away.
        exit_codes: The exit codes of the processes that were replaced.
        slowest: Seconds that the slowest acknowledgement took.
        late: Seconds that the router was late polling the processes; beyond the second between the announcement and
            the close, it sends requests to a closed port.
    """

    count: Count
    broken: int
    exit_codes: list[int]
    slowest: float
    late: float


async def rolling_restart(
    *, command: Sequence[str] = OURS, per_second: int = 50, seconds: float = 25.0, spott_seconds: float = 0.3
) -> Rolled:
    """Replace both processes, one after the other, while commands come in."""
    async with site() as here:
        here.spott_answers("slow", of=PEOPLE, seconds=spott_seconds)
        router = Router()
        router.backends = [Backend(await here.run(command)) for _ in range(2)]
        await router.start()
        here.slack.connect_http(f"http://{HOST}:{router.port}/slack/events")
        await asyncio.sleep(3 * POLL_SECONDS)
        receipts: list[Receipt] = []
        load = asyncio.create_task(_load(here, receipts, per_second, seconds))
        codes = []
        for old in list(router.backends):
            await asyncio.sleep(1.5)
            new = Backend(await here.run(command))
            router.backends.append(new)
            await asyncio.sleep(3 * POLL_SECONDS)
            old.running.signal()
            codes.append(await old.running.ended_or_killed())
            router.backends.remove(old)
        await load
        await asyncio.sleep(1.5)
        await router.stop()
        slowest = max(receipt.seconds for receipt in receipts)
        return Rolled(count(receipts, here.answer_log), router.broken, codes, slowest, router.late)


async def _load(here: Site, receipts: list[Receipt], per_second: int, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    began, typed = loop.time(), set[asyncio.Task[Receipt]]()
    for number in range(int(per_second * seconds)):
        await asyncio.sleep(max(0.0, began + number / per_second - loop.time()))
        typed.add(asyncio.create_task(here.type()))
    receipts.extend(await asyncio.gather(*typed))
