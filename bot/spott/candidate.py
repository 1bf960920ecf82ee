"""A person as a candidate: who they are to the agency, whether or not they are also a client's contact.

Gender, nationality, date of birth, pay and languages are never read.

Source: Spott's public API reference, "Get candidate".
"""

from typing import Annotated

from pydantic import AliasChoices, AliasPath, BeforeValidator, Field

from bot.spott.fields import Listed, Maybe, Moment, Text, Words, inner
from bot.spott.models import Colleague, Company, EmailAddress, Location, PhoneNumber, Record


def _in_name(member: str) -> AliasChoices:
    return AliasChoices(AliasPath("name", member), AliasPath("name", "name", member), member)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class CurrentPlacement(Record):
    """Where the person works now, placed by the agency."""

    company: Annotated[Maybe[Company], inner("company")] = None


class Candidate(Record):
    """A candidate's record; `status` contains words such as "actively_looking" and "do_not_contact"."""

    id: Words = Field(validation_alias=AliasChoices("id", "candidateId"))
    first_name: Text = Field(default=None, validation_alias=_in_name("firstName"))
    last_name: Text = Field(default=None, validation_alias=_in_name("lastName"))
    status: Annotated[Listed[Words], BeforeValidator(_listed), inner("status")] = ()
    email_addresses: Annotated[Listed[EmailAddress], inner("emails")] = Field(default=(), validation_alias="emails")
    phone_numbers: Annotated[Listed[PhoneNumber], inner("phoneNumbers")] = ()
    locations: Annotated[Listed[Location], inner("locations")] = ()
    last_interaction_date: Annotated[Moment, inner("lastInteractionDate")] = None
    last_interaction_with: Annotated[Maybe[Colleague], inner("lastInteractionWith", "user")] = None
    next_interaction_date: Annotated[Moment, inner("nextInteractionDate")] = None
    next_interaction_with: Annotated[Maybe[Colleague], inner("nextInteractionWith", "user")] = None
    main_contact: Annotated[Maybe[Colleague], inner("mainContact", "user")] = None
    current_placements: Annotated[Listed[CurrentPlacement], inner("currentPlacements", "placements")] = ()
