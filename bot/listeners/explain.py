"""Which sentence of `bot.cards.notices` says what happened."""

import logging
from collections.abc import Callable

from bot.access.rules import Hidden, Refusal, Why
from bot.cards import notices
from bot.cards.message import Message
from bot.listeners.background import report
from bot.slack.web_api import UNREADABLE
from bot.spott import errors
from bot.telemetry.journal import Outcome

log = logging.getLogger(__name__)

_FAILURES: dict[type[errors.SpottError], tuple[Callable[[], Message], Outcome]] = {
    errors.ContactNotFoundError: (notices.contact_not_found, Outcome.NOT_FOUND),
    errors.MalformedIdError: (notices.not_an_id, Outcome.NOT_AN_ID),
    errors.KeyRefusedError: (notices.key_refused, Outcome.KEY_REFUSED),
    errors.SpottTimeoutError: (notices.spott_timeout, Outcome.SPOTT_TIMEOUT),
    errors.SpottUnavailableError: (notices.spott_unavailable, Outcome.SPOTT_UNAVAILABLE),
}

_FOR_WHOEVER_RUNS_IT = (errors.KeyRefusedError, errors.NotTrustedError)
"""Nobody who looks people up can do anything about these."""

_REFUSALS: dict[Why, Callable[[str], Message]] = {
    Why.GUEST: notices.guest,
    Why.OUTSIDER: lambda _: notices.outsider(),
    Why.BOT: notices.deactivated,
    Why.DEACTIVATED: notices.deactivated,
    Why.NOT_LISTED: notices.not_listed,
    Why.NOT_YOURS: lambda _: notices.not_yours_to_remove(),
    Why.UNKNOWN: notices.access_unknown,
}

_HIDDEN: dict[Hidden, Callable[[], str]] = {
    Hidden.UNKNOWN: notices.private_since_unknown,
    Hidden.SHARED: notices.private_since_shared,
    Hidden.ORGANISATION: notices.private_since_organisation,
    Hidden.NOT_LISTED: notices.private_since_not_listed,
    Hidden.GUESTS: notices.private_since_guests,
}

_NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
_UNSURE = frozenset({UNREADABLE, "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_ADMINS_NAMED = 3


def failure(error: errors.SpottError, reference: str | None = None) -> tuple[Message, Outcome]:
    """What a failure of Spott is to the person who asked: one sentence, and a word for the journal.

    Args:
        error: What Spott did.
        reference: Of the look-up, if it has one yet.
    """
    if isinstance(error, errors.SpottBusyError):
        return notices.spott_busy(error.retry_after), Outcome.SPOTT_BUSY
    if isinstance(error, _FOR_WHOEVER_RUNS_IT):
        log.error("%s %s", error, error.remedy)
    for kind in type(error).__mro__:
        if kind in _FAILURES:
            sentence, outcome = _FAILURES[kind]
            return sentence(), outcome
    reference = report("reading Spott's answer", error, reference)
    return notices.answer_not_understood(reference), Outcome.NOT_UNDERSTOOD


def refused(refusal: Refusal, admins: frozenset[str]) -> Message:
    """Why somebody may not do it, and whom to ask: `admins` as set, or the workspace's."""
    ask = " or ".join(f"<@{admin}>" for admin in sorted(admins)[:_ADMINS_NAMED]) or "a workspace admin"
    if refusal.why is Why.SLACK_LIMITS:
        return notices.access_slack_limits(refusal.retry_after)
    return _REFUSALS[refusal.why](ask)


def private_since(hidden: Hidden) -> str:
    """The line on a card that nobody else may see."""
    return _HIDDEN[hidden]()


def not_here(hidden: Hidden | None) -> Message:
    """Why a card may not be posted to a thread."""
    return (
        notices.invite_me_to_post()
        if hidden is Hidden.UNKNOWN or hidden is None
        else notices.not_here(private_since(hidden))
    )


def not_posted(failed: str) -> Message:
    """Why a card is not in a thread.

    Args:
        failed: As `Reply.post` returns it.
    """
    if failed in _NOT_A_MEMBER:
        return notices.invite_me_to_post()
    if failed == "ratelimited":
        return notices.slack_is_limiting()
    # Slack's codes are in lower case; the others are names of errors on the way to it.
    return notices.maybe_not_arrived() if failed in _UNSURE or not failed.islower() else notices.delivery_refused()
