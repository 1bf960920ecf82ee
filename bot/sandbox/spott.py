"""A local Spott: the part of its API that this app uses, as strict as the real one, with injectable faults."""

import asyncio
import hmac
import json
import math
import re
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final, Literal

from aiohttp import web

from bot.sandbox.agency.candidates import search_hit as candidate_hit
from bot.sandbox.agency.endpoints import Agency
from bot.sandbox.agency.records import users
from bot.sandbox.local_only import local_only
from bot.sandbox.people import Person, found_only_by_search, people, search_hit

_JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
_RECORDED_HEADERS: Final = ("x-api-key", "accept", "accept-encoding", "user-agent", "cookie", "host")
_LIMIT: Final = re.compile(r"[1-9][0-9]?|100")
_LEAST_LIKENESS: Final = 0.6
_DIGITS_OF_A_PHONE_NUMBER: Final = 6
_HUGE: Final = b'{"candidateId": "c-huge", "firstName": "%s"}' % (b"x" * 8 * 1024 * 1024)


@dataclass(frozen=True)
class SpottRequest:
    """A request that was received; rejected ones count, too."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class RawAnswer:
    """An answer, specified byte by byte.

    Attributes:
        status: HTTP status.
        headers: Sent unchanged, even a wrong Content-Length.
        body: Sent unchanged.
        delay: Seconds before the answer; `math.inf` for never.
        drip: Seconds between two bytes of the body.
        reset: Cut the connection before the answer, or halfway through the body.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: _JSON)
    body: bytes = b""
    delay: float = 0.0
    drip: float = 0.0
    reset: Literal["before", "middle"] | None = None


