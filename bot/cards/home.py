"""The app's Home tab: how to start, a search field, a user's last look-ups, and what admins need to know. Pure.

https://docs.slack.dev/surfaces/app-home
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypedDict

from bot.cards import dates, find, forget
from bot.cards.buttons import clear_recents, show_recent, show_recent_job, turn_previews
from bot.cards.job_results import title
from bot.cards.message import Block, Message, actions, bullets, context, header, line, own_words, rich_text, section
from bot.cards.names import name
from bot.cards.reader import Reader
from bot.cards.text import clip, literal, plain_text
from bot.cards.texts import Language
from bot.spott.candidate import Candidate
from bot.spott.models import Contact
from bot.spott.vacancy import Vacancy

SEARCH_FROM_HOME: Final = "search_from_home"
"""The action_id of the search field, and the block_id of its block."""

SHOWN: Final = 10
"""How many of a user's look-ups are shown."""

_TYPED_LIMIT: Final = 200
_EXAMINED: Final = 10_000
# On a phone, two lines.
_NAME_LIMIT: Final = 64
_LINES_A_BLOCK: Final = 10
_DOT: Final = " \u00b7 "


class HomeView(TypedDict):
    """A view for views.publish."""

    type: Literal["home"]
    blocks: list[Block]
    private_metadata: str


@dataclass(frozen=True, slots=True)
class Recent:
    """A person or a job that a user has looked up.

    Attributes:
        id: The person's or the job's id.
        is_job: Whether it is a job.
        at: When it was last looked up.
        record: What Spott says about it; None if it didn't answer in time.
        is_gone: Whether Spott says that it no longer exists.
    """

    id: str
    is_job: bool
    at: datetime
    record: Contact | Candidate | Vacancy | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """A row of the log of look-ups, in ids and the log's own words; `user_id` is empty if the user was forgotten."""

    at: datetime
    user_id: str
    entry: str
    outcome: str
    record_id: str | None = None
    channel_id: str | None = None


@dataclass(frozen=True, slots=True)
class ForAdmins:
    """What only admins see, each as our own sentences in mrkdwn.

    Attributes:
        state: How Spott, Slack and the log are doing.
        places: Where cards are shown.
        people: Who may look people up.
        log: The last look-ups, the latest first; None if they can't be read.
        can_forget: Whether people can be forgotten from here.
    """

    state: Sequence[str]
    places: Sequence[str]
    people: Sequence[str]
    log: Sequence[Logged] | None
    can_forget: bool = False


def home(
    say: Language,
    recents: Sequence[Recent] | str,
    for_admins: ForAdmins | None,
    *,
    now: datetime,
    at: int,
    previews_off: bool | None = None,
) -> HomeView:
    """The Home tab of somebody who may look people up.

    Args:
        say: The reader's language.
        recents: Their last look-ups, the latest first, or our own sentence that says why they aren't shown.
        for_admins: What they see as an admin, if they are one.
        now: The current time, in the time zone for dates.
        at: The second in which it was opened, by Slack's clock.
        previews_off: Whether they have turned off the previews below their links; None if nobody can.
    """
    start = (
        say("home_about"),
        say("home_start_command"),
        say("home_start_job"),
        say("home_start_message"),
        say("home_start_help"),
    )
    return _view(
        [
            header(say("home_title")),
            own_words("\n".join(start)),
            _search_field(say),
            actions(find.button(say)),
            header(say("home_recents")),
            *([own_words(recents)] if isinstance(recents, str) else _recents(say, recents, now)),
            *([] if previews_off is None else _previews(say, off=previews_off)),
            *_admins_part(say, for_admins, now),
        ],
        at,
    )


def refused_home(say: Language, why: Message, for_admins: ForAdmins | None, *, now: datetime, at: int) -> HomeView:
    """The Home tab of somebody who may not look people up.

    Args:
        say: The reader's language.
        why: Why not, and whom to ask.
        for_admins: As in `home`.
        now: As there.
        at: As there.
    """
    about = own_words(say("home_about"))
    return _view([header(say("home_title")), about, *why["blocks"], *_admins_part(say, for_admins, now)], at)


