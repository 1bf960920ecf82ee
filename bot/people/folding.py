"""Text normalisation, the same for typed text, messages and search hits. Pure.

What nobody can see is dropped, and what looks like a plain character becomes that character. So a name copied from a
PDF, a number from a phone's contacts, and the same typed by hand are read alike.
"""

import re
import unicodedata
from typing import Final

from bot.people.scripts import in_latin, unmixed

_MARKS_IN_A_ROW: Final = 30
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202d\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
"""Characters without width, and those that set the text direction. Not U+202E, which displays text backwards and is
only used to deceive: text that contains it is not understood."""

_JOINERS: Final = "\u200c\u200d"
_STRAY_JOINERS: Final = re.compile(f"(?<![^\\x00-\\x7f])[{_JOINERS}]+|[{_JOINERS}]++(?![^\\x00-\\x7f])")
"""Joiners that no script needs; Persian and Indian names keep theirs."""

_SPACE: Final = re.compile(r"[^\S\r\n\v\f\x1c-\x1f\x85\u2028\u2029]")
_COMPATIBLE: Final = re.compile("[\ufb00-\ufb06\ufe50-\ufe6b\uff01-\uffef\U0001d400-\U0001d7ff]+")
"""Ligatures, small and wide forms, and the mathematical letters that some people write their names with."""

_LOOK_ALIKES: Final = str.maketrans(
    dict.fromkeys(
        "\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02c8\u02ca\u02cb\u055a\u05f3\u1fbd\u1fbf\u1ffd\u2018\u2019\u201a\u201b"
        "\u2032\u2035\ua78b\ua78c",
        "'",
    )
    | dict.fromkeys("\u00ab\u00bb\u02ba\u02ee\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u2039\u203a\u301d\u301e", '"')
    | dict.fromkeys("\u02d7\u058a\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212", "-")
    | dict.fromkeys("\u0387\u2022\u2027\u2219\u22c5\u25cf\u2981\u2e31\u2e33", "\u00b7")
    | dict.fromkeys("\u2024\u3002", ".")
    | dict.fromkeys("\u060c\u3001", ",")
    | dict.fromkeys("\u037e\u061b", ";")
    | dict.fromkeys("\u061f\u2e2e", "?")
    | dict.fromkeys("\u2044\u2215", "/")
    | dict.fromkeys("\u2223\u2502\u00a6", "|")
)


_ACCENTS: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
"""Marks that people often leave out: accents, and the vowels of Hebrew and Arabic. Other scripts need theirs: in
Japanese they make a different letter."""

_WITHOUT_ACCENTS: Final = str.maketrans(
    {
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u0131": "i",
        "\u00f0": "d",
        "\u0127": "h",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u00fe": "th",
    }
)
"""Letters that Unicode does not decompose into a base letter and a mark."""


def folded(text: str) -> str:
    """The text in NFC without invisible characters, with plain punctuation, ordinary spaces and words of one script.

    Line breaks and other control characters are kept. The work is linear in the text's length.
    """
    if not text.isascii():
        text = _STRAY_JOINERS.sub("", _INVISIBLE.sub("", text))
        text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        text = unmixed(_composed(text.translate(_LOOK_ALIKES)))
    return _SPACE.sub(" ", text)


def _composed(text: str) -> str:
    """Normalise to NFC; more consecutive marks than any script uses are dropped.

    Sorting them takes quadratic time: 9 s for 100,000 marks.
    """
    kept: list[str] = []
    row = 0
    for character in text:
        row = row + 1 if unicodedata.combining(character) else 0
        if row <= _MARKS_IN_A_ROW:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def compared(text: str) -> str:
    """The text for comparing names: folded, in lower case, without accents."""
    if text.isascii():
        return folded(text).casefold()
    # Words that look the same count as the same, even if one is wholly in another script.
    apart = unicodedata.normalize("NFD", in_latin(folded(text)).casefold())
    return _ACCENTS.sub("", apart).translate(_WITHOUT_ACCENTS)