class LocalSpott:
    """A Spott on 127.0.0.1 that knows the made-up people.

    Attributes:
        url: Its base URL, once started.
        requests: All requests, in order.
        people: Contact overviews by candidate id; may be changed.
        agency: Candidates, jobs and applications; may be changed.
        search_only: Search results without a contact overview.
        search_answer: If set, the answer to every search.
        answers: Answers to give instead, by path, or by a candidate's or job's id for all paths about it; contains
                deliberate failures.
        delay: Seconds to wait before any answer.
        limit_per_minute: The key's calls per minute; None for no limit.
    """

    def __init__(self, *, api_key: str = "spott-demo-key", clock: Callable[[], float] = time.time) -> None:
        self.api_key = api_key
        self.url = ""
        self.requests: list[SpottRequest] = []
        now = datetime.fromtimestamp(clock(), UTC)
        self.people = people(now)
        self.agency = Agency(now, tuple(self.people.values()))
        self.search_only = found_only_by_search()
        self.search_answer: RawAnswer | None = None
        self.answers = _bad_answers(self.people["c-ada-lovelace"])
        self.delay = 0.0
        self.limit_per_minute: int | None = None
        self._clock = clock
        self._calls: deque[float] = deque()
        self._stopped = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Listen on `port`, or on any free one.

        Raises:
            OSError: The port is taken.
        """
        app = web.Application(middlewares=[local_only, self._guard])
        app.router.add_get("/clients/contacts/{candidate_id}", self._contact, allow_head=False)
        app.router.add_get("/users/_list", self._users, allow_head=False)
        app.router.add_get("/search/people", self._search, allow_head=False)
        self.agency.add_routes(app.router)
        self._stopped.clear()
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port).start()
        except OSError:
            await self.stop()
            raise
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Cancel all delayed answers and stop listening."""
        self._stopped.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @web.middleware
    async def _guard(self, request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        headers = {name: request.headers[name] for name in _RECORDED_HEADERS if name in request.headers}
        self.requests.append(SpottRequest(request.method, request.rel_url.raw_path, dict(request.query), headers))
        given = request.headers.get("x-api-key", "")
        if not hmac.compare_digest(given.encode(errors="replace"), self.api_key.encode()):
            return _problem(401, "Invalid API key")
        wait = self._over_the_limit()
        if wait:
            return _problem(429, "Too many requests", {"Retry-After": str(wait)})
        await self._pause(self.delay)
        instead = next((self.answers[key] for key in (request.path, *_ids(request)) if key in self.answers), None)
        if instead is not None:
            return await self._tell(request, instead)
        try:
            answer: web.StreamResponse = await handler(request)
        except web.HTTPException as refused:
            return _problem(refused.status, refused.reason)
        return answer

    def _over_the_limit(self) -> int:
        now = self._clock()
        while self._calls and self._calls[0] <= now - 60:
            self._calls.popleft()
        if self.limit_per_minute is not None and len(self._calls) >= self.limit_per_minute:
            return math.ceil(self._calls[0] + 60 - now) if self._calls else 60
        self._calls.append(now)
        return 0

    async def _pause(self, seconds: float) -> None:
        if seconds:
            try:
                await asyncio.wait_for(self._stopped.wait(), None if seconds == math.inf else seconds)
            except TimeoutError:
                return

    async def _contact(self, request: web.Request) -> web.Response:
        person = self.people.get(request.match_info["candidate_id"])
        return _problem(404, "Contact not found") if person is None else web.json_response(person)

    async def _users(self, _: web.Request) -> web.Response:
        return web.json_response({"users": users()})

    async def _search(self, request: web.Request) -> web.StreamResponse:
        if self.search_answer is not None:
            return await self._tell(request, self.search_answer)
        query = request.query.get("query", "").strip()
        limit = request.query.get("limit", "25")
        if not query:
            return _problem(400, "query is required")
        if not _LIMIT.fullmatch(limit):
            return _problem(400, "limit must be between 1 and 100")
        hits = [*map(search_hit, self.people.values()), *self.search_only]
        known = {hit["id"] for hit in hits}
        hits += [candidate_hit(one) for one in self.agency.candidates.values() if one["id"] not in known]
        typed = query.casefold()
        scored = sorted(((_likeness(typed, hit), hit) for hit in hits), key=lambda pair: -pair[0])
        items = [hit for likeness, hit in scored if likeness >= _LEAST_LIKENESS]
        return web.json_response({"items": items[: int(limit)]})

    async def _tell(self, request: web.Request, answer: RawAnswer) -> web.StreamResponse:
        await self._pause(answer.delay)
        response = web.StreamResponse(status=answer.status, headers=answer.headers)
        if answer.reset == "before":
            _cut(request)
            return response
        if "Content-Length" not in response.headers and "Transfer-Encoding" not in response.headers:
            response.content_length = len(answer.body)
        await response.prepare(request)
        if answer.drip:
            for byte in answer.body:
                await response.write(bytes((byte,)))
                await self._pause(answer.drip)
        elif answer.reset == "middle":
            await response.write(answer.body[: len(answer.body) // 2])
            _cut(request)
        else:
            await response.write(answer.body)
        if (response.content_length or 0) > len(answer.body):
            response.force_close()
        return response


def _ids(request: web.Request) -> list[str]:
    return [request.match_info[name] for name in ("candidate_id", "vacancy_id") if name in request.match_info]


def _bad_answers(somebody: Person) -> dict[str, RawAnswer]:
    def problem(status: int, message: str, **headers: str) -> RawAnswer:
        return RawAnswer(status, {**_JSON, **headers}, json.dumps({"message": message}).encode())

    of_all = {
        "401": problem(401, "Invalid API key"),
        "404": problem(404, "Contact not found"),
        "429": problem(429, "Too many requests", **{"Retry-After": "3"}),
        "500": problem(500, "Internal server error"),
        "hang": RawAnswer(delay=math.inf),
        "garbage": RawAnswer(headers={"Content-Type": "text/html"}, body=b"<!doctype html><title>Moved</title>"),
        "huge": RawAnswer(body=_HUGE),
    }
    slow = {
        "c-slow": somebody | {"candidateId": "c-slow"},
        "/candidates/c-slow": {"id": "c-slow"},
        "/applications/candidate/c-slow": {"items": []},
        "/vacancies/j-slow": {"id": "j-slow"},
        "/applications/vacancy/j-slow": {"vacancy": {"id": "j-slow"}, "applications": []},
    }
    return {
        **{f"{kind}-{name}": answer for kind in ("c", "j") for name, answer in of_all.items()},
        **{path: RawAnswer(body=json.dumps(body).encode(), delay=4.0) for path, body in slow.items()},
    }


def _problem(status: int, message: str, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response({"message": message}, status=status, headers=headers)


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _likeness(typed: str, hit: Person) -> float:
    """How well a search result matches what was typed, from 0 to 1; inexact below the threshold."""
    digits = "".join(filter(str.isdigit, typed))
    if len(digits) >= _DIGITS_OF_A_PHONE_NUMBER and not any(map(str.isalpha, typed)):
        return max((float(digits in "".join(filter(str.isdigit, phone))) for phone in hit["phoneNumbers"]), default=0.0)
    names = (hit["firstName"], hit["middleName"], hit["lastName"], hit["secondLastName"])
    name = " ".join(filter(None, names)).casefold()
    texts = (name, *name.split(), *map(str.casefold, hit["emailAddresses"]))
    if typed in texts:
        return 1.0 if typed == name or "@" in typed else 0.95
    if any(typed in text for text in texts):
        return 0.9
    return 0.85 * max((_similarity(typed, text[:200]) for text in texts), default=0.0)


@lru_cache(maxsize=50_000)
def _similarity(typed: str, text: str) -> float:
    # Nearly all texts are too different to count, which is quick to find out.
    bound = 2 * min(len(typed), len(text)) / (len(typed) + len(text))
    if 0.85 * bound < _LEAST_LIKENESS:
        return bound
    matcher = SequenceMatcher(None, typed, text)
    bound = matcher.quick_ratio()
    return bound if 0.85 * bound < _LEAST_LIKENESS else matcher.ratio()
