"""The reader of a card: our own words in their language, and texts from Spott as they may see them. Pure."""

from collections.abc import Callable
from functools import partial
from typing import Final, Self, TypeAlias

from bot.cards.text import READ_LIMIT, is_simple, spott_text, unmasked_lines, unmasked_text
from bot.cards.texts import Language

_Prepare: TypeAlias = Callable[[str | None, int], str]

# More than any real person's card has, and few enough to take about 20 ms at most.
_EXAMINED: Final = 40_000
_ELLIPSIS: Final = "\u2026"


class Reader:
    """Prepares all texts of one card for its reader, within a budget.

    In most scripts every character has to be checked, and a record may contain a million of them. After that many
    characters, each further text that needs checking is replaced by "\u2026", since unchecked it must not be shown.

    Args:
        say: The reader's language.
        prepare: Prepares one text; as `bot.cards.text.spott_text`.
        characters: How many characters may be checked one by one.
    """

    def __init__(self, say: Language, prepare: _Prepare, characters: int = _EXAMINED) -> None:
        self.say = say
        self._prepare = prepare
        self._left = characters
        self._done: dict[tuple[str | None, int], str] = {}

    @classmethod
    def of_masked(cls, say: Language, characters: int = _EXAMINED) -> Self:
        """A reader of what everyone in a conversation may see: without addresses and numbers."""
        return cls(say, partial(spott_text, say=say), characters)

    @classmethod
    def of_everything(cls, say: Language, characters: int = _EXAMINED) -> Self:
        """A reader of what only the user who asked will see."""
        return cls(say, unmasked_text, characters)

    @classmethod
    def of_every_line(cls, say: Language) -> Self:
        """Like `of_everything`, with line breaks."""
        return cls(say, unmasked_lines)

    def __call__(self, raw: str | None, limit: int) -> str:
        """A text from Spott, ready to be shown.

        Args:
            raw: The text, or None.
            limit: The most UTF-16 units.

        Returns:
            The prepared text; "" for nothing.
        """
        # Some texts appear twice on a card, such as the task, which its fallback repeats.
        asked = (raw, limit)
        if (said := self._done.get(asked)) is not None:
            return said
        if raw and not raw.isascii() and not is_simple(raw[:READ_LIMIT]):
            self._left -= min(len(raw), READ_LIMIT)
            if self._left < 0:
                return _ELLIPSIS
        return self._done.setdefault(asked, self._prepare(raw, limit))
