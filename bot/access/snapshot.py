"""What is known at one moment about the user who asks, our workspace, and the conversation. Only values."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar

from bot.slack.objects import Channel, Person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """Something that only Slack knows, and how certain it is.

    A current fact has a value and is settled. An older one, of the last hour, has a value, and is settled only while
    Slack does not respond. An unknown one has no value, and is settled once Slack was asked in vain.

    Attributes:
        value: What Slack said; None if unknown.
        settled: Whether asking Slack now would be useless.
        retry_after: Seconds after which to ask again, if it is unknown because Slack limits us.
        not_a_member: Whether it is unknown because the bot is not in that conversation.
    """

    value: T | None
    settled: bool = True
    retry_after: float | None = None
    not_a_member: bool = False


UNASKED: Fact[Any] = Fact(None, settled=False)
NOTHING: Fact[Any] = Fact(None)


class Checked(Enum):
    """How many of a conversation's members were checked."""

    ALL = "all"
    """Enough to decide."""
    TOO_MANY = "too many"
    """There are more than can be checked."""
    UNKNOWN = "unknown"
    """Slack does not say who they are."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can read a conversation besides the workspace's own people. Members who were not checked count as others.

    Attributes:
        guests: Whether guests or people of other organisations can.
        organisation: Whether full members of other workspaces of the same organisation can.
        checked: How many were checked; if not all, the other two say what cannot be ruled out.
    """

    guests: bool
    organisation: bool
    checked: Checked = Checked.ALL


ANYBODY = Readers(guests=True, organisation=True, checked=Checked.UNKNOWN)
OWN_PEOPLE = Readers(guests=False, organisation=False)
MANY = Readers(guests=True, organisation=False, checked=Checked.TOO_MANY)
"""Too many members to check. If other workspaces can read such a channel, its own flags say so."""


class Snapshot(NamedTuple):
    """The known facts that decide whether a user may look people up, and who sees the card.

    A named tuple, since every look-up creates one, and creating a frozen dataclass takes more than twice as long.

    Attributes:
        user_id: The user who asks.
        asker: Their account.
        team_id: The workspace that installed the app.
        groups: The members of each user group that matters here; empty if membership decides nothing.
        channel_id: The conversation where they ask; None outside of any.
        channel: That conversation.
        readers: Who can read there; settled if that decides nothing.
    """

    user_id: str
    asker: Fact[Person]
    team_id: Fact[str]
    groups: tuple[Fact[frozenset[str]], ...] = ()
    channel_id: str | None = None
    channel: Fact[Channel] = NOTHING
    readers: Fact[Readers] = NOTHING

    def trusting_last_answers(self) -> "Snapshot":
        """The same snapshot, as if Slack's answers about people from the last hour were current."""
        groups = tuple(_trusted(group) for group in self.groups)
        return self._replace(asker=_trusted(self.asker), groups=groups)


def _trusted(fact: Fact[T]) -> Fact[T]:
    return fact if fact.value is None else Fact(fact.value)
