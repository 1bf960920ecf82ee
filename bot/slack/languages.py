"""The languages that users read, as far as Slack has told us."""

from collections import Counter, OrderedDict
from typing import Final

from bot.cards.texts import ENGLISH, Language, language_of
from bot.slack.objects import Person

KEPT: Final = 10_000
"""How many people's languages are remembered."""


class Languages:
    """Remembers the language of each account that was fetched anyway, by its id; Slack is never asked for it.

    Args:
        fixed: The language for messages to everyone; if None, the one that most members use.
    """

    def __init__(self, fixed: Language | None = None) -> None:
        self._fixed = fixed
        self._of: OrderedDict[str, Language] = OrderedDict()
        self._members: dict[str, Language] = {}
        self._count: Counter[Language] = Counter()

    def of(self, user_id: str) -> Language:
        """The language of a user's Slack; English if that is unknown or not supported."""
        return self._of.get(user_id, ENGLISH)

    @property
    def shared(self) -> Language:
        """The language for messages to everyone: as set, or what most known members use; English if it is a tie."""
        if self._fixed is not None:
            return self._fixed
        return max(self._count, key=lambda one: (self._count[one], one is ENGLISH), default=ENGLISH)

    def met(self, person: Person) -> None:
        """Remember an account's language; guests, bots and other organisations' people don't count as members."""
        self._forget(person.id)
        if person.locale is None:
            return
        language = language_of(person.locale) or ENGLISH
        self._of[person.id] = language
        if not (person.is_guest or person.is_stranger or person.is_bot or person.is_deleted):
            self._members[person.id] = language
            self._count[language] += 1
        if len(self._of) > KEPT:
            self._forget(next(iter(self._of)))

    def _forget(self, user_id: str) -> None:
        self._of.pop(user_id, None)
        if (language := self._members.pop(user_id, None)) is not None:
            self._count[language] -= 1
