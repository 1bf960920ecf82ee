"""Reads links to LinkedIn profiles, as people, browsers, phones, mails and Spott write them. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from bot.people import names
from bot.people.folding import folded

LINK: Final = re.compile(
    r"(?<![\w.@/=?&#%-])(?:https?://)?(?:[a-z]{1,10}\.){0,2}linkedin\.(?:com|cn)/"
    r"(?:(?:mwlite|comm|m|profile)/){0,2}in/(?P<slug>[^\s/?#&<>|\"'`,;]{1,300})[^\s<>|\"'`]*+",
    re.IGNORECASE,
)
"""A link to a profile: of any country's host, for a browser, a phone or a mail, with or without its scheme."""

_BEHIND: Final = ".:!)]}*~_"
_MOST_ENCODED: Final = 2
_SHORTEST_WORD: Final = 3
_NUMBERED: Final = re.compile(r"([^\W\d_]++)\d++")


@dataclass(frozen=True, slots=True)
class ByProfile:
    """A LinkedIn profile: the last part of its address, and the name in that, which Spott can search for."""

    slug: str
    name: str


def profiles_in(text: str) -> Iterator[tuple[int, ByProfile]]:
    """Find the profiles that a text links to, with the position of each link, in the text's order.

    A profile without a name in its address is left out, such as one with an id of LinkedIn's own.

    Args:
        text: Any text, folded (see `bot.people.folding`).
    """
    for link in LINK.finditer(text):
        slug = _slug(link["slug"])
        if name := _name(slug):
            yield link.start(), ByProfile(slug, name)


def slug_of(url: str) -> str | None:
    """The part that all addresses of one profile have in common; None if it is not the address of one."""
    link = LINK.fullmatch(folded(url).strip())
    return _slug(link["slug"]) if link else None


def _slug(written: str) -> str:
    """A slug in lower case, without percent-encoding, which trackers may have applied twice."""
    slug = written.rstrip(_BEHIND)
    for _ in range(_MOST_ENCODED):
        slug = unquote(slug)
    return folded(slug).casefold()


def _name(slug: str) -> str | None:
    """The name in a slug, without what makes it unique: "ada lovelace" for "ada-lovelace-1b2c3d4e"."""
    parts = slug.replace("_", "-").split("-")
    words = [part for part in parts if not any(map(str.isdigit, part))]
    if len(words) <= 1:
        numbered = [found[1] for part in parts if (found := _NUMBERED.fullmatch(part))]
        words += [word for word in numbered if len(word) >= _SHORTEST_WORD]
    return names.read(" ".join(filter(None, map(_letters, words))))


def _letters(word: str) -> str:
    return "".join(sign for sign in word if unicodedata.category(sign)[0] in "LM")
