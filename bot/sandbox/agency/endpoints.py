"""The local Spott's endpoints for candidates, jobs and applications, as strict as the API reference."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.sandbox.agency import applications, jobs
from bot.sandbox.agency.applications import APPLICATIONS, Applied
from bot.sandbox.agency.candidates import candidates
from bot.sandbox.agency.records import Record

_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,3})?)?Z")
_LIMIT: Final = re.compile(r"[1-9]|[1-4][0-9]|50")
_OF_ANY_LIST: Final = frozenset({"cursor", "limit", "modifiedSince", "modifiedUntil"})
_OF_APPLICATIONS: Final = _OF_ANY_LIST | {"vacancyIds", "candidateEmailAddresses", "isInbound", "include"}
_INCLUDED: Final = frozenset(
    {
        "lastActivity",
        "candidate.latestWorkExperience",
        "candidate.locations",
        "candidate.emailAddresses",
        "candidate.phoneNumbers",
        "vacancy.clientContactTeam",
        "vacancy.jobBoards",
    }
)
_MOST_PER_PAGE: Final = 100
_MOST_ADDRESSES: Final = 25


class Agency:
    """The candidates, jobs and applications, and the endpoints about them.

    Attributes:
        candidates: Candidates by id; may be changed.
        vacancies: Jobs by id; may be changed.
        applications: Who applied for which job; may be changed.
        flat: Whether a job search returns plain instead of wrapped values; Spott's documentation does not say which.
    """

    def __init__(self, now: datetime, contacts: Sequence[Record]) -> None:
        self.candidates = candidates(now, contacts)
        self.vacancies = jobs.vacancies(now)
        self.applications: list[Applied] = list(APPLICATIONS)
        self.flat = False
        self._now = now

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the endpoints."""
        for path, handler in (
            ("/candidates/{candidate_id}", self._candidate),
            ("/applications/candidate/{candidate_id}", self._of_candidate),
            ("/applications/vacancy/{vacancy_id}", self._of_vacancy),
            ("/applications", self._feed),
            ("/vacancies/{vacancy_id}", self._vacancy),
            ("/vacancies", self._vacancies),
            ("/pipeline/applications/stages", self._stages),
        ):
            router.add_get(path, handler, allow_head=False)
        router.add_post("/vacancies/_search", self._search)

    async def _candidate(self, request: web.Request) -> web.Response:
        _check(request, frozenset())
        return web.json_response(_known(self.candidates, request.match_info["candidate_id"]))

    async def _of_candidate(self, request: web.Request) -> web.Response:
        _check(request, frozenset())
        candidate_id = request.match_info["candidate_id"]
        _known(self.candidates, candidate_id)
        mine = [(number, one) for number, one in enumerate(self.applications) if one.candidate_id == candidate_id]
        mine.sort(key=lambda pair: pair[1].moved)
        return web.json_response(
            {"items": [applications.application(one, number, self._now, self.vacancies) for number, one in mine]}
        )

    async def _of_vacancy(self, request: web.Request) -> web.Response:
        _check(request, frozenset())
        vacancy = _known(self.vacancies, request.match_info["vacancy_id"])
        ours = [(number, one) for number, one in enumerate(self.applications) if one.job == vacancy["id"]]
        totals = jobs.totals([one.stage for _, one in ours if one.rejected is None])
        listed = [
            applications.of_vacancy(one, number, self._now, self.candidates[one.candidate_id]) for number, one in ours
        ]
        return web.json_response({"vacancy": vacancy | {"stageTotals": totals}, "applications": listed})

    async def _feed(self, request: web.Request) -> web.Response:
        _check(request, _OF_APPLICATIONS)
        included = request.query.getall("include", [])
        if not _INCLUDED.issuperset(included):
            raise web.HTTPBadRequest(reason="include is not one of the allowed values")
        addresses = set(request.query.getall("candidateEmailAddresses", []))
        if len(addresses) > _MOST_ADDRESSES:
            raise web.HTTPBadRequest(reason="candidateEmailAddresses must be at most 25")
        wanted = request.query.getall("vacancyIds", [])
        ours = [
            (number, one)
            for number, one in enumerate(self.applications)
            if (not wanted or one.job in wanted) and (not addresses or addresses & self._addresses(one.candidate_id))
        ]
        ours.sort(key=lambda pair: -pair[1].moved)
        return _page(
            request,
            [
                applications.in_feed(
                    one,
                    number,
                    self._now,
                    self.candidates[one.candidate_id],
                    self.vacancies.get(one.job or ""),
                    with_activity="lastActivity" in included,
                )
                for number, one in ours
            ],
            lambda cursor, more: {"pagination": {"cursor": cursor, "hasMore": more}},
        )

    def _addresses(self, candidate_id: str) -> set[str]:
        return {entry["email"] for entry in self.candidates[candidate_id]["emails"]["emails"]}

    async def _vacancy(self, request: web.Request) -> web.Response:
        _check(request, frozenset())
        return web.json_response(_known(self.vacancies, request.match_info["vacancy_id"]))

    async def _vacancies(self, request: web.Request) -> web.Response:
        _check(request, _OF_ANY_LIST)
        listed = sorted(self.vacancies.values(), key=lambda one: str(one["createdAt"]["createdAt"]))
        return _page(
            request,
            listed,
            lambda cursor, more: {"pageInfo": {"nextCursor": cursor if more else None, "hasNextPage": more}},
        )

    async def _search(self, request: web.Request) -> web.Response:
        filters, page, size = _wanted(await _body(request))
        found = [one for one in self.vacancies.values() if all(_fits(one, *wanted) for wanted in filters)]
        shown = found[page * size : (page + 1) * size]
        paging = {"totalItems": len(found), "page": page, "hasNextPage": (page + 1) * size < len(found)}
        items = [jobs.flat(one) for one in shown] if self.flat else shown
        return web.json_response({"items": items, "pagination": paging})

    async def _stages(self, request: web.Request) -> web.Response:
        _check(request, frozenset({"templateId"}))
        template = request.query.get("templateId")
        return web.json_response(
            {"stages": [one for one in jobs.stages() if template is None or one["templateId"] == template]}
        )


