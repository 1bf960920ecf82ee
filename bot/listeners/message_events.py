"""The events from Slack about messages, as far as the app uses them; parsed like all payloads, at the border."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import AliasPath, Field

from bot.listeners.payloads import ChannelId, Event, Timestamp
from bot.slack.address import Address, InMessage


def urls_of(links: Sequence[Any]) -> list[str]:
    """The URLs of the links in an event, each once."""
    return [*dict.fromkeys(str(link.get("url", "")) for link in links if isinstance(link, Mapping))]


class LinkShared(Event):
    """Links to Spott in a message that somebody posted (https://docs.slack.dev/reference/events/link_shared)."""

    message_ts: Timestamp = Field(validation_alias=AliasPath("event", "message_ts"))
    links: list[Any] = Field(validation_alias=AliasPath("event", "links"))

    @property
    def urls(self) -> list[str]:
        """The links, each once."""
        return urls_of(self.links)

    @property
    def message(self) -> str:
        """The message that they are in, as in `Message.delivery`."""
        return _message(self.channel_id or "", self.message_ts)


class Message(Event):
    """A message to the app: https://docs.slack.dev/reference/events/app_mention, and message.im beside it."""

    channel_id: ChannelId = Field(validation_alias=AliasPath("event", "channel"))
    text: str = Field("", validation_alias=AliasPath("event", "text"))
    ts: Timestamp = Field(validation_alias=AliasPath("event", "ts"))
    thread_ts: Timestamp | None = Field(None, validation_alias=AliasPath("event", "thread_ts"))

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the message's thread; in a direct message only if it was written in one."""
        asked = InMessage(is_direct=self.channel_id.startswith("D"), is_in_thread=self.thread_ts is not None)
        thread_ts = self.thread_ts if asked.is_direct else self.thread_ts or self.ts
        return Address(self.user_id, channel_id=self.channel_id, thread_ts=thread_ts, asked=asked)

    @property
    def delivery(self) -> str:
        """The message itself, since Slack may report the same one in several events."""
        return _message(self.channel_id, self.ts)


def _message(channel_id: str, ts: str) -> str:
    return f"{channel_id} {ts}"
