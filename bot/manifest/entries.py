"""What each way to use the app needs in Slack, in one table: scopes, events, and the ids that its listeners answer."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut; its texts have its callback_id as their key."""

    callback_id: str
    kind: Literal["message", "global"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A way to use the app, or something that it does for all of them.

    Attributes:
        what: Its name in messages about missing scopes.
        presence: `always` in the manifest; there `by default`, and left out with `--without`; or only `on request`,
            with `--with`.
        scopes: The bot scopes it needs.
        optional: Whether the app may be installed without these scopes.
        commands: Its commands; their texts have the command as their key, without the slash.
        shortcuts: Its shortcuts.
        events: The events it subscribes to, as in the manifest: `message.im`, not `message`.
        actions: The action_ids it answers to.
        suggestions: The action_ids of the menus whose options it suggests.
        views: The callback_ids of the forms it receives.
        home_tab: Whether it needs the Home tab.
        unfurls: Whether it shows previews of links to Spott.
        wanted: Whether the settings ask for it; not for what only its scopes turn on.
    """

    what: str
    presence: Literal["always", "by default", "on request"] = "always"
    scopes: tuple[str, ...] = ()
    optional: bool = False
    commands: tuple[str, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    home_tab: bool = False
    unfurls: bool = False
    wanted: Callable[[Settings], bool] = field(default=lambda _: True)


ENTRIES: Final = {
    "command": Entry(what="/spott", scopes=("commands", "chat:write"), commands=("/spott",)),
    "cards": Entry(
        what="the buttons of cards and lists",
        actions=(
            "refresh",
            "details",
            "post_here",
            "remove",
            "show_person",
            "show_job",
            "post_job_here",
            "refresh_list",
            "post_list_here",
            "refresh_job",
            "open_person",
            "dismiss",
            "none_of_these",
            "refresh_in_modal",
            "refresh_details",
            "other_records",
            "open_in_spott",
            "go_to_card",
        ),
    ),
    "message": Entry(
        what="Look up in Spott, in a message's menu",
        scopes=("commands", "chat:write"),
        shortcuts=(Shortcut("look_up_in_spott", "message"),),
        actions=("search_name", "post_to_thread", "post_job_to_thread"),
        views=("search_in_spott",),
    ),
    "find": Entry(
        what="Find in Spott, among the shortcuts",
        scopes=("commands", "chat:write"),
        shortcuts=(Shortcut("find_in_spott", "global"),),
        suggestions=("find_who",),
        views=("find_person", "post_to_channel"),
    ),
    "mention": Entry(
        what="mentions in channels and threads",
        presence="by default",
        scopes=("app_mentions:read", "chat:write"),
        events=("app_mention",),
    ),
    "direct_message": Entry(
        what="direct messages to the app",
        presence="by default",
        scopes=("im:history", "chat:write"),
        events=("message.im",),
    ),
    "home": Entry(
        what="the Home tab",
        presence="by default",
        events=("app_home_opened",),
        actions=("search_from_home", "show_recent", "show_recent_job", "clear_recents", "ask_to_forget", "find"),
        views=("forget_person",),
        home_tab=True,
    ),
    "access": Entry(
        what="seeing who asks and who can read the answer",
        scopes=("users:read", "channels:read", "groups:read", "im:read", "mpim:read"),
    ),
    "groups": Entry(
        what="ALLOWED_USER_GROUPS",
        scopes=("usergroups:read",),
        optional=True,
        wanted=lambda settings: bool(settings.allowed_user_groups),
    ),
    "colleagues": Entry(
        what="mentioning in Details who owns the relationship",
        presence="on request",
        scopes=("users:read.email",),
        optional=True,
        wanted=lambda _: False,
    ),
    "links": Entry(
        what="previews of links to Spott",
        presence="on request",
        scopes=("links:read", "links:write"),
        events=("link_shared",),
        actions=("show_linked_person", "show_linked_job", "previews_off", "previews_on"),
        unfurls=True,
        wanted=lambda settings: settings.unfurl != "off" and bool(hosts_in_spott(settings)),
    ),
}
"""Everything that the app answers to or asks Slack, by the name that `--with` and `--without` take."""


def names(presence: str) -> list[str]:
    """The names of the entries that are in the manifest `always`, `by default` or `on request`."""
    return [name for name, entry in ENTRIES.items() if entry.presence == presence]


def chosen(*, added: Collection[str] = (), left_out: Collection[str] = ()) -> list[Entry]:
    """The entries of a manifest.

    Args:
        added: Names of entries on request that it has, too.
        left_out: Names of entries that it does not have.
    """
    absent = {*names("on request"), *left_out} - {*added}
    return [entry for name, entry in ENTRIES.items() if name not in absent]


def wanted(settings: Settings) -> list[Entry]:
    """The entries that these settings use."""
    return [entry for entry in ENTRIES.values() if entry.wanted(settings)]


def hosts_in_spott(settings: Settings) -> list[str]:
    """The hosts of the pages of people and jobs in Spott, each once."""
    pages = (settings.spott_app_url, settings.spott_job_url)
    return [*dict.fromkeys(host for page in pages if page and (host := urlsplit(page).hostname))]
