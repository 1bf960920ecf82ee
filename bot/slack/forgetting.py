"""Forgets a person: takes their cards down in Slack, and erases their id from the store."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.cards import notices
from bot.cards.texts import Language
from bot.slack.delivery import Result
from bot.slack.pace import BETWEEN_SECONDS
from bot.slack.take_down import replace
from bot.slack.web_api import WebApi

if TYPE_CHECKING:  # with SQLAlchemy, which is not loaded without a store
    from bot.store.cards import Cards
    from bot.store.forgetting import Forgetting
    from bot.store.placed import Placed

_TRIES: Final = 3
_NOT_THERE: Final = frozenset({None, "message_not_found", "cannot_find_message"})
"""Slack's codes if a message is gone."""


@dataclass(slots=True)
class Forgotten:
    """The result of forgetting somebody.

    Attributes:
        removed: How many messages were taken down.
        left: The messages that could not be taken down: they are not the app's own, or Slack did not answer.
        rows: How many rows of the log contained the id.
    """

    removed: int = 0
    left: "list[Placed]" = field(default_factory=list)
    rows: int = 0


class Forgetter:
    """Forgets candidates and colleagues.

    Args:
        client: Changes messages.
        say: The language of the notice that replaces the cards.
        cards: Knows where the cards are.
        forgetting: Erases ids from the store.
        between: Seconds between two changes.
    """

    def __init__(
        self,
        client: WebApi,
        say: Language,
        cards: "Cards",
        forgetting: "Forgetting",
        *,
        between: float = BETWEEN_SECONDS,
    ) -> None:
        self._client = client
        self._say = say
        self._cards = cards
        self._forgetting = forgetting
        self._between = between

    async def candidate(self, candidate_id: str) -> Forgotten:
        """Take down all cards of a candidate, and erase the id, also that of cards that Slack could not change.

        Raises:
            StoreError: The database failed; the same again will do what is left.
        """
        return await self._forget(
            await self._cards.of_candidate(candidate_id), candidate_id, self._forgetting.candidate
        )

    async def colleague(self, user_id: str) -> Forgotten:
        """Take down all cards that a colleague asked for, and erase their Slack id; otherwise as `candidate`.

        Raises:
            StoreError: The database failed; the same again will do what is left.
        """
        return await self._forget(await self._cards.of_person(user_id), user_id, self._forgetting.person)

    async def _forget(self, placed: "list[Placed]", who: str, erase: Callable[[str], Awaitable[int]]) -> Forgotten:
        done = Forgotten()
        for card in placed:
            if not card.ts:
                done.left.append(card)
            elif await self._take_down(card):
                done.removed += 1
            else:
                done.left.append(card)
        done.rows = await erase(who)
        return done

    async def _take_down(self, card: "Placed") -> bool:
        """Take a message down; returns whether it is gone."""
        line = notices.of(self._say, "preview_removed" if card.url else "card_removed")
        for _ in range(_TRIES):
            delivery = await replace(self._client, card.channel, card.ts, line, card.urls)
            await asyncio.sleep(max(self._between, delivery.retry_after))
            if delivery.result in {Result.DELIVERED, Result.GONE}:
                return delivery.code in _NOT_THERE
        return False
