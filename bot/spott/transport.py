"""httpx's transport interface on top of one aiohttp session.

httpx's own pool leaks a slot with each cancelled call and takes eight times the CPU at 50 calls at once.
Source: https://www.python-httpx.org/advanced/transports/#custom-transports
"""

from collections.abc import AsyncIterator
from typing import Final

import aiohttp
import httpx
from yarl import URL

from bot.proxies import Proxies

_KEEP_ALIVE: Final = 300.0
"""Seconds. Small teams look people up only now and then, and a TLS handshake costs 8 ms; Spott may close earlier."""


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends requests, each exactly once, over persistent connections.

    The path and the query (a mapping, not encoded yet, or None) come from the extensions "path" and "query" instead of
    the request's URL, because httpx parses URLs character by character, which would take 5 % of a look-up's CPU.

    Keeps no cookies, follows no redirects, decodes nothing, and uses a proxy as `bot.proxies` says. Certificates are
    checked against the system's authorities with aiohttp's TLS context: a separate one would take 20 ms to create.

    Args:
        connections: The most connections.

    Raises:
        aiohttp.ClientError, httpx.NetworkError, OSError: There was no answer; the caller maps these.
    """

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the caller reads the body and closes the response."""
        if self._session is None:
            self._session = _session(self._connections)
        if self._session.closed:
            raise httpx.NetworkError("closed")
        answer = await self._session.request(
            request.method,
            URL.build(
                scheme=request.url.scheme,
                authority=request.url.netloc.decode(),
                path=request.extensions["path"],
                encoded=True,
            ),
            # Not part of the URL: the latest 128 URLs are cached in memory, and a query may contain a name.
            params=request.extensions["query"],
            data=None if request.method == "GET" else request.read(),
            headers=[(name.decode(), value.decode()) for name, value in request.headers.raw],
            allow_redirects=False,
        )
        return httpx.Response(answer.status, headers=answer.raw_headers, stream=_Body(answer), request=request)

    async def aclose(self) -> None:
        """Close the connections. Calls in progress fail."""
        if self._session is not None:
            await self._session.close()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while chunk := await self._answer.content.readany():
            yield chunk

    async def aclose(self) -> None:
        # Closes the connection if there is more to read, otherwise returns it to the pool.
        self._answer.release()


def _session(connections: int) -> aiohttp.ClientSession:
    """Must be called inside the running loop."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections, keepalive_timeout=_KEEP_ALIVE),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(),
        auto_decompress=False,
        middlewares=(_once, *Proxies.from_environment().middlewares),
    )


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from silently repeating a lost GET, on top of our own retry."""
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise httpx.NetworkError("lost") from error