def _view(blocks: list[Block], at: int) -> HomeView:
    # Slack sends it back when the tab is opened again, which may be too soon to publish another view.
    return {"type": "home", "blocks": blocks, "private_metadata": str(at)}


def _search_field(say: Language) -> Block:
    # https://docs.slack.dev/reference/block-kit/blocks/input-block: Enter sends what was typed.
    field: Block = {
        "type": "plain_text_input",
        "action_id": SEARCH_FROM_HOME,
        "max_length": _TYPED_LIMIT,
        "placeholder": plain_text(say("search_placeholder")),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {
        "type": "input",
        "block_id": SEARCH_FROM_HOME,
        "dispatch_action": True,
        "label": plain_text(say("home_search")),
        "hint": plain_text(say("home_search_hint")),
        "element": field,
    }


def _previews(say: Language, *, off: bool) -> list[Block]:
    switch = section(say("home_previews_off" if off else "home_previews_on"), turn_previews(say, off=not off))
    return [header(say("home_previews")), switch]


def _recents(say: Language, recents: Sequence[Recent], now: datetime) -> list[Block]:
    if not recents:
        return [own_words(say("home_no_recents"))]
    text = Reader.of_masked(say, _EXAMINED)
    rows = [_recent(one, now, text) for one in recents[:SHOWN]]
    return [*rows, actions(clear_recents(say))]


def _recent(one: Recent, now: datetime, text: Reader) -> Block:
    say = text.say
    facts = [*([say("home_job")] if one.is_job else []), dates.relative(one.at, now, say)]
    if one.is_gone:
        return section(f"{one.id}\n{_DOT.join([say('home_gone'), *facts])}")
    named = clip(_named(one.record, text) or one.id, _NAME_LIMIT)
    show = show_recent_job if one.is_job else show_recent
    return section(f"{named}\n{_DOT.join(facts)}", show(say, one.id, name=named))


def _named(record: Contact | Candidate | Vacancy | None, text: Reader) -> str | None:
    match record:
        case Vacancy():
            return title(record, text)
        case Contact() | Candidate():
            return name(record.first_name, record.last_name, text=text)
        case None:
            return None


def _admins_part(say: Language, part: ForAdmins | None, now: datetime) -> list[Block]:
    if part is None:
        return []
    return [
        {"type": "divider"},
        header(say("home_admins")),
        context(say("home_only_admins")),
        _group(say("home_state"), part.state),
        _group(say("home_places"), part.places),
        _group(say("home_people"), part.people),
        *([actions(forget.button(say))] if part.can_forget else []),
        _group(say("home_log")),
        *_log(say, part.log, now),
    ]


def _group(title: str, sentences: Sequence[str] = ()) -> Block:
    return own_words("\n".join((f"*{title}*", *sentences)))


def _log(say: Language, log: Sequence[Logged] | None, now: datetime) -> list[Block]:
    if log is None:
        return [own_words(say("home_log_unavailable"))]
    if not log:
        return [own_words(say("home_log_empty"))]
    lines = [_logged(say, row, now) for row in log]
    return [rich_text(bullets(lines[at : at + _LINES_A_BLOCK])) for at in range(0, len(lines), _LINES_A_BLOCK)]


def _logged(say: Language, row: Logged, now: datetime) -> Block:
    """When, who, what in the log's words, and the person or job it was about."""
    words = [literal(_DOT + word) for word in (row.entry, row.outcome, row.record_id) if word]
    # Slack has no name for a direct message.
    named = row.channel_id if (row.channel_id or "").startswith(("C", "G")) else None
    where = [literal(_DOT), {"type": "channel", "channel_id": named}] if named else []
    user = {"type": "user", "user_id": row.user_id} if row.user_id else literal(say("home_log_forgotten"))
    return line(dates.element(row.at, now, say), literal(_DOT), user, *words, *where)
