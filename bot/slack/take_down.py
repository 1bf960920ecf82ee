"""Replaces public messages of the bot's and previews, however long ago they were posted."""

from collections.abc import Sequence
from typing import Final

from bot.cards.message import Message
from bot.slack.delivery import TRY_SECONDS, Delivery, Result, failed
from bot.slack.errors import SlackError
from bot.slack.unfurl import unfurl
from bot.slack.web_api import WebApi, within

_MISMATCH: Final = "block_mismatch"


async def replace(client: WebApi, channel: str, ts: str, message: Message, urls: Sequence[str] = ()) -> Delivery:
    """Replace a message of the bot's own, or previews; never raises if Slack or the network fails.

    Args:
        client: Slack's Web API.
        channel: The conversation.
        ts: The message.
        message: The new content.
        urls: The links in that message, if previews of them are to be replaced.

    Returns:
        `GONE` if the message no longer exists or can't be changed.
    """
    if urls:
        return await unfurl(client, channel, ts, dict.fromkeys(urls, message["blocks"]))
    # https://docs.slack.dev/reference/methods/chat.update
    try:
        async with within(TRY_SECONDS):
            await client.chat_update(channel=channel, ts=ts, **message)
    except SlackError as error:
        delivery = failed(error)
        # Slack may refuse to replace rich text with anything else; a deleted message is even better.
        if delivery.result is Result.REFUSED or error.code == _MISMATCH:
            return await _delete(client, channel, ts)
        return delivery
    return Delivery(Result.DELIVERED)


async def _delete(client: WebApi, channel: str, ts: str) -> Delivery:
    try:
        async with within(TRY_SECONDS):
            await client.chat_delete(channel=channel, ts=ts)
    except SlackError as error:
        return failed(error)
    return Delivery(Result.DELIVERED)
