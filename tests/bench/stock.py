"""The same command on plain Bolt, as in its documentation: `python -m tests.bench.stock`, with our settings.

Sources: https://docs.slack.dev/tools/bolt-python/concepts/async, https://docs.slack.dev/tools/bolt-python/concepts/socket-mode
"""

import asyncio
import logging
import os
from typing import Any

import httpx
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


def stock_app() -> AsyncApp:
    client = AsyncWebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"] + "/")
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])
    key = {"x-api-key": os.environ["SPOTT_API_KEY"]}
    limits = httpx.Limits(max_connections=500)
    spott = httpx.AsyncClient(base_url=os.environ["SPOTT_API_URL"], headers=key, timeout=10, limits=limits)

    @app.command("/spott")
    async def look_up(ack: Any, command: dict[str, Any], respond: Any) -> None:  # noqa: ANN401 - as documented
        await ack()
        answer = await spott.get(f"/clients/contacts/{command['text']}")
        person = answer.json()
        await respond(text=f"{person['firstName']} {person['lastName']}", response_type="in_channel")

    return app


async def over_socket_mode() -> None:
    await AsyncSocketModeHandler(stock_app(), os.environ["SLACK_APP_TOKEN"]).start_async()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    if "SLACK_APP_TOKEN" in os.environ:
        asyncio.run(over_socket_mode())
    else:
        stock_app().start(port=int(os.environ["PORT"]), path="/slack/events", host=os.environ["HOST"])
