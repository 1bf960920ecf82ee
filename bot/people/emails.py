"""Finds email addresses in text. Pure.

An address counts only if it is whole. One cut out of a longer word, such as the end of
"prvs=0123=jane@example.com" or "sales/jane@example.com", may be someone else's.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\s<>()\[\]{}|,;\"]++")
_ADDRESS: Final = re.compile(
    r"(?=[^@]{1,64}@)\w(?:[\w.+'%&-]*[\w+-])?@(?!\d++[xX]\.)"  # no picture@2x.png
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}(?:[xX][nN]--[a-zA-Z0-9-]{2,40}|[^\W\d_]{2,24})"
)
"""A whole address, except for the quoted and bracketed forms that no one uses."""

_NUMBER: Final = re.compile(r"[+(]?\d[\d().-]{6,20}")
_LONGEST: Final = 320
_MOST_IN_A_WORD: Final = 10
_FORMATTING: Final = "*_~"
_AFTER: Final = f".:!?'`-/\u00b7\u2026{_FORMATTING}"
_KEYS: Final = frozenset({"email", "e-mail", "mail", "to", "from", "cc", "bcc", "replyto", "reply-to", "contact"})


class Email(NamedTuple):
    """An address in lower case, and its position in the text."""

    start: int
    end: int
    address: str


def emails_in(text: str) -> Iterator[Email]:
    """Find the addresses in a text that `bot.people.folding` has folded, in their order."""
    for word in _WORD.finditer(text):
        if "@" in word[0]:
            yield from _in_word(word.start(), word[0])


def _in_word(start: int, word: str) -> Iterator[Email]:
    """The addresses in a word, with slashes between them and beside numbers; none if anything else is left over."""
    start, word = _without_wrapping(*_without_label(start, word))
    parts = word.split("/", _MOST_IN_A_WORD)
    addresses = [bool(len(part) <= _LONGEST and _ADDRESS.fullmatch(part)) for part in parts]
    if all(found or _NUMBER.fullmatch(part) for found, part in zip(addresses, parts, strict=True)):
        for found, part in zip(addresses, parts, strict=True):
            if found:
                yield Email(start, start + len(part), part.lower())
            start += len(part) + 1


def _without_label(start: int, word: str) -> tuple[int, str]:
    """Cut off labels in front of an address, such as "E:" and "mail="."""
    local = word.partition("@")[0]
    cut = local.rfind(":") + 1
    key, equals, _ = local[cut:].rpartition("=")
    if equals and key.rpartition("&")[2].rpartition("?")[2].casefold() in _KEYS:
        cut += len(key) + 1
    return start + cut, word[cut:]


def _without_wrapping(start: int, word: str) -> tuple[int, str]:
    """Cut off punctuation, symbols and quotes; Slack's formatting at the start only if it was also at the end."""
    bare = word.rstrip(_AFTER)
    ending = word[len(bare) :]
    begin = 0
    while begin < len(bare) and (_is_sign(bare[begin]) or (bare[begin] in _FORMATTING and bare[begin] in ending)):
        begin += 1
    return start + begin, bare[begin:]


def _is_sign(character: str) -> bool:
    """Whether it is a quote, or a symbol like those in front of an address in a signature."""
    return character in "'`" or not (character.isascii() or character.isalnum())
