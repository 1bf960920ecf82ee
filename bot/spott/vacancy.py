"""A client's vacancy (a "job" to users) and its applications.

Salaries, and data about the client's own people, are never read.

Source: Spott's public API reference, "Get vacancy", "Get applications by vacancy".
"""

from typing import Annotated

from pydantic import AliasChoices, Field, model_validator

from bot.spott.application import Application
from bot.spott.fields import Flag, LeftOut, Listed, Maybe, Moment, Text, Words, inner
from bot.spott.models import Colleague, Company, Record, Stage
from bot.spott.paging import Page


class VacancyStage(Stage):
    """The stage of the vacancy itself, such as open or filled."""

    is_open: Flag = None


class StageTotal(Record):
    """How many applications of a vacancy are in one stage."""

    id: Text = None
    name: Text = None
    order: Maybe[float] = None
    total: Maybe[int] = None


class Vacancy(Record):
    """A vacancy; `status` is an older answer's word for its stage, and `restricted` is for its team only."""

    id: Words
    title: Annotated[Text, inner("name", "title")] = Field(default=None, validation_alias=AliasChoices("name", "title"))
    client: Annotated[Maybe[Company], inner("client")] = None
    company_id: Text = None
    company_name: Text = None
    stage: Annotated[Maybe[VacancyStage], inner("stage")] = None
    status: Annotated[Text, inner("status")] = None
    created_at: Annotated[Moment, inner("createdAt")] = None
    start_at: Annotated[Moment, inner("startAt")] = None
    team: Annotated[Listed[Colleague], inner("team")] = ()
    restricted: Annotated[Flag, inner("restricted")] = None
    stage_totals: Annotated[Listed[StageTotal], inner("stageTotals", "totals")] = ()

    @property
    def is_open(self) -> bool | None:
        """Whether the vacancy is open; None if Spott does not say."""
        if self.stage is not None and self.stage.is_open is not None:
            return self.stage.is_open
        return None if self.status is None else self.status == "open"

    @property
    def client_name(self) -> str | None:
        """The client's name."""
        return (self.client and self.client.name) or self.company_name


class VacancyPage(Page):
    """A page of vacancies; invalid ones are left out."""

    items: tuple[LeftOut[Vacancy], ...]


class VacancyApplications(Record):
    """A vacancy with its applications; invalid ones are left out.

    The name of the list is not documented, so the first list of objects with an id and a stage is taken.
    """

    vacancy: Vacancy
    applications: Listed[Application] = ()

    @model_validator(mode="before")
    @classmethod
    def _find_the_list(cls, answer: object) -> object:
        if not isinstance(answer, dict):
            return answer
        found = (value for name, value in answer.items() if name != "vacancy" and _is_of_applications(value))
        return {"vacancy": answer.get("vacancy"), "applications": next(found, ())}


def _is_of_applications(value: object) -> bool:
    first = value[0] if isinstance(value, list) and value else None
    if isinstance(first, Application):
        return "stage" in first.model_fields_set
    return isinstance(first, dict) and {"id", "stage"} <= first.keys()
