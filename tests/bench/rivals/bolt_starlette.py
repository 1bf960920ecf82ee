"""Bolt's AsyncApp on Starlette and uvicorn, with one httpx client for all requests; `respond()` as before."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.bench.rivals import settings

app = AsyncApp(
    client=AsyncWebClient(token=settings.SLACK_BOT_TOKEN, base_url=settings.SLACK_API_URL),
    signing_secret=settings.SLACK_SIGNING_SECRET,
)
handler = AsyncSlackRequestHandler(app)
client = httpx.AsyncClient(timeout=8)


@app.command("/spott")
async def look_up(ack: AsyncAck, respond: AsyncRespond, command: dict[str, str]) -> None:
    """Answer the command with the person's card."""
    await ack()
    answer = await client.get(settings.contact_url(command["text"]), headers={"x-api-key": settings.SPOTT_API_KEY})
    answer.raise_for_status()
    await respond(**settings.card_of(answer.json()))


async def slack_events(request: Request) -> Response:
    """Hand Slack's request to Bolt."""
    return await handler.handle(request)


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    """Close the client at the end."""
    yield
    await client.aclose()


api = Starlette(routes=[Route("/slack/events", slack_events, methods=["POST"])], lifespan=lifespan)

if __name__ == "__main__":
    uvicorn.run(api, host=settings.HOST, port=settings.PORT, access_log=False)
