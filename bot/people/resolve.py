"""Finds out who a question is about. Takes and returns values; knows neither Slack nor the texts for users."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.people.directory import Directory
from bot.people.hits import is_meant, usable
from bot.people.linkedin import ByProfile
from bot.people.named import is_named, is_named_in_full
from bot.people.person import Person
from bot.people.phones import national
from bot.people.query import ByEmail, ById, ByName, ByPhone, NameOrPrivate, NotUnderstood, Searched, Who
from bot.people.standing import standing
from bot.people.where_they_stand import where_they_stand
from bot.spott.candidate import Candidate
from bot.spott.errors import ContactNotFoundError, MalformedIdError, SpottError
from bot.spott.models import SearchHit


@dataclass(frozen=True, slots=True)
class KnownId:
    """An id that came from Spott.

    Attributes:
        candidate_id: The id.
        fresh: Whether to ask Spott even for what is cached.
        in_full: Whether to ask for the candidate of a contact, too.
    """

    candidate_id: str
    fresh: bool = False
    in_full: bool = False


OneQuestion: TypeAlias = Who | KnownId


@dataclass(frozen=True, slots=True)
class Several:
    """Several questions at once, as from a message."""

    questions: tuple[OneQuestion, ...]


Question: TypeAlias = OneQuestion | NameOrPrivate | Several


@dataclass(frozen=True, slots=True)
class OnePerson:
    """The person who was meant."""

    person: Person

    @property
    def candidate_id(self) -> str:
        """The person's id."""
        return self.person.candidate_id


@dataclass(frozen=True, slots=True)
class Choice:
    """People who may be meant; the user chooses.

    Attributes:
        hits: The people, best first.
        guessed: Whether they only resemble the person asked for, so that the card of the chosen one is private.
    """

    hits: tuple[SearchHit, ...]
    guessed: bool = False


