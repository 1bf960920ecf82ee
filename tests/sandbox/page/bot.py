"""An app that gives the answers that a test queued."""

import json
from collections import deque
from typing import Any

from aiohttp import web


class Bot:
    """Answers each request as the test queued, or else with an empty acknowledgement."""

    def __init__(self) -> None:
        self.payloads: list[dict[str, Any]] = []
        self.answers: deque[dict[str, Any]] = deque()

    async def handle(self, request: web.Request) -> web.Response:
        if request.content_type == "application/json":
            self.payloads.append(await request.json())
            return web.Response()
        form = await request.post()
        self.payloads.append(json.loads(str(form["payload"])) if "payload" in form else dict(form))
        return web.json_response(self.answers.popleft()) if self.answers else web.Response()
