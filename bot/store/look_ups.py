"""The log of look-ups: who asked for whom, when and where, the result, and who saw it.

It contains ids, times and our own words: no names, no contact data, and nothing that anybody typed.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

from sqlalchemy.sql.dml import Insert

from bot.store.keys import Keys
from bot.store.writer import Writer
from bot.telemetry.journal import Arrival, Audience, Ending, Outcome, Subject


class Result(StrEnum):
    """The result of a look-up."""

    SHOWN = "shown"
    """A card, a person's line in a list, or the name below a link."""
    CHOICE = "choice"
    """Names to choose from."""
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    FAILED = "failed"


RESULTS: Final[dict[Outcome, Result | None]] = {
    Outcome.CARD: Result.SHOWN,
    Outcome.PREVIEW: Result.SHOWN,
    Outcome.BUTTON: None,
    Outcome.UNWANTED: None,
    Outcome.ALREADY_HERE: Result.SHOWN,
    Outcome.CHOICE: Result.CHOICE,
    Outcome.HELP: None,
    Outcome.HOME: None,
    Outcome.REMOVED: None,
    Outcome.NOT_REMOVED: None,
    Outcome.TWICE: None,
    Outcome.TOO_LATE: None,
    Outcome.COVERED: Result.REFUSED,
    Outcome.NOT_ALLOWED: Result.REFUSED,
    Outcome.TOO_OFTEN: Result.REFUSED,
    Outcome.UNCLEAR: Result.NOT_FOUND,
    Outcome.NOT_AN_ID: Result.NOT_FOUND,
    Outcome.NOT_FOUND: Result.NOT_FOUND,
    Outcome.KEY_REFUSED: Result.FAILED,
    Outcome.SPOTT_BUSY: Result.FAILED,
    Outcome.SPOTT_UNAVAILABLE: Result.FAILED,
    Outcome.SPOTT_TIMEOUT: Result.FAILED,
    Outcome.NOT_UNDERSTOOD: Result.FAILED,
    Outcome.NOT_SHOWN: Result.FAILED,
    Outcome.BROKE: Result.FAILED,
    Outcome.TOOK_TOO_LONG: Result.FAILED,
    Outcome.RESTARTING: Result.FAILED,
    Outcome.CROWDED: Result.FAILED,
}
"""The log's word for each outcome; None if nobody was looked up."""

_SHOWING: Final = frozenset({Result.SHOWN, Result.CHOICE})
_NOT_DELIVERED: Final = {Arrival.TOLD: "maybe_not_delivered", Arrival.NOWHERE: "not_delivered"}


class LookUps:
    """Writes the log.

    Args:
        writer: Writes rows in batches.
        insert: Inserts a row once.
        keys: Makes the keys of rows.
    """

    def __init__(self, writer: Writer, insert: Insert, keys: Keys) -> None:
        self._writer = writer
        self._insert = insert
        self._keys = keys

    def add(self, ending: Ending) -> None:
        """Write a row for each person or job that was looked up, or one if nothing was found."""
        for row in rows(ending):
            self._writer.add(self._insert, {**self._keys.next(), **row})


def rows(ending: Ending) -> Iterator[dict[str, Any]]:
    """The log's rows for a look-up, without their keys. Pure."""
    for subject in ending.subjects or (Subject(),):
        result, reason = _result(ending, subject)
        if result is not None:
            yield {
                "workspace": ending.asker.team_id,
                "person": ending.asker.user_id,
                "channel": ending.asker.channel_id,
                "entry": ending.entry,
                "candidate_id": subject.candidate_id,
                "job_id": subject.job_id,
                "outcome": result.value,
                "reason": reason,
                **_seen_by(ending, result),
                "milliseconds": ending.milliseconds,
            }


def _result(ending: Ending, subject: Subject) -> tuple[Result | None, str | None]:
    """The result, and if nothing was shown, why."""
    result = RESULTS[ending.outcome]
    if result in _SHOWING and ending.arrival in _NOT_DELIVERED:
        return Result.FAILED, _NOT_DELIVERED[ending.arrival]
    outcome = ending.outcome
    if result in _SHOWING and subject.outcome is not None:
        outcome = subject.outcome
        result = RESULTS[outcome]
    if result in _SHOWING:
        return result, None
    return result, ending.reason or outcome.value


def _seen_by(ending: Ending, result: Result) -> dict[str, Any]:
    """Who saw it, and how many people that may be."""
    if result not in _SHOWING:
        return {"audience": None, "readers": None}
    # An answer that could not be delivered in place went to the user who asked.
    audience = ending.audience if ending.arrival is Arrival.IN_PLACE else Audience.PRIVATE
    return {"audience": audience.value, "readers": 1 if audience is Audience.PRIVATE else ending.readers}
