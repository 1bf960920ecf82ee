"""The values of buttons and modals, and how they are encoded. Pure.

They come back like typed input, from messages that may be years old. They contain ids, or a name to search for, are
parsed again on every click, and grant nothing. `decode` raises ValueError for anything that `encode` did not write.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias

from bot.spott.models import CANDIDATE_ID

USER_ID: Final = "[UW][A-Z0-9]{1,30}"
CHANNEL_ID: Final = "[CDG][A-Z0-9]{1,30}"
TIMESTAMP: Final = r"[0-9]{1,12}\.[0-9]{1,9}"

PRIVATE: Final = "private"
SHARED: Final = "shared"

_PERSON: Final = re.compile(f"({CANDIDATE_ID.pattern})")
_CARD: Final = re.compile(f"({CANDIDATE_ID.pattern}) ({USER_ID})( {SHARED})?")
_CHOICE: Final = re.compile(f"({CANDIDATE_ID.pattern})( {PRIVATE})?")
_PEOPLE: Final = re.compile(f"((?:{CANDIDATE_ID.pattern} ){{1,10}})({USER_ID})( {SHARED})?")
_ASKER: Final = re.compile(f"({USER_ID})")
_NAME: Final = re.compile(r"([^\W\d_][^\x00-\x1f\x7f]{1,299})")
_THREAD: Final = re.compile(f"({CHANNEL_ID}) ({TIMESTAMP})")
_PERSON_OR_JOB: Final = re.compile(f"(person|job) ({CANDIDATE_ID.pattern})")


@dataclass(frozen=True, slots=True)
class Person:
    """On Details, Post here and Post to thread: the person on the card; on a job's card, the one to open. "c-1"."""

    candidate_id: str

    def encode(self) -> str:
        """The encoded value."""
        return self.candidate_id

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        (candidate_id,) = _groups(_PERSON, text)
        return cls(candidate_id)


@dataclass(frozen=True, slots=True)
class Card:
    """On Refresh: the person, who asked for the card, and whether they showed it to others. "c-1 U0123 shared"."""

    candidate_id: str
    asked_by: str
    shared: bool = False

    def encode(self) -> str:
        """The encoded value."""
        return (
            f"{self.candidate_id} {self.asked_by} {SHARED}" if self.shared else f"{self.candidate_id} {self.asked_by}"
        )

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        candidate_id, asked_by, shared = _groups(_CARD, text)
        return cls(candidate_id, asked_by, bool(shared))


@dataclass(frozen=True, slots=True)
class Choice:
    """On Show: one of several people, and whether the card is for the person alone. "c-1 private"."""

    candidate_id: str
    private: bool

    def encode(self) -> str:
        """The encoded value."""
        return f"{self.candidate_id} {PRIVATE}" if self.private else self.candidate_id

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        candidate_id, private = _groups(_CHOICE, text)
        return cls(candidate_id, bool(private))


@dataclass(frozen=True, slots=True)
class PeopleList:
    """On Refresh and Post here of a list: the up to ten people in it; otherwise as `Card`. "c-1 c-2 U0123 shared"."""

    candidate_ids: tuple[str, ...]
    asked_by: str
    shared: bool = False

    def encode(self) -> str:
        """The encoded value."""
        return Card(" ".join(self.candidate_ids), self.asked_by, self.shared).encode()

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        candidate_ids, asked_by, shared = _groups(_PEOPLE, text)
        return cls(tuple(candidate_ids.split()), asked_by, bool(shared))


@dataclass(frozen=True, slots=True)
class JobCard:
    """On Refresh of a job's card: the job, who asked for the card, and whether they showed it to others."""

    vacancy_id: str
    asked_by: str
    shared: bool = False

    def encode(self) -> str:
        """The encoded value."""
        return Card(self.vacancy_id, self.asked_by, self.shared).encode()

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        card = Card.decode(text)
        return cls(card.candidate_id, card.asked_by, card.shared)


@dataclass(frozen=True, slots=True)
class JobChoice:
    """On Show in a list of jobs: the job, and whether its card will be private; also on buttons that post it. "j-1"."""

    vacancy_id: str
    private: bool

    def encode(self) -> str:
        """The encoded value."""
        return f"{self.vacancy_id} {PRIVATE}" if self.private else self.vacancy_id

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        vacancy_id, private = _groups(_CHOICE, text)
        return cls(vacancy_id, bool(private))


@dataclass(frozen=True, slots=True)
class Asker:
    """On Remove: who asked for the card. "U0123"."""

    user_id: str

    def encode(self) -> str:
        """The encoded value."""
        return self.user_id

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        (user_id,) = _groups(_ASKER, text)
        return cls(user_id)


@dataclass(frozen=True, slots=True)
class Name:
    """On Search beside a name in the message: whom to search for. "Jane Doe"."""

    name: str

    def encode(self) -> str:
        """The encoded value."""
        return self.name

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        (name,) = _groups(_NAME, text)
        return cls(name)


@dataclass(frozen=True, slots=True)
class Thread:
    """In a modal's metadata: the thread of the message it is about. "C0123 1712345678.000100"."""

    channel_id: str
    ts: str

    @property
    def is_direct(self) -> bool:
        """Whether it is in a direct message."""
        return self.channel_id.startswith("D")

    def encode(self) -> str:
        """The encoded value."""
        return f"{self.channel_id} {self.ts}"

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        channel_id, ts = _groups(_THREAD, text)
        return cls(channel_id, ts)


@dataclass(frozen=True, slots=True)
class PersonOrJob:
    """On a suggested option; in a modal's metadata, the person or job on its card. "person c-1"."""

    kind: Literal["person", "job"]
    id: str

    def encode(self) -> str:
        """The encoded value."""
        return f"{self.kind} {self.id}"

    @classmethod
    def decode(cls, text: object) -> Self:
        """Read it."""
        kind, record_id = _groups(_PERSON_OR_JOB, text)
        return cls("job" if kind == "job" else "person", record_id)

    @staticmethod
    def matches(text: object) -> bool:
        """Whether a text is one of these."""
        return isinstance(text, str) and _PERSON_OR_JOB.fullmatch(text) is not None


Carried: TypeAlias = Person | Card | Choice | PeopleList | JobCard | JobChoice | Asker | Name | Thread | PersonOrJob
"""What one button or modal carries."""


def _groups(pattern: re.Pattern[str], text: object) -> tuple[str, ...]:
    matched = pattern.fullmatch(text) if isinstance(text, str) else None
    if matched is None:
        # The error contains nothing of the text, which may be anything.
        raise ValueError("not what this app writes")
    return matched.groups()
