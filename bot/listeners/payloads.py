"""What Slack sends, as far as the app reads it; parsed once, at the border."""

from abc import ABC, abstractmethod
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.reply import Address

UserId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{1,30}$")]
ChannelId = Annotated[str, Field(pattern=r"^[CDG][A-Z0-9]{1,30}$")]
ResponseUrl = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=3_000)]


class Payload(BaseModel, ABC):
    """One delivery from Slack."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    trigger_id: str

    @property
    @abstractmethod
    def address(self) -> Address:
        """Where the answer belongs."""

    @property
    def delivery(self) -> str:
        """What is the same when Slack delivers the same thing again."""
        return self.trigger_id


class SlashCommand(Payload):
    """A typed command (https://docs.slack.dev/interactivity/implementing-slash-commands)."""

    team_id: str
    channel_id: ChannelId
    user_id: UserId
    text: str = ""
    response_url: ResponseUrl

    @property
    def address(self) -> Address:
        """Where the answer belongs."""
        return Address(self.response_url, self.user_id)
