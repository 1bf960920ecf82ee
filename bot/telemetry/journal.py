"""Records each look-up: one log line and a few metrics, without names or what was typed."""

import hashlib
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """How a look-up ended; the words used in the log and the metrics."""

    CARD = "card"
    CHOICE = "choice"
    PREVIEW = "preview"
    """Everyone sees the name of the person or job that a link leads to."""
    UNWANTED = "unwanted"
    """The user who posted a link has turned previews off."""
    BUTTON = "button"
    """Everyone sees that a link leads to a person or a job, but no name."""
    ALREADY_HERE = "already_here"
    """The card was posted here a few minutes ago, so the user was told where it is instead."""
    HELP = "help"
    HOME = "home"
    """The Home tab was shown, or could not be; nobody was looked up."""
    REMOVED = "removed"
    COVERED = "covered"
    """The card was replaced by one line, since people outside the workspace can now read the conversation."""
    UNCLEAR = "unclear"
    """The text cannot be looked up."""
    NOT_AN_ID = "not_an_id"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    TOO_OFTEN = "too_often"
    KEY_REFUSED = "key_refused"
    SPOTT_BUSY = "spott_busy"
    SPOTT_UNAVAILABLE = "spott_unavailable"
    SPOTT_TIMEOUT = "spott_timeout"
    NOT_UNDERSTOOD = "not_understood"
    """Spott's answer could not be understood."""
    NOT_REMOVED = "not_removed"
    NOT_SHOWN = "not_shown"
    TOO_LATE = "too_late"
    TWICE = "twice"
    BROKE = "broke"
    TOOK_TOO_LONG = "took_too_long"
    RESTARTING = "restarting"
    CROWDED = "crowded"


class Arrival(StrEnum):
    """How the outcome reached the person."""

    IN_PLACE = "in_place"
    """Where the user asked."""
    DIRECT = "direct"
    """As a direct message."""
    TOLD = "told"
    """It may not have arrived; a direct message says so."""
    NOWHERE = "nowhere"
    """Slack accepted nothing, as far as we know."""


class Audience(StrEnum):
    """Who sees an answer."""

    PRIVATE = "private"
    CHANNEL = "channel"
    THREAD = "thread"


@dataclass(frozen=True, slots=True)
class Subject:
    """One person or job that a look-up was about, by Spott's id; neither id if it wasn't found.

    Attributes:
        candidate_id: The person.
        job_id: The job.
        outcome: The outcome for this one, if there were several.
    """

    candidate_id: str | None = None
    job_id: str | None = None
    outcome: Outcome | None = None


class Asker(Protocol):
    """Who asked, and where, in Slack's ids."""

    @property
    def team_id(self) -> str: ...  # noqa: D102 - Slack's ids
    @property
    def channel_id(self) -> str | None: ...  # noqa: D102
    @property
    def user_id(self) -> str: ...  # noqa: D102
    @property
    def delivery(self) -> str | None:
        """A key that stays the same if Slack delivers the same request again; None if there is none."""
        ...


class Posted(NamedTuple):
    """A message that was posted for everyone in a conversation.

    Attributes:
        channel: The conversation.
        ts: Slack's timestamp of the message; None if Slack did not say.
        thread_ts: The thread it is in, if any.
    """

    channel: str
    ts: str | None = None
    thread_ts: str | None = None


class Ending(NamedTuple):
    """The end of a look-up, for the store. A named tuple, since one is created for every look-up.

    Attributes:
        entry: How it was asked.
        asker: Who asked, and where.
        outcome: How it ended.
        arrival: How the outcome reached the person.
        reason: Why there was no card, as the key of the text that said so.
        subjects: The people or jobs it was about.
        audience: Who saw the answer.
        readers: How many people are in that conversation, if known.
        milliseconds: How long it took.
        posted: What was posted for everyone, if anything.
    """

    entry: str
    asker: Asker
    outcome: Outcome
    arrival: Arrival
    reason: str | None = None
    subjects: tuple[Subject, ...] = ()
    audience: Audience = Audience.PRIVATE
    readers: int | None = None
    milliseconds: int = 0
    posted: Posted | None = None


