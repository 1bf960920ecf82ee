"""Phone numbers in free text: seven digits or more, whatever is between them. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from bot.cards.masking.figures import is_calendar, is_counted, is_labelled, is_sum

_SEPARATOR: Final = r"[\s().\-/_|~*\\\u00a6\u00b7\u2022\u2010-\u2015\u2044\u2212\u2215\u2219\u2223\u2502\u30fb]"
_APOSTROPHE: Final = r"['`\"\u2018\u2019\u201b\u201c\u201d\u2032\u2033\u02b9\u02bb\u02bc]"
# Also an O between digits, or an l, as somebody may have typed it.
_DIGIT: Final = r"(?:\d|(?<=\d)[OolI](?=\d))"
_BETWEEN: Final = rf"(?:{_SEPARATOR}{{0,4}}+|{_APOSTROPHE})"
_EXTENSION: Final = r"(?:\s?(?:x|ext\.?|extension|toestel|poste|durchwahl|#)[\s.:]{0,2}\d{1,6})?"
# Begins with a digit, which makes it quick to search for; what comes before the digit is added afterwards.
_NUMBER: Final = re.compile(rf"\d(?:{_BETWEEN}{_DIGIT}){{6,}}+{_EXTENSION}", re.IGNORECASE)
_BEFORE: Final = re.compile(r"(?:(?:\+\s?)?\(?|(?<!\w)O)\Z", re.IGNORECASE)
_LONGEST_BEFORE: Final = 3
# Other signs are common between figures, so they have to be the same throughout: 06:12:34:56:78.
_ODDLY_SEPARATED: Final = re.compile(
    r"[+0](?<!\d.)(?<!\d[:,;+#=].)\d{1,4}+(?P<odd>\s?[:,;+#=\u00b0]\s?)\d{2,4}+(?:(?P=odd)\d{2,4}+){2,}+"
)
_LIKE_555_0100: Final = re.compile(r"\d(?<!\d\d)(?<!\d[:,;+#=]\d)\d{2}([:,;+#=])\d{3}\1\d{4}(?!\d)")
_LIST_ITEM: Final = re.compile(r"(?<!\S)[1-9]\d?[.)]\s[*-]?\s?(?=\d)")


def phones(words: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the numbers begin and end."""
    yield from (found.span() for found in _ODDLY_SEPARATED.finditer(words))
    yield from (found.span() for found in _LIKE_555_0100.finditer(words))
    for found in _NUMBER.finditer(words):
        if not _is_harmless(words, *found.span()):
            before = _BEFORE.search(words, max(0, found.start() - _LONGEST_BEFORE), found.start())
            start = before.start() if before else found.start()
            yield start + (words[start] == "(" and ")" not in found[0]), found.end()


def _is_harmless(words: str, start: int, end: int) -> bool:
    number = words[start:end]
    if is_calendar(number) or is_sum(number) or is_counted(words, start, end) or is_labelled(words, start, end):
        return True
    item = _LIST_ITEM.match(words, start, end)
    return item is not None and _is_harmless(words, item.end(), end)
