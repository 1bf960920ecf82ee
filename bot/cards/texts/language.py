"""A language: everything that people read in it, by key. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Key: TypeAlias = str
"""A key of `en.TEXTS`. Tables of keys carry it in their annotation, by which the test finds them."""

Form = Literal["one", "other"]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What people read in one language. Whoever renders something for a reader is given theirs, as `say`.

    Attributes:
        code: As in ISO 639, such as "nl".
        texts: Each text by its key.
        counts: Texts that a number changes, in each form.
        form: Chooses the form for a number.
        months: The short names of the months. Not strftime's, which depend on the machine's locale.
        thousands: What separates the thousands in a number.
    """

    code: str
    texts: Mapping[str, str] = field(repr=False)
    counts: Mapping[str, Mapping[Form, str]] = field(repr=False)
    form: Callable[[int], Form]
    months: tuple[str, ...]
    thousands: str

    def __call__(self, key: Key, **values: str | int) -> str:
        """The text with this key.

        Args:
            key: Of `en.TEXTS`.
            values: What its placeholders stand for. Without any the text is returned as it is, braces included.
        """
        text = self.texts[key]
        return text.format_map(values) if values else text

    def count(self, key: Key, count: int, **values: str | int) -> str:
        """The text with this key, in the form that the count asks for.

        Args:
            key: Of `en.COUNTS`.
            count: How many there are; also fills the placeholder `count`.
            values: What the other placeholders stand for.
        """
        return self.counts[key][self.form(count)].format_map({"count": self.number(count), **values})

    def number(self, number: int) -> str:
        """A whole number, with its thousands separated."""
        return f"{number:,}".replace(",", self.thousands)
