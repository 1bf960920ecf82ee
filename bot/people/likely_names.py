"""Finds what looks like a person's full name in running text, by its form. Pure.

Two to five words, each with a capital and small letters, with initials and small words like "van der" between them, and
none of the words that begin sentences or name jobs, companies, places and products. A name is only offered, or decides
about one typed question, so a mistake costs no more than a click.
"""

from collections.abc import Iterator
from typing import Final

from bot.people import titles, vocabulary

_AROUND: Final = "\"'()[]{}<>*_~`,;:!?.-\u2026|/\u00b7"
_BREAKS: Final = frozenset(',;:!?|()[]{}"\u2026/')
_MOST_WORDS: Final = 5
_FEWEST_WORDS: Final = 2
_FULL_WORD: Final = 3
_LONGEST_WORD: Final = 40


def names_in(text: str) -> Iterator[str]:
    """Find likely names, in their order, as they are written in the text.

    Args:
        text: Any text, folded (see `bot.people.folding`).
    """
    for line in text.splitlines():
        run: list[str] = []
        for token in line.replace("|", " | ").split():
            word = token.strip(_AROUND)
            if not word or not _BREAKS.isdisjoint(token[: token.index(word)]):
                yield from _name(run)
                run = []
            if word and (_is_name(word) or (run and _is_name_within(word))):
                run.append(word + "." if len(word) == 1 and token.endswith(".") else word)
                after = token[token.index(word) + len(word) :]
                if _BREAKS.isdisjoint(after) and not (len(word) > 1 and "." in after) and not word.endswith("'s"):
                    continue
            yield from _name(run)
            run = []
        yield from _name(run)


def _is_name(word: str) -> bool:
    """Whether a word has the form of a name or an initial."""
    if not word[0].isupper() or len(word) > _LONGEST_WORD or not all(sign.isalpha() or sign in "'-." for sign in word):
        return False
    bare = word.removesuffix("'s").casefold()
    if bare in vocabulary.NO_NAMES or titles.is_company_or_job(word):
        return False
    return len(word) == 1 or any(map(str.islower, word)) or all(len(letter) <= 1 for letter in word.split("."))


def _is_name_within(word: str) -> bool:
    """Whether a word may be part of a name after another word of it."""
    return word in vocabulary.SMALL_WORDS or (word.istitle() and word.casefold() in vocabulary.NAMES_WITHIN)


def _name(run: list[str]) -> Iterator[str]:
    """The run as a name, if it is one."""
    words = titles.without_titles(run) if run else []
    while words and words[-1] in vocabulary.SMALL_WORDS:
        words = words[:-1]
    is_full = any(len(word) >= _FULL_WORD for word in words) and sum(map(str.isalpha, words[-1])) > 1
    if _FEWEST_WORDS <= len(words) <= _MOST_WORDS and is_full:
        yield " ".join([*words[:-1], words[-1].removesuffix("'s")])
