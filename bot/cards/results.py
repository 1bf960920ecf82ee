"""Search results: a choice among several people. Pure.

It shows just enough to recognise the right person: only hints of addresses and numbers.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.cards import addresses
from bot.cards.buttons import none_of_these, show
from bot.cards.message import Block, Message, actions, context, own_words, section
from bot.cards.names import name
from bot.cards.reader import Reader
from bot.cards.text import clip, escape_fallback
from bot.cards.texts import Key, Language
from bot.people.hits import usable
from bot.spott.models import SearchHit

SHOWN: Final = 10

_KINDS: Final[dict[str, Key]] = {
    "candidate": "kind_candidate",
    "clientcontact": "kind_client_contact",
    "contact": "kind_client_contact",
}
_ADDRESS_LIMIT: Final = 320
_ID_END: Final = 4
_FACT_LIMIT: Final = 60
_EXAMINED: Final = 10_000
_MOST_TRIED: Final = 5
"""How many of a person's addresses, or numbers, are tried: an invalid one gives no hint, so the next is used."""
# Short enough that ten of them stay under Slack's 4,000, even with every character escaped.
_FALLBACK_LIMIT: Final = 74


def picker(say: Language, hits: Sequence[SearchHit], *, private: bool, guessed: bool = False) -> Message:
    """A private choice of up to ten people.

    Args:
        say: The reader's language.
        hits: What Spott found, best first; those without a valid id are left out.
        private: Whether the chosen card will be private, too.
        guessed: Whether they only resemble the person asked for.
    """
    found = usable(hits)
    lead, more = _words(say, found, guessed=guessed)
    fallback = [
        escape_fallback(clip(", ".join((who, *facts)), _FALLBACK_LIMIT)) for _, who, facts in _described(say, found)
    ]
    only_you = say("pick_private") if private and found else ""
    blocks = [
        *_choices(say, found, private=private, guessed=guessed),
        *([context(only_you)] if only_you else []),
        *([actions(none_of_these(say))] if found else []),
    ]
    return {"text": "\n".join(filter(None, (lead, *fallback, more, only_you))), "blocks": blocks}


def choices(say: Language, hits: Sequence[SearchHit], *, guessed: bool = False) -> list[Block]:
    """The same choice for a modal, where the chosen card is always private."""
    return _choices(say, usable(hits), private=True, guessed=guessed)


def other_records(say: Language, hits: Sequence[SearchHit]) -> list[Block]:
    """Up to ten other records of one person, for a modal."""
    return [own_words(say("other_records")), *_rows(say, usable(hits), private=True)]


Described = tuple[str, str, list[str]]
"""A person's id, name, and distinguishing facts."""


def described(say: Language, hits: Sequence[SearchHit]) -> list[Described]:
    """The up to ten people who are shown to one reader alone."""
    return _described(say, usable(hits))


def _described(say: Language, found: list[SearchHit]) -> list[Described]:
    masked, whole = Reader.of_masked(say, _EXAMINED), Reader.of_everything(say, _EXAMINED)
    described = [(hit.id or "", _name(hit, masked), _facts(hit, masked, whole)) for hit in found[:SHOWN]]
    alike = Counter((who, *facts) for _, who, facts in described)
    return [
        (record_id, who, [*facts, say("id_hint", end=record_id[-_ID_END:])] if alike[who, *facts] > 1 else facts)
        for record_id, who, facts in described
    ]


def _words(say: Language, found: list[SearchHit], *, guessed: bool) -> tuple[str, str]:
    """The sentences above and below the choice."""
    match found:
        case []:
            return say("pick_nobody"), ""
        case [_]:
            return say("did_you_mean"), ""
        case _:
            lead = say("did_you_mean_one_of") if guessed else say("pick_one")
            return lead, say("pick_more") if len(found) > SHOWN else ""


def _choices(say: Language, found: list[SearchHit], *, private: bool, guessed: bool) -> list[Block]:
    lead, more = _words(say, found, guessed=guessed)
    return [own_words(lead), *_rows(say, found, private=private), *([context(more)] if more else [])]


def _rows(say: Language, found: list[SearchHit], *, private: bool) -> list[Block]:
    return [
        section("\n".join(filter(None, (who, " \u00b7 ".join(facts)))), show(say, record_id, private=private, name=who))
        for record_id, who, facts in _described(say, found)
    ]


def _name(hit: SearchHit, text: Reader) -> str:
    return name(hit.first_name, hit.middle_name, hit.last_name, hit.second_last_name, text=text)


def _kind(hit: SearchHit) -> str:
    return "".join(filter(str.isalpha, hit.entity_type or "")).casefold()


def _facts(hit: SearchHit, text: Reader, whole: Reader) -> list[str]:
    emails = (addresses.email_hint(whole(raw, _ADDRESS_LIMIT)) for raw in hit.email_addresses[:_MOST_TRIED])
    numbers = (addresses.phone_hint(whole(raw, _ADDRESS_LIMIT), text.say) for raw in hit.phone_numbers[:_MOST_TRIED])
    kind = _KINDS.get(_kind(hit))
    facts = (
        ", ".join(filter(None, (text(hit.role, _FACT_LIMIT), text(hit.company, _FACT_LIMIT)))),
        text(hit.city, _FACT_LIMIT),
        text.say(kind) if kind else None,
        next(filter(None, emails), None),
        next(filter(None, numbers), None),
        text.say("has_linkedin") if hit.linked_in_url else None,
    )
    return [fact for fact in facts if fact]
