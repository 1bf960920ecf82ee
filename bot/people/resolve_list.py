"""Finds out who each person in a list is. Takes and returns values, as `bot.people.resolve` does."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self, TypeAlias

from bot.people.directory import Directory
from bot.people.parts import part
from bot.people.resolve import Everyone, Failed, Found, Nothing, OnePerson, Privately, Question, resolve
from bot.spott.errors import SpottError

MOST: Final = 10
"""How many people are looked up at once."""

_SECONDS: Final = 9.0

People: TypeAlias = Sequence[tuple[str, Question]]
"""Several people, each as typed, and as read."""


@dataclass(frozen=True, slots=True)
class InAList:
    """One person in a list: how they were named, and who that is."""

    typed: str
    found: Found | Nothing

    def for_everyone(self) -> Self:
        """The same person without confidential jobs."""
        if not isinstance(self.found, OnePerson):
            return self
        return replace(self, found=OnePerson(self.found.person.for_everyone()))


@dataclass(frozen=True, slots=True)
class FoundList:
    """The people in a list, each once.

    Attributes:
        people: Who each is, in their order.
        nearly_private: Whether a typed word looks like a misspelt `private`, and is not part of a full name.
    """

    people: tuple[InAList, ...]
    nearly_private: bool = False

    def for_everyone(self) -> Self:
        """The same people without confidential jobs, as `Person.for_everyone`."""
        return replace(self, people=tuple(one.for_everyone() for one in self.people))

    @property
    def is_certain(self) -> bool:
        """Whether each entry is one certain person, so that others may see the list."""
        return all(isinstance(one.found, OnePerson) for one in self.people)

    @property
    def candidate_ids(self) -> tuple[str, ...]:
        """The ids of those who are certain."""
        return tuple(one.found.candidate_id for one in self.people if isinstance(one.found, OnePerson))

    @property
    def failed(self) -> Failed | None:
        """The failure, if Spott answered for none of them."""
        failures = [one.found for one in self.people if isinstance(one.found, Failed)]
        return failures[0] if len(failures) == len(self.people) else None


async def resolve_list(people: People, directory: Directory) -> FoundList:
    """Look up all people in a list concurrently; one slow look-up does not delay the others.

    Args:
        people: Each as typed, and as read.
        directory: The people in Spott.
    """
    end = asyncio.get_running_loop().time() + _SECONDS
    answers = await asyncio.gather(*(part(resolve(who, directory), end) for _, who in people))
    known = dict[object, InAList]()
    for (typed, who), answer in zip(people, answers, strict=True):
        found = Failed(answer) if isinstance(answer, SpottError) else answer
        found = found.found if isinstance(found, Privately) else found
        if not isinstance(found, Everyone):
            key = found.candidate_id if isinstance(found, OnePerson) else (typed, who)
            known.setdefault(key, InAList(typed, found))
    nearly = any(isinstance(answer, Privately) for answer in answers)
    return FoundList(tuple(known.values()), nearly)
