"""Everything that people read in Slack, by key, in each language. Pure.

`en.py` and its neighbours contain the sentences; README.md beside them says how to write them. Code never joins parts
into a sentence: it names a key and fills in its placeholders. A test compares the keys and placeholders in the code
with the data.

There is no current language, since two people may read at the same time. Everything that renders takes the reader's
language as `say`, a `Language`.
"""

from collections.abc import Mapping
from typing import Final

from bot.cards.texts import de, en, fr, nl
from bot.cards.texts.language import Key, Language

__all__ = ["DUTCH", "ENGLISH", "FRENCH", "GERMAN", "LANGUAGES", "Key", "Language", "language_of"]

ENGLISH: Final = Language("en", en.TEXTS, en.COUNTS, en.form, en.MONTHS, en.THOUSANDS)
DUTCH: Final = Language("nl", nl.TEXTS, nl.COUNTS, nl.form, nl.MONTHS, nl.THOUSANDS)
FRENCH: Final = Language("fr", fr.TEXTS, fr.COUNTS, fr.form, fr.MONTHS, fr.THOUSANDS)
GERMAN: Final = Language("de", de.TEXTS, de.COUNTS, de.form, de.MONTHS, de.THOUSANDS)
LANGUAGES: Final[Mapping[str, Language]] = {one.code: one for one in (ENGLISH, DUTCH, FRENCH, GERMAN)}
"""Each language by its code."""


def language_of(locale: str | None) -> Language | None:
    """The language of a locale such as "nl-BE", whatever its region; None if it is not supported.

    Args:
        locale: As in Slack's user object: https://docs.slack.dev/reference/objects/user-object.
    """
    code, _, _ = (locale or "").replace("_", "-").partition("-")
    return LANGUAGES.get(code.casefold())
