"""A hostile connection, and running many of them against a server."""

import asyncio
import itertools
import json
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from typing import Any, Self

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_BIND_ADDRESS_NO_PORT = 24
"""A Linux constant that Python lacks: the port is chosen on connecting, so it only has to be free for this server."""

_SOURCES = itertools.cycle(range(2, 32))
CONNECT_SECONDS = 10.0


async def end(tasks: Collection[asyncio.Task[None]]) -> list[BaseException | None]:
    """Cancel tasks and wait for their ends; returns what each raised."""
    for task in tasks:
        task.cancel()
    return await asyncio.gather(*tasks, return_exceptions=True)


async def _within(seconds: float, tasks: Collection[asyncio.Task[None]]) -> list[BaseException | None]:
    try:
        await asyncio.wait(tasks, timeout=seconds)
    finally:
        ended = await end(tasks)
    return ended


@dataclass(slots=True)
class Result:
    """The result of an attack.

    Attributes:
        made: Connections that were opened.
        refused: Connections that could not be opened.
        closed: Connections that the server closed, or reset, during the attack.
        sent: Bytes that the system accepted for sending.
        statuses: The number of answers by status; 0 for answers that are not HTTP.
        last_closed: Seconds that the connection which the server closed last had been open.
    """

    made: int = 0
    refused: int = 0
    closed: int = 0
    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    last_closed: float = 0.0

    def as_json(self) -> str:
        """JSON for another process, which reads it with `from_json`."""
        return json.dumps({one.name: getattr(self, one.name) for one in fields(self)})

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Parse the output of `as_json`."""
        values: dict[str, Any] = json.loads(text)
        values["statuses"] = Counter({int(status): number for status, number in values["statuses"].items()})
        return cls(**values)


class ServerClosedError(Exception):
    """The server closed the connection."""


class Wire:
    """One connection, which ends with a reset, so that no port stays in TIME_WAIT.

    Args:
        sock: A connected, non-blocking socket.
        result: Updated with what happens.
    """

    def __init__(self, sock: socket.socket, result: Result) -> None:
        self._sock = sock
        self._result = result
        self._loop = asyncio.get_running_loop()
        self._received = b""

    async def send(self, data: bytes | memoryview) -> None:
        """Send everything, however long the server takes.

        Raises:
            ServerClosedError: The server accepted no more.
        """
        view = memoryview(data)
        while view:
            try:
                taken = self._sock.send(view)
            except BlockingIOError:
                await self._writable()
                continue
            except OSError:
                raise ServerClosedError from None
            self._result.sent += taken
            view = view[taken:]
            await asyncio.sleep(0)

    async def answer(self) -> int:
        """Wait for an answer and read it; returns its status, or 0 if it is not HTTP.

        Raises:
            ServerClosedError: There was no answer.
        """
        while b"\r\n\r\n" not in self._received:
            await self._receive()
        head, _, self._received = self._received.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:")), 0)
        while len(self._received) < length:
            await self._receive()
        self._received = self._received[length:]
        words = lines[0].split()
        status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
        self._result.statuses[status] += 1
        return status

    async def hold(self) -> None:
        """Read until the server closes the connection, or the attack is over.

        Raises:
            ServerClosedError: The server closed it.
        """
        while True:
            await self.answer()

    async def stay(self) -> None:
        """Read nothing, until the attack is over or the server resets the connection.

        Raises:
            ServerClosedError: The server reset it.
        """
        while not self._sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.1)
        raise ServerClosedError

    def close(self) -> None:
        """Reset the connection, unless the server has closed it."""
        self._sock.close()

    async def _receive(self) -> None:
        try:
            data = await self._loop.sock_recv(self._sock, 65_536)
        except OSError:
            raise ServerClosedError from None
        if not data:
            if self._received:
                self._result.statuses[0] += 1
                self._received = b""
            raise ServerClosedError
        self._received += data

    async def _writable(self) -> None:
        ready: asyncio.Future[None] = self._loop.create_future()
        number = self._sock.fileno()
        self._loop.add_writer(number, ready.cancel)
        try:
            await asyncio.wait({ready})
        finally:
            self._loop.remove_writer(number)


Script = Callable[[Wire], Awaitable[None]]


def loopback(host: str) -> str:
    """The host, if it is a loopback address.

    Raises:
        ValueError: It is not; nothing else is ever attacked.
    """
    if not ip_address(host).is_loopback:
        raise ValueError(f"{host} is not a loopback address")
    return host


async def connect(host: str, port: int, result: Result, *, window: int | None = None) -> Wire | None:
    """A connection from one of many source addresses; None if it cannot be opened.

    Args:
        host: A loopback address.
        port: Where the server listens.
        result: Updated with what happens.
        window: Size of the receive buffer, in bytes.
    """
    sock = socket.socket()
    try:
        sock.settimeout(0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        if window is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        with suppress(OSError):  # systems with one loopback address only
            sock.setsockopt(socket.IPPROTO_IP, _BIND_ADDRESS_NO_PORT, 1)
            sock.bind((f"127.0.0.{next(_SOURCES)}", 0))
        async with asyncio.timeout(CONNECT_SECONDS):
            await asyncio.get_running_loop().sock_connect(sock, (loopback(host), port))
    except (OSError, TimeoutError):
        result.refused += 1
        sock.close()
        return None
    except BaseException:
        sock.close()
        raise
    result.made += 1
    return Wire(sock, result)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of attack, defined by what one connection does; calling it runs many.

    Attributes:
        name: Its name on the command line.
        script: Returns what one connection does; gets the call's options as keyword arguments.
        window: As in `connect`.
    """

    name: str
    script: Callable[..., Script]
    window: int | None = None

    async def __call__(
        self,
        host: str,
        port: int,
        *,
        connections: int,
        seconds: float,
        at_once: int | None = None,
        pause: float = 0.0,
        **options: Any,  # noqa: ANN401 - the script's own
    ) -> Result:
        """Run it until every connection has finished, or for `seconds` at most.

        Args:
            host: A loopback address.
            port: Where the server listens.
            connections: The total number of connections.
            seconds: When to stop in any case.
            at_once: How many are open at any time; by default all.
            pause: Seconds from the end of one connection to the next in its place.
            options: Options of the kind.

        Raises:
            ValueError: The host is not a loopback address.
        """
        loopback(host)
        script, result = self.script(**options), Result()
        todo = iter(range(connections))

        async def worker() -> None:
            for _ in todo:
                await self.one(host, port, script, result)
                await asyncio.sleep(pause)

        workers = [asyncio.create_task(worker()) for _ in range(min(at_once or connections, connections))]
        ended = await _within(seconds, workers)
        if failures := [failure for failure in ended if isinstance(failure, Exception)]:
            raise failures[0]
        return result

    async def one(self, host: str, port: int, script: Script, result: Result) -> None:
        """One connection, from start to end."""
        loop = asyncio.get_running_loop()
        wire = await connect(host, port, result, window=self.window)
        if wire is None:
            return
        began = loop.time()
        try:
            await script(wire)
        except ServerClosedError:
            result.closed += 1
            result.last_closed = max(result.last_closed, loop.time() - began)
        finally:
            wire.close()
