"""Maps errors, refusals and reasons to the texts that explain them."""

import logging

from bot.access.permission import Refusal, Why
from bot.access.rules import Alone, Reason
from bot.cards import notices
from bot.cards.texts import Key, Language
from bot.listeners.background import report
from bot.people.query import NotUnderstood
from bot.people.resolve import Failed, Nobody, Tried
from bot.slack import notice
from bot.slack.delivery import Delivery, Result
from bot.slack.errors import NOT_A_MEMBER
from bot.slack.notice import Notice
from bot.slack.objects import Channel
from bot.spott import errors

log = logging.getLogger(__name__)

_FAILURES: dict[type[errors.SpottError], Key] = {
    errors.ContactNotFoundError: "no_card",
    errors.JobNotFoundError: "job_gone",
    errors.MalformedIdError: "not_an_id",
    errors.KeyRefusedError: "key_refused",
    errors.SpottTimeoutError: "spott_timeout",
    errors.SpottUnavailableError: "spott_unavailable",
}

_FOR_OPERATORS = (errors.KeyRefusedError, errors.NotTrustedError)
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
    Reason.READ_AS_PRIVATE: "private_read_so",
    Reason.HAS_CONTACT: "private_typed_contact",
    Reason.LATE: "private_late",
    Reason.UNCERTAIN: "private_uncertain",
    Reason.UNKNOWN: "private_unknown",
    Reason.NOT_INVITED: "private_not_invited",
    Reason.BETWEEN_PEOPLE: "private_between_people",
    Reason.SHARED: "private_shared",
    Reason.ORGANISATION: "private_organisation",
    Reason.NOT_LISTED: "private_not_listed",
    Reason.GUESTS: "private_guests",
    Reason.LARGE: "private_large",
}

_NOT_POSTED: dict[Reason, Key] = {
    Reason.UNKNOWN: "not_posted_unknown",
    Reason.NOT_INVITED: "invite_me_to_post",
    Reason.BETWEEN_PEOPLE: "not_posted_between_people",
    Reason.SHARED: "not_posted_shared",
    Reason.ORGANISATION: "not_posted_organisation",
    Reason.NOT_LISTED: "not_posted_not_listed",
    Reason.GUESTS: "not_posted_guests",
    Reason.LARGE: "not_posted_large",
}

_NOT_DELIVERED: dict[Result, Key] = {
    Result.REFUSED: "delivery_refused",
    Result.GONE: "delivery_refused",
    Result.LATER: "slack_is_limiting",
    Result.UNKNOWN: "maybe_not_arrived",
}

_NOBODY: dict[Tried, Key] = {
    "name": "nobody_by_name",
    "email": "nobody_by_email",
    "phone": "nobody_by_phone",
    "id": "nobody_by_id",
    "profile": "nobody_by_profile",
    "other records": "no_other_records",
}

_ADMINS_NAMED = 3


def nothing(found: Nobody | Failed | NotUnderstood, reference: str) -> Notice:
    """The notice if nobody was found.

    Args:
        found: The result of the search.
        reference: The look-up's reference.
    """
    match found:
        case Nobody(tried):
            return notice.of(_NOBODY[tried])
        case Failed(error):
            return failure(error, reference)
        case NotUnderstood(nameless_profile):
            return notice.of("nameless_profile" if nameless_profile else "not_understood")


def failure(error: errors.SpottError, reference: str | None = None) -> Notice:
    """Explain a failure of Spott.

    Args:
        error: The failure.
        reference: The look-up's reference, if it has one.
    """
    if isinstance(error, errors.SpottBusyError):
        return notice.of("spott_busy", wait=notices.Wait(error.retry_after))
    if isinstance(error, _FOR_OPERATORS):
        log.error("%s %s", error, error.remedy)
    for kind in type(error).__mro__:
        if kind in _FAILURES:
            return notice.of(_FAILURES[kind])
    reference = report("reading Spott's answer", error, reference)
    return notice.of("answer_not_understood", reference=reference)


def refused(refusal: Refusal, admins: frozenset[str]) -> Notice:
    """Why the user may not do it, and who to ask: the `admins` from the settings, or the workspace's."""
    if refusal.why is Why.SLACK_LIMITS:
        return notice.of("access_slack_limits", wait=notices.Wait(refusal.retry_after))
    return notice.of(_REFUSALS[refusal.why], ask=whom_to_ask(admins))


def whom_to_ask(admins: frozenset[str]) -> notices.WhomToAsk:
    """Who can give access: some of the `admins` from the settings, or the workspace's."""
    return notices.WhomToAsk(tuple(sorted(admins)[:_ADMINS_NAMED]))


def why_private(say: Language, alone: Alone) -> str | None:
    """The line on a private card that says why; None if the user asked for one, or no one else can read it."""
    # No one else can read a direct message with the app: nothing typed there leaks, and there is no one to post for.
    if alone.reason is Reason.HAS_CONTACT and not alone.can_post:
        return None
    return say(_PRIVATE[alone.reason]) if alone.reason in _PRIVATE else None


def conversation(say: Language, channel: Channel) -> str:
    """What a conversation is called in a question about it."""
    return f"#{channel.name}" if channel.kind == "channel" and channel.name else say("this_conversation")


def not_here(reason: Reason) -> Notice:
    """Why a card may not be posted to a thread in this place."""
    return notice.of(_NOT_POSTED[reason])


def not_posted(delivery: Delivery) -> Notice:
    """Why a card was not posted to a thread."""
    if delivery.code in NOT_A_MEMBER:
        return notice.of("invite_me_to_post")
    return notice.of(_NOT_DELIVERED[delivery.result])
