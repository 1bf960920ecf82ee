"""The message that replaces an expired card, and the one in place of a card that would be posted twice. Pure."""

from bot.cards import buttons, notices
from bot.cards.message import Block, Message, actions, own_words
from bot.cards.texts import Language


def expired(say: Language, asked_by: str, *, candidate_id: str | None = None, job_id: str | None = None) -> Message:
    """The line in place of an expired card, with a button that shows it again (except for a list of people).

    Args:
        say: The readers' language.
        asked_by: Slack id of the user who had asked for it.
        candidate_id: The person on the card, if it was a person's.
        job_id: The job on the card, if it was a job's.
    """
    message = notices.of(say, "expired")
    if candidate_id is not None:
        message["blocks"].append(actions(buttons.look_up_again(say, candidate_id, asked_by)))
    elif job_id is not None:
        message["blocks"].append(actions(buttons.look_up_job_again(say, job_id, asked_by)))
    return message


def already_here(say: Language, link: str, minutes: int, post_again: Block) -> Message:
    """A message that the card was just posted here, with a link to it and the button that posts it again.

    Args:
        say: The reader's language.
        link: Slack's link to the message.
        minutes: How long ago that was.
        post_again: The button.
    """
    text = say.count("already_here", minutes)
    return {"text": text, "blocks": [own_words(text), actions(buttons.go_to_message(say, link), post_again)]}
