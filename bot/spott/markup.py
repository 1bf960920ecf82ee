"""Turns HTML in Spott's texts into plain text. Pure.

Spott's own editor, imports and e-mails leave tags and entities in texts that should be plain: `O&#39;Bryan`,
`<p>Call&nbsp;Jane</p>`. Each is read once, so text that was encoded twice keeps one layer, and "a < b" stays.
"""

import html
import re
from html.entities import html5
from typing import Final

# A tag has a name that HTML or Outlook uses, and attributes only with "=", so "a<b and c>d" is not one.
_BLOCKS: Final = (
    "p|div|br|hr|li|ul|ol|dl|dt|dd|tr|td|th|table|thead|tbody|h[1-6]|blockquote|pre|section|article|header|footer"
)
_INLINE: Final = (
    "b|i|u|s|a|em|strong|span|font|small|big|sub|sup|strike|del|ins|mark|code|kbd|q|cite|abbr|center|label|img|figure"
    "|html|head|body|meta|link|o:p"
)
_ATTRIBUTE: Final = r"""\s++[\w:-]++\s?=\s?(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>]++)"""
_TAG: Final = re.compile(
    r"<!--(?:[^-<]|-(?!->)|<(?!!--))*+-->"
    r"|<(?P<hidden>style|script|title)(?:\s[^<>]*+)?>[^<]*+</(?P=hidden)\s?>"
    rf"|</?(?:(?P<block>{_BLOCKS})|{_INLINE})(?:{_ATTRIBUTE})*+\s*+/?>",
    re.IGNORECASE,
)
# With its semicolon only: without, "AT&T" or "?a=1&copy=2" could be read as something else.
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)

_IN_JSON: Final = re.compile(rb"[<&][a-z/!#]|\\u00(?:26|3c)", re.IGNORECASE)

# No card shows more than a few hundred characters of one text, and tags make it longer.
_READ_LIMIT: Final = 8_000
_READ_IN_ALL: Final = 100_000


_WRITTEN_FOR_MACHINES: Final = ("id", "Id", "Url", "url", "type", "Type")
"""The endings of the names of fields that are not text: in a URL, "&copy;" may be part of the query."""
_UNREAD: Final = frozenset({"description", "comments", "notes"})
"""Members that no record uses: reading them would use up the budget for the names after them."""


def has_markup(body: bytes) -> bool:
    """Whether an answer may contain markup; most do not, and are not read twice."""
    # A single byte is found far more quickly than several, and many answers have no backslash at all.
    may_contain_some = b"<" in body or b"&" in body or (b"\\" in body and b"\\u00" in body)
    return may_contain_some and bool(_IN_JSON.search(body))


class PlainTexts:
    """Makes the texts of a parsed answer plain, within a budget: hostile ones may have hundreds of thousands of tags.

    Texts beyond any real person's stay as they are.
    """

    def __init__(self) -> None:
        self._left = _READ_IN_ALL

    def read(self, value: object) -> object:
        """The answer, or a part of it, with plain texts."""
        if isinstance(value, str):
            return self._text(value) if "<" in value or "&" in value else value
        if isinstance(value, list):
            return [*map(self.read, value)]
        if isinstance(value, dict):
            return {
                name: member if name in _UNREAD or name.endswith(_WRITTEN_FOR_MACHINES) else self.read(member)
                for name, member in value.items()
            }
        return value

    def _text(self, text: str) -> str:
        self._left -= min(len(text), _READ_LIMIT)
        return plain(text) if self._left >= 0 else text


def plain(text: str) -> str:
    """The text without tags, blocks on lines of their own, and with each entity replaced by its character."""
    return _ENTITY.sub(_character, _TAG.sub(_in_place_of_a_tag, text[:_READ_LIMIT])).strip()


def _in_place_of_a_tag(found: re.Match[str]) -> str:
    return "\n" if found["block"] else ""


def _character(found: re.Match[str]) -> str:
    # Only whole names: html.unescape would also read the beginning of "&copyright;".
    return html.unescape(found[0]) if found[0][1] == "#" else html5.get(found[0][1:], found[0])
