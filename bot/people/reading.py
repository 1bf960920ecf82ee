"""What was typed or pointed at, understood as the settings say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.people import in_message, query


@dataclass(frozen=True, slots=True)
class Reading:
    """Understands texts and messages.

    Attributes:
        app_url: Pattern of a person's page in Spott's web app; such links are understood.
        phone_region: The country of telephone numbers that are written without one, as in "NL".
    """

    app_url: str | None = None
    phone_region: str | None = None

    def typed(self, text: str) -> query.Asked:
        """What somebody typed."""
        return query.parse(text, app_url=self.app_url, phone_region=self.phone_region)

    def message(self, message: Mapping[str, Any]) -> tuple[in_message.Candidate, ...]:
        """Whom a message names."""
        found = in_message.find_in_message(message, app_url=self.app_url, phone_region=self.phone_region)
        return found.candidates
