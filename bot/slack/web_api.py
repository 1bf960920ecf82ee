"""Slack's Web API, with one shape for everything that it can fail with."""

from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

UNREADABLE = "unreadable_answer"
"""Our word, in place of Slack's, for an answer that is not Slack's JSON."""


class WebApi(AsyncWebClient):
    """slack_sdk's client, whose `SlackApiError.response` always has a code under "error".

    As it comes, an answer in plain text ends in an AttributeError, at once or as soon as the error is looked into, and
    one with broken JSON brings an aiohttp response in the place of slack_sdk's.
    """

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:  # noqa: ANN401 - slack_sdk's
        """Call a method by name; all the others come through here.

        Raises:
            slack_sdk.errors.SlackApiError: Slack refused, or answered something that is not its JSON.
            aiohttp.ClientError: Slack was not reached, or cut the connection.
            TimeoutError: Slack took too long.
        """
        status, headers = 0, {}
        try:
            return await super().api_call(api_method, **arguments)
        except SlackApiError as error:
            if isinstance(getattr(error.response, "data", None), dict) and error.response.get("error"):
                raise
            status = getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0)
            headers = dict(error.response.headers)
        except (AttributeError, LookupError, ValueError, RecursionError):
            pass
        code = "ratelimited" if status == HTTPStatus.TOO_MANY_REQUESTS else UNREADABLE
        raise SlackApiError(
            f"{api_method}: {code}",
            AsyncSlackResponse(
                client=self,
                http_verb="POST",
                api_url=api_method,
                req_args={},
                data={"ok": False, "error": code},
                headers=headers,
                status_code=status,
            ),
        )
