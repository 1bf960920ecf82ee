"""Who applied for which job, their progress, and the outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox.agency.jobs import SPECULATIVE, flat, stage
from bot.sandbox.agency.records import Record, client, colleague, moment, wrapped


@dataclass(frozen=True, slots=True)
class Applied:
    """An application; times are in days ago, or in the future if negative."""

    candidate_id: str
    job: str | None
    stage: str
    owner: str
    moved: float
    by: str | None = None
    round: int | None = None
    rejected: str | None = None  # the reason
    placed: bool = False
    interview: float | None = None


APPLICATIONS: Final = (
    Applied("c-ada-lovelace", "j-backend", "Offer", "u-jo", 2, "u-noor"),
    Applied("c-ada-lovelace", "j-data-lead", "Interview", "u-noor", 4, "u-noor", round=1, interview=-2),
    Applied("c-ada-lovelace", "j-cfo", "Presented", "u-lee", 210, "u-lee", rejected="Wanted a qualified accountant"),
    Applied("c-ada-lovelace", None, SPECULATIVE, "u-jo", 400, "u-jo"),
    Applied("c-grace-hopper", "j-backend", "Presented", "u-jo", 11, "u-jo"),
    Applied("c-katherine-johnson", "j-production", "Placed", "u-noor", 100, "u-noor", placed=True),
    Applied("c-many-roles", "j-cfo", "Short List", "u-jo", 3, "u-jo"),
    Applied("c-many-roles", "j-finance", "Presented", "u-jo", 6, "u-noor"),
    Applied("c-many-roles", "j-accounts", "Long List", "u-noor", 8, "u-noor"),
    Applied("c-many-roles", "j-production", "Outreach", "u-jo", 1, "u-jo"),
    Applied("c-many-roles", "j-data-lead", "Inbound", "u-noor", 0.2),
    Applied("c-sanne-de-vries", "j-finance", "Offer", "u-jo", 0.1, "u-jo"),
    Applied("c-jeroen-van-den-berg", "j-finance", "Interview", "u-jo", 15, "u-jo", round=0),
    Applied("c-elodie-lefevre", "j-accounts", "Short List", "u-noor", 9, "u-noor"),
    Applied("c-jean-baptiste-moreau", "j-accounts", "Presented", "u-noor", 61, "u-noor", rejected="Too far to travel"),
    Applied("c-jean-baptiste-moreau", "j-backend", "Outreach", "u-noor", 5, "u-noor"),
    Applied("c-jurgen-gross", "j-production", "Interview", "u-jo", 12, "u-jo", round=1, interview=-1),
    Applied("c-anke-muller-schmidt", "j-production", "Placed", "u-jo", 30, "u-jo", placed=True),
    Applied("c-joris-vandenbroucke", "j-backend", "Inbound", "u-noor", 0.5),
    Applied("c-lies-dhondt", "j-data-lead", "Long List", "u-noor", 3, "u-noor"),
    Applied("c-lies-dhondt", "j-backend", "Interview", "u-noor", 300, "u-jo", round=0, rejected="Client chose another"),
    Applied("c-imogen-clarke", "j-backend", "Presented", "u-jo", 9, "u-jo"),
    Applied("c-thomas-oneill", "j-backend", "Outreach", "u-lee", 700, "u-lee"),
    Applied("c-mary-jackson", None, SPECULATIVE, "u-noor", 4, "u-noor"),
)


def application(one: Applied, number: int, now: datetime, vacancies: Mapping[str, Record]) -> Record:
    """An application as returned for a person."""
    vacancy = vacancies.get(one.job or "")
    company = vacancy["client"]["client"] if vacancy else client("Acorn Analytics")
    return {
        "candidateApplicationType": "standardApplication" if vacancy else "speculativeApplication",
        **_how_far(one, number, now),
        "applicationState": wrapped("applicationState", "state", "for-review"),
        "commentCount": 2,
        "client": wrapped("applicationClient", "client", company),
        "clientTeam": wrapped("applicationClientTeam", "clientTeam", []),
        "vacancy": vacancy
        and {
            "viewType": "applicationVacancy",
            "id": vacancy["id"],
            "title": vacancy["name"]["name"],
            "description": vacancy["description"]["description"],
            "client": company,
        }
        | ({"restricted": True} if vacancy["restricted"] else {}),
    }


def of_vacancy(one: Applied, number: int, now: datetime, candidate: Record) -> Record:
    """An application as returned for a job."""
    return {"position": number, "candidate": _who(candidate), **_how_far(one, number, now)}


def in_feed(
    one: Applied, number: int, now: datetime, candidate: Record, vacancy: Record | None, *, with_activity: bool
) -> Record:
    """An application as returned in the list of all applications."""
    known = {name: stage(one.stage)[name] for name in ("id", "order", "name", "colorHex")}
    listed = {
        "id": f"a-{number}",
        "position": number,
        "candidate": _who(candidate),
        "vacancy": vacancy
        and {key: value for key, value in flat(vacancy).items() if key not in {"stage", "createdAt"}}
        | {"jobBoards": []},
        "stage": known,
    }
    return listed | ({"lastActivity": _activity(one, now)} if with_activity else {})


def _how_far(one: Applied, number: int, now: datetime) -> Record:
    pipeline = stage(one.stage)
    names = ("type", "templateType", "id", "name", "order", "colorHex", "templateId")
    label = None if one.round is None else pipeline["labels"][one.round]
    at = moment(now - timedelta(days=one.moved))
    return {
        "id": f"a-{number}",
        "stage": {name: pipeline[name] for name in names}
        | {"viewType": "applicationStage", "status": label and {n: label[n] for n in ("id", "name", "colorHex")}},
        "owner": wrapped("applicationOwner", "owner", colleague(one.owner)),
        "placements": [_placement(one, number, at)] if one.placed else [],
        "latestActivity": _activity(one, now),
        "interviews": [] if one.interview is None else [_interview(one.interview, number, now)],
        "rejection": one.rejected
        and {
            "id": f"rj-{number}",
            "rejectedByUser": colleague(one.by or one.owner),
            "reason": one.rejected,
            "createdAt": at,
        },
    }


def _activity(one: Applied, now: datetime) -> Record:
    return {
        "type": "applicationStageChanged" if one.by else "appliedInbound",
        "isInbound": one.by is None,
        "date": moment(now - timedelta(days=one.moved)),
        "triggeredByUser": one.by and colleague(one.by),
    }


def _placement(one: Applied, number: int, at: str) -> Record:
    return {
        "id": f"pl-{number}",
        "templateId": "pt-1",
        "placedByUser": colleague(one.by or one.owner),
        "placedAt": at,
        "startDate": at,
        "endDate": None,
        "grossFee": {"amount": 21_987, "currency": "EUR"},
        "netFee": {"amount": 18_765, "currency": "EUR"},
    }


def _interview(days: float, number: int, now: datetime) -> Record:
    start = now - timedelta(days=days)
    return {
        "id": f"iv-{number}",
        "startTime": moment(start),
        "endTime": moment(start + timedelta(hours=1)),
        "title": "Interview with the team",
        "meetingId": None,
    }


def _who(candidate: Record) -> Record:
    name = candidate["name"]
    return {
        "id": candidate["id"],
        "firstName": name["firstName"],
        "lastName": name["lastName"],
        "middleName": None,
        "secondLastName": None,
        "avatarUrl": name["avatarUrl"],
    }
