"""The answers to questions: what was found, where it was asked, and who may see it there."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.access.rules import NOWHERE, Alone, Asked, Everybody, Place, Reason
from bot.jobs.resolve import FoundJob
from bot.people.resolve import Everyone, Found
from bot.people.resolve_list import FoundList
from bot.slack.notice import Notice

_AS_SET = Asked()
_UNKNOWN = Alone(Reason.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        found: Who it is, or a notice that says why there is no answer.
        place: Where it was asked.
        audience: Who may see it there.
        asked: How it was asked, possibly changed by what was found.
        beside: Why only some of several questions are answered, if so.
    """

    found: Found | Everyone | Notice
    place: Place = NOWHERE
    audience: Everybody | Alone = _UNKNOWN
    asked: Asked = _AS_SET
    beside: Notice | None = None


@dataclass(frozen=True, slots=True)
class JobAnswer:
    """The answer to a question about a job; otherwise like `Answer`."""

    found: FoundJob | Notice
    place: Place = NOWHERE
    audience: Everybody | Alone = _UNKNOWN


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """The answer to a question about several people; `is_cut` if only the first ones were looked up."""

    found: FoundList | Notice
    place: Place = NOWHERE
    audience: Everybody | Alone = _UNKNOWN
    is_cut: bool = False


AnyAnswer: TypeAlias = Answer | JobAnswer | ListAnswer
