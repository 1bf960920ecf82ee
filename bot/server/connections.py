"""One HTTP connection: its deadlines, and what happens to the bytes that arrive."""

import asyncio
import math
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any, Protocol, cast

from bot.server.capacity import Capacity
from bot.server.http1 import CONTINUE, Answer, Flow, Reading, Request

_PIECE = 16 * 1024
"""Bytes handled before the limits are checked again; the event loop delivers up to 256,000 at once."""


class Service(Protocol):
    """Answers the requests."""

    def begin(self, request: Request) -> Answer | None:
        """Answer from the head alone, or return None to ask for the body."""

    def complete(self, request: Request, body: bytes) -> Answer | Coroutine[Any, Any, Answer]:
        """Answer at once, or return a coroutine that does, for verified requests only. Never raises."""

    def note(self, reason: str) -> None:
        """Take note of why a request or a connection was rejected."""


class Connection(asyncio.Protocol):
    """One connection, which handles one request at a time.

    Args:
        capacity: The capacity shared by all connections.
        service: Answers the requests.
        flow: Passed to the parser.
    """

    __slots__ = (
        "_capacity",
        "_deadline",
        "_flow",
        "_has_served",
        "_is_over",
        "_is_overrun",
        "_is_unread",
        "_loop",
        "_reading",
        "_service",
        "_timer",
        "_transport",
    )

    def __init__(self, capacity: Capacity, service: Service, flow: Flow) -> None:
        self._capacity = capacity
        self._service = service
        self._flow = flow
        self._loop = flow.loop
        self._transport: asyncio.Transport | None = None
        self._reading: Reading | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._deadline = math.inf
        self._has_served = False
        self._is_unread = False
        self._is_overrun = False
        self._is_over = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop when the connection is open."""
        self._transport = cast("asyncio.Transport", transport)
        if not self._capacity.admit(self):
            self.abort()
            return
        # The event loop then calls `pause_writing` at once: nothing more is read until the client has read its answer.
        self._transport.set_write_buffer_limits(high=0)
        self._expire_in(self._capacity.limits.head)

    def data_received(self, data: bytes) -> None:
        """Called by the event loop when data has arrived."""
        if len(data) <= _PIECE:
            self._take(data)
            return
        for start in range(0, len(data), _PIECE):
            self._take(data[start : start + _PIECE])

    def pause_writing(self) -> None:
        """Called by the event loop when the client does not read its answer."""
        self._is_unread = True
        self._pause_reading()
        self._expire_in(self._capacity.limits.write)

    def resume_writing(self) -> None:
        """Called by the event loop when the client has read its answer."""
        self._is_unread = False
        if self._transport is None or self._is_over or self._transport.is_closing():
            return
        self._transport.resume_reading()
        self._expire_in(self._capacity.limits.keep_alive)

    def connection_lost(self, _: Exception | None) -> None:
        """Called by the event loop when the connection is closed."""
        if self._reading is not None and self._reading.request is not None:
            self._service.note("broken")
        if self._timer is not None:
            self._timer.cancel()
        self._is_over = True
        self._transport = self._reading = self._timer = None
        self._capacity.leave(self)

    def _take(self, data: bytes) -> None:
        if self._is_over:
            return
        if self._is_unread or self in self._capacity.working:
            # Slack sends no second request before the answer to the first, so pipelined data is not read or kept.
            self._is_overrun = True
            self._pause_reading()
            return
        transport, reading = self._transport, self._reading
        assert transport is not None  # noqa: S101 - data came over it
        is_first = reading is None
        if reading is None:
            reading = self._reading = Reading(transport, self._flow, self._capacity.limits.body_bytes)
        had_head = reading.request is not None
        wrong = reading.feed(data)
        if wrong is not None:
            self.refuse(*wrong)
        elif reading.request is None:
            self._await_head(is_first=is_first)
        elif not had_head and (answer := self._service.begin(reading.request)) is not None:
            self._answer(answer, reading.request, is_last=not reading.is_alone)
        elif reading.is_whole:
            self._complete(reading, reading.request)
        else:
            self._await_body(reading, reading.request, is_first=not had_head)

    def _await_head(self, *, is_first: bool) -> None:
        if is_first and self._has_served:
            self._expire_in(self._capacity.limits.head)
        self._capacity.reading.hold(self, 1)

    def _await_body(self, reading: Reading, request: Request, *, is_first: bool) -> None:
        if is_first:
            self._expire_in(self._capacity.limits.body)
            if request.waits and self._transport is not None:
                self._transport.write(CONTINUE)
        self._capacity.reading.hold(self, 1)
        if (beyond := len(reading.body) - self._capacity.limits.own) > 0:
            self._capacity.large.hold(self, beyond)

    def _complete(self, reading: Reading, request: Request) -> None:
        answer = self._service.complete(request, bytes(reading.body))
        if isinstance(answer, Answer):
            self._answer(answer, request, is_last=not reading.is_alone)
            return
        self._capacity.trust(self)
        self._release()
        self._deadline = math.inf
        working = self._work(answer, request, is_last=not reading.is_alone)
        self._capacity.working[self] = self._loop.create_task(working, name="request")

    async def _work(self, work: Coroutine[Any, Any, Answer], request: Request, *, is_last: bool) -> None:
        try:
            answer = await work
        finally:
            del self._capacity.working[self]
        self._answer(answer, request, is_last=is_last)

    def refuse(self, status: int, reason: str) -> None:
        """Reject the request with a status and no body."""
        self._service.note(reason)
        request = None if self._reading is None else self._reading.request
        self._answer(Answer(status, close=True), request, is_last=True)

    def _answer(self, answer: Answer, request: Request | None, *, is_last: bool) -> None:
        self._release()
        if self._transport is None or self._is_over:
            return
        if request is None or is_last or answer.close or not request.keeps_alive:
            is_last = True
        is_last = is_last or self._is_overrun or self._capacity.is_closing
        # HTTP/1.0 closes unless told otherwise.
        unless_last = "keep-alive" if request is not None and request.is_old else ""
        connection = "close" if is_last else unless_last
        self._has_served = True
        self._expire_in(self._capacity.limits.keep_alive)
        without_body = request is not None and request.method == "HEAD"
        self._transport.write(answer.wire(connection=connection, without_body=without_body))
        if is_last:
            self.close()

    def _release(self) -> None:
        """Free everything that is held for the request."""
        self._reading = None
        self._capacity.reading.release(self)
        self._capacity.large.release(self)

    def close(self) -> None:
        """Close once the client has read the answer, or has had enough time to do so."""
        self._is_over = True
        self._release()
        if self._transport is not None:
            self._transport.close()
            self._expire_in(self._capacity.limits.write)

    def close_if_idle(self) -> None:
        """Close, unless a request has started."""
        if self._reading is None and self not in self._capacity.working:
            self.close()

    def abort(self) -> None:
        """Close at once."""
        self._is_over = True
        self._release()
        if self._transport is not None:
            self._transport.abort()

    def _pause_reading(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def _expire_in(self, seconds: float) -> None:
        """Set the deadline; a timer that fires earlier is then set again."""
        self._deadline = self._loop.time() + seconds
        if self._timer is not None:
            if self._timer.when() <= self._deadline:
                return
            self._timer.cancel()
        self._timer = self._loop.call_at(self._deadline, self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        if self._deadline > self._loop.time():
            if self._deadline < math.inf:
                self._timer = self._loop.call_at(self._deadline, self._on_timer)
        elif self._is_over or self._is_unread:
            self._service.note("unread")
            self.abort()
        elif self._reading is not None:
            self.refuse(HTTPStatus.REQUEST_TIMEOUT, "slow")
        else:
            self.close()
