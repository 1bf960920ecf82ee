"""What admins see on their Home tab: how Spott, Slack and the log are doing, and what the settings allow."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.access.rules import Policy
from bot.cards import dates, notices
from bot.cards.notices import Value
from bot.cards.texts import Key, Language
from bot.listeners import explain
from bot.spott.errors import SpottError

_NAMED: Final = 20


def state(say: Language, spott: SpottError | None, *, token_age: float, log: str, now: datetime) -> list[str]:
    """How Spott, Slack and the log are doing.

    Args:
        say: The reader's language.
        spott: Why Spott doesn't answer; None if it does.
        token_age: Seconds since Slack last confirmed the app's token.
        log: The line about the log.
        now: The current time.
    """
    confirmed = dates.mrkdwn(now - timedelta(seconds=token_age), say)
    spott_says = explain.failure(spott).message(say)["text"] if spott else say("home_spott_works")
    return [spott_says, _sentence(say, "home_slack_works", when=confirmed), log]


def places(say: Language, policy: Policy) -> list[str]:
    """Where cards are shown."""
    if policy.reply_in == "private":
        return [say("home_places_private")]
    where = (
        _sentence(say, "home_places_listed", channels=_named(say, (f"<#{one}>" for one in sorted(policy.channels))))
        if policy.channels
        else say("home_places_channel")
    )
    guests = [say("home_places_guests")] if policy.guests_in_channel == "allow" else []
    organisation = [say("home_places_organisation")] if policy.organisation_in_channel == "allow" else []
    return [where, *guests, *organisation]


def people(say: Language, policy: Policy, limits: tuple[int, int]) -> list[str]:
    """Who may look people up, how often, and whom the others are told to ask.

    Args:
        say: The reader's language.
        policy: The settings about access.
        limits: How many look-ups each person may make per minute and per day.
    """
    groups = (f"<!subteam^{one}>" for one in sorted(policy.user_groups))
    listed = [*groups, *(f"<@{one}>" for one in sorted(policy.users))]
    minute, day = limits
    return [
        _sentence(say, "home_people_listed", people=_named(say, listed)) if listed else say("home_people_members"),
        say("home_people_limits", minute=say.number(minute), day=say.number(day)),
        _sentence(say, "home_people_ask", ask=explain.whom_to_ask(policy.admins)),
    ]


def _sentence(say: Language, key: Key, **values: Value) -> str:
    return notices.of(say, key, **values)["text"]


def _named(say: Language, mentions: Iterable[str]) -> str:
    """Mentions of people or channels, as many as there is room for."""
    every = [*mentions]
    shown = ", ".join(every[:_NAMED])
    return say.count("names_and_more", len(every) - _NAMED, names=shown) if len(every) > _NAMED else shown