Tried: TypeAlias = Literal["name", "email", "phone", "id", "profile", "other records"]
Found: TypeAlias = OnePerson | Choice


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody in Spott has this name, address, number, ID or profile."""

    tried: Tried


@dataclass(frozen=True, slots=True)
class Failed:
    """Spott could not be asked, or its answer could not be used."""

    error: SpottError


@dataclass(frozen=True, slots=True)
class Privately:
    """A person for the user alone: a typed word looks like a misspelt `private`, and is not part of the full name."""

    found: Found


Nothing: TypeAlias = Nobody | Failed | NotUnderstood


@dataclass(frozen=True, slots=True)
class Everyone:
    """The answers to several questions: each person once, and the first failure, if any."""

    found: tuple[Found, ...]
    failed: Failed | None = None


async def resolve(question: Question, directory: Directory) -> Found | Privately | Everyone | Nothing:
    """Find out who is meant; never raises if Spott fails.

    Args:
        question: What the user asked.
        directory: The people in Spott.
    """
    if isinstance(question, Several):
        answers = await asyncio.gather(*(_resolve_one(one, directory) for one in question.questions))
        return _everyone(answers)
    if isinstance(question, NameOrPrivate):
        return await _resolve_name_or_private(question, directory)
    return await _resolve_one(question, directory)


async def _resolve_one(question: OneQuestion, directory: Directory) -> Found | Nothing:
    try:
        match question:
            case ById():
                return await _by_id(question, directory)
            case KnownId():
                return OnePerson(await known(question, directory))
            case ByName():
                return await _by_name(question, directory)
            case NotUnderstood():
                return question
            case _:
                return await _by_search(question, directory)
    except SpottError as error:
        return Failed(error)


async def _resolve_name_or_private(question: NameOrPrivate, directory: Directory) -> Found | Privately | Nothing:
    """Find somebody with the whole text as a name; failing that, search without the word that looks like `private`."""
    name = question.name.name
    try:
        hits = usable(await directory.search(name))
        named = [hit for hit in hits if is_named(name, hit)]
        if named:
            found = await _meant(hits, question.name, directory)
            return found if any(is_named_in_full(name, hit) for hit in named) else _privately(found)
    except SpottError as error:
        return Failed(error)
    rest = await _resolve_one(question.otherwise, directory)
    if not hits or not (isinstance(rest, Nobody) or _is_guess(rest)):
        return _privately(rest)
    # The word may be a misspelt part of a name, so people with a similar full name are offered as well.
    others = rest.hits if isinstance(rest, Choice) else ()
    return Privately(_choice([*hits, *others], guessed=True))


def _privately(found: Found | Nothing) -> Privately | Nothing:
    return found if isinstance(found, Nobody | Failed | NotUnderstood) else Privately(found)


def _is_guess(found: Found | Nothing) -> bool:
    return isinstance(found, Choice) and found.guessed


async def _by_id(question: ById, directory: Directory) -> Found | Nobody:
    try:
        return OnePerson(await known(KnownId(question.candidate_id), directory))
    except (ContactNotFoundError, MalformedIdError):
        if question.else_search is None:
            return Nobody("id")
    return await _by_search(question, directory)


async def _by_name(question: ByName, directory: Directory) -> Found | Nobody:
    found = await _by_search(question, directory)
    if question.else_id is None or not (isinstance(found, Nobody) or _is_guess(found)):
        return found
    by_id = await _by_id(ById(question.else_id), directory)
    # A typed name that matches nobody is reported as a name, not as an id.
    return found if isinstance(by_id, Nobody) else by_id


async def known(who: KnownId, directory: Directory) -> Person:
    """The person with an id.

    Spott's documentation doesn't say whether a hit that is a client's contact has a candidate's id, so it is tried.

    Args:
        who: The id, and how to ask for it.
        directory: The people in Spott.

    Raises:
        SpottError: Why there is nothing to show; ContactNotFoundError if Spott knows neither a contact nor a candidate.
    """
    fetched = await where_they_stand(who.candidate_id, directory, fresh=who.fresh, with_candidate=who.in_full)
    record, jobs = fetched.person, fetched.applications
    if isinstance(record, SpottError):
        raise record
    candidate = fetched.candidate if isinstance(fetched.candidate, Candidate) else None
    return Person(record, None if isinstance(jobs, SpottError) else standing(jobs), candidate)


async def _by_search(question: Searched, directory: Directory) -> Found | Nobody:
    """Search. Spott also finds similar people; if there are exact matches, the others are left out."""
    first, *fallbacks = searches(question, directory.phone_regions)
    hits = usable(await _all_hits(first, directory))
    for texts in fallbacks:
        if not any(is_meant(hit, question, directory.phone_regions) for hit in hits):
            hits = usable([*hits, *await _all_hits(texts, directory)])
    return await _meant(hits, question, directory)


async def _meant(hits: Sequence[SearchHit], question: Searched, directory: Directory) -> Found | Nobody:
    """The person meant among those found, if that is certain; otherwise a choice."""
    meant = [hit for hit in hits if is_meant(hit, question, directory.phone_regions)]
    match meant or hits:
        case []:
            return Nobody(_tried(question))
        case [SearchHit(id=str(candidate_id)) as hit] if is_meant(hit, question, directory.phone_regions) is not False:
            return OnePerson(await known(KnownId(candidate_id), directory))
        case likely:
            return _choice(likely, guessed=not meant)


def _choice(hits: Sequence[SearchHit], *, guessed: bool) -> Choice:
    return Choice(tuple(usable(hits)), guessed)


async def _all_hits(texts: Sequence[str], directory: Directory) -> list[SearchHit]:
    return [hit for hits in await asyncio.gather(*map(directory.search, texts)) for hit in hits]


def searches(question: Searched, regions: Sequence[str]) -> list[Sequence[str]]:
    """What to search for first, and what else to try if none of the people found is meant.

    Args:
        question: Who is asked for.
        regions: The countries of numbers that Spott keeps without a country code.
    """
    match question:
        case ByPhone(numbers=numbers) | ById(else_search=ByPhone(numbers=numbers)):
            # Spott may store a number the way it is dialled within its country.
            nationals = dict.fromkeys(filter(None, (national(number, regions) for number in numbers)))
            return [numbers, list(nationals)] if nationals else [numbers]
        case ByEmail(text) | ByName(text) | ByProfile(_, text) | ById(_, str(text)) | ById(text):
            return [[text]]


def _tried(question: Searched) -> Tried:
    match question:
        case ByEmail():
            return "email"
        case ByPhone():
            return "phone"
        case ByProfile():
            return "profile"
        case ByName():
            return "name"
        case ById():
            return "id"


def _everyone(answers: Sequence[Found | Nothing]) -> Everyone | Failed:
    failed = next((one for one in answers if isinstance(one, Failed)), None)
    found = _each_once([one for one in answers if not isinstance(one, Nobody | Failed | NotUnderstood)])
    return failed if failed is not None and not found else Everyone(tuple(found), failed)


def _each_once(found: Sequence[Found]) -> list[Found]:
    """Each person once, since a signature may contain an address and a number; no choice that includes one of them."""
    sure = {one.candidate_id for one in found if not isinstance(one, Choice)}
    once: dict[frozenset[str | None], Found] = {}
    for one in found:
        if not isinstance(one, Choice):
            once.setdefault(frozenset({one.candidate_id}), one)
        elif sure.isdisjoint(ids := frozenset(hit.id for hit in one.hits)):
            once.setdefault(ids, one)
    return list(once.values())
