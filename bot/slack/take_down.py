"""Replaces what everyone sees of a person, however long ago it was posted: a message of the bot's, or previews."""

from collections.abc import Sequence
from typing import Final

from bot.cards.message import Message
from bot.slack.delivery import TRY_SECONDS, Delivery, Result, failed
from bot.slack.errors import SlackError
from bot.slack.unfurl import unfurl
from bot.slack.web_api import WebApi, within

_MISMATCH: Final = "block_mismatch"


async def replace(client: WebApi, channel: str, ts: str, message: Message, urls: Sequence[str] = ()) -> Delivery:
    """Replace a message of the bot's own, or previews; never raises for what Slack or the network does.

    Args:
        client: Slack's Web API.
        channel: The conversation.
        ts: The message.
        message: What stands there from then on.
        urls: The links in that message, if previews of them are to be replaced.

    Returns:
        `GONE` if there is no such message any more, or nobody can change it.
    """
    if urls:
        return await unfurl(client, channel, ts, dict.fromkeys(urls, message["blocks"]))
    # https://docs.slack.dev/reference/methods/chat.update
    try:
        async with within(TRY_SECONDS):
            await client.chat_update(channel=channel, ts=ts, **message)
    except SlackError as error:
        delivery = failed(error)
        # Slack may not let rich text become anything else; a message that is gone says nothing, which is better.
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
