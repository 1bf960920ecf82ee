"""A person's email addresses and phone numbers, as links. Pure."""

from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from bot.cards import addresses
from bot.cards.message import Block, line
from bot.cards.reader import Reader
from bot.cards.text import literal
from bot.people.contact_data import Known, email_addresses, phone_numbers
from bot.people.person import Person

_TEXT_LIMIT: Final = 320
_PURPOSE_LIMIT: Final = 40
_COMPANY_LIMIT: Final = 80
# More than any real person has, and few enough that they never fill a modal. A phone link needs the country's rules,
# and loading those takes 0.5 ms per country.
_SHOWN: Final = 20

_What: TypeAlias = Literal["email", "phone"]


def in_full(person: Person, text: Reader) -> list[Block]:
    """An item of a rich_text list for each address, then for each number.

    Args:
        person: Whose they are.
        text: Prepares texts for display.
    """
    return [
        *_listed("email", email_addresses(person), addresses.email, text),
        *_listed("phone", phone_numbers(person), addresses.phone, text),
    ]


def _listed(what: _What, known: Sequence[Known], link: Callable[[str], Block], text: Reader) -> list[Block]:
    shown = [(one, text(one.text, _TEXT_LIMIT)) for one in known[:_SHOWN]]
    beyond = len(known) - len(shown)
    return [
        *(line(_label(what, one, text), link(words)) for one, words in shown if words),
        *([line(literal(text.say.count("more", beyond)))] if beyond > 0 else []),
    ]


def _label(what: _What, one: Known, text: Reader) -> Block:
    facts = (
        text(one.purpose, _PURPOSE_LIMIT),
        text(one.company, _COMPANY_LIMIT),
        text.say("primary") if one.is_primary else "",
    )
    kind = ", ".join(filter(None, facts))
    if not kind:
        return literal(text.say("email" if what == "email" else "phone"))
    return literal(text.say("email_kind" if what == "email" else "phone_kind", kind=kind))
