"""Removes what people, Slack and web pages put around a name in a typed text. Pure."""

import re
from typing import Final

from bot.people import vocabulary
from bot.people.likely_names import names_in

_EMOJI: Final = re.compile(
    "(?:[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    "[\u200d\u20e3]?)++|(?<![^\\s:]):[a-z0-9_+'-]{2,60}:(?![^\\s:])"
)
"""Emoji, also as Slack writes them where they are copied, like ":wave:"."""

_PAGE_TITLE: Final = re.compile(r"(?<=\S)\s\|(?:\s|\Z)")
_ON_A_SITE: Final = re.compile(r"\s(?:on|op|sur|auf|bei)\s(?:LinkedIn|XING)\Z", re.IGNORECASE)
_HEADLINE: Final = re.compile(r"(?<=\w)\s-\s")
_ELIDED: Final = re.compile(r"d'(?=[^\W\d_])")
"""As in "des nouvelles d'Ada Lovelace"."""
_BULLET: Final = re.compile(r"(?:[-*\u00b7>\u2023]|(?:\d{1,3}[.)]|#{1,6})(?=\s++[^\W\d]))\s++")
_FORMATTED: Final = re.compile(r"(?<!\w)([*_~`])([^*_~`]++)\1(?!\w)")
_LABEL: Final = re.compile(
    r"(?:/spott\s++|(?:(?:full )?name|naam|nom|candidate?|kandidaa?t|contact|re|fwd?|aw|antw|tr)\s?:\s*+){1,2}+",
    re.IGNORECASE,
)
"""The beginning of a pasted line, a subject or a second command."""

_HELP: Final = re.compile(r"-{0,2}help", re.IGNORECASE)
_AROUND_HELP: Final = " \t\r\n\"'`<>*_~,:;.!?"
_AROUND_ALONE: Final = "-.!?"
_MOST_LAYERS: Final = 3
_AROUND: Final = ' \t"<>\u00bf'
_AFTER: Final = f"?!;:,|\u2026{_AROUND}"
_ABBREVIATED: Final = 3
_FILLERS: Final = vocabulary.FILLERS | vocabulary.ASKING | vocabulary.ASKING_WITH_A_MARK | vocabulary.ASKING_WITH_MORE
_TALK: Final = (vocabulary.NO_NAMES | vocabulary.POLITE) - vocabulary.NAMES_WITHIN - vocabulary.SMALL_WORDS
_FULL_NAME: Final = 2


_POLITE: Final = re.compile(r"(?<!\S)(?:s'il (?:te|vous) pla[i\u00ee]t|als je (?:wil|wilt))(?!\S)", re.IGNORECASE)

_PHRASE: Final = re.compile(
    r"(?:(?:can|could|would) (?:you|we|i|anyone|someone)|(?:kennen|haben|wissen) sie"
    r"|est-ce que|what about|as for|look up|(?:(?:i'm|we're|i am|we are) )?looking for)\s",
    re.IGNORECASE,
)


def is_help(word: str) -> bool:
    """Whether a word asks for help, whatever is around it."""
    return bool(_HELP.fullmatch(word.strip(_AROUND_HELP)))


def asks_for_help(words: list[str]) -> bool:
    """Whether a text asks for help: with "help" first or last, or with just that word in another language."""
    alone = words[0].strip(_AROUND_ALONE).casefold() if len(words) == 1 else ""
    return alone in vocabulary.HELP or any(map(is_help, {words[0], words[-1]}))


def is_talk(text: str) -> bool:
    """Whether a text begins as sentences and greetings do, or has one of their words in small letters within it."""
    first, *others = text.split()
    return first.casefold() in _TALK or not _TALK.isdisjoint(others)


def subject(text: str) -> str:
    """What a typed text is about, such as "Ada Lovelace".

    That is what is left of "* _Ada Lovelace_ | LinkedIn" and "where does Ada Lovelace stand?".

    Args:
        text: One line, folded.

    Returns:
        The subject; "" if nothing is left, or if it may be about more than one person.
    """
    asks = text.rstrip(_AROUND).endswith("?")
    text = _ON_A_SITE.sub("", _PAGE_TITLE.split(text, 1)[0])
    text = _EMOJI.sub(" ", text).strip(_AROUND)
    for _ in range(_MOST_LAYERS):
        bullet, before = _BULLET.match(text), text
        text = _FORMATTED.sub(r"\2", text[bullet.end() :] if bullet else text)
        if text == before:
            break
    if label := _LABEL.match(text):
        text = text[label.end() :]
    text = _without_headline(" ".join(text.split())).rstrip(_AFTER).strip(_AROUND)
    if text[:1] == "@" and not any(map(str.isdigit, text)):
        text = text[1:]
    return _asked_about(_without_full_stop(_POLITE.sub("", text)).split(), asks=asks)


