"""The people and conversations of the made-up workspace. Immutable: a change returns a new workspace."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, Self, TypeVar

TEAM = "T0DEMOTEAM"
OTHER_TEAM = "T0CLIENTCO"

BOT = "U0SPOTTBOT"
MEMBER = "U0MEMBER01"
COLLEAGUE = "U0MEMBER02"
ADMIN = "U0ADMIN001"
OWNER = "U0OWNER001"
GUEST = "U0GUEST001"
SINGLE_CHANNEL_GUEST = "U0GUEST002"
STRANGER = "U0STRANGER"
DEACTIVATED = "U0LEFT0001"
OTHER_BOT = "U0OTHERBOT"

PUBLIC = "C0PUBLIC01"
PUBLIC_WITHOUT_BOT = "C0PUBLIC02"
PRIVATE = "C0PRIVATE1"
PRIVATE_WITHOUT_BOT = "C0PRIVATE2"
SHARED = "C0SHARED01"
PENDING_SHARED = "C0PENDING1"
WITH_GUEST = "C0GUESTS01"
LARGE = "C0LARGE001"
DM_WITH_BOT = "D0MEMBER01"
DM_BETWEEN_PEOPLE = "D0PEOPLE01"
GROUP_DM = "C0GROUPDM1"
GROUP_DM_WITHOUT_BOT = "C0GROUPDM2"

RECRUITERS = "S0RECRUITR"

MANY_PEOPLE = 999
"""With this many more, the largest channel has 1,001 members: one more than conversations.members returns at once."""

Kind = Literal["public", "private", "im", "mpim"]
Role = Literal["member", "admin", "owner", "guest", "single-channel guest", "stranger", "deactivated", "bot"]


@dataclass(frozen=True)
class User:
    """One account, as `users.info` describes it.

    Attributes:
        team_id: The account's own workspace. If it is neither this one nor another of its organisation, the account
            comes in through Slack Connect.
        teams: The organisation's other workspaces that it is in.
        locale: The language and region of its Slack; None if Slack does not say.
        email: The email address, which Slack gives only to apps that may look people up by it.
    """

    id: str
    name: str
    real_name: str
    role: Role = "member"
    team_id: str = TEAM
    teams: tuple[str, ...] = ()
    locale: str | None = "en-GB"
    email: str = ""


@dataclass(frozen=True)
class Channel:
    """One conversation.

    Attributes:
        members: User ids, including the bot's if it was invited.
        shared_with: Other workspaces or organisations that can read it.
        pending_with: Workspaces or organisations that are invited.
        is_org_wide: Whether every workspace of the organisation can read it.
        is_org_default: Whether everyone in the organisation is added to it.
    """

    id: str
    name: str
    kind: Kind
    members: frozenset[str]
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False
    is_org_shared: bool = False
    is_org_wide: bool = False
    is_org_default: bool = False
    shared_with: tuple[str, ...] = ()
    pending_with: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class UserGroup:
    """A user group such as `@recruiters`."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Organisation:
    """An Enterprise Grid organisation: several workspaces, with people who may be in any of them."""

    id: str
    name: str
    workspaces: frozenset[str]


Item = TypeVar("Item", User, Channel, UserGroup)


@dataclass(frozen=True)
class Workspace:
    """A workspace with its people, conversations and user groups.

    Attributes:
        bot: The user id of the app's bot.
        organisation: The organisation that it belongs to, if any.
        cast: The people that the demo page can act as; the others only fill large channels.
    """

    id: str
    name: str
    domain: str
    bot: str
    users: tuple[User, ...]
    channels: tuple[Channel, ...]
    user_groups: tuple[UserGroup, ...] = ()
    cast: tuple[str, ...] = ()
    organisation: Organisation | None = None

    def is_ours(self, user: User) -> bool:
        """Whether an account belongs to this workspace or to another one of its organisation."""
        return user.team_id in {self.id, *(self.organisation.workspaces if self.organisation else ())}

    def user(self, user_id: str) -> User:
        """The account with this id; LookupError if there is none."""
        for user in self.users:
            if user.id == user_id:
                return user
        raise LookupError(f"there is no user {user_id!r} in the workspace {self.name}")

    def channel(self, channel_id: str) -> Channel:
        """The conversation with this id; LookupError if there is none."""
        for channel in self.channels:
            if channel.id == channel_id:
                return channel
        raise LookupError(f"there is no channel {channel_id!r} in the workspace {self.name}")

    def having(self, changed: User | Channel | UserGroup) -> Self:
        """This workspace with `changed` added, or in place of the one with the same id."""
        match changed:
            case User():
                return replace(self, users=_put(self.users, changed))
            case Channel():
                return replace(self, channels=_put(self.channels, changed))
            case UserGroup():
                return replace(self, user_groups=_put(self.user_groups, changed))


