"""The payload of a form that posts a card to a channel; otherwise as in `bot.listeners.payloads`."""

from typing import Annotated, Final

from pydantic import AliasPath, Field, PlainValidator

from bot.cards import carried, channel_form
from bot.listeners.payloads import ChannelId, Interaction, ResponseUrl
from bot.slack.address import Address

_CHOSEN: Final = ("view", "state", "values", channel_form.CHANNEL, channel_form.CHOSEN)


class ChannelForm(Interaction):
    """A card in a modal that is to be posted, with the channel that was chosen for it.

    https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
    """

    view_id: str = Field(validation_alias=AliasPath("view", "id"))
    shown: Annotated[carried.PersonOrJob, PlainValidator(carried.PersonOrJob.decode)] = Field(
        validation_alias=AliasPath("view", "private_metadata")
    )
    channel_id: ChannelId = Field(validation_alias=AliasPath(*_CHOSEN, "selected_conversation"))
    response_url: ResponseUrl | None = Field(None, validation_alias=AliasPath("response_urls", 0, "response_url"))
    leads_to: str | None = Field(None, validation_alias=AliasPath("response_urls", 0, "channel_id"))

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, or a direct message if the user has closed it. The card is posted."""
        url = self.response_url if self.leads_to == self.channel_id else None
        return Address(self.user_id, url, self.channel_id, view_id=self.view_id, is_acknowledged=True, is_owed=True)
