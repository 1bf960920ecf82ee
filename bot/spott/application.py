"""A person's application for a job, in all the forms that Spott's answers have.

Fees, salaries, comments and the application's state are never read: none of them may be on a card or in a log.

Source: Spott's public API reference, "Get applications by candidate ID", "List applications", "Get application".
"""

from typing import Annotated

from pydantic import AliasChoices, Field

from bot.spott.fields import Flag, LeftOut, Listed, Maybe, Moment, Text, Words, inner
from bot.spott.models import Colleague, Company, Record, Stage
from bot.spott.paging import Page

User = Annotated[Maybe[Colleague], inner("user")]


class StageStatus(Record):
    """A step within a stage, such as the second round of interviews."""

    id: Text = None
    name: Text = None
    color_hex: Text = None


class ApplicationStage(Stage):
    """The progress of an application; `order` sorts the stages of one template."""

    status: Annotated[Maybe[StageStatus], inner("status")] = None


class Activity(Record):
    """The latest thing that happened to an application; `type` is an open list of words."""

    type: Text = None
    date: Moment = None
    triggered_by_user: User = None
    triggered_by_user_name: Text = None

    @property
    def by(self) -> str | None:
        """The name of the colleague who did it; None if nobody did, or it is unknown."""
        return (self.triggered_by_user and self.triggered_by_user.name) or self.triggered_by_user_name


class Placement(Record):
    """A placement that resulted from an application; without an end it is permanent, or still running."""

    placed_at: Moment = None
    placed_by_user: User = None
    start_date: Moment = None
    end_date: Moment = None


class Rejection(Record):
    """The rejection of an application; `reason` is text that a colleague wrote."""

    reason: Text = None
    rejected_at: Moment = None
    created_at: Moment = None
    rejected_by_user: User = None
    created_by: User = None


class VacancyOfApplication(Record):
    """What an application says about its job; a `restricted` one is for its team only."""

    id: Text = None
    title: Annotated[Text, inner("title")] = None
    name: Annotated[Text, inner("name")] = None
    client: Annotated[Maybe[Company], inner("client")] = None
    company_id: Text = None
    company_name: Text = None
    restricted: Annotated[Flag, inner("restricted")] = None


class CandidateOfApplication(Record):
    """Who applied."""

    id: Words
    first_name: Text = None
    middle_name: Text = None
    last_name: Text = None
    second_last_name: Text = None


class Interview(Record):
    """An appointment between the candidate and the client."""

    id: Text = None
    title: Text = None
    start_time: Moment = None


class Application(Record):
    """One application of one person, for a job, or a speculative one if `vacancy` is None."""

    id: Words
    stage: Annotated[Maybe[ApplicationStage], inner("stage")] = None
    owner: Annotated[Maybe[Colleague], inner("owner", "user")] = None
    placements: Annotated[Listed[Annotated[Placement, inner("placement")]], inner("placements")] = ()
    latest_activity: Annotated[Maybe[Activity], inner("latestActivity")] = Field(
        default=None, validation_alias=AliasChoices("latestActivity", "lastActivity")
    )
    client: Annotated[Maybe[Company], inner("client")] = None
    rejection: Annotated[Maybe[Rejection], inner("rejection")] = None
    vacancy: Annotated[Maybe[VacancyOfApplication], inner("vacancy")] = None
    candidate: Annotated[Maybe[CandidateOfApplication], inner("candidate")] = None
    interviews: Annotated[Listed[Interview], inner("interviews")] = ()


class ApplicationList(Record):
    """All applications of one person; invalid ones are left out."""

    items: tuple[LeftOut[Application], ...]


class ApplicationPage(Page):
    """A page of a list of applications; invalid ones are left out."""

    items: tuple[LeftOut[Application], ...]
