"""Which calls are retried, and which are not."""

import asyncio

import pytest

from bot.spott.errors import (
    SpottError,
    SpottUnavailableError,
)
from tests.spott.answers import GOOD, Server, client_of, http

PASSING = [pytest.param(b"", id="lost"), *(pytest.param(http(status), id=f"{status}") for status in (502, 503, 504))]


@pytest.mark.parametrize("failure", PASSING)
async def test_transient_error_is_retried_once(server: Server, failure: bytes) -> None:
    server.answers = [failure, GOOD]
    async with client_of(server) as client:
        assert (await client.contact("c-1")).first_name == "Kim"
    assert len(server.requests) == 2


@pytest.mark.parametrize("failure", PASSING)
async def test_at_most_one_retry(server: Server, failure: bytes) -> None:
    server.answers = [failure]
    async with client_of(server) as client:
        with pytest.raises(SpottUnavailableError):
            await client.contact("c-1")
    assert len(server.requests) == 2


@pytest.mark.parametrize("failure", PASSING)
async def test_retry_can_be_switched_off(server: Server, failure: bytes) -> None:
    server.answers = [failure, GOOD]
    async with client_of(server, retry=False) as client:
        with pytest.raises(SpottUnavailableError):
            await client.contact("c-1")
    assert len(server.requests) == 1


async def test_no_retry_in_the_second_half_of_the_deadline(server: Server) -> None:
    async def late(_: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.6)

    server.answers = [late, GOOD]
    async with client_of(server, timeout=1.0) as client:
        with pytest.raises(SpottUnavailableError):
            await client.contact("c-1")
    assert len(server.requests) == 1


async def test_stale_connection_is_replaced(server: Server) -> None:
    server.answers, server.keep_alive = [GOOD, b"", GOOD], True
    async with client_of(server) as client:
        await client.contact("c-1")
        server.keep_alive = False
        assert (await client.contact("c-1")).first_name == "Kim"
    assert (len(server.requests), server.connections) == (3, 2)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
async def test_permanent_error_is_not_retried(server: Server, status: int) -> None:
    server.answers = [http(status), GOOD]
    async with client_of(server) as client:
        with pytest.raises(SpottError):
            await client.contact("c-1")
    assert len(server.requests) == 1


async def test_cancelled_calls_leave_no_connection_behind(server: Server) -> None:
    async def never(_: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    server.answers = [never]
    async with client_of(server) as client:
        calls = [asyncio.create_task(client.contact(f"c-{number}")) for number in range(300)]
        for number, call in enumerate(calls):
            if number % 30 == 0:
                await asyncio.sleep(0.01)
            call.cancel()
        ends = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(end) for end in ends} == {asyncio.CancelledError}
        server.answers = [GOOD]
        contacts = await asyncio.gather(*(client.contact("c-1") for _ in range(100)))
    assert [contact.first_name for contact in contacts] == ["Kim"] * 100
