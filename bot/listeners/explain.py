"""Maps errors, refusals and reasons to the texts that explain them."""

import logging

from bot.access.rules import Reason, Refusal, Why
from bot.cards import notices
from bot.cards.message import Message
from bot.cards.texts import Key, say
from bot.listeners.background import report
from bot.people.query import NotUnderstood
from bot.people.resolve import Failed, Nobody, Tried
from bot.slack.errors import SlackError, SlackLimitsError, SlackRefusedError
from bot.spott import errors
from bot.telemetry.journal import Outcome

log = logging.getLogger(__name__)

_FAILURES: dict[type[errors.SpottError], tuple[Key, Outcome]] = {
    errors.ContactNotFoundError: ("no_card", Outcome.NOT_FOUND),
    errors.MalformedIdError: ("not_an_id", Outcome.NOT_AN_ID),
    errors.KeyRefusedError: ("key_refused", Outcome.KEY_REFUSED),
    errors.SpottTimeoutError: ("spott_timeout", Outcome.SPOTT_TIMEOUT),
    errors.SpottUnavailableError: ("spott_unavailable", Outcome.SPOTT_UNAVAILABLE),
}

_FOR_WHOEVER_RUNS_IT = (errors.KeyRefusedError, errors.NotTrustedError)
"""Problems that users cannot do anything about."""

_REFUSALS: dict[Why, Key] = {
    Why.GUEST: "guest",
    Why.OUTSIDER: "outsider",
    Why.BOT: "deactivated",
    Why.DEACTIVATED: "deactivated",
    Why.NOT_LISTED: "not_listed",
    Why.NOT_YOURS: "not_yours_to_remove",
    Why.UNKNOWN: "access_unknown",
}

_PRIVATE: dict[Reason, Key] = {
    Reason.HOLDS_CONTACT: "private_typed_contact",
    Reason.LATE: "private_late",
    Reason.UNKNOWN: "private_unknown",
    Reason.SHARED: "private_shared",
    Reason.ORGANISATION: "private_organisation",
    Reason.NOT_LISTED: "private_not_listed",
    Reason.GUESTS: "private_guests",
    Reason.LARGE: "private_large",
}

_NOT_POSTED: dict[Reason, Key] = {
    Reason.UNKNOWN: "invite_me_to_post",
    Reason.SHARED: "not_posted_shared",
    Reason.ORGANISATION: "not_posted_organisation",
    Reason.NOT_LISTED: "not_posted_not_listed",
    Reason.GUESTS: "not_posted_guests",
    Reason.LARGE: "not_posted_large",
}

_NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
_ADMINS_NAMED = 3


_NOBODY: dict[Tried, Key] = {
    "name": "nobody_by_name",
    "email": "nobody_by_email",
    "phone": "nobody_by_phone",
    "id": "nobody_by_id",
}


def nothing(found: Nobody | Failed | NotUnderstood, reference: str) -> tuple[Message, Outcome]:
    """The notice if nobody was found, and the outcome for the journal.

    Args:
        found: What came of the search.
        reference: The look-up's reference.
    """
    match found:
        case Nobody(tried):
            return notices.of(_NOBODY[tried]), Outcome.NOT_FOUND
        case Failed(error):
            return failure(error, reference)
        case NotUnderstood():
            return notices.of("not_understood"), Outcome.UNCLEAR


def failure(error: errors.SpottError, reference: str | None = None) -> tuple[Message, Outcome]:
    """Explain a failure of Spott: a notice for the user, and a word for the journal.

    Args:
        error: The failure.
        reference: The look-up's reference, if it has one.
    """
    if isinstance(error, errors.SpottBusyError):
        return notices.of("spott_busy", wait=notices.wait(error.retry_after)), Outcome.SPOTT_BUSY
    if isinstance(error, _FOR_WHOEVER_RUNS_IT):
        log.error("%s %s", error, error.remedy)
    for kind in type(error).__mro__:
        if kind in _FAILURES:
            key, outcome = _FAILURES[kind]
            return notices.of(key), outcome
    reference = report("reading Spott's answer", error, reference)
    return notices.of("answer_not_understood", reference=reference), Outcome.NOT_UNDERSTOOD


def refused(refusal: Refusal, admins: frozenset[str]) -> Message:
    """Why the user may not do it, and whom to ask: the `admins` from the settings, or the workspace's."""
    if refusal.why is Why.SLACK_LIMITS:
        return notices.of("access_slack_limits", wait=notices.wait(refusal.retry_after))
    return notices.of(_REFUSALS[refusal.why], ask=notices.whom_to_ask(sorted(admins)[:_ADMINS_NAMED]))


def private_since(reason: Reason) -> str | None:
    """The line on a private card that says why it is private; None if the user asked for that."""
    return say(_PRIVATE[reason]) if reason in _PRIVATE else None


def not_here(reason: Reason) -> Message:
    """Why a card may not be posted to a thread in this place."""
    return notices.of(_NOT_POSTED[reason])


def not_posted(failed: SlackError) -> Message:
    """Why a card was not posted to a thread.

    Args:
        failed: From `Reply.post`.
    """
    if failed.code in _NOT_A_MEMBER:
        return notices.of("invite_me_to_post")
    if isinstance(failed, SlackLimitsError):
        return notices.of("slack_is_limiting")
    return notices.of("delivery_refused" if isinstance(failed, SlackRefusedError) else "maybe_not_arrived")
