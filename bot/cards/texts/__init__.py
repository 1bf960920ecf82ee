"""Everything that people read in Slack, by key. Pure.

`en.py` holds the sentences, README.md beside it says how they are written. Code never joins parts into a sentence: it
names a key and fills in its placeholders. A test holds keys and placeholders in the code against the data.
"""

from typing import TypeAlias

from bot.cards.texts import en

Key: TypeAlias = str
"""A key of `en.TEXTS`. Tables of keys carry it in their annotation, by which the test finds them."""


def say(key: Key, **values: str | int) -> str:
    """The text with this key.

    Args:
        key: Of `en.TEXTS`.
        values: What its placeholders stand for. Without any the text is returned as it is, braces included.
    """
    text = en.TEXTS[key]
    return text.format_map(values) if values else text


def say_count(key: Key, count: int, **values: str | int) -> str:
    """The text with this key, in the form that the count asks for.

    Args:
        key: Of `en.COUNTS`.
        count: How many there are; also fills the placeholder `count`.
        values: What the other placeholders stand for.
    """
    return en.COUNTS[key][en.form(count)].format_map({"count": count, **values})


def months() -> tuple[str, ...]:
    """The short names of the months. Not strftime's, which depend on the machine's locale."""
    return en.MONTHS
