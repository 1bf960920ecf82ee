"""Rejects requests that do not come from the workspace that installed the app, before anything is done for them."""

import logging
from collections.abc import Mapping
from typing import Any

from bot.access.facts import Facts
from bot.access.permission import unknown
from bot.listeners import explain
from bot.slack import notice
from bot.slack.installation import Installed
from bot.slack.notice import Notice
from bot.slack.origin import Origin
from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)


class WorkspaceCheck:
    """Checks which workspace a request comes from.

    Args:
        origin: Reads where a request says that it comes from.
        installed: The workspace that installed the app, if known.
        facts: Asks Slack which workspace that is.
        metrics: Counts refusals.
        admins: The admins to name in a refusal.
    """

    def __init__(
        self, origin: Origin, installed: Installed, facts: Facts, metrics: Metrics, admins: frozenset[str]
    ) -> None:
        self._origin = origin
        self._installed = installed
        self._facts = facts
        self._metrics = metrics
        self._admins = admins

    @property
    def is_known(self) -> bool:
        """Whether our workspace is known, so that the answer of `foreign` is final."""
        return self._installed.known is not None

    def foreign(self, body: Mapping[str, Any]) -> Notice | None:
        """Why a request is not for us, as far as is known; refusals are counted."""
        ours = self._installed.known
        if ours is None or not self._origin.is_foreign(body, ours):
            return None
        self._metrics.refused("team")
        log.warning("request refused: team")
        return notice.of("outsider")

    async def refusal(self, body: Mapping[str, Any]) -> Notice | None:
        """Why a request is not answered, after asking Slack which workspace is ours; never raises."""
        if (team_id := await self._facts.team.get()).value is None:
            return explain.refused(unknown(team_id), self._admins)
        return self.foreign(body)
