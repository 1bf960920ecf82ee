"""Reads a typed name as it is searched for: given name first, without titles. Pure."""

import re
import unicodedata
from typing import Final

from bot.people import titles, vocabulary
from bot.people.scripts import in_latin

_LENGTHS: Final = range(2, 101)
_FULL_NAME: Final = 2
_SIGNS: Final = frozenset(" .'-,\u00b7\u30fb\u200c\u200d")
_BRACKETED: Final = re.compile(r"(?:(?<!\s)\s++)?[(\[][^()\[\]]{0,60}+[)\]]")
_NICKNAME: Final = re.compile(r"""(?<=\w)\s["'][^"']{1,40}["'](?=\s)""")


def read(text: str) -> str | None:
    """A person's name, given name first and without titles; None if the text cannot be a name.

    Args:
        text: What was typed, folded, without anything around it.
    """
    name = _NICKNAME.sub("", _BRACKETED.sub("", text).replace("`", "'")).replace('"', "")
    name = _given_name_first(name).strip(" -,")
    if any(sign.isascii() and sign.isalpha() for sign in name):
        name = in_latin(name)
    if len(name) not in _LENGTHS or not any(map(str.isalpha, name)) or not all(map(_is_in_names, name)):
        return None
    return name


def is_full(name: str) -> bool:
    """Whether a name has a given name and a surname, one of which may be an initial."""
    words = [word for word in name.split() if word.casefold() not in vocabulary.SMALL_WORDS]
    return len(words) >= _FULL_NAME and any(len(word) > 1 and "." not in word for word in words)


def _is_in_names(sign: str) -> bool:
    return sign in _SIGNS or unicodedata.category(sign)[0] in "LM"


def _given_name_first(name: str) -> str:
    """Turn "Doe, Jane" and "Dr. Jane Doe, PhD" into "Jane Doe"."""
    parts = [words for words in map(str.split, name.split(",")) if words]
    if not parts:
        return ""
    surname, *more = parts
    in_capitals = name.upper() == name
    given = [
        words
        for words in map(titles.without_titles, more)
        if titles.is_given_name(words, surname, in_capitals=in_capitals)
    ]
    return " ".join(titles.without_titles([*(given or [[]])[0], *surname], at_least=2))
