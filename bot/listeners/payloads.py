"""The payloads from Slack, as far as the app uses them; parsed once, at the border.

Values that come back from a button or a modal are parsed like typed input, since they may be old or forged.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeAlias

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field, PlainValidator, StringConstraints

from bot.cards import carried, threads, views
from bot.slack.address import Address

UserId = Annotated[str, StringConstraints(pattern=f"^{carried.USER_ID}$")]
ChannelId = Annotated[str, StringConstraints(pattern=f"^{carried.CHANNEL_ID}$")]
TeamId = Annotated[str, StringConstraints(pattern=r"^([TE][A-Z0-9]{1,30})?$")]
ResponseUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=3_000)]
Timestamp = Annotated[str, StringConstraints(pattern=f"^{carried.TIMESTAMP}$")]

VALUE = AliasPath("actions", 0, "value")
"""Where a click on a button has its value."""
_BLOCK_ID = AliasPath("actions", 0, "block_id")
_METADATA = AliasPath("view", "private_metadata")


def _thread(metadata: object) -> carried.Thread | None:
    """The thread in a modal's metadata; None if there is none, as where the metadata says whose card it shows."""
    return carried.Thread.decode(metadata) if metadata and not carried.PersonOrJob.matches(metadata) else None


class Payload(BaseModel, ABC):
    """What a user did: who, where, and where the answer goes.

    Commands contain ids as fields, interactions in objects; actions in a modal have no conversation.
    """

    # Each model is built when first used: building all of them would take 6 ms of each start.
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, defer_build=True)

    user_id: UserId = Field(validation_alias=AliasChoices("user_id", AliasPath("user", "id")))
    channel_id: ChannelId | None = Field(None, validation_alias=AliasChoices("channel_id", AliasPath("channel", "id")))
    team_id: TeamId = Field("", validation_alias=AliasChoices("team_id", AliasPath("team", "id")))
    response_url: ResponseUrl | None = None

    @property
    def address(self) -> Address:
        """Where the answer belongs."""
        return Address(self.user_id, self.response_url, self.channel_id)

    @property
    @abstractmethod
    def delivery(self) -> str:
        """A key that stays the same if Slack delivers the same payload again."""


class Interaction(Payload):
    """A command, or something that a user did with a button, a shortcut or a modal."""

    trigger_id: Annotated[str, StringConstraints(min_length=1)]

    @property
    def delivery(self) -> str:
        """A key that stays the same if Slack delivers the same payload again."""
        return self.trigger_id


class Event(Payload):
    """Something that happened in Slack (https://docs.slack.dev/apis/events-api/)."""

    user_id: UserId = Field(validation_alias=AliasPath("event", "user"))
    channel_id: ChannelId | None = Field(None, validation_alias=AliasPath("event", "channel"))
    event_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]

    @property
    def delivery(self) -> str:
        """A key that stays the same if Slack sends the event again."""
        return self.event_id


class SlashCommand(Interaction):
    """A typed command (https://docs.slack.dev/interactivity/implementing-slash-commands)."""

    text: str = ""


class Click(Interaction):
    """A click on a button: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload."""

    message_ts: Timestamp | None = Field(None, validation_alias=AliasPath("container", "message_ts"))
    is_ephemeral: bool = Field(default=False, validation_alias=AliasPath("container", "is_ephemeral"))
    view_id: str | None = Field(None, validation_alias=AliasPath("view", "id"))
    view_hash: str | None = Field(None, validation_alias=AliasPath("view", "hash"))
    shown_in: Timestamp | None = Field(None, validation_alias=AliasPath("container", "thread_ts"))
    answered_in: Annotated[str | None, PlainValidator(threads.remembered)] = Field(None, validation_alias=_BLOCK_ID)

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the thread that the message is in, or belongs to."""
        thread_ts = self.answered_in or self.shown_in
        return Address(self.user_id, self.response_url, self.channel_id, self.is_ephemeral, thread_ts=thread_ts)

    @property
    def is_private(self) -> bool:
        """Whether no one else sees the message; in a direct message no one else reads."""
        return self.is_ephemeral or (self.channel_id or "").startswith("D")

    @property
    def clicked(self) -> str:
        """A key for the message or modal that contains the button."""
        return self.view_id or f"{self.channel_id} {self.message_ts}"


class PersonClick(Click):
    """A click on a button for a person."""

    value: Annotated[carried.Person, PlainValidator(carried.Person.decode)] = Field(validation_alias=VALUE)

    @property
    def candidate_id(self) -> str:
        """The person it names."""
        return self.value.candidate_id


class ModalClick(PersonClick):
    """A click on a button for a person in a modal, which the answer replaces."""

    thread: Annotated[carried.Thread | None, PlainValidator(_thread)] = Field(None, validation_alias=_METADATA)

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal."""
        return replace(super().address, view_id=self.view_id)


