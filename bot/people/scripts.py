"""Words with letters of one script in place of look-alikes from another. Pure.

"Ada" with a Cyrillic first letter is read as it looks, whether it comes from a keyboard, a scan or an attacker.
"""

import re
from typing import Final

_CYRILLIC: Final = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u043a\u0475\u04af\u04cf"
    "\u0451\u0457\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u050c\u051a"
    "\u051c\u04ae\u04c0\u0401\u0407"
)
_LIKE_CYRILLIC: Final = "aeopcyxijsdhqwkvyl\u00eb\u00efABEKMHOPCTYXIJSGQWYI\u00cb\u00cf"
_GREEK: Final = (
    "\u03b1\u03bf\u03bd\u03b9\u03ba\u03c1\u03c5\u03c7\u03f2\u03f3\u03ac\u03cc\u03af\u0391\u0392\u0395\u0396\u0397\u0399"
    "\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f9"
)
_LIKE_GREEK: Final = "aovikpuxcj\u00e1\u00f3\u00edABEZHIKMNOPTYXC"
_TO_LATIN: Final = str.maketrans(_CYRILLIC + _GREEK, _LIKE_CYRILLIC + _LIKE_GREEK)
_TO_CYRILLIC: Final = str.maketrans(_LIKE_CYRILLIC[::-1], _CYRILLIC[::-1])

_OTHER: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def in_latin(text: str) -> str:
    """Each word in Latin letters, if all of its letters are Latin or look so; other words as they are."""
    return _LETTERS.sub(lambda found: _latin(found[0]), text) if _OTHER.search(text) else text


def unmixed(text: str) -> str:
    """Each word that is partly in Latin letters in one script, if it can be read so; other words as they are."""
    return _LETTERS.sub(lambda found: _unmixed(found[0]), text) if _OTHER.search(text) else text


def _latin(word: str) -> str:
    latin = word.translate(_TO_LATIN)
    return word if _OTHER.search(latin) else latin


def _unmixed(word: str) -> str:
    if not (_OTHER.search(word) and _LATIN.search(word)):
        return word
    latin, cyrillic = _latin(word), word.translate(_TO_CYRILLIC)
    return cyrillic if latin == word and not _LATIN.search(cyrillic) else latin
