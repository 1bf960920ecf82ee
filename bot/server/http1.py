"""One HTTP/1.1 request read from bytes, within bounds; one answer made into bytes. Knows of no deadline and no route.

The parser is the one inside aiohttp's server and client (llhttp, in C). aiohttp's server around it starts a task and
queues up to 32 requests for anybody who connects, reads on after an error, and keeps what it read in reference cycles;
here, whoever has not yet proved to be Slack costs a few kilobytes, and all of them are counted.
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
"""What of a request may be other than body: first line, headers, and what frames the chunks of a body.

Slack sends 700 bytes, and routers add about as much. Parsed, it may take seven times as much memory.
"""

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

_LINE_BYTES = 2_048
_HEADERS = 100

Refusal = tuple[HTTPStatus, str]
"""With which status a request is refused, and one of a few fixed words for why."""

_UNREADABLE: Refusal = (HTTPStatus.BAD_REQUEST, "http")
_HEAD_TOO_LARGE: Refusal = (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "size")
_BODY_TOO_LARGE: Refusal = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back.

    Attributes:
        status: The HTTP status.
        body: The body.
        content_type: The body's.
        headers: What else is told.
        close: Whether the connection ends with it in any case.
    """

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    close: bool = False

    def wire(self, *, connection: str = "", without_body: bool = False) -> bytes:
        """The bytes that are sent.

        Args:
            connection: What the header of that name says; none where empty.
            without_body: Send the headers alone, as HEAD wants it.
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
        path: As it stands in the first line, without the query.
        headers: By name, in any case of letters.
        keeps_alive: Whether another request may follow on the connection.
        is_old: Whether it is HTTP/1.0, where an answer has to say that the connection stays.
    """

    __slots__ = ("_transport", "headers", "is_old", "keeps_alive", "method", "path")

    def __init__(self, message: RawRequestMessage, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self.method: str = message.method
        self.path: str = message.url.raw_path
        self.headers: Mapping[str, str] = message.headers
        # What would be spoken after an upgrade, nobody understands here.
        self.keeps_alive = not (message.should_close or message.upgrade)
        self.is_old = message.version == HttpVersion10

    @property
    def remote(self) -> str | None:
        """The address at the other end of the connection."""
        peer = self._transport.get_extra_info("peername")
        return str(peer[0]) if isinstance(peer, tuple) else None

    @property
    def waits(self) -> bool:
        """Whether its body is sent only after `CONTINUE`."""
        return not self.is_old and self.headers.get("Expect", "").lower() == "100-continue"


class Reading:
    """Reads one request. There is one for each, so that between two of them nothing is kept, least of all headers.

    Args:
        transport: Where it comes from.
        flow: For the parser; see `Flow`.
        body_bytes: How long a body may be.

    Attributes:
        request: The head, once it is there.
        body: The body, as far as it is there.
        is_whole: Whether all of it is there.
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
        """Whether nothing came behind the request. What comes early is not kept: nobody here has use for it.

        A body in chunks does not say where it ends; behind one there may always be something.
        """
        return self._head_end is not None and self._fed == self._head_end + len(self.body)

    def feed(self, data: bytes) -> Refusal | None:
        """Read on; returns what is wrong with the request, after which there is nothing to be read any more."""
        if self._head_end is None:
            self._look_for_head_end(data)
        self._fed += len(data)
        try:
            messages, _, _ = self._parser.feed_data(data)
            if messages:
                message, self._payload = messages[0]
                if not HttpVersion10 <= message.version <= HttpVersion11:
                    return _UNREADABLE
                self.request = Request(message, self._transport)
                if int(message.headers.get("Content-Length", "0")) > self._body_bytes:
                    return _BODY_TOO_LARGE
            if self._payload is not None:
                self._collect(self._payload)
        except Exception:  # noqa: BLE001 - the parser's own, and whatever else a stranger's bytes make of it
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
        # Taken out at once: in the parser's own buffer each chunk of two bytes would take a hundred.
        piece = payload.read_nowait()
        self.is_whole = payload.is_eof()
        if isinstance(self.body, bytearray):
            self.body += piece
        elif piece:
            self.body = piece if self.is_whole else bytearray(piece)


class Flow(BaseProtocol):
    """What aiohttp's parser tells to stop and to go on. Nothing does: what is read is bounded, and taken out at once.

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
