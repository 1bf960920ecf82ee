"""Checks a form before it is acknowledged, since only the acknowledgement can show errors in the form."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.listeners.payloads import Payload
from bot.slack.notice import Notice
from bot.slack.replies import Replies
from bot.telemetry.journal import Subject

P = TypeVar("P", bound=Payload)


@dataclass(frozen=True, slots=True)
class FormCheck(Generic[P]):
    """A check of a form.

    Attributes:
        field: The block_id of the field that a refusal is about.
        refusal: Returns why the form is refused, as a notice without placeholders, or None; quickly, since Slack waits.
        about: Whom or what the form is about, for the log.
    """

    field: str
    refusal: Callable[[P], Coroutine[Any, Any, Notice | None]]
    about: Callable[[P], Subject]

    async def refuses(self, form: P, ack: AsyncAck, name: str, replies: Replies) -> bool:
        """Check a form; if it is refused, say so in the acknowledgement, and record it.

        Args:
            form: What was submitted.
            ack: Acknowledges.
            name: The name of the work that would have followed.
            replies: Records the refusal.

        Returns:
            Whether it is refused.
        """
        why = await self.refusal(form)
        if why is None:
            return False
        await ack(response_action="errors", errors={self.field: why.plain(replies.languages.of(form.user_id))})
        replies.record(name, form, why, told=True, subjects=[self.about(form)])
        return True
