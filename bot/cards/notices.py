"""Every sentence that the bot says to a person. Pure.

Each is one short message in our own words, for that person alone: what happened, and what to do next. Nothing
that somebody typed and nothing from Spott stands in any of them.
"""

from math import ceil
from typing import Final, Literal

from bot.cards.message import Message, own_words

_A_MINUTE: Final = 60
_AN_HOUR: Final = 3_600
_IN_SECONDS_UP_TO: Final = 90
_IN_MINUTES_UP_TO: Final = 7_200

_ONLY_YOU: Final = "Only you see this: "


def not_an_id(command: str = "/spott") -> Message:
    """What was typed cannot be a candidate id.

    Args:
        command: The command as this workspace knows it.
    """
    return _notice(
        "That is no person's candidate id: such an id has up to 64 letters, digits, hyphens and underscores. "
        f"Please check it and try again, or see `{command} help`."
    )


def contact_not_found() -> Message:
    """Spott knows no contact with this id."""
    return _notice(
        "Spott has no card for a person with that candidate id. "
        "Please check the id; somebody who is not a contact at a client company has no card."
    )


def nobody_found(tried: Literal["name", "email", "phone", "id"]) -> Message:
    """Spott found nobody.

    Args:
        tried: By what it looked.
    """
    return _notice(_NOBODY[tried])


def search_not_understood(command: str = "/spott") -> Message:
    """What was typed can be neither a name nor anything else that Spott could look for.

    Args:
        command: The command as this workspace knows it.
    """
    return _notice(
        "That could not be read as a name, an e-mail address, a phone number or a candidate id. "
        f"Please try one of these, or see `{command} help`."
    )


def nothing_found_in_message() -> str:
    """The line above the search field, when nothing in a message points to a person."""
    return "This message holds no e-mail address, phone number or candidate id. You can search for the person here."


def nobody_in_message() -> str:
    """The line above the search field, when Spott knows nobody to whom something in a message points."""
    return "Spott found nobody with what is in this message. You can search for the person here."


def picker_used() -> Message:
    """The list that was clicked has been used already."""
    return _notice("Somebody was already chosen from this list. Please look the person up again.")


def button_too_old() -> Message:
    """What a button carries cannot be read: another version of this app made it."""
    return _notice("This button was made by another version of this app. Please look the person up again.")


def modal_expired() -> Message:
    """The click reached us too late for Slack to open a window for it."""
    return _notice("That click took too long to reach this app, so Slack opened nothing. Please click again.")


def click_too_late() -> Message:
    """A click that shows a card to others came after Slack had told the person that it failed."""
    return _notice(
        "That click took too long to reach this app, so nothing was posted. "
        "If the card is not there yet, please click again."
    )


def invite_me_to_post() -> Message:
    """The bot is not in the channel into whose thread the card should go."""
    return _notice("I am not in this channel, so I cannot post there. Invite me with `/invite @spott`, then try again.")


def not_a_member_there() -> Message:
    """The card should go where only members read, and the person is not known to be one."""
    return _notice(
        "I cannot see you among the people in this conversation. Please ask one of them to look the person up."
    )


def posted_to_thread() -> Message:
    """The card stands in the thread."""
    return _notice("The card is in the thread now, where everybody in the channel can read it.")


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


def covered() -> Message:
    """What stands in the place of a card once people of another workspace or organisation read the conversation."""
    return _notice(
        "The card that stood here was taken away, since people from outside your workspace can read here now. "
        "Please look the person up again to see it for yourself alone."
    )


def not_removed() -> Message:
    """Slack did not take the card away."""
    return _notice("Slack did not remove the card. Please try again, or delete it from its menu.")


def private_since_unknown() -> str:
    """The line on a private card, where Slack does not tell who reads the conversation."""
    return f"{_ONLY_YOU}I cannot tell who reads here. Invite me, or use a direct message with me."


def private_since_shared() -> str:
    """The line on a private card in a channel that another organisation reads, or is invited to."""
    return f"{_ONLY_YOU}another organisation reads here, or may. Use a channel of your own workspace."


def private_since_organisation() -> str:
    """The line on a private card in a channel that another workspace of the same organisation reads."""
    return f"{_ONLY_YOU}another workspace of your organisation reads here, or may. Use a channel of your own workspace."


def private_since_not_listed() -> str:
    """The line on a private card in a channel where cards are not allowed."""
    return f"{_ONLY_YOU}cards are not shown in this channel. Ask an admin to allow it."


def private_since_guests() -> str:
    """The line on a private card in a channel that guests read, or that is too large to tell."""
    return f"{_ONLY_YOU}guests read here, or may. Ask an admin to allow it, or use a direct message with me."


def private_since_late() -> str:
    """The line on a private card that came after Slack had told the person that the command failed."""
    return f"{_ONLY_YOU}it came late, and Slack may have told you that it failed. Ask again to show it here."


def private_since_typed_contact() -> str:
    """The line on a private card that was asked for with an address or a number, above which Slack may show it."""
    return (
        f"{_ONLY_YOU}Slack may show what you typed, and it holds an e-mail address or a phone number. "
        "Use Post here to show the card alone."
    )


def modal_refused() -> Message:
    """Slack did not open a modal, or did not take what belongs in it."""
    return _notice("Slack did not open the window, or did not take what belongs in it. Please click again.")


def not_here(why: str) -> Message:
    """A card may not be posted where somebody wants it.

    Args:
        why: One of the lines that a private card carries.
    """
    return _notice(f"The card was not posted: {why.removeprefix(_ONLY_YOU)} Then please try again.")


def help(command: str = "/spott", *, private: bool = False) -> Message:  # noqa: A001  (what people type for it)
    """How to use the command, in at most eight lines.

    Args:
        command: The command as this workspace knows it.
        private: Whether cards go to the person alone in any case.
    """
    where = "to you alone" if private else "in this channel"
    lines = [
        "*Look up a person in Spott*",
        f"`{command} <name>` shows their card {where}. For example: `{command} Jane Doe`",
    ]
    if private:
        lines += [f"An e-mail address, a phone number or a candidate id does too: `{command} jane@example.com`"]
    else:
        lines += [
            "A candidate id does too.",
            "An e-mail address or a phone number shows it to you alone, as Slack may show what you typed.",
            f"`{command} private <name>` shows it to you alone.",
        ]
    lines += [
        "*Look up in Spott* in a message's menu shows whom the message is about.",
        f"`{command} help` shows this.",
    ]
    return _notice("\n".join(lines))


_NOBODY: Final = {
    "name": "Spott found nobody by that name. Please check it, or try an e-mail address or a phone number.",
    "email": "Spott found nobody with that e-mail address. Please check it, or try the name or a phone number.",
    "phone": "Spott found nobody with that phone number. "
    "Please try it with its country code, like +1, or try the name or an e-mail address.",
    "id": "Spott found nobody with that candidate id. Please check it, or try the name or an e-mail address.",
}


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
    if seconds <= _IN_MINUTES_UP_TO:
        return f"{ceil(seconds / _A_MINUTE)} minutes"
    return f"{ceil(seconds / _AN_HOUR)} hours"