class Journal:
    """Opens a record for each look-up.

    Args:
        metrics: Counts the look-ups.
        secret: The key for hashing candidate ids is derived from it. Lines about the same person have the same hash for
            as long as it stays the same.
        clock: Monotonic seconds.
        keep: Functions that store the end of a look-up, for example in a database; they must neither wait nor raise.
    """

    def __init__(
        self,
        metrics: Metrics,
        secret: str,
        clock: Callable[[], float] = time.monotonic,
        keep: Sequence[Callable[[Ending], None]] = (),
    ) -> None:
        self.metrics = metrics
        self.clock = clock
        self.keep = keep
        self._key = hashlib.sha256(b"candidate ids in the log:" + secret.encode()).digest()

    def open(self, entry: str, asker: Asker) -> "Record":
        """Start the record of a look-up that is being acknowledged.

        Args:
            entry: How it was asked, such as "command".
            asker: Who asked, and where.
        """
        return Record(self, entry, asker)

    def hashed(self, candidate_id: str) -> str:
        """A candidate id's keyed hash: 16 hex digits, which cannot be reversed without the key."""
        return hashlib.blake2b(candidate_id.encode(), key=self._key, digest_size=8).hexdigest()


class Record:
    """One look-up, from its acknowledgement to its outcome.

    Attributes:
        reference: Identifies the look-up in its log line, in lines about errors, and in error messages to the user.
        subjects: The people or jobs it is about, once known; only a hash of a person's id is logged.
        audience: Who sees the answer.
        readers: How many people are in the conversation, if known.
        posted: What was posted for everyone, if anything.
        is_late: Returns whether Slack had given up on it before the acknowledgement arrived.
    """

    def __init__(self, journal: Journal, entry: str, asker: Asker) -> None:
        self.reference = secrets.token_hex(4)
        self.subjects: tuple[Subject, ...] = ()
        self.audience = Audience.PRIVATE
        self.readers: int | None = None
        self.posted: Posted | None = None
        self.is_late: Callable[[], bool] = _in_time
        self._journal = journal
        self._entry = entry
        self._asker = asker
        self._started = journal.clock()
        self._closed = False

    def add(self, subjects: Iterable[Subject]) -> None:
        """Add people or jobs that the look-up is about."""
        self.subjects = (*self.subjects, *subjects)

    def close(
        self, outcome: Outcome, arrival: Arrival, *, failed: str | None = None, reason: str | None = None
    ) -> None:
        """Write the log line, count the look-up, and store it; further calls do nothing.

        Args:
            outcome: How it ended.
            arrival: How the outcome reached the person.
            failed: One word for why it did not arrive in place.
            reason: Why there was no card, as a text's key.
        """
        if self._closed:
            return
        self._closed = True
        seconds = self._journal.clock() - self._started
        metrics = self._journal.metrics
        metrics.answered(self._entry, outcome.value, arrival.value)
        if outcome is Outcome.CARD and arrival in {Arrival.IN_PLACE, Arrival.DIRECT}:
            metrics.carded.observe(seconds)
        milliseconds = round(seconds * 1000)
        fields = self._fields(outcome, arrival, failed, milliseconds)
        log.log(logging.INFO if arrival is Arrival.IN_PLACE else logging.WARNING, "answered", extra={"fields": fields})
        seen_by = self.audience, self.readers
        ending = Ending(
            self._entry, self._asker, outcome, arrival, reason, self.subjects, *seen_by, milliseconds, self.posted
        )
        for keep in self._journal.keep:
            keep(ending)

    def _fields(self, outcome: Outcome, arrival: Arrival, failed: str | None, milliseconds: int) -> dict[str, object]:
        """The fields of the log line."""
        candidate_id = self.subjects[0].candidate_id if len(self.subjects) == 1 else None
        fields = {
            "reference": self.reference,
            "entry": self._entry,
            "outcome": outcome.value,
            "arrival": arrival.value,
            "failed": failed,
            "late": self.is_late() or None,
            "ms": milliseconds,
            "team": self._asker.team_id,
            "channel": self._asker.channel_id,
            "user": self._asker.user_id,
            "candidate": self._journal.hashed(candidate_id) if candidate_id else None,
        }
        return {name: value for name, value in fields.items() if value is not None}


def _in_time() -> bool:
    return False
