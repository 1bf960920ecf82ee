"""The message journey: "Look up in Spott" on a message, a modal with whom it names, and their card in its thread."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot import pointing
from bot.cards import notices, results, views
from bot.cards.message import Block, Message
from bot.cards.views import View
from bot.journal import Outcome
from bot.listeners import sentences
from bot.listeners.drawing import Drawing
from bot.listeners.finding import ById, Finder, Found, NotAContact, OnePerson, Several, Told
from bot.listeners.payloads import MessageShortcut, Payload, PersonClick, SearchForm, ShowClick
from bot.listeners.reading import Reading
from bot.modal import Modal
from bot.once import Once
from bot.reply import Reply

_NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found"})


class Pointing:
    """Answers the message shortcut and what happens in its modal.

    The modal's metadata names the conversation and the thread, as "C0123 1712345678.000100".

    Args:
        finder: Finds people, for those who may know.
        drawing: Draws what was found.
        reading: Understands messages, and what was typed.
        client: Slack's Web API, for modals and for the thread.
    """

    def __init__(self, finder: Finder, drawing: Drawing, reading: Reading, client: AsyncWebClient) -> None:
        self._finder = finder
        self._drawing = drawing
        self._reading = reading
        self._client = client
        self._posted = Once()

    async def look_up(self, shortcut: MessageShortcut, reply: Reply) -> None:
        """Whom a message names: their cards, a choice, or a field to search where it names nobody."""
        modal = Modal(self._client, reply)
        if not await modal.open(shortcut.trigger_id, views.loading()):
            return
        metadata = f"{shortcut.channel_id} {shortcut.thread_ts or shortcut.message_ts}"
        candidates = self._reading.message(shortcut.message)
        look = partial(self._all, candidates)
        found, _ = await self._finder.find(look, reply, shortcut.user_id, shortcut.channel_id, people=len(candidates))
        match found:
            case Told(notice, named):
                await reply.outcome(notice, named)
            case []:
                hint = notices.nothing_found_in_message()
                await modal.show(views.search_form(metadata=metadata, hint=hint), Outcome.NOT_FOUND)
            case people:
                await modal.show(self._drawn(people, shortcut.user_id, metadata), Outcome.CARD)

    async def search(self, form: SearchForm, reply: Reply) -> None:
        """The field of the modal, submitted."""
        look = partial(self._finder.query, self._reading.typed(form.text).query)
        await self._fill(look, form, reply, form.view_id, form.metadata)

    async def choose(self, click: ShowClick, reply: Reply) -> None:
        """Show, in a list in the modal: the card takes the list's place."""
        look = partial(self._finder.person, click.candidate_id)
        await self._fill(look, click, reply, click.view_id, click.metadata)

    async def _fill(
        self,
        look: Callable[[], Coroutine[Any, Any, Found | Told]],
        payload: Payload,
        reply: Reply,
        view_id: str | None,
        metadata: str,
    ) -> None:
        modal = Modal(self._client, reply, view_id)
        found, _ = await self._finder.find(look, reply, payload.user_id, None)
        if isinstance(found, Told):
            await reply.outcome(found.notice, found.named)
        else:
            await modal.show(self._drawn([found], payload.user_id, metadata), Outcome.CARD)

    async def post_to_thread(self, click: PersonClick, reply: Reply) -> None:
        """The card, into the message's thread, for everybody who reads it."""
        channel_id, _, thread_ts = click.metadata.partition(" ")
        Modal(self._client, reply, click.view_id)
        look = partial(self._finder.person, click.candidate_id)
        found, place = await self._finder.find(look, reply, click.user_id, channel_id)
        match found:
            case OnePerson(contact) if place.hidden is None:
                if not self._posted.first(f"{click.view_id} {click.candidate_id}"):
                    return
                reply.record.candidate_id = contact.candidate_id
                card = self._drawing.public(contact, click.user_id, shared=True)
                await reply.outcome(*await self._post(card, channel_id, thread_ts))
            case OnePerson():
                await reply.outcome(sentences.not_here(place.hidden), Outcome.NOT_ALLOWED)
            case NotAContact():
                await reply.outcome(notices.contact_not_found(), Outcome.NOT_FOUND)
            case Told(notice, named):
                await reply.outcome(notice, named)

    async def _all(self, candidates: tuple[pointing.Candidate, ...]) -> list[Found]:
        found = await asyncio.gather(*map(self._finder.query, candidates))
        return [one for one in found if not isinstance(one, Told)]

    def _drawn(self, found: list[Found], user_id: str, metadata: str) -> View:
        match found:
            case [Several(hits)]:
                return views.choice(hits, metadata=metadata)
            case [OnePerson() | NotAContact() as one]:
                return views.person(self._card(one, user_id), metadata=metadata)
            case _:
                return views.found([self._part(one, user_id) for one in found], metadata=metadata)

    def _part(self, found: Found, user_id: str) -> list[Block]:
        return results.choices(found.hits) if isinstance(found, Several) else self._card(found, user_id)["blocks"]

    def _card(self, found: ById, user_id: str) -> Message:
        if isinstance(found, NotAContact):
            return self._drawing.not_a_contact(found)
        return self._drawing.for_thread(found.contact, user_id)

    async def _post(self, card: Message, channel_id: str, thread_ts: str) -> tuple[Message, Outcome]:
        """Post into a thread; returns what to tell the person."""
        try:
            await self._client.chat_postMessage(channel=channel_id, thread_ts=thread_ts, unfurl_links=False, **card)
        except SlackApiError as error:
            if error.response.get("error") in _NOT_A_MEMBER:
                return notices.invite_me_to_post(), Outcome.NOT_SHOWN
            return notices.delivery_refused(), Outcome.NOT_SHOWN
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError):
            return notices.maybe_not_arrived(), Outcome.NOT_SHOWN
        return notices.posted_to_thread(), Outcome.CARD
