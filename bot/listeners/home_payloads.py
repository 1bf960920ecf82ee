"""The payloads of the Home tab; otherwise as in `bot.listeners.payloads`."""

import re
from dataclasses import replace
from typing import Annotated

from pydantic import AliasPath, Field, PlainValidator

from bot.cards import carried, views
from bot.listeners.payloads import VALUE, Click, Event, Interaction, Timestamp
from bot.slack.address import Address

_SECONDS = re.compile(r"[0-9]{1,12}")


def _published_at(metadata: object) -> int | None:
    """When a Home tab was published; None if its metadata doesn't say so, as in earlier versions."""
    return int(metadata) if isinstance(metadata, str) and _SECONDS.fullmatch(metadata) else None


class HomeOpened(Event):
    """A user opens the Home tab: https://docs.slack.dev/reference/events/app_home_opened."""

    at: int = Field(validation_alias="event_time")
    view_hash: str | None = Field(None, validation_alias=AliasPath("event", "view", "hash"))
    published_at: Annotated[int | None, PlainValidator(_published_at)] = Field(
        None, validation_alias=AliasPath("event", "view", "private_metadata")
    )


class HomeClick(Click):
    """A click on the Home tab."""

    action_ts: Timestamp = Field(validation_alias=AliasPath("actions", 0, "action_ts"))

    @property
    def at(self) -> int:
        """When it was clicked, by Slack's clock."""
        return int(float(self.action_ts))


class RecentJobClick(Click):
    """A click on Show beside a job on the Home tab."""

    value: Annotated[carried.JobChoice, PlainValidator(carried.JobChoice.decode)] = Field(validation_alias=VALUE)


class ForgetForm(Interaction):
    """A submitted form with the ID of the candidate to forget."""

    view_id: str = Field(validation_alias=AliasPath("view", "id"))
    text: str = Field("", validation_alias=AliasPath("view", "state", "values", views.QUERY, views.TYPED, "value"))

    @property
    def address(self) -> Address:
        """Where the answer belongs: in the modal, once the acknowledgement has changed it."""
        return replace(super().address, view_id=self.view_id, is_acknowledged=True)


class HomeSearch(Interaction):
    """What was typed into the search field of the Home tab."""

    text: str | None = Field(None, validation_alias=VALUE)
