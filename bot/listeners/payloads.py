"""The payloads from Slack, as far as the app uses them; parsed once, at the border.

Values that come back from a button or a modal are parsed like typed input, since they may be old or forged.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field, StringConstraints

from bot.cards import views
from bot.cards.buttons import PRIVATE, SHARED
from bot.slack.reply import Address
from bot.spott.models import CANDIDATE_ID

_ID = CANDIDATE_ID.pattern
UserId = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]{1,30}$")]
ChannelId = Annotated[str, StringConstraints(pattern=r"^[CDG][A-Z0-9]{1,30}$")]
TeamId = Annotated[str, StringConstraints(pattern=r"^([TE][A-Z0-9]{1,30})?$")]
ResponseUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=3_000)]
Timestamp = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}\.[0-9]{1,9}$")]


class Payload(BaseModel):
    """What a person did: who, where, and where the answer belongs.

    Commands name the ids flatly, interactions inside objects; what happens inside a modal has no place.
    """

    # Each kind is made ready when the first of it comes: all at once they would take 6 ms of each start.
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, defer_build=True)

    user_id: UserId = Field(validation_alias=AliasChoices("user_id", AliasPath("user", "id")))
    channel_id: ChannelId | None = Field(None, validation_alias=AliasChoices("channel_id", AliasPath("channel", "id")))
    team_id: TeamId = Field("", validation_alias=AliasChoices("team_id", AliasPath("team", "id")))
    response_url: ResponseUrl | None = None
    trigger_id: Annotated[str, StringConstraints(min_length=1)]

    @property
    def address(self) -> Address:
        """Where the answer belongs."""
        return Address(self.user_id, self.response_url, self.channel_id)

    @property
    def delivery(self) -> str:
        """A key that stays the same if Slack delivers the same payload again."""
        return self.trigger_id


class SlashCommand(Payload):
    """A typed command (https://docs.slack.dev/interactivity/implementing-slash-commands)."""

    text: str = ""


class Click(Payload):
    """A click on a button: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload."""

    value: str = Field(validation_alias=AliasPath("actions", 0, "value"))
    message_ts: Timestamp | None = Field(None, validation_alias=AliasPath("container", "message_ts"))
    is_ephemeral: bool = Field(default=False, validation_alias=AliasPath("container", "is_ephemeral"))
    view_id: str | None = Field(None, validation_alias=AliasPath("view", "id"))
    view_hash: str | None = Field(None, validation_alias=AliasPath("view", "hash"))
    metadata: str = Field("", validation_alias=AliasPath("view", "private_metadata"))

    @property
    def address(self) -> Address:
        """Where the answer belongs."""
        return Address(self.user_id, self.response_url, self.channel_id, self.is_ephemeral)

    @property
    def clicked(self) -> str:
        """A key for the message or modal that contains the button."""
        return self.view_id or f"{self.channel_id} {self.message_ts}"


class PersonClick(Click):
    """A click on a button for a person."""

    value: Annotated[str, StringConstraints(pattern=rf"^{_ID}$")] = Field(
        validation_alias=AliasPath("actions", 0, "value")
    )

    @property
    def candidate_id(self) -> str:
        """Whom it names."""
        return self.value


class ThreadClick(PersonClick):
    """A click on Post to thread, in a modal with the thread in its metadata: "C0123 1712345678.000100"."""

    metadata: Annotated[str, StringConstraints(pattern=r"^[CDG][A-Z0-9]{1,30} [0-9]{1,12}\.[0-9]{1,9}$")] = Field(
        validation_alias=AliasPath("view", "private_metadata")
    )

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, and to the person also when they have closed it."""
        return replace(super().address, view_id=self.view_id, is_owed=True)

    @property
    def thread(self) -> tuple[str, str]:
        """The conversation, and the thread's first message."""
        channel_id, _, thread_ts = self.metadata.partition(" ")
        return channel_id, thread_ts


class RefreshClick(Click):
    """A click on Refresh, with the person, who asked for the card, and whether it was private at first."""

    value: Annotated[str, StringConstraints(pattern=rf"^{_ID} [UW][A-Z0-9]{{1,30}}( {SHARED})?$")] = Field(
        validation_alias=AliasPath("actions", 0, "value")
    )

    @property
    def candidate_id(self) -> str:
        """Whom it names."""
        return self.value.partition(" ")[0]

    @property
    def asked_by(self) -> str:
        """Who asked for the card."""
        return self.value.split(" ")[1]

    @property
    def shared(self) -> bool:
        """Whether the card was private at first."""
        return self.value.endswith(f" {SHARED}")


class ShowClick(Click):
    """A choice in a list of people, with whether the answer should be private."""

    value: Annotated[str, StringConstraints(pattern=rf"^{_ID}( {PRIVATE})?$")] = Field(
        validation_alias=AliasPath("actions", 0, "value")
    )

    @property
    def candidate_id(self) -> str:
        """Whom it names."""
        return self.value.partition(" ")[0]

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, if the list is in one."""
        return replace(super().address, view_id=self.view_id)

    @property
    def private(self) -> bool:
        """Whether the card should be private."""
        return self.value.endswith(f" {PRIVATE}")


class RemoveClick(Click):
    """A click on Remove, with who asked for the card."""

    value: UserId = Field(validation_alias=AliasPath("actions", 0, "value"))

    @property
    def asked_by(self) -> str:
        """Who asked for the card."""
        return self.value


class MessageShortcut(Payload):
    """A shortcut on a message: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload."""

    message: Mapping[str, Any]
    message_ts: Timestamp = Field(validation_alias=AliasChoices("message_ts", AliasPath("message", "ts")))
    thread_ts: Timestamp | None = Field(None, validation_alias=AliasPath("message", "thread_ts"))


class SearchForm(Payload):
    """A submitted search form."""

    view_id: str = Field(validation_alias=AliasPath("view", "id"))
    metadata: str = Field("", validation_alias=AliasPath("view", "private_metadata"))
    text: str = Field("", validation_alias=AliasPath("view", "state", "values", views.QUERY, views.TYPED, "value"))

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, once the acknowledgement has changed it."""
        return replace(super().address, view_id=self.view_id, is_acknowledged=True)
