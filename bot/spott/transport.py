"""How a request travels to Spott: httpx's transport interface over one session of aiohttp.

httpx's own pool loses a slot for good with each call that is cancelled, and costs eight times the CPU at 50 at once.
Source: https://www.python-httpx.org/advanced/transports/#custom-transports
"""

from collections.abc import AsyncIterator
from typing import Final

import aiohttp
import httpx

_KEEP_ALIVE: Final = 300.0
"""Seconds. A small team looks up once in a while; Spott closes earlier if it likes, and a TLS handshake costs 8 ms."""


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends requests without a body, each once, over connections that are kept.

    Path and query are those of the extension "target", not of the request's address: httpx reads an address sign by
    sign, which takes longer than all else that it does (https://www.python-httpx.org/advanced/extensions/#target).

    No cookie is kept, nothing is followed or decoded, and no proxy of the environment is used. Certificates are checked
    against the system's authorities, as those of Slack are: a context of our own would take 20 ms to make.

    Args:
        connections: How many there may be.

    Raises:
        aiohttp.ClientError, httpx.NetworkError, OSError: The answer did not come; who calls knows what that means.
    """

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the answer's body is still to be read, and the answer to be closed."""
        if self._session is None:
            self._session = _session(self._connections)
        if self._session.closed:
            raise httpx.NetworkError("closed")
        path, _, query = request.extensions["target"].decode().partition("?")
        answer = await self._session.request(
            request.method,
            f"{request.url.scheme}://{request.url.netloc.decode()}{path}",
            # Not as part of the address: the latest 128 of those are kept in memory, and a query may hold a name.
            params=httpx.QueryParams(query).multi_items() if query else None,
            headers=[(name.decode(), value.decode()) for name, value in request.headers.raw],
            allow_redirects=False,
        )
        return httpx.Response(answer.status, headers=answer.raw_headers, stream=_Body(answer), request=request)

    async def aclose(self) -> None:
        """Close the connections. Calls still under way fail."""
        if self._session is not None:
            await self._session.close()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while chunk := await self._answer.content.readany():
            yield chunk

    async def aclose(self) -> None:
        # A connection on which something is still to come is closed, any other one kept.
        self._answer.release()


def _session(connections: int) -> aiohttp.ClientSession:
    """Made inside the running loop."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections, keepalive_timeout=_KEEP_ALIVE),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(),
        auto_decompress=False,
        trust_env=False,
        middlewares=(_once,),
    )


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keeps aiohttp from repeating a lost GET, which it does without telling: it would come on top of our own retry."""
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise httpx.NetworkError("lost") from error