def _without_headline(text: str) -> str:
    """Cut off everything after the name in "Ada Lovelace - CTO - Acme"."""
    name = _HEADLINE.split(text, 1)[0].split()
    is_full = len(name) >= _FULL_NAME and not any(sign.isdigit() for word in name for sign in word)
    return " ".join(name) if is_full else text


def _without_full_stop(text: str) -> str:
    last = text.rpartition(" ")[2]
    whole = last.endswith(".") and last.count(".") == 1 and len(last) > _ABBREVIATED
    return text[:-1] if whole else text


def _asked_about(words: list[str], *, asks: bool) -> str:
    """The name in a question or a request; any other text unchanged."""
    words = _without_polite_words(words)
    phrase = _PHRASE.match(" ".join(words))
    if phrase:
        words = words[len(phrase[0].split()) :]
    elif not (words and (asks or _begins_a_request(words, asks=asks))):
        return " ".join(_owner(words))
    begin, end = 0, len(words)
    if not phrase and _begins_a_request(words, asks=asks):
        begin = 1
    while begin < end - 1 and (
        _is_filler(words[begin]) or words[begin] in vocabulary.ARTICLES or _links_news(words, begin)
    ):
        begin += 1
    while end > begin + 1 and _is_filler(words[end - 1].rstrip(",.;:")):
        end -= 1
    if begin and end - begin > 1:
        words[begin] = _ELIDED.sub("", words[begin])
    return _only_name(words[begin:end])


def _owner(words: list[str]) -> list[str]:
    """Whose it is: "Ada Lovelace" for "Ada Lovelace's CV"."""
    for place, word in enumerate(words, 1):
        if word.endswith("'s") and all(_is_filler(each.casefold()) for each in words[place:]):
            return [*words[: place - 1], word.removesuffix("'s")]
    return words


def _begins_a_request(words: list[str], *, asks: bool) -> bool:
    first = words[0].casefold()
    if len(words) < _FULL_NAME:
        return False
    if len(words) > _FULL_NAME and (first in vocabulary.KINDS or _names_news(words)):
        return True
    return (
        first in vocabulary.ASKING
        or (asks and first in vocabulary.ASKING_WITH_A_MARK)
        or (first in vocabulary.ASKING_WITH_MORE and _is_filler(words[1]) and len(words) > _FULL_NAME)
    )


def _names_news(words: list[str]) -> bool:
    """Whether it begins like "profil de" or "la fiche de"."""
    place = int(words[0].casefold() in vocabulary.ARTICLES)
    return words[place].casefold() in vocabulary.NEWS and words[place + 1] in vocabulary.OF


def _is_filler(word: str) -> bool:
    return word in _FILLERS or word.casefold() in vocabulary.NEWS


def _links_news(words: list[str], at: int) -> bool:
    """Whether a word is the "van" of "nieuws van Ada", and not of "wie is van den Berg"."""
    return at > 0 and words[at] in vocabulary.OF and words[at - 1].casefold() in vocabulary.NEWS


def _without_polite_words(words: list[str]) -> list[str]:
    while len(words) > 1 and words[-1].casefold() in vocabulary.POLITE:
        words = words[:-1]
    while len(words) > 1 and words[0].casefold().rstrip(",") in vocabulary.POLITE:
        words = words[1:]
    return words


def _only_name(words: list[str]) -> str:
    """The words, or the only name among them if there is more than a name; "" if there are several."""
    text = " ".join(words).rstrip(_AFTER).removesuffix("'s")
    small = [word for word in words if word[0].islower() and word not in vocabulary.SMALL_WORDS]
    if not small or len(small) == len([word for word in words if word not in vocabulary.SMALL_WORDS]):
        return text
    names = list(dict.fromkeys(names_in(text)))
    single = [word.removesuffix("'s") for word in words if word[0].isupper()]
    found = names or single
    return found[0] if len(found) == 1 else ""
