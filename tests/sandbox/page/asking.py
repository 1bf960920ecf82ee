"""Requests to the demo page's server, as the page makes them."""

import json
from typing import Any

import aiohttp


async def get_state(page: aiohttp.ClientSession) -> dict[str, Any]:
    async with page.get("/page/state") as response:
        assert response.status == 200
        found: dict[str, Any] = await response.json()
        return found


async def do(page: aiohttp.ClientSession, what: str, **sent: object) -> tuple[int, dict[str, Any]]:
    async with page.post(f"/page/{what}", json=sent) as response:
        return response.status, await response.json()


async def next_event(events: aiohttp.ClientResponse) -> dict[str, Any]:
    while True:
        line = await events.content.readline()
        if line.startswith(b"data: "):
            found: dict[str, Any] = json.loads(line[6:])
            return found
