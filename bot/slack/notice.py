"""A notice and its outcome: what the user is told, and what the journal calls it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.cards import notices
from bot.cards.message import Message
from bot.cards.notices import Value
from bot.cards.texts import Key, Language
from bot.slack.delivery import Result
from bot.telemetry.journal import Outcome


@dataclass(frozen=True, slots=True)
class Notice:
    """What the user is told instead of a card, and the outcome for the journal.

    It is put into words only when it is sent, in the reader's language.

    Attributes:
        key: A key of `OUTCOMES`.
        outcome: The outcome.
        values: The values for the text's placeholders.
    """

    key: Key
    outcome: Outcome
    values: Mapping[str, Value]

    def message(self, say: Language) -> Message:
        """The notice in the reader's language."""
        return notices.of(say, self.key, **self.values)

    def plain(self, say: Language) -> str:
        """The notice as plain text, for a form's errors; not for one with placeholders."""
        return notices.plain(say, self.key)


def of(key: Key, **values: Value) -> Notice:
    """The notice with this key; arguments as in `Notice`."""
    return Notice(key, OUTCOMES[key], values)


INSTEAD: Final[dict[Result, Key]] = {
    Result.LATER: "slack_is_limiting",
    Result.UNKNOWN: "maybe_not_arrived",
    Result.REFUSED: "delivery_refused",
}
"""The notice for the next destination, after these results: the message itself must not be sent again."""

IF_UNSURE: Final[dict[Result, Key]] = {Result.UNKNOWN: "maybe_not_arrived"}
"""The same after the bot's own post: the response_url gets the message itself, unless that may be there already."""

OUTCOMES: Final[dict[str, Outcome]] = {
    "help": Outcome.HELP,
    "help_private": Outcome.HELP,
    "covered": Outcome.COVERED,
    "covered_confidential": Outcome.COVERED,
    "nobody_by_name": Outcome.NOT_FOUND,
    "nobody_by_email": Outcome.NOT_FOUND,
    "nobody_by_phone": Outcome.NOT_FOUND,
    "nobody_by_id": Outcome.NOT_FOUND,
    "nobody_by_profile": Outcome.NOT_FOUND,
    "no_other_records": Outcome.NOT_FOUND,
    "no_card": Outcome.NOT_FOUND,
    "no_job": Outcome.NOT_FOUND,
    "no_open_job": Outcome.NOT_FOUND,
    "job_gone": Outcome.NOT_FOUND,
    "not_understood": Outcome.UNCLEAR,
    "nameless_profile": Outcome.UNCLEAR,
    "unclear": Outcome.UNCLEAR,
    "not_an_id": Outcome.NOT_AN_ID,
    "picker_used": Outcome.TWICE,
    "form_used": Outcome.TWICE,
    "click_expired": Outcome.TOO_LATE,
    "click_too_late": Outcome.TOO_LATE,
    "button_too_old": Outcome.NOT_UNDERSTOOD,
    "answer_not_understood": Outcome.NOT_UNDERSTOOD,
    "modal_refused": Outcome.NOT_SHOWN,
    "slack_is_limiting": Outcome.NOT_SHOWN,
    "maybe_not_arrived": Outcome.NOT_SHOWN,
    "delivery_refused": Outcome.NOT_SHOWN,
    "invite_me_to_post": Outcome.NOT_SHOWN,
    "not_removed": Outcome.NOT_REMOVED,
    "not_dismissed": Outcome.NOT_REMOVED,
    "not_a_member_there": Outcome.NOT_ALLOWED,
    "not_posted_unknown": Outcome.NOT_ALLOWED,
    "not_posted_between_people": Outcome.NOT_ALLOWED,
    "not_posted_shared": Outcome.NOT_ALLOWED,
    "not_posted_organisation": Outcome.NOT_ALLOWED,
    "not_posted_not_listed": Outcome.NOT_ALLOWED,
    "not_posted_guests": Outcome.NOT_ALLOWED,
    "not_posted_confidential": Outcome.NOT_ALLOWED,
    "not_posted_large": Outcome.NOT_ALLOWED,
    "not_yours_to_remove": Outcome.NOT_ALLOWED,
    "guest": Outcome.NOT_ALLOWED,
    "outsider": Outcome.NOT_ALLOWED,
    "deactivated": Outcome.NOT_ALLOWED,
    "not_listed": Outcome.NOT_ALLOWED,
    "only_admins": Outcome.NOT_ALLOWED,
    "access_unknown": Outcome.NOT_ALLOWED,
    "access_slack_limits": Outcome.NOT_ALLOWED,
    "too_many_lookups": Outcome.TOO_OFTEN,
    "spott_busy": Outcome.SPOTT_BUSY,
    "spott_unavailable": Outcome.SPOTT_UNAVAILABLE,
    "spott_timeout": Outcome.SPOTT_TIMEOUT,
    "key_refused": Outcome.KEY_REFUSED,
    "something_broke": Outcome.BROKE,
    "took_too_long": Outcome.TOOK_TOO_LONG,
    "busy_here": Outcome.CROWDED,
    "restarting": Outcome.RESTARTING,
}
"""The outcome of each notice, by its key in `bot.cards.texts`."""
