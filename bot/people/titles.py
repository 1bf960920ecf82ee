"""Words next to names: titles, degrees, company forms and jobs. Pure."""

from typing import Final

from bot.people import vocabulary

_MOST_GIVEN_NAMES: Final = 4


def plain(word: str) -> str:
    """A word in the form in which the lists contain it."""
    return word.replace(".", "").casefold()


def without_titles(words: list[str], *, at_least: int = 1) -> list[str]:
    """A name's words without the titles before and the degrees after it.

    Args:
        words: The name.
        at_least: How many words have to be left without the degrees: two of a full name, since one is only a surname.
    """
    words = _without_leading(words)
    while len(words) > at_least and _is_degree_without_comma(words[-1]):
        words = words[:-1]
    return words


def is_given_name(words: list[str], surname: list[str], *, in_capitals: bool) -> bool:
    """Whether the words after a comma are a given name, because nothing indicates otherwise.

    Args:
        words: The words after the comma.
        surname: The words before the comma.
        in_capitals: Whether everything is in capitals, so that they mean nothing.
    """
    left = _without_leading(words)
    bare = [plain(word) for word in left]
    return not (
        len(left) > _MOST_GIVEN_NAMES
        or any(sign.isdigit() for word in left for sign in word)
        or bare[0] in vocabulary.JOBS
        or bare[-1] in vocabulary.COMPANIES
        or (bare[-1] in vocabulary.COMPANIES_AND_NAMES and len(bare) > 1)
        or not vocabulary.LINKING.isdisjoint(left)
        or any(is_title(word) for word in left)
        or any(_is_degree(word, one_surname=_is_one(surname), in_capitals=in_capitals) for word in left)
    )


def is_title(word: str) -> bool:
    """Whether a word can only be a title, as "Mme", "Dipl.-Ing." and "Prof.Dr."."""
    first, *more = [piece for piece in word.casefold().replace("-", ".").split(".") if piece] or [""]
    known = first in vocabulary.TITLES or (
        first in vocabulary.TITLES_WITH_A_DOT and word[len(first) : len(first) + 1] == "."
    )
    return known and all(
        piece in vocabulary.TITLES | vocabulary.TITLES_WITH_A_DOT | vocabulary.AFTER_A_TITLE for piece in more
    )


def is_company_or_job(word: str) -> bool:
    """Whether a word is part of a company's name or of a job, rather than of a person's name."""
    return plain(word) in vocabulary.COMPANIES | vocabulary.JOBS


def _without_leading(words: list[str]) -> list[str]:
    titled = False
    while len(words) > 1:
        if words[2:] and words[0].casefold() in {"de", "den"} and plain(words[1]) in {"heer", "hr"}:
            words = words[2:]
        elif (is_title(words[0]) and not _is_initial(words, titled=titled)) or (titled and _belongs_to_title(words[0])):
            words, titled = words[1:], True
        elif words[2:] and words[0] in vocabulary.TITLES_IN_SMALL:
            words = words[1:]
        else:
            break
    return words


def _is_initial(words: list[str], *, titled: bool) -> bool:
    """Whether "M." is an initial, as in "M. J. Fox", and not Monsieur."""
    return not titled and plain(words[0]) == "m" and len(plain(words[1])) == 1


def _belongs_to_title(word: str) -> bool:
    pieces = [piece for piece in word.casefold().replace("-", ".").split(".") if piece]
    return "." in word and all(piece in vocabulary.AFTER_A_TITLE for piece in pieces)


def _is_degree_without_comma(word: str) -> bool:
    bare = plain(word)
    return bare in vocabulary.DEGREES or (bare in vocabulary.DEGREES_AND_NAMES and "." in word[:-1])


def _is_degree(word: str, *, one_surname: bool, in_capitals: bool) -> bool:
    letters = "".join(filter(str.isalpha, word))
    bare = plain(word)
    if bare in vocabulary.DEGREES:
        return True
    if len(letters) <= 1 or _are_initials(word, bare):
        return False
    if not in_capitals and (letters[:2].isupper() or letters[-1].isupper()):
        return True
    return bare in vocabulary.DEGREES_AND_NAMES and not one_surname


def _are_initials(word: str, bare: str) -> bool:
    """Whether these are initials as in "Berg, J.W. van den", and not a known degree."""
    return word.count(".") == len(bare) > 0 and bare not in vocabulary.DEGREES_AND_NAMES


def _is_one(surname: list[str]) -> bool:
    """Whether it is one surname, with any small words in front of it."""
    return sum(not word.islower() for word in surname) == 1 or len(surname) == 1
