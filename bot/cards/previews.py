"""Previews of links to Spott, which everyone sees below the message with the link. Pure."""

from bot.cards import buttons, plain
from bot.cards.message import Block, Message, section
from bot.cards.texts import Language


def person(say: Language, candidate_id: str, name: str = "") -> list[Block]:
    """A person's name, and a button that shows the card to users who may see it.

    Args:
        say: The language of the conversation.
        candidate_id: The person.
        name: The name as on cards; "" if not everyone there may see it.
    """
    who = name or say("preview_person")
    return [section(who, buttons.show_linked_person(say, candidate_id, name=who))]


def job(say: Language, vacancy_id: str, title: str = "") -> list[Block]:
    """A job's title, and a button; otherwise as `person`."""
    what = title or say("preview_job")
    return [section(what, buttons.show_linked_job(say, vacancy_id, title=what))]


def card(message: Message) -> list[Block]:
    """A card's blocks in the form that Slack accepts in a preview, which is without rich text.

    https://docs.slack.dev/messaging/unfurling-links-in-messages
    """
    return [
        section("\n".join(plain.lines(block))) if block["type"] == "rich_text" else block for block in message["blocks"]
    ]
