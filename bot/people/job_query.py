"""Reads a typed question about a job, or a link to one. Pure."""

from dataclasses import dataclass
from typing import Final

from bot.people import links, phrasing, vocabulary

_AROUND_LINKS: Final = " \t\r\n\"'`<>(),.;"
_MOST_CHARACTERS: Final = 1_000


@dataclass(frozen=True, slots=True)
class ByJob:
    """Words of a job's title or client; `open_only` leaves out jobs that are closed."""

    text: str
    open_only: bool = True


@dataclass(frozen=True, slots=True)
class ByJobId:
    """The id in a link to a job's page in Spott."""

    vacancy_id: str


def read(text: str, job_url: str | None) -> ByJob | ByJobId | None:
    """The question about a job; None if the text is not about one.

    Args:
        text: Folded, with one space between words.
        job_url: The address of a job's page in Spott.
    """
    words = text.split(" ")
    if len(text) > _MOST_CHARACTERS:
        return None
    for word in words:
        if vacancy_id := links.linked_id(word.strip(_AROUND_LINKS), job_url):
            return ByJobId(vacancy_id)
    # In French, a colon has a space before it.
    wanted = [word.strip() for word in words[1:] if word != ":"]
    if (
        not wanted
        or words[0].strip().rstrip(":").casefold() not in vocabulary.JOB_WORDS
        or phrasing.is_help(" ".join(wanted))
    ):
        return None
    open_only = wanted[0].casefold() not in vocabulary.ALL_JOBS or len(wanted) == 1
    return ByJob(" ".join(wanted if open_only else wanted[1:]), open_only)