def _put(items: tuple[Item, ...], changed: Item) -> tuple[Item, ...]:
    by_id = {item.id: item for item in items}
    by_id[changed.id] = changed
    return tuple(by_id.values())


@cache
def sample_workspace(*, crowd: int = 50) -> Workspace:
    """The workspace of the demo and the tests: one person in every role, one conversation of every kind.

    Args:
        crowd: The number of further members, for a conversation with `MANY_PEOPLE`.
    """
    more = tuple(User(f"U0CROWD{n:04}", f"crowd{n:04}", f"Crowd Member {n}") for n in range(1, crowd + 1))
    cast = _cast()
    return Workspace(
        id=TEAM,
        name="Northwind Recruiting (demo)",
        domain="northwind-demo",
        bot=BOT,
        users=cast + more,
        channels=_channels(more),
        user_groups=(UserGroup(RECRUITERS, "recruiters", "Recruiters", (MEMBER, ADMIN)),),
        cast=tuple(user.id for user in cast if user.role not in {"bot", "deactivated"}),
    )


def _cast() -> tuple[User, ...]:
    return (
        User(MEMBER, "robin.demo", "Robin Demo"),
        User(COLLEAGUE, "sasha.demo", "Sasha Demo"),
        User(ADMIN, "alex.admin", "Alex Admin", "admin"),
        User(OWNER, "olivia.owner", "Olivia Owner", "owner"),
        User(GUEST, "gale.guest", "Gale Guest", "guest"),
        User(SINGLE_CHANNEL_GUEST, "sol.guest", "Sol Guest", "single-channel guest"),
        User(STRANGER, "casey.client", "Casey Client", "stranger", team_id=OTHER_TEAM),
        User(DEACTIVATED, "lee.left", "Lee Left", "deactivated"),
        User(OTHER_BOT, "otherbot", "Other Bot", "bot"),
        User(BOT, "spott", "Spott", "bot"),
    )


def _channels(crowd: Iterable[User]) -> tuple[Channel, ...]:
    people = frozenset({MEMBER, COLLEAGUE, ADMIN, OWNER})
    with_bot = people | {BOT}
    everybody = frozenset({MEMBER, BOT, *(user.id for user in crowd)})
    return (
        Channel(PUBLIC, "recruiting", "public", with_bot, note="public, the bot is a member"),
        Channel(PUBLIC_WITHOUT_BOT, "general", "public", people, note="public, the bot is not a member"),
        Channel(PRIVATE, "search-acme", "private", with_bot, note="private, the bot is a member"),
        Channel(PRIVATE_WITHOUT_BOT, "partners", "private", people, note="private, the bot is not a member"),
        Channel(
            SHARED, "client-example", "public", with_bot | {STRANGER}, is_ext_shared=True, note="shared with a client"
        ),
        Channel(
            PENDING_SHARED,
            "client-soon",
            "public",
            with_bot,
            is_pending_ext_shared=True,
            note="a client is invited and has not accepted yet",
        ),
        Channel(
            WITH_GUEST, "with-a-guest", "public", with_bot | {GUEST, SINGLE_CHANNEL_GUEST}, note="guests can read this"
        ),
        Channel(LARGE, "everybody", "public", everybody, note=f"{len(everybody):,} members"),
        *_direct_messages(),
    )


def _direct_messages() -> tuple[Channel, ...]:
    return (
        Channel(DM_WITH_BOT, "Spott", "im", frozenset({MEMBER, BOT}), note="direct message with the bot"),
        Channel(DM_BETWEEN_PEOPLE, "Sasha Demo", "im", frozenset({MEMBER, COLLEAGUE}), note="between two people"),
        Channel(
            GROUP_DM,
            "mpdm-robin.demo--sasha.demo--spott-1",
            "mpim",
            frozenset({MEMBER, COLLEAGUE, BOT}),
            note="group direct message with the bot",
        ),
        Channel(
            GROUP_DM_WITHOUT_BOT,
            "mpdm-robin.demo--sasha.demo--alex.admin-1",
            "mpim",
            frozenset({MEMBER, COLLEAGUE, ADMIN}),
            note="group direct message without the bot",
        ),
    )
