"""Trigger ids: a user's click may open one modal, within three seconds.

https://docs.slack.dev/surfaces/modals
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.slack.errors import MethodError

LIFETIME = 3.0
KEPT = 10_000


@dataclass
class Trigger:
    """The interaction that a trigger belongs to, and the modal it was in, if any."""

    user: str
    issued: float
    view_id: str | None = None
    exchanged: bool = False


class Triggers:
    """Issues trigger ids and exchanges each once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._count = 0

    def issue(self, user: str, view_id: str | None = None) -> str:
        """A new trigger id for what this user just did."""
        self._count += 1
        trigger_id = f"{int(self._clock())}.{self._count:06}.{self._count:032x}"
        self._triggers[trigger_id] = Trigger(user, self._clock(), view_id)
        if len(self._triggers) > KEPT:
            del self._triggers[next(iter(self._triggers))]
        return trigger_id

    def exchange(self, trigger_id: object) -> Trigger:
        """Use up a trigger.

        Raises:
            MethodError: `invalid_trigger_id`, `expired_trigger_id` or `exchanged_trigger_id`.
        """
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None:
            raise MethodError("invalid_trigger_id")
        if self._clock() - trigger.issued > LIFETIME:
            raise MethodError("expired_trigger_id")
        if trigger.exchanged:
            raise MethodError("exchanged_trigger_id")
        trigger.exchanged = True
        return trigger
