"""The last line of a card, in small grey print: minor facts, who looked it up, and when. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.cards import dates
from bot.cards.message import Block, context
from bot.cards.text import clean, clip, plain_text
from bot.cards.texts import Language

_NAME_LIMIT: Final = 60


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Who looked a card up, and how. Users are named, since a mention would notify them.

    Attributes:
        user_id: The user who looked the person up.
        name: Their name; "" if unknown.
        shared: Whether they posted a card that was private at first.
        refreshed_by: The name of another user who refreshed it; "" if nobody did, or the name is unknown.
    """

    user_id: str
    name: str = ""
    shared: bool = False
    refreshed_by: str = ""


def foot(looked_up: LookedUp | None, now: datetime, say: Language, quiet: Sequence[str] = ()) -> Block:
    """A context block.

    Args:
        looked_up: Who looked it up; None outside of Slack.
        now: When the card was built.
        say: The reader's language.
        quiet: Short facts, already safe to show.
    """
    parts = [*([_one(quiet)] if quiet else []), *(_who_looked(looked_up, say) if looked_up else ())]
    block = context(say("as_of", when=dates.mrkdwn(now, say)))
    block["elements"][:0] = [plain_text(words) for words in parts]
    return block


def _one(facts: Sequence[str]) -> str:
    words = " \u00b7 ".join(facts)
    return words[0].upper() + words[1:]


def _who_looked(looked_up: LookedUp, say: Language) -> Iterator[str]:
    if looked_up.name:
        yield say("shared_by" if looked_up.shared else "looked_up_by", who=_user(looked_up.name))
    if looked_up.refreshed_by:
        yield say("refreshed_by", who=_user(looked_up.refreshed_by))


def _user(name: str) -> str:
    """A user's name, which they wrote themselves."""
    return clip(clean(name), _NAME_LIMIT)
