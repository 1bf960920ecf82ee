"""Parses commands and messages according to the settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.people import in_chat, in_message, message_text, query, typed


@dataclass(frozen=True, slots=True)
class Reading:
    """Parses commands and messages.

    Attributes:
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id.
        phone_regions: The countries of phone numbers without a country code, such as "NL".
        job_url: The address of a job's page in Spott, with `{vacancy_id}` for the id.
    """

    app_url: str | None = None
    phone_regions: tuple[str, ...] = ()
    job_url: str | None = None

    def typed(self, text: str) -> query.Asked:
        """Parse the text of a command."""
        return typed.parse(text, app_url=self.app_url, job_url=self.job_url, phone_regions=self.phone_regions)

    def chat(self, text: str) -> query.Asked:
        """Find out what a message to the app asks for."""
        return in_chat.read(text, app_url=self.app_url, job_url=self.job_url, phone_regions=self.phone_regions)

    def message(self, message: Mapping[str, Any], name_of: Callable[[str], str] = lambda _: "") -> in_message.Found:
        """Find the people and jobs that a message mentions.

        Args:
            message: Slack's message.
            name_of: The name of one of its authors by their Slack id; "" if it is not known.
        """
        authors = [name for user_id in message_text.author_ids(message) if (name := name_of(user_id))]
        return in_message.find_in_message(
            message, app_url=self.app_url, job_url=self.job_url, phone_regions=self.phone_regions, authors=authors
        )
