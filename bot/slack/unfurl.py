"""Shows previews of links below somebody's message.

Slack documents no way to remove one, only to put another in its place: https://docs.slack.dev/reference/methods/chat.unfurl
"""

from collections.abc import Mapping

from bot.cards.message import Block
from bot.slack.delivery import TRY_SECONDS, Delivery, Result, failed
from bot.slack.errors import SlackError
from bot.slack.web_api import WebApi, within


async def unfurl(client: WebApi, channel: str, ts: str, previews: Mapping[str, list[Block]]) -> Delivery:
    """Show previews in place of earlier ones for these URLs; never raises if Slack or the network fails.

    Args:
        client: Slack's Web API.
        channel: The conversation.
        ts: The message with the links.
        previews: The blocks for each URL, exactly as it is in the message.
    """
    unfurls = {url: {"blocks": blocks} for url, blocks in previews.items()}
    try:
        async with within(TRY_SECONDS):
            await client.chat_unfurl(channel=channel, ts=ts, unfurls=unfurls)
    except SlackError as error:
        return failed(error)
    return Delivery(Result.DELIVERED)
