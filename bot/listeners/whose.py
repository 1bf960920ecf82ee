"""Whose request it is, before anything is done for it: only the workspace that installed the app is answered."""

import logging
from collections.abc import Mapping
from typing import Any

from bot.access.asking import FactsUnknownError
from bot.access.decide import unknown
from bot.access.facts import Facts
from bot.cards import notices
from bot.listeners import explain
from bot.listeners.background import Excuse
from bot.slack.installation import Installed
from bot.slack.origin import Origin
from bot.telemetry.journal import Outcome
from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)


class Whose:
    """Tells our workspace's requests from others'.

    Args:
        origin: Reads what a request says of where it comes from.
        installed: Knows the workspace that installed the app.
        facts: Waits for Slack to say which that is.
        metrics: Where refusals are counted.
        admins: Whom a refusal names.
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
        """Whether Slack has said which workspace is ours, so that `foreign` has the last word."""
        return self._installed.known is not None

    def foreign(self, body: Mapping[str, Any]) -> Excuse | None:
        """Why a request is not for us, as far as that is known; it is counted."""
        ours = self._installed.known
        if ours is None or not self._origin.is_foreign(body, ours):
            return None
        self._metrics.refused("team")
        log.warning("request refused: team")
        return notices.of("outsider"), Outcome.NOT_ALLOWED

    async def excuse(self, body: Mapping[str, Any]) -> Excuse | None:
        """Why a request is not answered, once Slack has said which workspace is ours, or has not; never raises."""
        try:
            await self._facts.team()
        except FactsUnknownError as error:
            return explain.refused(unknown(error), self._admins), Outcome.NOT_ALLOWED
        return self.foreign(body)
