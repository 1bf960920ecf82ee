"""Which colleagues know a person, and when they last spoke. Pure."""

from datetime import datetime
from typing import Final

from bot.cards import dates
from bot.cards.message import Block, line, rich_text
from bot.cards.text import Reader, literal, spott_text
from bot.spott.models import Colleague, Contact

_NAME_LIMIT: Final = 80


def who_and_when(contact: Contact, text: Reader = spott_text) -> Block | None:
    """One line per fact, in this order; facts without a value are left out.

    Args:
        contact: The person.
        text: Prepares the colleagues' names for display.
    """
    last = _with(contact.last_interaction_date, _name(contact.last_interaction_with, text))
    upcoming = _with(contact.next_interaction_date, _name(contact.next_interaction_with, text))
    lines = (
        _line("Main contact", _name(contact.main_contact, text)),
        _line("Last interaction", last),
        _line("Next interaction", upcoming),
        _line("Last activity", _moment(contact.last_activity_date)),
    )
    elements = [element for a_line in lines for element in a_line]
    return rich_text(line(*elements[1:])) if elements else None


def _line(label: str, value: list[Block]) -> list[Block]:
    return [literal("\n"), literal(f"{label}: ", bold=True), *value] if value else []


def _moment(moment: datetime | None) -> list[Block]:
    return [dates.element(moment)] if moment else []


def _name(colleague: Colleague | None, text: Reader) -> list[Block]:
    name = text(colleague.name, _NAME_LIMIT) if colleague else ""
    if not name or not colleague:
        return []
    return [literal(f"{name} (left)" if colleague.deactivated_at else name)]


def _with(moment: datetime | None, who: list[Block]) -> list[Block]:
    when = _moment(moment)
    return [*when, literal(" with " if when else "with "), *who] if who else when
