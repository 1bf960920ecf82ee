"""Every sentence that the bot says to a person. Pure.

Each is one short message in our own words, for that person alone: what happened, and what to do next. Nothing
that somebody typed and nothing from Spott stands in any of them.
"""

from math import ceil
from typing import Final

from bot.cards.message import Message, own_words

_A_MINUTE: Final = 60
_IN_SECONDS_UP_TO: Final = 90


def not_an_id(command: str = "/spott") -> Message:
    """What was typed cannot be a candidate id.

    Args:
        command: The command as this workspace knows it.
    """
    return _notice(
        "That is not a candidate id: it has up to 64 letters, digits, hyphens and underscores. "
        f"Please check it and try again, or see `{command} help`."
    )


def contact_not_found() -> Message:
    """Spott knows no contact with this id."""
    return _notice(
        "Spott has no contact with that candidate id. "
        "Please check the id; somebody who is not a contact at a client company has no card."
    )


def key_refused() -> Message:
    """Spott refuses our key."""
    return _notice(
        "Spott does not accept this app's key any more. "
        "Please tell whoever looks after this app: it needs a new API key from Spott."
    )


def spott_busy(retry_after: float | None) -> Message:
    """Spott limits us.

    Args:
        retry_after: Seconds until Spott listens again, where it says so.
    """
    return _notice(f"Spott is busy right now. Please try again in {_wait(retry_after)}.")


def spott_unavailable() -> Message:
    """Spott cannot be reached, or answers with an error of its own."""
    return _notice("Spott cannot be reached right now. Nothing was changed; please try again in a minute.")


def spott_timeout() -> Message:
    """Spott did not answer in time."""
    return _notice("Spott did not answer in time. Nothing was changed; please try again in a minute.")


def answer_not_understood(reference: str) -> Message:
    """Spott answered with something that is no contact.

    Args:
        reference: Ours, also in the log.
    """
    return _notice(
        "Spott's answer could not be read. Please try again; "
        f"if it stays like this, tell whoever looks after this app the reference `{reference}`."
    )


def something_broke(reference: str) -> Message:
    """An error of our own.

    Args:
        reference: Ours, also in the log.
    """
    return _notice(
        "Sorry, something went wrong on our side. Please try again; "
        f"if it stays like this, tell whoever looks after this app the reference `{reference}`."
    )


def took_too_long(reference: str) -> Message:
    """The work was given up at its deadline.

    Args:
        reference: Ours, also in the log.
    """
    return _notice(
        "Sorry, this took too long and was stopped. Nothing was changed; please try again. "
        f"If it stays like this, tell whoever looks after this app the reference `{reference}`."
    )


def slack_is_limiting() -> Message:
    """Slack takes no more messages from us for a while."""
    return _notice("Slack is limiting this app right now, so the card was not shown. Please ask again in a minute.")


def busy_here() -> Message:
    """We do as many look-ups at once as we can."""
    return _notice("Too many people are being looked up at this moment. Please try again in a few seconds.")


def slow() -> Message:
    """Spott takes long; the work goes on."""
    return _notice("Spott is slow right now. The card will follow; there is nothing you need to do.")


def restarting() -> Message:
    """The bot stops before the card was there."""
    return _notice("This app is being restarted and could not finish. Please ask again in a minute.")


def maybe_not_arrived() -> Message:
    """Slack did not say whether it took the card; posting it again could show it twice."""
    return _notice(
        "Slack did not confirm the card, so it may not have arrived. If you do not see it, please ask again."
    )


def delivery_refused() -> Message:
    """Slack refused the card even in its plainest form."""
    return _notice("Slack did not accept the card. Please try again, or look the person up in Spott.")


def guest(ask: str) -> Message:
    """A guest of the workspace asked.

    Args:
        ask: Whom to ask, in our words, such as "a workspace admin" or mentions of the admins.
    """
    return _notice(f"Guests cannot look people up. Please ask {ask}.", mentions=True)


def outsider() -> Message:
    """Somebody of another workspace asked."""
    return _notice("Only members of the workspace that runs this app can look people up. Please ask them.")


def deactivated(ask: str) -> Message:
    """A deactivated account asked, or a bot."""
    return _notice(f"This account cannot look people up. Please ask {ask}.", mentions=True)


def not_listed(ask: str) -> Message:
    """Only some people may look up, and this is none of them."""
    return _notice(f"You are not on the list of those who can look people up. Please ask {ask}.", mentions=True)


def access_unknown(ask: str) -> Message:
    """Slack does not tell who asks, so nothing may be shown."""
    return _notice(
        "Slack did not say who you are, so nothing was looked up. Please try again in a minute; "
        f"if it stays like this, ask {ask}.",
        mentions=True,
    )


def access_slack_limits(retry_after: float | None) -> Message:
    """Slack limits us, so it does not tell who asks."""
    return _notice(f"Slack is limiting this app, so nothing was looked up. Please try again in {_wait(retry_after)}.")


def too_many_lookups(retry_after: float) -> Message:
    """One person looked up as many people as one may."""
    return _notice(f"You have looked up as many people as one person may. Please try again in {_wait(retry_after)}.")


def not_yours_to_remove() -> Message:
    """Somebody else's card."""
    return _notice("Only the person who looked this up, or an admin, can remove the card. Please ask one of them.")


def not_removed() -> Message:
    """Slack did not take the card away."""
    return _notice("Slack did not remove the card. Please try again, or delete it from its menu.")


def private_since_unknown() -> str:
    """The line on a private card, where Slack does not tell who reads the conversation."""
    return "Only you see this: I cannot tell who reads here. Invite me, or use a direct message with me."


def private_since_shared() -> str:
    """The line on a private card in a channel that another organisation reads."""
    return "Only you see this: another organisation reads here. Use a channel of your own workspace."


def private_since_not_listed() -> str:
    """The line on a private card in a channel where cards are not allowed."""
    return "Only you see this: cards are not shown in this channel. Ask an admin to allow this channel."


def private_since_guests() -> str:
    """The line on a private card in a channel that guests read, or that is too large to tell."""
    return "Only you see this: guests read here, or may. Ask an admin to allow it, or use a direct message with me."


def help(command: str = "/spott", *, private: bool = False) -> Message:  # noqa: A001  (what people type for it)
    """How to use the command, in at most eight lines.

    Args:
        command: The command as this workspace knows it.
        private: Whether cards go to the person alone in any case.
    """
    where = "to you alone" if private else "in this channel"
    lines = [
        "*Look up a person in Spott*",
        f"`{command} <candidateId>` shows their card {where}.",
        f"For example: `{command} 550e8400-e29b-41d4-a716-446655440000`",
    ]
    if not private:
        lines.append(f"`{command} private <candidateId>` shows it to you alone.")
    lines += [f"`{command} help` shows this.", "The candidate id is the person's id in Spott."]
    return _notice("\n".join(lines))


def _notice(words: str, *, mentions: bool = False) -> Message:
    # https://docs.slack.dev/messaging/formatting-message-text#escaping
    escaped = words if mentions else words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": escaped, "blocks": [own_words(escaped)]}


def _wait(seconds: float | None) -> str:
    if seconds is None:
        return "a minute"
    if seconds <= _IN_SECONDS_UP_TO:
        whole = max(1, ceil(seconds))
        return "a second" if whole == 1 else f"{whole} seconds"
    return f"{ceil(seconds / _A_MINUTE)} minutes"
