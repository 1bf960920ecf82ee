"""No Bolt: aiohttp as server and client, the signature, the same fetch and the same post; nothing else.

Roughly the least that a look-up can cost in Python, but not a product: no access rules, no limits, no answer when
something fails, and work in progress is lost on a stop.
"""

import asyncio
import hashlib
import hmac
import time

import aiohttp
import uvloop
from aiohttp import web

from tests.bench.rivals import settings

_SECRET = settings.SLACK_SIGNING_SECRET.encode()


class Bot:
    """Answers `/spott` with one session for everything."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._tasks: set[asyncio.Task[None]] = set()

    async def events(self, request: web.Request) -> web.Response:
        """Verify, acknowledge, and look up in the background."""
        body = await request.read()
        stamp = request.headers["X-Slack-Request-Timestamp"]
        expected = "v0=" + hmac.new(_SECRET, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, request.headers["X-Slack-Signature"]) or time.time() - int(stamp) > 300:
            return web.Response(status=401)
        command = await request.post()
        task = asyncio.create_task(self._look_up(str(command["text"]), str(command["response_url"])))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return web.Response()

    async def _look_up(self, candidate_id: str, response_url: str) -> None:
        headers = {"x-api-key": settings.SPOTT_API_KEY}
        async with self._session.get(settings.contact_url(candidate_id), headers=headers) as answer:
            card = settings.card_of(await answer.json())
        async with self._session.post(response_url, json=card) as posted:
            await posted.read()


async def application() -> web.Application:
    """The server."""
    session = aiohttp.ClientSession()
    app = web.Application()
    app.router.add_post("/slack/events", Bot(session).events)
    app.on_cleanup.append(lambda _: session.close())
    return app


if __name__ == "__main__":
    uvloop.install()
    web.run_app(application(), host=settings.HOST, port=settings.PORT, access_log=None, print=None)
