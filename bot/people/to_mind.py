"""What needs attention before the next step with a person. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from bot.people.standing import Position, Standing
from bot.spott.models import Company

OFF_LIMITS: Final = timedelta(days=365)
"""How long after a placement the person should probably not be approached."""

TaskState: TypeAlias = Literal["none", "overdue", "due"]


@dataclass(frozen=True, slots=True)
class DoNotContact:
    """The agency marked the candidate "do not contact"."""


@dataclass(frozen=True, slots=True)
class DoNotPoach:
    """The agency marked the candidate "do not poach"."""


@dataclass(frozen=True, slots=True)
class PlacedWithinAYear:
    """The agency placed the person, so they may be off limits.

    Attributes:
        client: The client.
        at: When the placement began or begins.
        there: Whether another application at this client is open, so that its name is on the card anyway.
    """

    client: Company | None
    at: datetime
    there: bool


@dataclass(frozen=True, slots=True)
class TwoOwners:
    """Applications at one client are open with different owners; `owners` are their names, the furthest one's first."""

    client: Company | None
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RejectedBefore:
    """An application at one client is open, and another was rejected there; `at` is when, if known."""

    client: Company | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskOverdue:
    """The next task is overdue."""


@dataclass(frozen=True, slots=True)
class NoNextTask:
    """Nobody has a next task with the person."""


ToMind: TypeAlias = (
    DoNotContact | DoNotPoach | PlacedWithinAYear | TwoOwners | RejectedBefore | TaskOverdue | NoNextTask
)


def to_mind(
    standing: Standing, *, statuses: Collection[str] = (), next_task: TaskState | None, now: datetime
) -> tuple[ToMind, ...]:
    """What needs attention, most important first, and only what is certain.

    Args:
        standing: The person's applications; an empty one if they are not known.
        statuses: The candidate's statuses, if they are known.
        next_task: The state of the person's next task; None if it is not known.
        now: The current time.
    """
    return (
        *([DoNotContact()] if "do_not_contact" in statuses else []),
        *([DoNotPoach()] if "do_not_poach" in statuses else []),
        *_placed(standing, now),
        *_two_owners(standing),
        *_rejected(standing),
        *([TaskOverdue()] if next_task == "overdue" else []),
        *([NoNextTask()] if next_task == "none" else []),
    )


def _placed(standing: Standing, now: datetime) -> Iterator[PlacedWithinAYear]:
    # Only the latest placement: it is where the person works now.
    placed = [(one.placed_at, one) for one in standing.over if one.placed_at and one.placed_at > now - OFF_LIMITS]
    if placed:
        at, latest = max(placed, key=lambda pair: (pair[0], pair[1].application_id))
        yield PlacedWithinAYear(latest.client, at, there=latest.client_key in _by_client(standing.open))


def _two_owners(standing: Standing) -> Iterator[TwoOwners]:
    for positions in _by_client(standing.open).values():
        owners = {one.owner.id or one.owner.name: one.owner.name for one in positions if one.owner}
        if len(owners) > 1:
            yield TwoOwners(positions[0].client, tuple(name for name in owners.values() if name))


def _rejected(standing: Standing) -> Iterator[RejectedBefore]:
    over = _by_client(standing.over)
    for client, positions in _by_client(standing.open).items():
        rejections = [end.at for one in over.get(client, ()) for end in one.endings if end.how == "rejected"]
        if rejections:
            known = [at for at in rejections if at]
            yield RejectedBefore(positions[0].client, max(known, default=None))


def _by_client(positions: tuple[Position, ...]) -> dict[str, list[Position]]:
    by_client: dict[str, list[Position]] = {}
    for one in positions:
        if (client := one.client_key) is not None:
            by_client.setdefault(client, []).append(one)
    return by_client
