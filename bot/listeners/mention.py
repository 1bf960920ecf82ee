"""Messages to the app: mentions in channels and threads, and direct messages."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.access.quota import Quota
from bot.listeners.lookup import LookUp
from bot.listeners.message_events import Message
from bot.people import query
from bot.people.reading import Reading
from bot.slack import notice
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome

_NOTICES = (20, 500)
_AT_ONCE = (1, 1_440)
_BROADCAST = "thread_broadcast"


class Mention:
    """Answers messages to the app as it answers the command.

    Args:
        look_up: Answers what was asked.
        reading: Parses messages.
    """

    def __init__(self, look_up: LookUp, reading: Reading) -> None:
        self._look_up = look_up
        self._reading = reading

    async def answer(self, message: Message, reply: Reply) -> None:
        """Answer with a card, a list to choose from, or a private notice that says why not."""
        asked = self._reading.chat(message.text)
        if isinstance(asked.query, query.NotUnderstood):
            await reply.tell(notice.of("nameless_profile" if asked.query.nameless_profile else "unclear"))
        else:
            await self._look_up.answer(asked, message, reply)


class NoticeLimit:
    """Limits the notices to each user who writes messages: a storm of messages must not become a storm of notices.

    Args:
        clock: Monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._too_often = Quota(*_AT_ONCE, clock=clock)
        self._others = Quota(*_NOTICES, clock=clock)

    def allows(self, user_id: str, outcome: Outcome) -> bool:
        """Whether to tell a user why there is no answer; that they ask too often is said only once a minute."""
        limit = self._too_often if outcome is Outcome.TOO_OFTEN else self._others
        return limit.take_here(user_id) is None


def is_from_a_person(event: Mapping[str, Any]) -> bool:
    """Whether somebody wrote a message, rather than an app; edits, files and changes of all kinds do not count."""
    is_written = event.get("subtype") in {None, _BROADCAST} and "edited" not in event
    return is_written and not event.get("bot_id") and isinstance(event.get("user"), str)


def is_direct(event: Mapping[str, Any]) -> bool:
    """Whether a person wrote it in a direct message with the app."""
    return event.get("channel_type") == "im" and is_from_a_person(event)
