"""Records the app's requests and Slack's answers, and lets tests inject faults."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

from bot.sandbox.slack.feed import Feed

KEPT = 20_000


@dataclass(frozen=True)
class Answer:
    """An answer: a dict is sent as JSON, a string as plain text."""

    body: dict[str, Any] | str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """One request from the app.

    Attributes:
        method: A Web API method, or "response_url".
        arguments: What was sent, without the token.
        status: The HTTP status; None if the connection was cut.
        answer: The body of the answer; None if the connection was cut.
    """

    method: str
    arguments: dict[str, Any]
    status: int | None
    answer: dict[str, Any] | str | None


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong once.

    Attributes:
        status: Answer with this status instead of doing anything.
        headers: That answer's headers, such as `Retry-After`.
        body: That answer's body; a dict is sent as JSON.
        delay: Seconds before anything happens. Alone, it only makes Slack slow.
        reset: Cut the connection: "before" the request is handled, or "after", but before the answer.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: dict[str, Any] | str = ""
    delay: float = 0
    reset: Literal["before", "after"] | None = None


class Faults:
    """The faults to inject."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Inject this fault into the next `times` requests to a method, or to a "response_url"."""
        self._waiting.setdefault(method, deque()).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The next fault for this method."""
        waiting = self._waiting.get(method)
        return waiting.popleft() if waiting else None

    def left(self, method: str) -> list[Fault]:
        """The faults not injected yet, the next one first."""
        return list(self._waiting.get(method, ()))


class Traffic:
    """Applies a fault to each request, if there is one, and records what happened."""

    def __init__(self, feed: Feed) -> None:
        self.faults = Faults()
        self._feed = feed
        self._calls: deque[Call] = deque(maxlen=KEPT)

    def calls(self) -> list[Call]:
        """Every request so far, including refused ones, in the order in which they were answered."""
        return list(self._calls)

    async def answer(
        self,
        request: web.Request,
        method: str,
        arguments: Mapping[str, Any],
        perform: Callable[[], Answer],
    ) -> web.Response:
        """Handle a request, unless a fault prevents it.

        Args:
            request: The HTTP request.
            method: Its name, for faults and calls.
            arguments: Its arguments.
            perform: Handles it; not called if a fault prevents that.
        """
        fault = self.faults.take(method) or Fault()
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.status is not None:
            answer = Answer(fault.body, fault.status, fault.headers)
        elif fault.reset == "before":
            answer = Answer("")
        else:
            answer = perform()
        cut = fault.reset is not None
        self._calls.append(
            Call(
                method,
                {name: value for name, value in arguments.items() if name != "token"},
                None if cut else answer.status,
                None if cut else answer.body,
            )
        )
        self._feed.wake()
        if cut and request.transport is not None:
            request.transport.abort()
        return response(answer)


def response(answer: Answer) -> web.Response:
    """The answer as aiohttp sends it."""
    if isinstance(answer.body, str):
        return web.Response(text=answer.body, status=answer.status, headers=answer.headers)
    return web.json_response(answer.body, status=answer.status, headers=answer.headers)
