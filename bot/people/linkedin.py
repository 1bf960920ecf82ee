"""Reads links to LinkedIn profiles, as people, browsers, phones, mails and Spott write them. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from bot.people import names
from bot.people.folding import folded

_SLUG: Final = r"[^\s/?#&<>|\"'`,;]{1,300}"

LINK: Final = re.compile(
    r"(?<![\w.@/=?&#%-])(?:https?://)?(?:[a-z]{1,10}\.){0,2}linkedin\.(?:com|cn)/"
    rf"(?:(?:mwlite|comm|m|profile)/){{0,2}}(?P<path>in/{_SLUG}|pub/{_SLUG}(?:/[0-9a-f]{{1,3}}){{3}}(?!\w))[^\s<>|\"'`]*+",
    re.IGNORECASE,
)
"""A link to a profile: of any country's host, for a browser, a phone or a mail, with or without its scheme.

Until 2015, the addresses of public profiles were like /pub/ada-lovelace/1a/2b3/4c5.
"""

_AFTER: Final = ".:!)]}*~_"
_MOST_ENCODED: Final = 2
_SHORTEST_WORD: Final = 3
_MEMBER_ID: Final = re.compile(r"A[A-Z][A-Za-z]AA[\w-]{5,}")
"""An ID of LinkedIn's own, as in /in/ACoAABcD1e2F: letters that are not a name."""

_NUMBERED: Final = re.compile(r"([^\W\d_]++)\d++")


@dataclass(frozen=True, slots=True)
class ByProfile:
    """A LinkedIn profile.

    Attributes:
        path: The part that all its addresses have in common, such as "in/ada-lovelace-1b2c3d4e".
        name: The name in the path, which Spott can search for.
    """

    path: str
    name: str


def profiles_in(text: str) -> Iterator[tuple[int, ByProfile]]:
    """Find the profiles that a text links to, with the position of each link, in the text's order.

    A profile without a name in its address is left out, such as one with an id of LinkedIn's own.

    Args:
        text: Any text, folded (see `bot.people.folding`).
    """
    for link in LINK.finditer(text):
        if name := _name_in(link):
            yield link.start(), ByProfile(_path(link), name)


def links_to_no_name(text: str) -> bool:
    """Whether a text links to a profile whose address has no name, so that Spott cannot be searched for it."""
    return any(_name_in(link) is None for link in LINK.finditer(text))


def path_of(url: str) -> str | None:
    """The part that all addresses of one profile have in common; None if it is not the address of one."""
    link = LINK.fullmatch(folded(url).strip())
    return _path(link) if link else None


def _path(link: re.Match[str]) -> str:
    return _decoded(link["path"]).casefold()


def _decoded(path: str) -> str:
    """Without percent-encoding, which trackers may have applied twice."""
    path = path.rstrip(_AFTER)
    for _ in range(_MOST_ENCODED):
        path = unquote(path)
    return folded(path)


def _name_in(link: re.Match[str]) -> str | None:
    slug = _decoded(link["path"]).split("/")[1]
    return None if _MEMBER_ID.fullmatch(slug) else _name(slug.casefold())


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
