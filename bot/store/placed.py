"""A public card or preview and its place, converted to and from rows of the table of cards. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.store.keys import MICROSECONDS
from bot.telemetry.journal import Asker, Ending, Outcome

if TYPE_CHECKING:  # with SQLAlchemy, which is not loaded without a store
    from sqlalchemy import Row


@dataclass(frozen=True, slots=True)
class Placed:
    """A public message with a card or a list of people, or the preview of a link in somebody's message.

    Attributes:
        channel: The conversation.
        ts: Slack's timestamp of the message; "" if Slack did not say, so that nothing but a click can change it.
        person: Who asked for it.
        shown_at: When it was posted, in seconds since 1970.
        candidate_ids: The person on the card, or the people in the list.
        job_ids: The job on the card.
        url: The link, if it is a preview.
    """

    channel: str
    ts: str
    person: str
    shown_at: float
    candidate_ids: tuple[str, ...] = ()
    job_ids: tuple[str, ...] = ()
    url: str | None = None

    @property
    def urls(self) -> tuple[str, ...]:
        """The link, if any."""
        return (self.url,) if self.url else ()


class LinkPreview(NamedTuple):
    """A preview: the link as it is in the message, and the person or the job that it leads to."""

    url: str
    candidate_id: str | None = None
    job_id: str | None = None


def rows(ending: Ending) -> Iterator[dict[str, Any]]:
    """The rows for what a look-up has posted for everyone, without keys and times. Pure."""
    posted = ending.posted
    if posted is None:
        return
    for subject in ending.subjects:
        if subject.outcome in {None, Outcome.CARD} and (subject.candidate_id or subject.job_id):
            yield {
                "workspace": ending.asker.team_id,
                "channel": posted.channel,
                "ts": posted.ts or "",
                "thread_ts": posted.thread_ts,
                "person": ending.asker.user_id,
                "candidate_id": subject.candidate_id,
                "job_id": subject.job_id,
                "url": None,
            }


def preview_rows(asker: Asker, ts: str, previews: Iterable[LinkPreview]) -> Iterator[dict[str, Any]]:
    """The rows for previews of links in somebody's message, without keys and times. Pure."""
    for preview in previews:
        yield {
            "workspace": asker.team_id,
            "channel": asker.channel_id,
            "ts": ts,
            "thread_ts": None,
            "person": asker.user_id,
            "candidate_id": preview.candidate_id,
            "job_id": preview.job_id,
            "url": preview.url,
        }


def by_message(found: "Iterable[Row[Any]]") -> Iterator[Placed]:
    """One value for each message and each preview, since a list of people has several rows."""
    messages: dict[tuple[str, str, int, str | None], list[Row[Any]]] = {}
    for row in found:
        messages.setdefault((row.channel, row.ts, row.shown_at, row.url), []).append(row)
    for same in messages.values():
        first = same[0]
        yield Placed(
            first.channel,
            first.ts,
            first.person,
            first.shown_at / MICROSECONDS,
            tuple(row.candidate_id for row in same if row.candidate_id),
            tuple(row.job_id for row in same if row.job_id),
            first.url,
        )
