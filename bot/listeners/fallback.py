"""Requests without a listener, and our own errors outside the listeners.

Slack shows "dispatch_failed" or "operation_timeout" for requests that are not acknowledged, and resends events. So
everything that can be parsed is acknowledged, and the user is told once, if there is a way to reach them.
"""

import logging
import math
import re
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.listeners.ack_deadline import AckDeadline
from bot.listeners.background import report
from bot.listeners.listener import ListenerFactory
from bot.listeners.payloads import Interaction
from bot.slack import notice
from bot.slack.reply import Reply
from bot.telemetry.logs import OncePerMinute, where
from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)

_HELPED = frozenset({"command", "shortcut", "message_action"})
_TOLD = _HELPED | {"block_actions", "view_submission"}
"""Actions after which the user waits for an answer. Other requests expect no visible answer."""

_KIND = re.compile(r"[a-z_]{1,40}")


class Fallback:
    """Answers requests without a listener.

    Args:
        create_listener: Creates the listener that tells the user.
        metrics: Counts these requests.
        clock: Monotonic seconds.
    """

    def __init__(
        self, create_listener: ListenerFactory, metrics: Metrics, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._create_listener = create_listener
        self._metrics = metrics
        self._line = OncePerMinute(log, clock)
        self._help = create_listener("stray request", Interaction, _help)
        self._too_old = create_listener("stray request", Interaction, _too_old)

    async def unknown(self, body: Mapping[str, Any]) -> BoltResponse:
        """Acknowledge a request without a listener, such as an old button; 400 for what Slack never sends."""
        kind = kind_of(body)
        if kind is None:
            return self.nonsense()
        self._metrics.refused("unknown")
        # Its name and unknown types are not logged, since the sender can write anything there.
        what = kind if kind in _TOLD else "request"
        self._line.warning("no listener for a %s: compare the app in Slack with its manifest", what)
        ack = AsyncAck()
        if kind in _TOLD:
            await (self._help if kind in _HELPED else self._too_old)(ack, dict(body), AckDeadline(math.inf))
        return ack.response or BoltResponse(status=HTTPStatus.OK)

    async def broken(self, body: Mapping[str, Any], error: Exception) -> BoltResponse:
        """Acknowledge a request that failed before its listener, and tell the user; never raises."""
        kind = kind_of(body)
        if kind is None:
            return self.nonsense(error)
        reference = report("reading a request", error)
        ack = AsyncAck()
        try:
            if kind in _TOLD:
                broke = notice.of("something_broke", reference=reference)
                await self._create_listener.tell(ack, body, "request", broke, reference=reference)
        except Exception as again:  # noqa: BLE001 - there is no way left to tell the user
            report("sending a notice", again, reference)
        return ack.response or BoltResponse(status=HTTPStatus.OK)

    def nonsense(self, error: Exception | None = None) -> BoltResponse:
        """The answer to a body that Slack never sends."""
        self._metrics.refused("nonsense")
        at = f"{type(error).__qualname__} at {where(error.__traceback__)}" if error else "no command and no type"
        log.warning("body not understood: %s", at)
        return BoltResponse(status=HTTPStatus.BAD_REQUEST)


def kind_of(body: Mapping[str, Any]) -> str | None:
    """Slack's name for this kind of request; None if it is not one: https://docs.slack.dev/interactivity."""
    if isinstance(body.get("command"), str):
        return "command"
    kind = body.get("type")
    return kind if isinstance(kind, str) and _KIND.fullmatch(kind) else None


async def _help(_: Interaction, reply: Reply) -> None:
    await reply.tell(notice.of("help"))


async def _too_old(_: Interaction, reply: Reply) -> None:
    await reply.tell(notice.of("button_too_old"))
