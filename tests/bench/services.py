"""Spott and Slack for the benchmark: lean HTTPS servers on this machine that count, and can be slow.

The demo's local Slack and Spott are strict, which takes time; these only answer the few calls that a look-up makes.
"""

import asyncio
import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from urllib.parse import parse_qs, urlsplit

import certifi
import trustme

from bot.sandbox.agency.applications import APPLICATIONS, application
from bot.sandbox.agency.jobs import vacancies
from bot.sandbox.people import people

TEAM = "T0BENCH"
CHANNEL = "C0BENCH"
USERS = tuple(f"U0BENCH{number:03}" for number in range(50))
SCOPES = "commands,chat:write,users:read,channels:read,groups:read,im:read,mpim:read"

_PERSON = "c-ada-lovelace"

# Shorter than the small team's pause, so that its connections to Slack have to be reopened. Longer than the 15 s after
# which aiohttp closes one, since a post on a connection that is just being closed is lost.
_SLACK_IDLE_SECONDS = 18.0


@dataclass(eq=False, slots=True)
class Connection:
    """A TLS connection.

    Attributes:
        opened: When its handshake was complete.
        owner: The contestant that opened it, known from its first request.
    """

    opened: float
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Answer = tuple[str, bytes]
"""The kind of request, and the JSON to answer with."""


class Service:
    """One HTTPS server.

    Args:
        answer: Answers a request; called after `delay`.
        idle: Seconds without a request after which a connection is closed; None for never.

    Attributes:
        connections: All connections, including closed ones.
        delay: Seconds before each answer.
        port: Where it listens, once started.
    """

    def __init__(self, answer: Callable[[Request], Answer], idle: float | None = None) -> None:
        self._answer = answer
        self._idle = idle
        self._server: asyncio.Server | None = None
        self.connections: list[Connection] = []
        self.delay = 0.0
        self.port = 0

    async def start(self, context: ssl.SSLContext) -> None:
        """Listen on any free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]

    def opened_by(self, owner: str) -> list[float]:
        """When a contestant's connections were opened."""
        return [connection.opened for connection in self.connections if connection.owner == owner]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(perf_counter())
        self.connections.append(connection)
        try:
            while True:
                async with asyncio.timeout(self._idle):
                    request = await _read(reader)
                if self.delay:
                    await asyncio.sleep(self.delay)
                owner, body = self._answer(request)
                connection.owner = connection.owner or owner
                writer.write(_HEAD % len(body) + (b"" if request.method == "HEAD" else body))
                if request.headers.get("connection", "").lower() == "close":
                    break
        except (asyncio.IncompleteReadError, OSError):  # of which a time-out is one
            pass
        finally:
            writer.close()


_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nX-OAuth-Scopes: "
    + SCOPES.encode()
    + b"\r\nContent-Length: %d\r\n\r\n"
)


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, path, headers, body)


class Services:
    """Spott, and Slack's Web API together with the response_urls, since the bot answers only to SLACK_API_URL's host.

    Attributes:
        contacts_asked: How often a person was fetched from Spott.
    """

    def __init__(self) -> None:
        self.spott = Service(self._spott)
        self.slack = Service(self._slack, idle=_SLACK_IDLE_SECONDS)
        self.contacts_asked = 0
        self._before_id, self._after_id = _contact_around_id()
        self._applications = _applications()
        self._awaited: dict[str, asyncio.Future[tuple[float, bytes]]] = {}

    async def start(self, folder: Path) -> Path:
        """Listen, with a new certificate.

        Args:
            folder: Where the certificates go.

        Returns:
            A file with the usual authorities and this one: with this one alone, creating a TLS context would be cheaper
            than in production.
        """
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        for service in (self.spott, self.slack):
            await service.start(context)
        return _bundle(authority, folder / "authorities.pem")

    def response_url(self, owner: str, token: str) -> str:
        """Where the answer to one command goes."""
        return f"https://localhost:{self.slack.port}/commands/{owner}/{token}"

    def await_card(self, token: str) -> asyncio.Future[tuple[float, bytes]]:
        """Wait for a post to the response_url with `token`; returns its time and content."""
        card: asyncio.Future[tuple[float, bytes]] = asyncio.get_running_loop().create_future()
        self._awaited[token] = card
        return card

    def connections_of(self, owner: str) -> tuple[int, int]:
        """How many connections a contestant has opened to Spott and to Slack."""
        return len(self.spott.opened_by(owner)), len(self.slack.opened_by(owner))

    def _spott(self, request: Request) -> Answer:
        owner = request.headers.get("x-api-key", "")
        if request.path.startswith("/applications/candidate/"):
            return owner, self._applications
        if not request.path.startswith("/clients/contacts/"):
            return owner, b'{"users": []}'
        self.contacts_asked += 1
        candidate_id = request.path.rpartition("/")[2].encode()
        return owner, self._before_id + candidate_id + self._after_id

    def _slack(self, request: Request) -> Answer:
        return self._card(request) if request.path.startswith("/commands/") else _slack(request)

    def _card(self, request: Request) -> Answer:
        _, _, owner, token = (*request.path.split("/"), "", "", "")[:4]
        if card := self._awaited.pop(token, None):
            card.set_result((perf_counter(), request.body))
        return owner, b'{"ok": true}'


def _bundle(authority: trustme.CA, path: Path) -> Path:
    path.write_bytes(Path(certifi.where()).read_bytes() + b"\n" + authority.cert_pem.bytes())
    return path


def _contact_around_id() -> tuple[bytes, bytes]:
    contact = people(datetime.now(UTC))[_PERSON]
    before, _, after = json.dumps(contact, separators=(",", ":")).partition(_PERSON)
    return before.encode(), after.encode()


def _applications() -> bytes:
    now = datetime.now(UTC)
    theirs = [one for one in APPLICATIONS if one.candidate_id == _PERSON]
    items = [application(one, number, now, vacancies(now)) for number, one in enumerate(theirs)]
    return json.dumps({"items": items}, separators=(",", ":")).encode()


def _user(user_id: str) -> dict[str, object]:
    flags = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_admin", "is_owner")
    return {"id": user_id, "team_id": TEAM, "name": user_id.lower(), **dict.fromkeys(flags, False)}


def _slack(request: Request) -> Answer:
    url = urlsplit(request.path)
    given = {name: values[0] for name, values in parse_qs(f"{url.query}&{request.body.decode()}").items()}
    owner = request.headers.get("authorization", "").removeprefix("Bearer xoxb-")
    answers: dict[str, Callable[[], dict[str, object]]] = {
        "auth.test": lambda: {"team_id": TEAM, "team": "Bench", "user_id": "U0BOT", "bot_id": "B0BOT", "user": "spott"},
        "users.info": lambda: {"user": _user(given["user"])},
        "users.list": lambda: {"members": [_user(user) for user in USERS]},
        "conversations.members": lambda: {"members": list(USERS)},
        "conversations.info": lambda: {
            "channel": {
                "id": given["channel"],
                "name": "hiring",
                "is_channel": True,
                "is_private": False,
                "is_ext_shared": False,
                "is_member": True,
                "num_members": len(USERS),
            }
        },
    }
    answer = answers.get(url.path.rpartition("/")[2], dict)
    return owner, json.dumps({"ok": True, "response_metadata": {"next_cursor": ""}, **answer()}).encode()