class ThreadClick(PersonClick):
    """A click on Post to thread, in a modal with the thread in its metadata."""

    thread: Annotated[carried.Thread, PlainValidator(carried.Thread.decode)] = Field(validation_alias=_METADATA)

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, or a direct message if the user has closed it."""
        return replace(super().address, view_id=self.view_id, is_owed=True)


class RefreshClick(Click):
    """A click on Refresh."""

    value: Annotated[carried.Card, PlainValidator(carried.Card.decode)] = Field(validation_alias=VALUE)

    @property
    def candidate_id(self) -> str:
        """Whose card it is."""
        return self.value.candidate_id


class ShowClick(Click):
    """A choice in a list of people, in a message or in a modal."""

    value: Annotated[carried.Choice, PlainValidator(carried.Choice.decode)] = Field(validation_alias=VALUE)
    thread: Annotated[carried.Thread | None, PlainValidator(_thread)] = Field(None, validation_alias=_METADATA)

    @property
    def candidate_id(self) -> str:
        """The person it names."""
        return self.value.candidate_id

    @property
    def private(self) -> bool:
        """Whether the card is private."""
        return self.value.private

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, if the list is in one."""
        return replace(super().address, view_id=self.view_id)


class ListClick(Click):
    """A click on Refresh or Post here of a list of people."""

    value: Annotated[carried.PeopleList, PlainValidator(carried.PeopleList.decode)] = Field(validation_alias=VALUE)


class JobClick(Click):
    """A choice in a list of jobs, in a message or in a modal; or a click on Post here of a job's card."""

    value: Annotated[carried.JobChoice, PlainValidator(carried.JobChoice.decode)] = Field(validation_alias=VALUE)
    thread: Annotated[carried.Thread | None, PlainValidator(_thread)] = Field(None, validation_alias=_METADATA)

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, if the list is in one."""
        return replace(super().address, view_id=self.view_id)


class JobThreadClick(Click):
    """A click on Post to thread of a job's card; otherwise as `ThreadClick`."""

    value: Annotated[carried.JobChoice, PlainValidator(carried.JobChoice.decode)] = Field(validation_alias=VALUE)
    thread: Annotated[carried.Thread, PlainValidator(carried.Thread.decode)] = Field(validation_alias=_METADATA)

    @property
    def address(self) -> Address:
        """Where the answer belongs."""
        return replace(super().address, view_id=self.view_id, is_owed=True)


class RefreshJobClick(Click):
    """A click on Refresh of a job's card."""

    value: Annotated[carried.JobCard, PlainValidator(carried.JobCard.decode)] = Field(validation_alias=VALUE)


AnyRefreshClick: TypeAlias = RefreshClick | RefreshJobClick | ListClick


class NameClick(Click):
    """A click on Search beside a name in a modal."""

    value: Annotated[carried.Name, PlainValidator(carried.Name.decode)] = Field(validation_alias=VALUE)
    thread: Annotated[carried.Thread | None, PlainValidator(_thread)] = Field(None, validation_alias=_METADATA)

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal."""
        return replace(super().address, view_id=self.view_id)


class NoneClick(Click):
    """A click on None of these, under a list in a message or in a modal."""

    thread: Annotated[carried.Thread | None, PlainValidator(_thread)] = Field(None, validation_alias=_METADATA)

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, if the list is in one."""
        return replace(super().address, view_id=self.view_id)


class RemoveClick(Click):
    """A click on Remove."""

    value: Annotated[carried.Asker, PlainValidator(carried.Asker.decode)] = Field(validation_alias=VALUE)

    @property
    def asked_by(self) -> str:
        """Who asked for the card."""
        return self.value.user_id


class MessageShortcut(Interaction):
    """A shortcut on a message: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload."""

    message: Mapping[str, Any]
    message_ts: Timestamp = Field(validation_alias=AliasChoices("message_ts", AliasPath("message", "ts")))
    thread_ts: Timestamp | None = Field(None, validation_alias=AliasPath("message", "thread_ts"))


class SearchForm(Interaction):
    """A submitted search form."""

    view_id: str = Field(validation_alias=AliasPath("view", "id"))
    thread: Annotated[carried.Thread | None, PlainValidator(_thread)] = Field(None, validation_alias=_METADATA)
    text: str = Field("", validation_alias=AliasPath("view", "state", "values", views.QUERY, views.TYPED, "value"))

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, once the acknowledgement has changed it."""
        return replace(super().address, view_id=self.view_id, is_acknowledged=True)
