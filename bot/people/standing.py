"""A person's applications: which are open, their progress, and how the others ended. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from bot.spott.application import Activity, Application, ApplicationStage, Placement, Rejection
from bot.spott.models import Colleague, Company

End: TypeAlias = Literal["rejected", "placed", "speculative"]
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ending:
    """How an application ended; `by` is a colleague's name, and `reason` what they wrote about a rejection."""

    how: End
    at: datetime | None = None
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """One application of a person: the job, the client, its progress, and the last activity.

    Attributes:
        application_id: Its id.
        vacancy_id: The job's id, if it is for one.
        job: The job's title.
        client: The client.
        stage: Its stage, with the status within the stage.
        owner: The colleague who owns it.
        moved_at: The time of the last activity.
        moved_by: The name of the colleague responsible for it.
        endings: How it ended, the latest first; empty if it is open.
        placed_at: When the latest placement began, or was agreed.
        confidential: Whether Spott says that the job is for its team only.
    """

    application_id: str
    vacancy_id: str | None = None
    job: str | None = None
    client: Company | None = None
    stage: ApplicationStage | None = None
    owner: Colleague | None = None
    moved_at: datetime | None = None
    moved_by: str | None = None
    endings: tuple[Ending, ...] = ()
    placed_at: datetime | None = None
    confidential: bool = False

    @property
    def client_key(self) -> str | None:
        """A key that all applications at one client share; None if the client is not known."""
        if self.client is None:
            return None
        return self.client.id or (self.client.name and self.client.name.casefold())


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's applications.

    Attributes:
        open: The open ones, the furthest stage first, then the newest activity.
        over: Those that ended, and those without a job, the latest first.
    """

    open: tuple[Position, ...] = ()
    over: tuple[Position, ...] = ()

    def for_everyone(self) -> "Standing":
        """The same without confidential jobs."""
        return Standing(*(tuple(one for one in part if not one.confidential) for part in (self.open, self.over)))


def standing(applications: Sequence[Application]) -> Standing:
    """Sort a person's applications.

    The names of stages are the agency's own, so nothing depends on them: an application is rejected if it has a
    rejection, placed if it has placements, and speculative if it has no job. Spott's documentation doesn't say whether
    this answer contains jobs; if it contains none, no application counts as speculative.

    Args:
        applications: All of the person's applications, in any order.
    """
    named = jobs_are_named(applications)
    positions = [position(application, jobs_are_named=named) for application in applications]
    return Standing(
        open=tuple(sorted((one for one in positions if not one.endings), key=_furthest_first)),
        over=tuple(sorted((one for one in positions if one.endings), key=_latest_first)),
    )


def jobs_are_named(applications: Sequence[Application]) -> bool:
    """Whether an answer mentions the jobs of its applications, if only to say that one has none."""
    return any("vacancy" in application.model_fields_set for application in applications)


def position(application: Application, *, jobs_are_named: bool = True) -> Position:
    """One application as a position.

    Args:
        application: The application.
        jobs_are_named: Whether it would name its job if it had one.
    """
    vacancy, activity = application.vacancy, application.latest_activity or Activity()
    return Position(
        application_id=application.id,
        vacancy_id=vacancy.id if vacancy else None,
        job=(vacancy.title or vacancy.name) if vacancy else None,
        client=_client(application),
        stage=application.stage,
        owner=application.owner,
        moved_at=activity.date,
        moved_by=activity.by,
        endings=_endings(application, jobs_are_named=jobs_are_named),
        placed_at=max(filter(None, map(_placed_at, application.placements)), default=None),
        confidential=bool(vacancy and vacancy.restricted),
    )


def _client(application: Application) -> Company | None:
    if application.client and application.client.name:
        return application.client
    vacancy = application.vacancy
    of_vacancy = vacancy.client if vacancy else None
    known = [company for company in (application.client, of_vacancy) if company and (company.id or company.name)]
    if vacancy and (vacancy.company_id or vacancy.company_name):
        known.append(Company(id=vacancy.company_id, name=vacancy.company_name))
    named = [company for company in known if company.name]
    return next(iter(named or known), None)


def _endings(application: Application, *, jobs_are_named: bool) -> tuple[Ending, ...]:
    endings = []
    if application.placements:
        latest = max(application.placements, key=lambda one: _placed_at(one) or _LONG_AGO)
        endings.append(Ending("placed", _placed_at(latest), _name(latest.placed_by_user)))
    if application.rejection is not None:
        endings.append(_rejected(application.rejection))
    if not endings and application.vacancy is None and jobs_are_named:
        activity = application.latest_activity or Activity()
        endings.append(Ending("speculative", activity.date, activity.by))
    return tuple(sorted(endings, key=lambda ending: ending.at or _LONG_AGO, reverse=True))


def _rejected(rejection: Rejection) -> Ending:
    by = _name(rejection.rejected_by_user) or _name(rejection.created_by)
    return Ending("rejected", rejection.rejected_at or rejection.created_at, by, rejection.reason)


def _placed_at(placement: Placement) -> datetime | None:
    return placement.start_date or placement.placed_at


def _name(colleague: Colleague | None) -> str | None:
    return colleague.name if colleague else None


def _furthest_first(one: Position) -> tuple[float, float, str]:
    order = one.stage.order if one.stage and one.stage.order is not None else float("-inf")
    return -order, _newest_first(one.moved_at), one.application_id


def _latest_first(one: Position) -> tuple[float, str]:
    return _newest_first(one.endings[0].at or one.moved_at), one.application_id


def _newest_first(moment: datetime | None) -> float:
    return -(moment or _LONG_AGO).timestamp()
