"""What Slack sends, as far as the app reads it; parsed once, at the border."""

from typing import Annotated

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field

from bot.reply import Address
from bot.spott.models import CANDIDATE_ID

UserId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{1,30}$")]
ChannelId = Annotated[str, Field(pattern=r"^[CDG][A-Z0-9]{1,30}$")]
ResponseUrl = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=3_000)]


class Payload(BaseModel):
    """What a person did: who, where, and where the answer belongs.

    Commands name the ids flatly, interactions inside objects.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    user_id: UserId = Field(validation_alias=AliasChoices("user_id", AliasPath("user", "id")))
    channel_id: ChannelId = Field(validation_alias=AliasChoices("channel_id", AliasPath("channel", "id")))
    response_url: ResponseUrl
    trigger_id: str

    @property
    def address(self) -> Address:
        """Where the answer belongs."""
        return Address(self.response_url, self.user_id)

    @property
    def delivery(self) -> str:
        """What is the same when Slack delivers the same thing again."""
        return self.trigger_id


class SlashCommand(Payload):
    """A typed command (https://docs.slack.dev/interactivity/implementing-slash-commands)."""

    text: str = ""


class PersonClick(Payload):
    """A click on a button that names a person (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload)."""

    candidate_id: Annotated[str, Field(pattern=f"^{CANDIDATE_ID.pattern}$")] = Field(
        validation_alias=AliasPath("actions", 0, "value")
    )


class RemoveClick(Payload):
    """A click on the button that takes a card away; it names who asked for the card."""

    asked_by: UserId = Field(validation_alias=AliasPath("actions", 0, "value"))
