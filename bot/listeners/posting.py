"""Posting a private card to the conversation, for the listeners of people and of jobs."""

from bot.cards.message import Message
from bot.cards.texts import Language
from bot.listeners.payloads import Click
from bot.listeners.recent_keys import RecentKeys
from bot.slack.objects import Channel
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


def name_of(channel: Channel, say: Language) -> str:
    """What a conversation is called in a question about it."""
    return f"#{channel.name}" if channel.kind == "channel" and channel.name else say("this_conversation")


async def post_once(card: Message, click: Click, reply: Reply, acted_on: RecentKeys, *, as_own: bool) -> None:
    """Post a card once, however often the button is clicked, then remove the private one.

    Args:
        card: What everyone will see.
        click: The click on Post here.
        reply: Gets the outcome.
        acted_on: The clicks that were acted on; this one is forgotten if Slack did not accept the card.
        as_own: As in `Reply.post`.
    """
    if not acted_on.add(click.clicked):
        reply.end_silently(Outcome.TWICE)
    elif await reply.post(card, as_own=as_own):
        await reply.remove_original()
    else:
        acted_on.remove(click.clicked)
