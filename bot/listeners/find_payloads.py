"""The payloads of the form that finds people and jobs while typing; otherwise as in `bot.listeners.payloads`."""

from typing import Annotated

from pydantic import AliasPath, BaseModel, ConfigDict, Field, PlainValidator

from bot.cards import carried, find, views
from bot.listeners.payloads import Interaction, UserId
from bot.slack.address import Address


def _suggested(value: object) -> carried.PersonOrJob | None:
    """What was chosen; None for the option that says that there was no answer."""
    try:
        return carried.PersonOrJob.decode(value)
    except ValueError:
        return None


class FindShortcut(Interaction):
    """A global shortcut: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload."""


class Typing(BaseModel):
    """What has been typed in the menu so far: https://docs.slack.dev/reference/interaction-payloads."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, defer_build=True)

    user_id: UserId = Field(validation_alias=AliasPath("user", "id"))
    text: str = Field("", validation_alias="value")


class FindForm(Interaction):
    """The submitted form. The chosen ID grants no more than a typed one."""

    view_id: str = Field(validation_alias=AliasPath("view", "id"))
    chosen: Annotated[carried.PersonOrJob | None, PlainValidator(_suggested)] = Field(
        None,
        validation_alias=AliasPath("view", "state", "values", views.QUERY, find.WHO, "selected_option", "value"),
    )

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, once the acknowledgement has changed it."""
        return Address(self.user_id, view_id=self.view_id, is_acknowledged=True)
