"""What somebody asks for, as values. Pure."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.people.job_query import ByJob, ByJobId
from bot.people.linkedin import ByProfile


@dataclass(frozen=True, slots=True)
class Help:
    """The user asks for help."""


@dataclass(frozen=True, slots=True)
class ByEmail:
    """An email address, in lower case."""

    email: str


@dataclass(frozen=True, slots=True)
class ByPhone:
    """A phone number like "+31612345678"; the digits as typed if the country is unknown.

    `others` are what the same digits are in the other countries of PHONE_REGION.
    """

    number: str
    others: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that it may be, the most likely first."""
        return (self.number, *self.others)


@dataclass(frozen=True, slots=True)
class ById:
    """A valid candidate id.

    `else_search` is what to search for if Spott does not know the id, since the word may also be a name or a number.
    None means that it can only be an id (from a link to Spott, or a UUID or cuid).
    """

    candidate_id: str
    else_search: str | ByPhone | None = None


@dataclass(frozen=True, slots=True)
class ByName:
    """A person's name, given name first.

    `else_id` is the typed word if it may also be an id, to try if the search finds nobody.
    """

    name: str
    else_id: str | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The text cannot be a person, so Spott is not asked.

    Attributes:
        nameless_profile: Whether it is a link to a LinkedIn profile without a name in its address.
    """

    nameless_profile: bool = False


Searched: TypeAlias = ById | ByEmail | ByPhone | ByProfile | ByName
"""Who can be searched for."""

Who: TypeAlias = Searched | NotUnderstood
"""Who is asked for, regardless of who may see the answer."""


@dataclass(frozen=True, slots=True)
class NameOrPrivate:
    """A text with a word that looks like a misspelt `private`, such as "Mark Price" and "Mark privte".

    If the whole text is somebody's full name, it is a name. Otherwise the answer is private.

    Attributes:
        name: The whole text as a name.
        otherwise: What the text asks for without that word.
    """

    name: ByName
    otherwise: Who


People: TypeAlias = tuple[tuple[str, Who | NameOrPrivate], ...]
"""Several people, each as typed, and as read."""


@dataclass(frozen=True, slots=True)
class ByMany:
    """Several people at once.

    Attributes:
        people: Who they are.
        nearly: Whether a word that looks like a misspelt `private` was left out.
    """

    people: People
    nearly: bool = False


Query = Who | Help | NameOrPrivate | ByMany | ByJob | ByJobId


@dataclass(frozen=True, slots=True)
class Asked:
    """One typed command.

    Attributes:
        query: What to look up.
        private: Whether the person asked for a private answer; if the query is `NameOrPrivate`, for one that is
            private in any case.
        nearly: Whether they did so with a word that only looks like `private`, or that is neither first nor last.
        sensitive: Whether the text contains an e-mail address or a phone number. Slack may show the typed command above
            a public answer, so the answer must be private.
    """

    query: Query
    private: bool = False
    sensitive: bool = False
    nearly: bool = False
