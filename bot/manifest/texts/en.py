"""The manifest's texts in English. How long each may be: https://docs.slack.dev/reference/app-manifest."""

from collections.abc import Mapping
from typing import Final

TEXTS: Final[Mapping[str, str]] = {
    "app_name": "Spott",
    "app_description": "Look up people from Spott without leaving Slack",
    "app_long_description": "Spott for Slack shows your agency's people where your team talks about them. Type /spott and a name, an email address, a phone number or a candidate ID, and the person's card from Spott appears: roles and companies, stages, who owns the relationship, the last and next interaction, and the next task, with overdue and missing ones marked.\n\nChoose “Look up in Spott” from a message's menu to find the people it mentions, and post a card in its thread. Add “private” to see a card alone, and press Details for contact data, which only you see.\n\nCards posted in a channel contain no email addresses, phone numbers or salaries. Guests and other organisations can't look anyone up, and where they may read along, cards are private. The app only reads from Spott. It keeps a log of who looked whom up, by ID, without names.",
    "find_in_spott": "Find in Spott",
    "find_in_spott_description": "Find a person or a job while you type",
    "look_up_in_spott": "Look up in Spott",
    "look_up_in_spott_description": "Look up the people in this message",
    "spott_description": "Show a person from Spott: roles, companies, stages, next task",
    "spott_usage_hint": "name, email, phone or candidate ID [private]",
}
