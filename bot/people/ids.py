"""Tells candidates' ids from words that only look like one. Pure."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from bot.spott.models import CANDIDATE_ID

_UUID: Final = re.compile(r"(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])", re.IGNORECASE)
_CUID: Final = re.compile(r"(?<![\w-])c(?=[a-z]*\d)[a-z0-9]{24}(?![\w-])")
"""https://github.com/paralleldrive/cuid: starts with "c" and contains the time, hence a digit."""

_PREFIXED: Final = re.compile(r"[a-z](?:[-_][a-z0-9]++){2,}")

_SECRET: Final = re.compile(r"(?:xox[a-z]|xapp|[prsw]k[-_](?:live|test)|gh[a-z]|github_pat|glpat)[-_]", re.IGNORECASE)
"""How tokens and keys of well-known services begin. None is sent to Spott, whoever typed it."""

_OF_ANOTHER_THING: Final = re.compile(
    r"(?:access|account|api|application|build|client|commit|company|correlation|device|event|instance|invoice|job|key"
    r"|message|nonce|opportunity|order|organi[sz]ation|placement|request|run|secret|session|span|stage|subscription"
    r"|task|team|tenant|ticket|token|trace|transaction|user|vacancy|webhook|workspace)"
    r"(?:[ _-]?(?:guid|id|key|no|nr|number|ref|uuid))?[\"']?\s?[:=#]\s?[\"'(]?\Z",
    re.IGNORECASE,
)
"""A label in front of an id that says that it is not a person's, such as `token_id=` and "Request ID: "."""

_LONGEST_LABEL: Final = 40
_LONG_WORD: Final = 20


def is_certain(word: str) -> bool:
    """Whether a word can only be an id."""
    return bool(_UUID.fullmatch(word) or _CUID.fullmatch(word))


def is_likely(word: str) -> bool:
    """Whether a word is more likely an id than a name, since it has digits or is too long for a name."""
    return bool(CANDIDATE_ID.fullmatch(word)) and (len(word) >= _LONG_WORD or any(map(str.isdigit, word)))


def is_prefixed(word: str) -> bool:
    """Whether a word looks like an id because of what it begins with: "c-ada-lovelace", but not "o-brien"."""
    return bool(_PREFIXED.fullmatch(word))


def is_secret(word: str) -> bool:
    """Whether a word is a token or a key, which also has digits and no spaces."""
    return bool(_SECRET.match(word))


def ids_in(text: str) -> Iterator[tuple[int, str]]:
    """Find the words that can only be ids, with their positions, unless a label says that they are not a person's."""
    for found in chain(_UUID.finditer(text), _CUID.finditer(text)):
        before = text[max(0, found.start() - _LONGEST_LABEL) : found.start()]
        if not _OF_ANOTHER_THING.search(before):
            yield found.start(), found[0]
