"""The workspace that installed the app, and the bot's user in it."""

import asyncio
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext

from bot.slack.errors import ORG_WIDE, UNREADABLE, SlackTokenRefusedError, SlackUnsureError
from bot.slack.web_api import SlackAnswer, WebApi


@dataclass(frozen=True, slots=True)
class Installation:
    """What `auth.test` says about our token (https://docs.slack.dev/reference/methods/auth.test)."""

    team_id: str
    team: str
    enterprise_id: str | None
    user_id: str
    bot_id: str | None
    scopes: frozenset[str]


class Installed(AsyncAuthorize):
    """Calls `auth.test` once and caches the answer, but not a failure.

    Args:
        client: Slack's Web API with the bot token.
        clock: Monotonic seconds.
        heard: Called with the time in Slack's answers, and our own.
    """

    def __init__(
        self,
        client: WebApi,
        clock: Callable[[], float] = time.monotonic,
        heard: Callable[[float, float], None] = lambda _, __: None,
    ) -> None:
        self._client = client
        self._clock = clock
        self._heard = heard
        self._known: Installation | None = None
        self._asking = asyncio.Lock()
        self._proven_at = -math.inf

    @property
    def age(self) -> float:
        """Seconds since Slack last confirmed the token; infinite if it never did."""
        return self._clock() - self._proven_at

    @property
    def known(self) -> Installation | None:
        """The installation, if known."""
        return self._known

    @property
    def team_id(self) -> str | None:
        """The workspace that installed the app, if known."""
        return self._known.team_id if self._known else None

    @property
    def enterprise_id(self) -> str | None:
        """The workspace's Enterprise Grid organisation, if it has one and it is known."""
        return self._known.enterprise_id if self._known else None

    async def get(self) -> Installation:
        """The installation, fetched on first use.

        Raises:
            bot.slack.errors.SlackError: Slack rejected the token, or cannot answer.
        """
        if self._known is None:
            async with self._asking:
                if self._known is None:
                    return await self.prove()
        return self._known

    async def prove(self) -> Installation:
        """Ask Slack again whether the token is valid; raises as `get` does."""
        answer = await self._client.auth_test()
        self._known = _read(answer)
        self._proven_at = self._clock()
        # https://docs.python.org/3/library/email.utils.html: an invalid date raises ValueError.
        with suppress(ValueError, OverflowError):
            self._heard(parsedate_to_datetime(answer.headers.get("Date", "")).timestamp(), time.time())
        return self._known

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002 - the parameters are Bolt's
        enterprise_id: str | None,  # noqa: ARG002
        team_id: str | None,  # noqa: ARG002
        user_id: str | None,  # noqa: ARG002
        **_: str | None,
    ) -> AuthorizeResult:
        """Called by Bolt for every request; answers from memory, so that no acknowledgement waits for Slack.

        Who may use the app is decided elsewhere, for the person who acts.
        """
        token = self._client.token
        if (known := self._known) is None:
            return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)
        return AuthorizeResult(
            enterprise_id=known.enterprise_id,
            team_id=known.team_id,
            bot_user_id=known.user_id,
            bot_id=known.bot_id,
            bot_token=token,
        )


def _read(answer: SlackAnswer) -> Installation:
    team_id, team, user_id = answer.get("team_id"), answer.get("team"), answer.get("user_id")
    if not (isinstance(team_id, str) and isinstance(team, str) and isinstance(user_id, str)):
        # If cached, everyone would count as a stranger for as long as the process runs.
        raise SlackUnsureError(UNREADABLE)
    if answer.get("is_enterprise_install") is True or team_id.startswith("E"):
        # It names no workspace, so every request would seem to come from somewhere else.
        raise SlackTokenRefusedError(ORG_WIDE)
    return Installation(
        team_id=team_id,
        team=team,
        enterprise_id=answer.get("enterprise_id"),
        user_id=user_id,
        bot_id=answer.get("bot_id"),
        scopes=frozenset(scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")),
    )
