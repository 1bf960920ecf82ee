"""Slack's Web API, whose failures are all in `bot.slack.errors`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.errors import (
    CONNECTION_LOST,
    UNREADABLE,
    SlackError,
    SlackTimeoutError,
    SlackUnreachableError,
    SlackUnsureError,
    from_answer,
)

SlackAnswer: TypeAlias = AsyncSlackResponse
"""Slack's answer to a call, with `ok`."""

_MAPPED = (SlackClientError, aiohttp.ClientError, OSError, AttributeError, LookupError, ValueError, RecursionError)
"""Everything that a call can raise. The last four are what slack_sdk raises for an answer that is not a JSON object."""


class WebApi(AsyncWebClient):
    """slack_sdk's client, but calls raise only `SlackError`, which contains no text from Slack."""

    def __init__(self, **arguments: Any) -> None:  # noqa: ANN401 - slack_sdk's
        super().__init__(**arguments)
        # Otherwise slack_sdk would use the environment's proxy, and ignore NO_PROXY; the session's rule applies
        # instead.
        self.proxy = None

    async def api_call(self, api_method: str, **arguments: Any) -> SlackAnswer:  # noqa: ANN401 - slack_sdk's
        """Call a method by name; all other methods go through this one.

        Raises:
            SlackError: Slack refused, limits us or could not be reached, or it is unknown whether it did it.
        """
        try:
            return await super().api_call(api_method, **arguments)
        except _MAPPED as error:
            raise mapped(error) from None


def next_cursor(answer: SlackAnswer) -> str:
    """Where the next page of a list begins; empty on the last one."""
    return str((answer.get("response_metadata") or {}).get("next_cursor") or "")


def mapped(error: Exception) -> SlackError:
    """Convert an exception of slack_sdk or aiohttp.

    Args:
        error: As slack_sdk's client raises it.
    """
    if isinstance(error, SlackApiError):
        # slack_sdk's response, or aiohttp's where the JSON was broken.
        response = error.response
        data = getattr(response, "data", None)
        return from_answer(
            getattr(response, "status_code", 0) or getattr(response, "status", 0),
            data.get("error") if isinstance(data, dict) else None,
            response.headers.get("Retry-After"),
        )
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ClientHttpProxyError | aiohttp.InvalidURL):
        return SlackUnreachableError()
    if isinstance(error, TimeoutError):
        return SlackTimeoutError()
    lost = isinstance(error, SlackClientError | aiohttp.ClientError | OSError)
    return SlackUnsureError(CONNECTION_LOST if lost else UNREADABLE)


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """Limit the time that calls may take in total; raises `SlackTimeoutError` after that."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise SlackTimeoutError from None
