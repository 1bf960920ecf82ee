"""Text as people read it: look-alikes become plain characters, and each keeps its original position. Pure."""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

# How links, mails and programs escape a character; the web often escapes "%" and "&" themselves, several times.
_ESCAPED: Final = re.compile(
    r"%(?:25)*+(?P<in_link>[2-7][0-9a-f])"
    r"|=(?P<in_mail>40|2e)(?=\w)"
    r"|\\(?:u00|x)(?P<in_code>[2-7][0-9a-f])"
    r"|&(?:amp;)*+(?P<entity>(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31};));?",
    re.IGNORECASE,
)
_MAY_BE_ESCAPED: Final = re.compile(r"[%=\\&]")

# Some Arabic phrases are one character, and eighteen when made plain.
_LONGEST_PLAIN: Final = 4

# Cyrillic and Greek letters that look like Latin ones.
_LATIN_BY_LOOK_ALIKE: Final = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеѕіјкорсухԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧικορυνᴋᴇ",
        "ABESIJKMHOPCTYXaesijkopcyxqw" + "ABEZHIKMNOPTYXikopuvke",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text as people read it.

    Attributes:
        words: The text as they read it.
    """

    words: str
    _length: int
    _origins: list[int] | None = None
    """The original position of each character; None if nothing was changed."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Full-width, circled and look-alike characters made plain, escapes resolved, marks and joiners removed."""
        escaped = [*_ESCAPED.finditer(text)] if _MAY_BE_ESCAPED.search(text) else []
        if text.isascii() and not escaped:
            return cls(text, len(text))
        words: list[str] = []
        origins: list[int] = []
        done = 0
        for found in escaped:
            _add(text[done : found.start()], done, words, origins)
            plain = _unescaped(found)
            words.append(plain)
            origins += [found.start()] * len(plain)
            done = found.end()
        _add(text[done:], done, words, origins)
        return cls("".join(words), len(text), origins)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the words begins and ends in the text; it includes marks and joiners after it."""
        if self._origins is None:
            return start, end
        after = bisect_right(self._origins, self._origins[end - 1])
        return self._origins[start], self._origins[after] if after < len(self._origins) else self._length


def _add(text: str, position: int, words: list[str], origins: list[int]) -> None:
    if text.isascii():
        words.append(text)
        origins += range(position, position + len(text))
        return
    for at, character in enumerate(text, position):
        plain = character if character.isascii() else _plain(character)
        words.append(plain)
        origins += [at] * len(plain)


@lru_cache(maxsize=4_096)
def _plain(character: str) -> str:
    kept = unicodedata.normalize("NFKC", character)
    if len(kept) > _LONGEST_PLAIN:
        return character
    return "".join(
        _LATIN_BY_LOOK_ALIKE.get(each, each)
        for each in kept
        if unicodedata.category(each)[0] != "M" and unicodedata.category(each) != "Cf"
    )


def _unescaped(found: re.Match[str]) -> str:
    if entity := found["entity"]:
        return html.unescape(f"&{entity.rstrip(';')};")
    return chr(int(found["in_link"] or found["in_mail"] or found["in_code"], 16))
