"""E-mail addresses in free text, also spelled out. Pure.

Every run ends before a character that it cannot contain, so there is no backtracking, and the time is linear in the
text's length. A search starts only where a run of an address's characters begins.
"""

import re
from collections.abc import Iterator
from typing import Final

_OPEN: Final = r"\s?[(\[{<]\s?"
_CLOSE: Final = r"\s?[)\]}>]\s?"
_AT_WORD: Final = "at|\u00e4t|apen?staartje|arr?obase?|klammeraffe|chez"
_DOT_WORD: Final = "dot|punkt|punt|point|punto"
_AT: Final = rf"(?:@|{_OPEN}(?:@|{_AT_WORD}|a){_CLOSE}|\s(?:apen?staartje|arr?obase?|klammeraffe)\s)"
_DOT: Final = rf"(?:[.\u3002]|{_OPEN}(?:\.|{_DOT_WORD}){_CLOSE})"
_LOCAL: Final = r"[^\s@%<>()\[\]{},;:|\\]"
_DOMAIN: Final = rf"(?:[\w-]++(?:(?:{_DOT}[\w-]++)+|(?:\s(?:{_DOT_WORD})\s[a-z]{{2,}}+)++)|\[[\w.:]{{3,}}+\])"
# "at" alone is an ordinary word, so it needs a "dot" beside it.
_SPELLED: Final = (
    rf"{_LOCAL}++(?:\sdot\s[\w-]++){{0,2}}\s(?:at|\u00e4t)\s"
    r"[\w-]++(?:\.[\w-]++){0,3}(?:\s(?:dot|punkt)\s[a-z]{2,}+)++"
)
# With spaces around the "@", the name needs two parts, since "Node.js @ Example.com" is not an address.
_SPACED: Final = rf"[\w+-]++\.(?!(?:com|net|org)\b)[\w+-]{{3,}}+\s@\s?{_DOMAIN}"
_E_MAIL: Final = re.compile(
    rf"(?<!{_LOCAL})(?:{_LOCAL}++(?:{_OPEN}(?:{_DOT_WORD}){_CLOSE}{_LOCAL}++){{0,3}}{_AT}\s?{_DOMAIN}|{_SPACED}|{_SPELLED})",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"[(\[{<\uff08\uff3b\uff5b\uff1c]\s?[@a\u00e4kcAKC\u00c4]")
_SPELLED_AT: Final = re.compile(rf"{_AT}|\s(?:at|\u00e4t)\s", re.IGNORECASE)


def may_be_spelled(text: str) -> bool:
    """Whether an address may be written without "@"."""
    if _IN_BRACKETS.search(text):
        return True
    lowered = text.lower()
    return "dot" in lowered or "punkt" in lowered or "staartje" in lowered or "roba" in lowered or "affe" in lowered


def emails(words: str) -> Iterator[tuple[int, int]]:
    """Where the addresses begin and end."""
    if "@" in words or (may_be_spelled(words) and _SPELLED_AT.search(words)):
        for found in _E_MAIL.finditer(words):
            yield found.span()
