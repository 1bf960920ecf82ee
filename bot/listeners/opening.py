"""Verifies the seals of values that come back from buttons and modals, before anything uses them."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import AliasChoices, AliasPath, Field

from bot.listeners.channel_payloads import ChannelForm
from bot.listeners.payloads import Click, Interaction, Payload, SearchForm
from bot.slack.seal import METADATA, Seal, direct, everybody_in, home_of, modal_of, one_in

P = TypeVar("P", bound=Payload)


class _Sealed(Interaction):
    """The fields of a payload that say who was shown the button or modal, and where."""

    action_id: str = Field("", validation_alias=AliasPath("actions", 0, "action_id"))
    value: str | None = Field(
        None,
        validation_alias=AliasChoices(
            AliasPath("actions", 0, "value"), AliasPath("actions", 0, "selected_option", "value")
        ),
    )
    is_ephemeral: bool = Field(default=False, validation_alias=AliasPath("container", "is_ephemeral"))
    view_id: str | None = Field(None, validation_alias=AliasPath("view", "id"))
    view_type: str | None = Field(None, validation_alias=AliasPath("view", "type"))
    metadata: str = Field("", validation_alias=AliasPath("view", "private_metadata"))

    @property
    def is_on_home(self) -> bool:
        """Whether it is on the Home tab, whose metadata has no seal."""
        return self.view_type == "home"

    @property
    def audiences(self) -> tuple[str, ...]:
        """The possible audiences of what the user clicked."""
        if self.is_on_home:
            return (home_of(self.user_id),)
        if self.view_id is not None:
            return (modal_of(self.user_id),)
        if self.is_ephemeral:
            return (one_in(self.channel_id, self.user_id),)
        here = everybody_in(self.channel_id)
        return (here, direct(self.user_id)) if (self.channel_id or "").startswith("D") else (here,)


def opened(payload_type: type[P], body: Mapping[str, Any], seal: Seal) -> P:
    """Parse what Slack sent, and verify and remove the seals of the values in it.

    Args:
        payload_type: The kind of payload.
        body: What Slack sent.
        seal: The app's seal.

    Raises:
        BrokenSealError: A value was not shown there, to this user, by this app.
        ValidationError: It is not a payload of this kind.
    """
    if not issubclass(payload_type, Click | SearchForm | ChannelForm):
        return payload_type.model_validate(body)
    sealed = _Sealed.model_validate(body)
    plain = dict(body)
    if sealed.value is not None:
        value = seal.opened(sealed.action_id, sealed.value, sealed.audiences)
        plain["actions"] = [{**body["actions"][0], "value": value}]
    if sealed.metadata and not sealed.is_on_home:
        metadata = seal.opened(METADATA, sealed.metadata, (modal_of(sealed.user_id),))
        plain["view"] = {**body["view"], "private_metadata": metadata}
    return payload_type.model_validate(plain)
