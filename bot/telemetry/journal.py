"""Records each look-up: one log line and a few metrics, without names or what was typed."""

import hashlib
import logging
import secrets
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """How a look-up ended; the words used in the log and the metrics."""

    CARD = "card"
    CHOICE = "choice"
    HELP = "help"
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


class Asker(Protocol):
    """Who asked, and where, in Slack's ids."""

    @property
    def team_id(self) -> str: ...  # noqa: D102 - Slack's ids
    @property
    def channel_id(self) -> str | None: ...  # noqa: D102
    @property
    def user_id(self) -> str: ...  # noqa: D102


class Journal:
    """Opens a record for each look-up.

    Args:
        metrics: Counts the look-ups.
        secret: The key for hashing candidate ids is derived from it. Lines about the same person have the same hash for
            as long as it stays the same.
        clock: Monotonic seconds.
    """

    def __init__(self, metrics: Metrics, secret: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.metrics = metrics
        self.clock = clock
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
        candidate_id: The person it is about, once known; only the hash is logged.
        is_late: Returns whether Slack had given up on it before the acknowledgement arrived.
    """

    def __init__(self, journal: Journal, entry: str, asker: Asker) -> None:
        self.reference = secrets.token_hex(4)
        self.candidate_id: str | None = None
        self.is_late: Callable[[], bool] = _in_time
        self._journal = journal
        self._entry = entry
        self._asker = asker
        self._started = journal.clock()
        self._closed = False

    def close(self, outcome: Outcome, arrival: Arrival, *, failed: str | None = None) -> None:
        """Write the log line and count the look-up; further calls do nothing.

        Args:
            outcome: How it ended.
            arrival: How the outcome reached the person.
            failed: One word for why it did not arrive in place.
        """
        if self._closed:
            return
        self._closed = True
        seconds = self._journal.clock() - self._started
        metrics = self._journal.metrics
        metrics.answered(self._entry, outcome.value, arrival.value)
        if outcome is Outcome.CARD and arrival in {Arrival.IN_PLACE, Arrival.DIRECT}:
            metrics.carded.observe(seconds)
        fields = {
            "reference": self.reference,
            "entry": self._entry,
            "outcome": outcome.value,
            "arrival": arrival.value,
            "failed": failed,
            "late": self.is_late() or None,
            "ms": round(seconds * 1000),
            "team": self._asker.team_id,
            "channel": self._asker.channel_id,
            "user": self._asker.user_id,
            "candidate": self._journal.hashed(self.candidate_id) if self.candidate_id else None,
        }
        told = {name: value for name, value in fields.items() if value is not None}
        log.log(logging.INFO if arrival is Arrival.IN_PLACE else logging.WARNING, "answered", extra={"fields": told})


def _in_time() -> bool:
    return False
