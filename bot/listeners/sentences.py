"""Which sentence of `bot.cards.notices` says what happened."""

import logging
from collections.abc import Callable

from bot.access import Hidden, Refusal, Why
from bot.background import report
from bot.cards import notices
from bot.cards.message import Message
from bot.spott import errors

log = logging.getLogger(__name__)

_FAILURES: dict[type[errors.SpottError], Callable[[], Message]] = {
    errors.ContactNotFoundError: notices.contact_not_found,
    errors.MalformedIdError: notices.not_an_id,
    errors.KeyRefusedError: notices.key_refused,
    errors.SpottTimeoutError: notices.spott_timeout,
    errors.SpottUnavailableError: notices.spott_unavailable,
}

_HIDDEN: dict[Hidden, Callable[[], str]] = {
    Hidden.UNKNOWN: notices.private_since_unknown,
    Hidden.SHARED: notices.private_since_shared,
    Hidden.NOT_LISTED: notices.private_since_not_listed,
    Hidden.GUESTS: notices.private_since_guests,
}

_ADMINS_NAMED = 3


def failure(error: errors.SpottError) -> Message:
    """The one sentence that a failure of Spott is to the person who asked."""
    if isinstance(error, errors.SpottBusyError):
        return notices.spott_busy(error.retry_after)
    if isinstance(error, errors.KeyRefusedError):
        log.error("Spott refuses the API key: set SPOTT_API_KEY to one that is valid")
    sentence = _FAILURES.get(type(error))
    return sentence() if sentence else notices.answer_not_understood(report("reading Spott's answer", error))


def refused(refusal: Refusal, admins: frozenset[str]) -> Message:
    """Why somebody may not look people up, and whom to ask: `admins` as set, or the workspace's."""
    ask = " or ".join(f"<@{admin}>" for admin in sorted(admins)[:_ADMINS_NAMED]) or "a workspace admin"
    match refusal.why:
        case Why.GUEST:
            return notices.guest(ask)
        case Why.OUTSIDER:
            return notices.outsider()
        case Why.BOT | Why.DEACTIVATED:
            return notices.deactivated(ask)
        case Why.NOT_LISTED:
            return notices.not_listed(ask)
        case Why.SLACK_LIMITS:
            return notices.access_slack_limits(refusal.retry_after)
        case Why.UNKNOWN:
            return notices.access_unknown(ask)


def private_since(hidden: Hidden) -> str:
    """The line on a card that nobody else may see."""
    return _HIDDEN[hidden]()
