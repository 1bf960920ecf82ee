"""A language: everything that people read in it, by key. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Key: TypeAlias = str
"""A key of `en.TEXTS`. A test finds tables of keys by this annotation."""

Form = Literal["one", "other"]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Everything that people read in one language. Functions that render take the reader's, as `say`.

    Attributes:
        code: As in ISO 639, such as "nl".
        texts: Each text by its key.
        counts: Texts that depend on a number, in each form.
        form: Chooses the form for a number.
        months: The short names of the months. Not strftime's, which depend on the machine's locale.
        thousands: The separator of thousands in a number.
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
            values: The values for its placeholders. Without any, the text is returned as it is, braces included.
        """
        text = self.texts[key]
        return text.format_map(values) if values else text

    def count(self, key: Key, count: int, **values: str | int) -> str:
        """The text with this key, in the form for a count.

        Args:
            key: Of `en.COUNTS`.
            count: How many there are; also the value for the placeholder `count`.
            values: The values for the other placeholders.
        """
        return self.counts[key][self.form(count)].format_map({"count": self.number(count), **values})

    def number(self, number: int) -> str:
        """A whole number, with its thousands separated."""
        return f"{number:,}".replace(",", self.thousands)