def _known(records: Mapping[str, Record], record_id: str) -> Record:
    if record_id not in records:
        raise web.HTTPNotFound(reason="Not found")
    return records[record_id]


def _check(request: web.Request, allowed: frozenset[str]) -> None:
    """Refuse unknown parameters, and values that the endpoint does not accept."""
    if unknown := sorted(set(request.query) - allowed):
        raise web.HTTPBadRequest(reason=f"unknown parameter: {unknown[0]!r}")
    times = [request.query[name] for name in ("modifiedSince", "modifiedUntil") if name in request.query]
    if not all(map(_TIME.fullmatch, times)):
        raise web.HTTPBadRequest(reason="times must be in UTC, like 2026-11-22T10:00:00.000Z")
    if "limit" in request.query and not _LIMIT.fullmatch(request.query["limit"]):
        raise web.HTTPBadRequest(reason="limit must be between 1 and 50")


def _page(request: web.Request, items: list[Record], paging: Callable[[str, bool], Record]) -> web.Response:
    limit = int(request.query.get("limit", "25"))
    start = _start(request.query["cursor"]) if "cursor" in request.query else 0
    shown, more = items[start : start + limit], start + limit < len(items)
    cursor = base64.b64encode(json.dumps({"after": start + len(shown)}).encode()).decode()
    return web.json_response({"items": shown} | paging(cursor, more))


def _start(cursor: str) -> int:
    try:
        after = json.loads(base64.b64decode(cursor, validate=True))["after"]
    except (binascii.Error, ValueError, KeyError, TypeError):
        after = None
    if not isinstance(after, int):
        raise web.HTTPBadRequest(reason="cursor is not valid")
    return after


async def _body(request: web.Request) -> Record:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict) or request.content_type != "application/json":
        raise web.HTTPBadRequest(reason="body must be a JSON object")
    return body


def _wanted(body: Record) -> tuple[list[tuple[str, object]], int, int]:
    """The filters as paths and values, the page number and the page size."""
    filters, page, size = body.get("filters"), body.get("page", 0), body.get("pageSize", 20)
    if set(body) - {"filters", "page", "pageSize"} or not isinstance(filters, list):
        raise web.HTTPBadRequest(reason="filters must be a list")
    if not isinstance(page, int) or page < 0 or not isinstance(size, int) or not 1 <= size <= _MOST_PER_PAGE:
        raise web.HTTPBadRequest(reason="page and pageSize must be numbers")
    return [_filter(one) for one in filters], page, size


def _filter(one: object) -> tuple[str, object]:
    match one:
        case {
            "type": "text",
            "operator": "contains",
            "path": "vacancy.name" | "vacancy.client.company.name" as path,
            "value": str(value),
            **rest,
        } if value and not rest:
            return path, value
        case {
            "type": "boolean",
            "operator": "equals",
            "path": "vacancy.stage.isOpen" as path,
            "value": bool(value),
            **rest,
        } if not rest:
            return path, value
    raise web.HTTPBadRequest(reason="a filter is not valid")


def _fits(vacancy: Record, path: str, value: object) -> bool:
    if path == "vacancy.stage.isOpen":
        return bool(vacancy["stage"]["stage"]["isOpen"]) is value
    name = vacancy["name"]["name"] if path == "vacancy.name" else vacancy["client"]["client"]["name"]
    return str(value).casefold() in name.casefold()
