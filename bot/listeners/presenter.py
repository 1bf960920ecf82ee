"""Renders cards according to the settings, with their buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from bot.access.rules import Alone
from bot.cards import buttons, previews, views
from bot.cards.foot import LookedUp
from bot.cards.message import Block, Message
from bot.cards.person import person_card
from bot.cards.posted import already_here
from bot.cards.texts import Language
from bot.cards.views import View
from bot.listeners import explain
from bot.listeners.posting import Card
from bot.people.contact_data import email_addresses, phone_numbers
from bot.people.person import Person
from bot.slack.languages import Languages
from bot.slack.objects import Channel
from bot.slack.posted_cards import JustPosted


@dataclass(frozen=True, slots=True)
class Presenter:
    """Renders what was found.

    Args:
        form: How much a card shows.
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id.
        attributes: Labels of the custom attributes that Details shows.
        clock: The current time, in the time zone for dates.
        languages: Knows who reads which language.
    """

    clock: Callable[[], datetime]
    languages: Languages
    form: Literal["full", "short"] = "full"
    app_url: str | None = None
    attributes: frozenset[str] = frozenset()

    def card(self, person: Person) -> Card:
        """The card of a person."""
        candidate_id = person.candidate_id
        public, private = partial(self.public, person), partial(self.private, person)
        return Card(public, private, partial(self.already_here, candidate_id), candidate_id=candidate_id)

    def public(self, person: Person, looked_up: LookedUp) -> Message:
        """A card for everyone in a conversation.

        Args:
            person: The person.
            looked_up: Who asked for it.
        """
        say, asked_by = self.languages.shared, looked_up.user_id
        refresh = buttons.refresh(say, person.candidate_id, asked_by, shared=looked_up.shared)
        offered = (buttons.details(say, person.candidate_id), refresh, buttons.remove(say, asked_by))
        return self._rendered(say, person.for_everyone(), looked_up, offered)

    def private(self, person: Person, looked_up: LookedUp, alone: Alone, channel: Channel | None) -> Message:
        """A card for one person.

        Args:
            person: Whose card.
            looked_up: Who sees it.
            alone: Why no one else does, and whether they may post it.
            channel: Where they asked.
        """
        say, candidate_id = self.languages.of(looked_up.user_id), person.candidate_id
        offered = [buttons.details(say, candidate_id), buttons.refresh(say, candidate_id, looked_up.user_id)]
        if alone.can_post and channel is not None:
            where = explain.conversation(say, channel)
            offered.append(buttons.post_here(say, candidate_id, where, is_public=not channel.is_private))
        return self._rendered(say, person, looked_up, tuple(offered), note=explain.why_private(say, alone))

    def preview(self, person: Person) -> list[Block]:
        """The card below a message with a link to the person, for everyone in the conversation."""
        say = self.languages.shared
        offered = (buttons.details(say, person.candidate_id),)
        return previews.card(self._rendered(say, person.for_everyone(), None, offered))

    def already_here(self, candidate_id: str, there: JustPosted, say: Language) -> Message:
        """A message that the person's card was just posted here, with a button that posts it again."""
        where, is_public = explain.conversation(say, there.channel), not there.channel.is_private
        post_here = buttons.post_here(say, candidate_id, where, is_public=is_public)
        return already_here(say, there.link, there.minutes, buttons.post_again(say, post_here))

    def _rendered(
        self,
        say: Language,
        person: Person,
        looked_up: LookedUp | None,
        offered: tuple[Block, ...],
        *,
        note: str | None = None,
    ) -> Message:
        return person_card(
            person,
            now=self.clock(),
            say=say,
            looked_up=looked_up,
            form=self.form,
            app_url=self.app_url,
            buttons=offered,
            note=note,
        )

    def in_modal(self, person: Person, looked_up: LookedUp, *, has_thread: bool) -> Message:
        """The card in a modal.

        Args:
            person: The person.
            looked_up: Who sees it.
            has_thread: Whether it can be posted to a message's thread.
        """
        say, candidate_id = self.languages.of(looked_up.user_id), person.candidate_id
        offered = (
            buttons.details(say, candidate_id),
            *([buttons.refresh_in_modal(say, candidate_id)] if person.standing is None else []),
            *([buttons.post_to_thread(say, candidate_id)] if has_thread else []),
        )
        return self._rendered(say, person, looked_up, offered)

    def details(self, say: Language, person: Person, owner_id: str | None) -> View:
        """The modal with everything about a person.

        Args:
            say: The reader's language.
            person: The person.
            owner_id: Who owns the relationship, in Slack; None if that is unknown.
        """
        has_contact_data = email_addresses(person) or phone_numbers(person)
        return views.details_view(
            say,
            person,
            now=self.clock(),
            attributes=self.attributes,
            owner_id=owner_id,
            app_url=self.app_url,
            buttons=[buttons.other_records(say, person.candidate_id)] if has_contact_data else [],
        )
