"""Reads one HTTP/1.1 request from bytes, within limits, and writes one answer. Knows nothing of deadlines or routes.

The parser is aiohttp's (llhttp, in C). aiohttp's own server around it starts a task and queues up to 32 requests for
every connection, keeps reading after an error, and holds what it read in reference cycles. Here an unverified client
costs a few kilobytes, all of which are counted.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus

from aiohttp.base_protocol import BaseProtocol
from aiohttp.http import HttpRequestParser, HttpVersion10, HttpVersion11, RawRequestMessage
from aiohttp.streams import StreamReader

HEAD_BYTES = 8 * 1024
"""Bytes of a request besides its body: request line, headers, and the framing of chunks.

Slack sends 700, and routers add about as much. Once parsed they may take seven times the memory.
"""

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

_LINE_BYTES = 2_048
_HEADERS = 100

Refusal = tuple[HTTPStatus, str]
"""The status of a rejected request, and a fixed word for the reason."""

_UNREADABLE: Refusal = (HTTPStatus.BAD_REQUEST, "http")
_HEAD_TOO_LARGE: Refusal = (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "size")
_BODY_TOO_LARGE: Refusal = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response.

    Attributes:
        status: The HTTP status.
        body: The body.
        content_type: The body's type.
        headers: Further headers.
        close: Whether to close the connection in any case.
    """

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    close: bool = False

    def wire(self, *, connection: str = "", without_body: bool = False) -> bytes:
        """The bytes to send.

        Args:
            connection: Value of the Connection header; empty for no such header.
            without_body: Leave the body out, as the answer to HEAD requires.
        """
        try:
            phrase = HTTPStatus(self.status).phrase
        except ValueError:
            phrase = ""
        lines = [f"HTTP/1.1 {self.status} {phrase}", f"Content-Length: {len(self.body)}", _date(int(time.time()))]
        if self.body:
            lines.append(f"Content-Type: {self.content_type}")
        if self.headers:
            lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if connection:
            lines.append(f"Connection: {connection}")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        return head if without_body else head + self.body


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    return f"Date: {formatdate(second, usegmt=True)}"


class Request:
    """The head of a request.

    Attributes:
        method: In capitals.
        path: As sent, without the query.
        headers: By name, case-insensitive.
        keeps_alive: Whether another request may follow on the connection.
        is_old: Whether it is HTTP/1.0, where the answer must say if the connection stays open.
    """

    __slots__ = ("headers", "is_old", "keeps_alive", "method", "path")

    def __init__(self, message: RawRequestMessage) -> None:
        self.method: str = message.method
        self.path: str = message.url.raw_path
        self.headers: Mapping[str, str] = message.headers
        # Upgrades are not supported, so nothing after one could be parsed.
        self.keeps_alive = not (message.should_close or message.upgrade)
        self.is_old = message.version == HttpVersion10

    @property
    def waits(self) -> bool:
        """Whether the client sends the body only after `CONTINUE`."""
        return not self.is_old and self.headers.get("Expect", "").lower() == "100-continue"


class Reading:
    """Reads one request. Each request gets a new instance, so that nothing is kept between them, above all no headers.

    Args:
        transport: The connection's transport.
        flow: Passed to the parser; see `Flow`.
        body_bytes: The longest body allowed, in bytes.

    Attributes:
        request: The head, once it is complete.
        body: The part of the body that has arrived.
        is_whole: Whether the body is complete.
    """

    __slots__ = (
        "_body_bytes",
        "_fed",
        "_head_end",
        "_last",
        "_parser",
        "_payload",
        "_transport",
        "body",
        "is_whole",
        "request",
    )

    def __init__(self, transport: asyncio.BaseTransport, flow: "Flow", body_bytes: int) -> None:
        self._transport = transport
        self._body_bytes = body_bytes
        self._parser = HttpRequestParser(
            flow,
            flow.loop,
            body_bytes,
            max_line_size=_LINE_BYTES,
            max_field_size=HEAD_BYTES,
            max_headers=_HEADERS,
            auto_decompress=False,
            max_msg_queue_size=1,
        )
        self._payload: StreamReader | None = None
        self._fed = 0
        self._last = b""
        self._head_end: int | None = None
        self.request: Request | None = None
        self.body: bytes | bytearray = b""
        self.is_whole = False

    @property
    def is_alone(self) -> bool:
        """Whether nothing followed the request. Pipelined data is not kept.

        False for chunked bodies, since the parser does not say where they end.
        """
        return self._head_end is not None and self._fed == self._head_end + len(self.body)

    def feed(self, data: bytes) -> Refusal | None:
        """Read more bytes; returns a refusal if the request is invalid, and must not be called again after that."""
        if self._head_end is None:
            self._look_for_head_end(data)
        self._fed += len(data)
        try:
            messages, _, _ = self._parser.feed_data(data)
            if messages:
                message, self._payload = messages[0]
                if not HttpVersion10 <= message.version <= HttpVersion11:
                    return _UNREADABLE
                self.request = Request(message)
                if int(message.headers.get("Content-Length", "0")) > self._body_bytes:
                    return _BODY_TOO_LARGE
            if self._payload is not None:
                self._collect(self._payload)
        except Exception:  # noqa: BLE001 - the parser's own errors, and any other that hostile bytes may cause
            return _UNREADABLE
        if len(self.body) > self._body_bytes:
            return _BODY_TOO_LARGE
        return _HEAD_TOO_LARGE if self._fed - len(self.body) > HEAD_BYTES else None

    def _look_for_head_end(self, data: bytes) -> None:
        seen = self._last + data
        found = seen.find(b"\r\n\r\n")
        if found >= 0:
            self._head_end = self._fed - len(self._last) + found + 4
        self._last = seen[-3:]

    def _collect(self, payload: StreamReader) -> None:
        # Copied at once: in the parser's own buffer each two-byte chunk would take a hundred bytes.
        piece = payload.read_nowait()
        self.is_whole = payload.is_eof()
        if isinstance(self.body, bytearray):
            self.body += piece
        elif piece:
            self.body = piece if self.is_whole else bytearray(piece)


class Flow(BaseProtocol):
    """Flow control for aiohttp's parser. It does nothing, since all input is limited, and copied out at once.

    Attributes:
        loop: The running loop.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self.loop = loop

    def pause_reading(self) -> None:  # noqa: D102 - the parser's
        pass

    def resume_reading(self, resume_parser: bool = True) -> None:  # noqa: D102, FBT001, FBT002 - the parser's
        pass
