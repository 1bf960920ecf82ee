"""Asks the local Spott as anybody could, without the bot's client."""

from typing import Any

import aiohttp

from bot.sandbox.spott import LocalSpott

KEY = "spott-demo-key"


async def ask(
    spott: LocalSpott, path: str, method: str = "GET", body: object = None, key: str = KEY
) -> tuple[int, Any]:
    """Returns the status and the answer; a body of bytes is sent as it is."""
    async with (
        aiohttp.ClientSession(headers={"x-api-key": key}) as session,
        session.request(
            method,
            spott.url + path,
            data=body if isinstance(body, bytes) else None,
            json=None if isinstance(body, bytes) else body,
        ) as answer,
    ):
        return answer.status, await answer.json()
