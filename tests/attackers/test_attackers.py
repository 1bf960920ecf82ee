"""The attacks themselves: they send what they should, end in time, and only attack this machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.attackers import KINDS, Result, drips, garbage, held_back, malformed, silent, unread, unsigned
from tests.attackers.harness import apart
from tests.polling import until
from tests.raw_http import HOST


class Server:
    """Accepts everything, counts it, and answers only if configured to."""

    def __init__(self, answer: bytes = b"") -> None:
        self.answer = answer
        self.received: list[bytes] = []
        self.open = 0
        self.most_open = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = len(self.received)
        self.received.append(b"")
        self.open += 1
        self.most_open = max(self.open, self.most_open)
        try:
            while data := await reader.read(65_536):
                self.received[number] += data
                if self.answer:
                    writer.write(self.answer)
                    break
        except OSError:
            pass
        finally:
            self.open -= 1
            writer.close()


@asynccontextmanager
async def serving(answer: bytes = b"") -> AsyncIterator[tuple[Server, int]]:
    server = Server(answer)
    listener = await asyncio.start_server(server.serve, HOST, 0)
    async with listener:
        yield server, int(listener.sockets[0].getsockname()[1])


@pytest.mark.parametrize("host", ["192.0.2.1", "0.0.0.0", "10.0.0.1"])
async def test_only_this_machine_can_be_attacked(host: str) -> None:
    with pytest.raises(ValueError, match="not a loopback address"):
        await silent(host, 9, connections=1, seconds=1)


@pytest.mark.parametrize("name", list(KINDS))
async def test_every_kind_ends_in_time_against_an_idle_server(name: str) -> None:
    async with serving() as (server, port):
        async with asyncio.timeout(10):
            result = await KINDS[name](HOST, port, connections=3, seconds=0.2)
        assert (result.made, result.refused) == (3, 0)
        await until(lambda: server.open == 0)


async def test_number_of_open_connections_is_limited() -> None:
    async with serving(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n") as (server, port):
        result = await unsigned(HOST, port, connections=20, seconds=10, at_once=2)
        assert (result.made, result.statuses) == (20, {401: 20})
        assert len(server.received) == 20
        assert server.most_open <= 4  # the server notices a little later that one has closed


async def test_answer_without_a_head_is_counted_separately() -> None:
    async with serving(b"alive\n") as (_, port):
        result = await malformed(HOST, port, connections=2, seconds=10)
    assert (result.statuses, result.closed) == ({0: 2}, 2)


async def test_last_byte_is_held_back_and_drips_drip() -> None:
    async with serving() as (server, port):
        await held_back(HOST, port, connections=1, seconds=0.5, size=1_000)
        await drips(HOST, port, connections=1, seconds=1, every=0.1)
        await until(lambda: server.open == 0)
        held, dripped = (len(data.partition(b"\r\n\r\n")[2]) for data in server.received)
    assert held == 999
    assert 4 <= dripped <= 11


async def test_garbage_is_bounded() -> None:
    async with serving() as (_, port):
        result = await garbage(HOST, port, connections=2, seconds=1, mebibytes=0.5)
    assert result.sent == 2 * 2**19


async def test_no_connections_without_a_server() -> None:
    async with serving() as (_, port):
        pass
    assert await unread(HOST, port, connections=2, seconds=2) == Result(refused=2)


async def test_attack_from_a_separate_process_returns_the_same_result() -> None:
    async with serving(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n") as (_, port):
        result = await apart("unsigned", port, connections=4, seconds=20, at_once=2, wrongly=False)
    assert (result.made, result.statuses) == (4, {401: 4})
