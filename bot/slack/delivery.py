"""Sends a message to Slack, as blocks or plain text, once more if rate-limited, and says what came of it."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Any, NamedTuple

from bot.cards.message import Message
from bot.slack.errors import SlackError, SlackLimitsError, SlackRefusedError
from bot.slack.forms import forms

TRY_SECONDS = 4.0
"""How long Slack may take to accept one message."""

_SENDING_SECONDS = 1.0


class Result(Enum):
    """The result of a delivery."""

    DELIVERED = "delivered"
    """Slack accepted it."""
    REFUSED = "refused"
    """Slack refused the message itself, or does not say why; it may accept a simpler one."""
    GONE = "gone"
    """Nothing was accepted there, and nothing will be."""
    LATER = "later"
    """Slack is limiting us."""
    UNKNOWN = "unknown"
    """It may have been accepted."""


class Delivery(NamedTuple):
    """The result of sending a message. A named tuple, since one is created for every look-up.

    Attributes:
        result: Whether Slack accepted it.
        retry_after: The seconds to wait, if Slack is rate-limiting us.
        code: Slack's error code, if any.
        ts: Slack's timestamp of the message, if any.
    """

    result: Result
    retry_after: float = 0.0
    code: str | None = None
    ts: str | None = None

    @property
    def word(self) -> str:
        """One word for the journal."""
        return self.code or self.result.value


class Deadline:
    """How long the user waits for the answer.

    Args:
        seconds: From now on.
    """

    def __init__(self, seconds: float) -> None:
        self._until = asyncio.get_running_loop().time() + seconds

    def allows(self, seconds: float) -> bool:
        """Whether a message that is sent in `seconds` still arrives in time."""
        return asyncio.get_running_loop().time() + seconds + _SENDING_SECONDS <= self._until


async def send(message: Message, attempt: Callable[[dict[str, Any]], Awaitable[Delivery]], until: Deadline) -> Delivery:
    """Send a message in the first form that Slack accepts; never again if Slack may have accepted it.

    Args:
        message: The message.
        attempt: Sends one form of it.
        until: A rate-limited attempt is repeated once if there is time for it before this.
    """
    delivery = Delivery(Result.REFUSED)
    for form in forms(message):
        delivery = await attempt(form)
        if delivery.result is Result.LATER and until.allows(delivery.retry_after):
            await asyncio.sleep(delivery.retry_after)
            delivery = await attempt(form)
        if delivery.result is not Result.REFUSED:
            break
    return delivery


def failed(error: SlackError) -> Delivery:
    """The result if a call to the Web API failed."""
    match error:
        case SlackLimitsError(retry_after=seconds):
            return Delivery(Result.LATER, seconds, error.code)
        case SlackRefusedError(about_form=True):
            return Delivery(Result.REFUSED, code=error.code)
        case SlackRefusedError():
            return Delivery(Result.GONE, code=error.code)
        case _:
            return Delivery(Result.UNKNOWN, code=error.code)
