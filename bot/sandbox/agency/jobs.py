"""Six jobs at five clients, and the stages of the pipeline."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from bot.sandbox.agency.records import Record, client, day, moment, owner, place, wrapped

_COLORS: Final = {
    "Inbound": "#9CA3AF",
    "Outreach": "#A78BFA",
    "Long List": "#818CF8",
    "Short List": "#60A5FA",
    "Presented": "#38BDF8",
    "Interview": "#3B82F6",
    "Offer": "#F59E0B",
    "Placed": "#22C55E",
}
_ROUNDS: Final = (("1st round", "#93C5FD"), ("2nd round", "#3B82F6"))
_OPEN: Final = ("vs-open", 1, "Open", "#22C55E", True)
_ON_HOLD: Final = ("vs-hold", 2, "On hold", "#9CA3AF", False)
SPECULATIVE: Final = "Open application"


def stages() -> list[Record]:
    """The stages of both pipelines, in order."""
    standard = [_stage(name, order, "tp-standard", "standard") for order, name in enumerate(_COLORS)]
    return [*standard, _stage(SPECULATIVE, 0, "tp-speculative", "speculative")]


@cache
def stage(name: str) -> Record:
    """One stage, by its name; must not be changed."""
    return next(one for one in stages() if one["name"] == name)


def vacancies(now: datetime) -> dict[str, Record]:
    """All jobs, by id.

    Args:
        now: An aware time; all jobs were opened before it.
    """
    return {
        job["id"]: job
        for job in (
            _vacancy("j-backend", "Backend Engineer", "Acorn Analytics", ("u-jo", "u-noor"), now, days=41),
            _vacancy("j-data-lead", "Lead Data Scientist", "Acorn Analytics", ("u-noor",), now, days=20),
            _vacancy("j-finance", "Hoofd Financiën (m/v/x)", "Dory Logistics", ("u-jo",), now, days=33),
            _vacancy("j-production", "Leiter Produktion (m/w/d)", "Rheingold Maschinenbau", ("u-jo",), now, days=120),
            _vacancy(
                "j-accounts", "Responsable comptable", "Maison Bélanger", ("u-noor",), now, days=75, stage=_ON_HOLD
            ),
            _vacancy("j-cfo", "Chief Financial Officer", "Borealis Bank", ("u-jo",), now, days=250, restricted=True),
        )
    }


def flat(vacancy: Record) -> Record:
    """A job as in lists with plain values, and in the list of applications."""
    company = vacancy["client"]["client"]
    return {
        "id": vacancy["id"],
        "name": vacancy["name"]["name"],
        "companyId": company["id"],
        "companyName": company["name"],
        "companyLogoUrl": None,
        "stage": vacancy["stage"]["stage"],
        "createdAt": vacancy["createdAt"]["createdAt"],
    }


def totals(stages_taken: Sequence[str]) -> Record:
    """The number of applications in each stage of the standard pipeline.

    Args:
        stages_taken: The stage name of each application.
    """
    standard = [one for one in stages() if one["templateId"] == "tp-standard"]
    counted = [
        {name: one[name] for name in ("type", "id", "name", "order")} | {"total": stages_taken.count(one["name"])}
        for one in standard
    ]
    return wrapped("vacancyStageTotals", "totals", counted)


def _stage(name: str, order: int, template: str, kind: str) -> Record:
    rounds = _ROUNDS if name == "Interview" else ()
    return {
        "type": kind,
        "templateType": f"DEFAULT_{kind.upper()}",
        "templateId": template,
        "countForAnalytics": True,
        "labels": [
            {"id": f"lb-{index}", "name": label, "colorHex": color, "order": index}
            for index, (label, color) in enumerate(rounds)
        ],
        "id": f"{template}-{order}",
        "order": order,
        "name": name,
        "colorHex": _COLORS.get(name, "#9CA3AF"),
    }


def _vacancy(
    vacancy_id: str,
    title: str,
    company: str,
    team: tuple[str, ...],
    now: datetime,
    *,
    days: int,
    stage: tuple[str, int, str, str, bool] = _OPEN,
    restricted: bool = False,
) -> Record:
    names = ("id", "order", "name", "colorHex", "isOpen")
    return {
        "id": vacancy_id,
        "client": wrapped("vacancyClient", "client", client(company)),
        "name": wrapped("vacancyName", "name", title),
        "description": wrapped("vacancyDescription", "description", f"{title}, on site twice a week."),
        "stage": wrapped("vacancyStage", "stage", dict(zip(names, stage, strict=True))),
        "createdAt": wrapped("vacancyCreatedAt", "createdAt", moment(now - timedelta(days=days))),
        "startAt": wrapped("vacancyStartAt", "startAt", day(now + timedelta(days=60))),
        "endAt": wrapped("vacancyEndAt", "endAt", None),
        "salaryRange": wrapped("vacancySalaryRange", "salaryRange", {"currency": "EUR", "min": 71_234, "max": 85_678}),
        "location": wrapped("vacancyLocation", "location", place("Antwerp", "Belgium")),
        "team": wrapped("vacancyTeam", "team", [owner(user_id) for user_id in team]),
        "employmentType": wrapped("vacancyEmploymentType", "employmentType", "permanent"),
        "locationType": wrapped("vacancyLocationType", "locationType", "hybrid"),
        "clientTeam": wrapped("vacancyClientTeam", "clientTeam", []),
        "restricted": restricted,
    }
