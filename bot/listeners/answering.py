"""The one form that every listener has: parse, acknowledge, start the work; nothing else.

What raised after the acknowledgement would make Bolt answer 500, and what waited would use up Slack's 3 s.
"""

from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from pydantic import ValidationError
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.background import Background, report
from bot.cards import notices
from bot.listeners.payloads import Payload
from bot.reply import Replies, Reply

Listener = Callable[[AsyncAck, dict[str, Any]], Coroutine[Any, Any, None]]

P = TypeVar("P", bound=Payload)

_REMEMBERED = 10_000


class Answering:
    """Makes listeners.

    Args:
        background: Runs the work after the acknowledgement.
        replies: Opens the reply to each payload.
    """

    def __init__(self, background: Background, replies: Replies) -> None:
        self._background = background
        self._replies = replies
        self._delivered: OrderedDict[str, None] = OrderedDict()

    def __call__(
        self, name: str, payload_type: type[P], work: Callable[[P, Reply], Coroutine[None, None, None]]
    ) -> Listener:
        """A listener that reads `payload_type`, acknowledges, and has `work` done in the background.

        Args:
            name: What the work is called in the log.
            payload_type: What Slack sends.
            work: Does the work and gives the reply its outcome.
        """

        async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
            try:
                payload = payload_type.model_validate(body)
            except ValidationError as error:
                await ack(**notices.something_broke(report(f"reading a {name}", error)))
                return
            if self._is_redelivery(payload.delivery):
                await ack()
            elif not self._background.has_room:
                await ack(**notices.busy_here())
            else:
                await ack()
                reply = Reply(self._replies, payload.address)
                self._background.start(name, lambda: work(payload, reply), reply.outcome)

        return listener

    def _is_redelivery(self, delivery: str) -> bool:
        if delivery in self._delivered:
            return True
        self._delivered[delivery] = None
        if len(self._delivered) > _REMEMBERED:
            self._delivered.popitem(last=False)
        return False


async def acknowledge(ack: AsyncAck) -> None:
    """For what Slack reports and nobody has to act on, such as a click on a button that opens a link."""
    await ack()
