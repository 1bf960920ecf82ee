"""Finds the Slack account of a colleague in Spott, by email address."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

from bot.access.permission import barred
from bot.access.slack_questions import FactsUnknownError, SlackQuestions
from bot.cache import Cache
from bot.slack import objects
from bot.slack.errors import SlackRefusedError
from bot.slack.installation import Installed
from bot.slack.objects import NotBelievedError
from bot.slack.web_api import WebApi

SCOPE: Final = "users:read.email"
COLLEAGUE_SECONDS: Final = 3600.0

_METHOD: Final = "users.lookupByEmail"
_WAIT_SECONDS: Final = 1.0
"""How long a user waits for the account; without it, the colleague's name is shown."""
_LONGEST: Final = 254
_NOBODY: Final = ""
_NOT_FOUND: Final = "users_not_found"


class Colleagues:
    """Finds members by email address, and caches the result for an hour, also if there is no such member.

    Args:
        client: Slack's Web API with the bot token.
        installed: The workspace, and the scopes that were granted.
        slack: Asks Slack.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        client: WebApi,
        installed: Installed,
        slack: SlackQuestions,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._installed = installed
        self._slack = slack
        self._ids = Cache(self._fetch, seconds=COLLEAGUE_SECONDS, clock=clock)

    async def id_of(self, email: str | None) -> str | None:
        """The Slack ID of the full member who has this address; None if nobody has it, or Slack takes too long.

        Args:
            email: As Spott has it.
        """
        installation = self._installed.known
        if not email or len(email) > _LONGEST or installation is None or SCOPE not in installation.scopes:
            return None
        try:
            async with asyncio.timeout(_WAIT_SECONDS):
                return await self._ids.get(email.casefold()) or None
        except (FactsUnknownError, TimeoutError):
            return None

    async def close(self) -> None:
        """Cancel all fetches in progress."""
        await self._ids.close()

    async def _fetch(self, email: str) -> str:
        return await self._slack.ask(_METHOD, lambda: self._found(email), lambda user: self._member(user, email))

    async def _found(self, email: str) -> Any:  # noqa: ANN401 - JSON
        """Slack's user object; None if nobody has this address."""
        try:
            return (await self._client.users_lookupByEmail(email=email)).get("user")
        except SlackRefusedError as error:
            if error.code == _NOT_FOUND:
                return None
            raise

    def _member(self, user: Any, email: str) -> str:  # noqa: ANN401 - JSON
        if user is None:
            return _NOBODY
        if str(user["profile"]["email"]).casefold() != email:
            raise NotBelievedError("slack_other_user")
        person = objects.person(user)
        return _NOBODY if barred(person, self._installed.team_id or "") else person.id
