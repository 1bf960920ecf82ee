"""Cards as the settings want them, with the buttons that belong on each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.access import Place
from bot.cards import buttons, notices, results, views
from bot.cards.contact import contact_card
from bot.cards.message import Block, Message
from bot.cards.views import View
from bot.listeners import sentences
from bot.listeners.finding import NotAContact
from bot.spott.models import Contact


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws what was found.

    Args:
        form: How much a card shows.
        app_url: Pattern of a person's page in Spott's web app, with `{candidate_id}`.
        attributes: Labels of the custom attributes that Details shows.
        clock: The time now, with its zone.
    """

    clock: Callable[[], datetime]
    form: Literal["full", "short"] = "full"
    app_url: str | None = None
    attributes: frozenset[str] = frozenset()

    def public(self, contact: Contact, asked_by: str, *, shared: bool = False) -> Message:
        """A card for everybody in a conversation."""
        return self._card(contact, asked_by, buttons.remove(asked_by), shared=shared)

    def private(
        self, contact: Contact, asked_by: str, place: Place, *, noted: bool = False, typed: bool = False
    ) -> Message:
        """A card for one person; it can be posted where `place` allows it.

        Args:
            contact: Whose card.
            asked_by: Who sees it.
            place: Where they asked.
            noted: Whether to say why it may not be shown to everybody there, if it may not.
            typed: Whether to say that what was typed is why.
        """
        note = notices.private_since_typed_contact() if typed else None
        if noted and place.hidden is not None:
            note = sentences.private_since(place.hidden)
        return self._card(contact, asked_by, *self._post_here(contact, place), note=note)

    @staticmethod
    def _post_here(contact: Contact, place: Place) -> list[Block]:
        channel = place.channel
        if place.hidden is not None or channel is None or channel.kind == "direct":
            return []
        where = f"#{channel.name}" if channel.kind == "channel" and channel.name else "this conversation"
        return [buttons.post_here(contact.candidate_id, where, channel.people)]

    def _card(
        self, contact: Contact, asked_by: str, *last: Block, shared: bool = False, note: str | None = None
    ) -> Message:
        offered = (buttons.details(contact.candidate_id), buttons.refresh(contact.candidate_id, asked_by), *last)
        return self._drawn(contact, asked_by, offered, shared=shared, note=note)

    def _drawn(
        self,
        contact: Contact,
        asked_by: str,
        offered: tuple[Block, ...],
        *,
        shared: bool = False,
        note: str | None = None,
    ) -> Message:
        return contact_card(
            contact,
            now=self.clock(),
            asked_by=asked_by,
            shared=shared,
            form=self.form,
            app_url=self.app_url,
            buttons=offered,
            note=note,
        )

    def for_thread(self, contact: Contact, asked_by: str) -> Message:
        """The card in a modal, from which it can be posted to the thread of a message."""
        offered = (buttons.details(contact.candidate_id), buttons.post_to_thread(contact.candidate_id))
        return self._drawn(contact, asked_by, offered)

    def not_a_contact(self, found: NotAContact) -> Message:
        """The minimal card of somebody who has no contact overview."""
        return results.not_a_contact(found.hit, app_url=self.app_url)

    def details(self, contact: Contact) -> View:
        """The modal with everything about a person that one colleague may see."""
        return views.details_view(contact, now=self.clock(), attributes=self.attributes)
