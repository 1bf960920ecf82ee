"""A person as shown on cards: who they are, and their applications. Pure."""

from dataclasses import dataclass, replace
from typing import Self

from bot.people.standing import Standing
from bot.spott.candidate import Candidate
from bot.spott.models import ClientContact, Contact


@dataclass(frozen=True, slots=True)
class Person:
    """What is known about one person.

    Attributes:
        record: The person as a client's contact, or as a candidate if Spott has no such contact.
        standing: Their applications; None if these could not be loaded.
        candidate: The person as a candidate, if that was fetched.
    """

    record: Contact | Candidate
    standing: Standing | None
    candidate: Candidate | None = None

    def for_everyone(self) -> Self:
        """The same person without confidential jobs, for cards that more people than the user can see."""
        return replace(self, standing=self.standing and self.standing.for_everyone())

    @property
    def candidate_id(self) -> str:
        """The person's id."""
        return self.record.candidate_id if isinstance(self.record, Contact) else self.record.id

    @property
    def roles(self) -> tuple[ClientContact, ...]:
        """The person's roles at clients, current and former."""
        return self.record.client_contacts if isinstance(self.record, Contact) else ()
