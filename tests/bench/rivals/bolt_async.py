"""Bolt's AsyncApp as in its tutorial: its own server, an httpx client for each request, `respond()`."""

import httpx
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench.rivals import settings

app = AsyncApp(
    client=AsyncWebClient(token=settings.SLACK_BOT_TOKEN, base_url=settings.SLACK_API_URL),
    signing_secret=settings.SLACK_SIGNING_SECRET,
)


@app.command("/spott")
async def look_up(ack: AsyncAck, respond: AsyncRespond, command: dict[str, str]) -> None:
    """Answer the command with the person's card."""
    await ack()
    async with httpx.AsyncClient(timeout=8) as client:
        answer = await client.get(settings.contact_url(command["text"]), headers={"x-api-key": settings.SPOTT_API_KEY})
    answer.raise_for_status()
    await respond(**settings.card_of(answer.json()))


if __name__ == "__main__":
    app.start(settings.PORT, host=settings.HOST)
