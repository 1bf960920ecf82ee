"""Renders lists of people, with their buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.access.rules import Alone
from bot.cards import buttons
from bot.cards.foot import LookedUp
from bot.cards.message import Block, Message
from bot.cards.people_list import NotShown, people_list
from bot.cards.texts import Language
from bot.listeners import explain
from bot.listeners.posting import Card
from bot.people.person import Person
from bot.people.query import NotUnderstood
from bot.people.resolve import Choice, Failed, Nobody, OnePerson
from bot.people.resolve_list import FoundList, InAList
from bot.slack.languages import Languages
from bot.slack.objects import Channel


@dataclass(frozen=True, slots=True)
class Listed:
    """The people in a list, and the look-up's reference; `is_cut` if more were asked for than are looked up at once."""

    found: FoundList
    reference: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class ListPresenter:
    """Renders lists.

    Attributes:
        clock: The current time, in the time zone for dates.
        languages: Knows who reads which language.
    """

    clock: Callable[[], datetime]
    languages: Languages

    def card(self, listed: Listed) -> Card:
        """The list, as a card."""
        return Card(partial(self.public, listed), partial(self.private, listed))

    def public(self, listed: Listed, looked_up: LookedUp) -> Message:
        """A list for everyone in a conversation.

        Args:
            listed: The people, each of them certain.
            looked_up: Who asked for it.
        """
        say, asked_by = self.languages.shared, looked_up.user_id
        refresh = buttons.refresh_list(say, listed.found.candidate_ids, asked_by, shared=looked_up.shared)
        shown = replace(listed, found=listed.found.for_everyone())
        return self._rendered(say, shown, looked_up, (refresh, buttons.remove(say, asked_by)))

    def private(self, listed: Listed, looked_up: LookedUp, alone: Alone, channel: Channel | None) -> Message:
        """A list for one person, which can be refreshed and posted if everyone in it is certain.

        Args:
            listed: The people.
            looked_up: Who sees it.
            alone: Why no one else does, and whether they may post it.
            channel: Where they asked.
        """
        ids, user_id = listed.found.candidate_ids, looked_up.user_id
        say = self.languages.of(user_id)
        offered = [buttons.refresh_list(say, ids, user_id)] if listed.found.is_certain else []
        if alone.can_post and channel is not None:
            where = explain.conversation(say, channel)
            offered.append(buttons.post_list_here(say, ids, user_id, where, is_public=not channel.is_private))
        return self._rendered(say, listed, looked_up, offered, explain.why_private(say, alone))

    def in_modal(self, listed: Listed, looked_up: LookedUp) -> Message:
        """A list in a modal, where only the people in it can be opened."""
        return self._rendered(self.languages.of(looked_up.user_id), listed, looked_up)

    def _rendered(
        self,
        say: Language,
        listed: Listed,
        looked_up: LookedUp,
        offered: Sequence[Block] = (),
        note: str | None = None,
    ) -> Message:
        people = listed.found.people
        cut = say.count("list_cut", len(people)) if listed.is_cut else None
        return people_list(
            [_in_a_list(say, one, listed.reference) for one in people],
            now=self.clock(),
            say=say,
            looked_up=looked_up,
            buttons=offered,
            notes=[words for words in (note, cut) if words],
        )


def _in_a_list(say: Language, one: InAList, reference: str) -> Person | NotShown:
    """A person's line, or why there is none."""
    match one.found:
        case OnePerson(person):
            return person
        case Choice(hits, guessed=True) if len(hits) == 1:
            return NotShown(one.typed, say("did_you_mean"), hits[0])
        case Choice(hits, guessed):
            return NotShown(one.typed, say.count("similar_in_list" if guessed else "choice_in_list", len(hits)))
        case Failed(error):
            return NotShown(one.typed, explain.failure(error, reference).message(say)["text"])
        case NotUnderstood(nameless_profile):
            return NotShown(one.typed, say("nameless_in_list" if nameless_profile else "unreadable_in_list"))
        case Nobody():
            return NotShown(one.typed, say("nobody_in_list"))
