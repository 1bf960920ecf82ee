"""The one form that every listener has: parse, acknowledge, start the work; nothing else.

What raised after the acknowledgement would make Bolt answer 500, and what waited would use up Slack's 3 s.
"""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from pydantic import ValidationError
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.background import Background, report
from bot.cards import notices
from bot.cards.message import Message
from bot.journal import Arrival
from bot.listeners.payloads import Payload
from bot.once import Once
from bot.reply import Replies, Reply

Listener = Callable[[AsyncAck, dict[str, Any]], Coroutine[Any, Any, None]]

P = TypeVar("P", bound=Payload)


class Answering:
    """Makes listeners.

    Args:
        background: Runs the work after the acknowledgement.
        replies: Opens the reply to each payload.
    """

    def __init__(self, background: Background, replies: Replies) -> None:
        self._background = background
        self._replies = replies
        self._delivered = Once()

    def __call__(
        self,
        name: str,
        payload_type: type[P],
        work: Callable[[P, Reply], Coroutine[None, None, None]],
        says: Callable[[P], dict[str, Any]] = lambda _: {},
    ) -> Listener:
        """A listener that reads `payload_type`, acknowledges, and has `work` done in the background.

        Args:
            name: What the work is called in the log.
            payload_type: What Slack sends.
            work: Does the work and gives the reply its outcome.
            says: What the acknowledgement of a submitted modal carries.
        """

        async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
            try:
                payload = payload_type.model_validate(body)
            except ValidationError as error:
                await ack(**_said(body, notices.something_broke(report(f"reading a {name}", error))))
                return
            excuse = self._background.excuse
            if excuse is not None and _is_command(body):
                notice, named = excuse
                await ack(**notice)
                self._replies.journal.open(name, payload).close(named, Arrival.IN_PLACE)
                return
            await ack(**says(payload))
            if not self._delivered.first(payload.delivery):
                return
            reply = self._replies.open(name, payload, payload.address)
            if excuse is None:
                self._background.start(name, lambda: work(payload, reply), reply.outcome, reply.record.reference)
            else:
                self._background.tell(name, excuse, reply.outcome)

        return listener


def _is_command(body: dict[str, Any]) -> bool:
    """Whether Slack shows the person what the acknowledgement says, which it does for commands alone."""
    return "command" in body


def _said(body: dict[str, Any], notice: Message) -> dict[str, Any]:
    return {**notice} if _is_command(body) else {}


async def acknowledge(ack: AsyncAck) -> None:
    """For what Slack reports and nobody has to act on, such as a click on a button that opens a link."""
    await ack()
