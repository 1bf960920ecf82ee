"""Previews of links to Spott below messages, with only what everyone in the conversation may see."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, Protocol, TypeAlias

from bot.access.decide import Access
from bot.access.previews import Preview, Unfurl, preview
from bot.access.rules import Asked, Wanted
from bot.cards import previews
from bot.cards.job_results import title
from bot.cards.message import Block
from bot.cards.names import name
from bot.cards.reader import Reader
from bot.jobs.resolve import OneJob
from bot.listeners.claims import Claims
from bot.listeners.gate import Asker, Gate
from bot.listeners.job_presenter import JobPresenter
from bot.listeners.message_events import LinkShared, urls_of
from bot.listeners.presenter import Presenter
from bot.people.job_query import ByJobId
from bot.people.links import linked_id
from bot.people.query import ById
from bot.people.resolve import OnePerson
from bot.slack.notice import Notice
from bot.slack.posted_cards import PostedCards
from bot.slack.reply import Reply
from bot.store.errors import StoreError
from bot.store.placed import LinkPreview
from bot.telemetry.journal import Outcome

LINKS_SCOPE: Final = "links:read"
"""The scope without which Slack doesn't tell the app of links."""

MOST_LINKS: Final = 2
"""A message with more links is a list, and would be dwarfed by its previews."""

AGAIN_AFTER: Final = 1_800.0
"""Seconds after which the same link in the same conversation is shown again."""

Shown: TypeAlias = list[Block] | Outcome
"""The blocks of a preview, or why there is none."""


class Choices(Protocol):
    """Remembers who turned previews off."""

    async def are_off(self, person: str) -> bool:
        """Whether a user has turned previews off.

        Raises:
            StoreError: This can't be read.
        """
        ...

    def turn(self, person: str, *, off: bool) -> None:
        """Turn a user's previews off, or on again."""
        ...


class Kind(NamedTuple):
    """A kind of link.

    Attributes:
        to: What the link leads to.
        page: The address of such a page in Spott, with a placeholder for its id; None if it is not known.
        show: Creates the preview for an id.
    """

    to: Literal["person", "job"]
    page: str | None
    show: Callable[[str, Preview, Asker, Reply], Awaitable[Shown]]


_OUTCOMES: Final = {
    Preview.NAMELESS: Outcome.BUTTON,
    Preview.NAME: Outcome.PREVIEW,
    Preview.CARD: Outcome.CARD,
}


@dataclass(frozen=True, slots=True)
class _Linked:
    """A link that leads to a page in Spott."""

    url: str
    kind: Kind
    id: str

    @property
    def preview(self) -> LinkPreview:
        """The preview of it, once it is shown."""
        return LinkPreview(self.url, job_id=self.id) if self.kind.to == "job" else LinkPreview(self.url, self.id)


class LinkPreviews:
    """Shows who or what a link to Spott leads to.

    Args:
        gate: Answers questions, for users who may ask them.
        access: Decides who may look people up, and knows the conversation.
        presenter: Renders people.
        job_presenter: Renders jobs.
        posted_cards: Remembers where cards and previews are shown.
        unfurl: The setting UNFURL.
        choices: Remembers who turned previews off; None if users can't.
        claims: Remembers which messages are answered, and which links were shown.
        mention_within: How many seconds to wait for Slack to say that the message mentions the app, too.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        gate: Gate,
        access: Access,
        presenter: Presenter,
        job_presenter: JobPresenter,
        posted_cards: PostedCards,
        *,
        unfurl: Unfurl,
        choices: Choices | None,
        claims: Claims,
        mention_within: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gate = gate
        self._access = access
        self._presenter = presenter
        self._jobs = job_presenter
        self._posted_cards = posted_cards
        self._unfurl = unfurl
        self._choices = choices
        self._claims = claims
        self._mention_within = mention_within
        self._recent = claims.lasting(AGAIN_AFTER, clock)
        self._kinds = (Kind("person", presenter.app_url, self._person), Kind("job", job_presenter.job_url, self._job))

    def is_meant(self, event: Mapping[str, Any]) -> bool:
        """Whether a preview may be shown for an event.

        Not while the message is being written, nor for many links. A direct message with the bot is a question, and
        gets an answer; in one between two people, the app cannot tell who they are.
        """
        links, channel_id = event.get("links"), str(event.get("channel", ""))
        if self._unfurl == "off" or event.get("source") == "composer" or channel_id.startswith("D"):
            return False
        return isinstance(links, list) and len(links) <= MOST_LINKS and any(self._linked(urls_of(links)))

    async def show(self, shared: LinkShared, reply: Reply) -> None:
        """Show previews of a message's links, with only what everyone there may see; nobody is told if that fails."""
        access, channel_id = self._access, shared.channel_id or ""
        refusal, place = await access.decide(access.known(shared.user_id, channel_id))
        extent = Preview.NOTHING if refusal else preview(self._unfurl, place, access.policy)
        if extent is Preview.NOTHING:
            reply.end_silently(Outcome.NOT_ALLOWED)
            return
        if await self._are_off(shared.user_id):
            reply.end_silently(Outcome.UNWANTED)
            return
        if await self._claims.will_be_claimed(shared.message, self._mention_within):
            # The message mentions the app, so the app's answer is enough.
            reply.end_silently(Outcome.TWICE)
            return
        new = [link for link in self._linked(shared.urls) if await self._recent.claim(_key(channel_id, link))]
        if not new:
            reply.end_silently(Outcome.TWICE)
            return
        asker = Asker(shared.user_id, channel_id, Asked(Wanted.POSTED))
        made = {link: await link.kind.show(link.id, extent, asker, reply) for link in new}
        shown = {link.url: blocks for link, blocks in made.items() if not isinstance(blocks, Outcome)}
        if not shown:
            reply.end_silently(next(why_not for why_not in made.values() if isinstance(why_not, Outcome)))
        elif not await reply.preview(shown, channel_id, shared.message_ts, _OUTCOMES[extent]):
            shown = {}
        else:
            below = [link.preview for link in new if link.url in shown]
            self._posted_cards.previewed(shared, shared.message_ts, below, nameless=extent is Preview.NAMELESS)
        for link in new:
            if link.url not in shown:
                # Nobody has seen this preview, so it may be shown the next time.
                self._recent.release(_key(channel_id, link))

    async def _are_off(self, user_id: str) -> bool:
        """Whether a user has turned previews off, or the store can't say."""
        try:
            return self._choices is not None and await self._choices.are_off(user_id)
        except StoreError:
            return True

    def _linked(self, urls: Sequence[str]) -> list[_Linked]:
        found = [(url, kind, linked_id(url, kind.page)) for url in urls for kind in self._kinds]
        return [_Linked(url, kind, one) for url, kind, one in found if one]

    async def _person(self, candidate_id: str, extent: Preview, asker: Asker, reply: Reply) -> Shown:
        say = self._presenter.languages.shared
        if extent is Preview.NAMELESS:
            return previews.person(say, candidate_id)
        found = (await self._gate.ask(ById(candidate_id), asker, reply)).found
        match found:
            case OnePerson(person) if extent is Preview.CARD:
                return self._presenter.preview(person)
            case OnePerson(person):
                record = person.record
                return previews.person(
                    say, candidate_id, name(record.first_name, record.last_name, text=Reader.of_masked(say))
                )
            case Notice(outcome=why_not):
                return why_not
        return Outcome.NOT_FOUND

    async def _job(self, vacancy_id: str, extent: Preview, asker: Asker, reply: Reply) -> Shown:
        say = self._presenter.languages.shared
        if extent is Preview.NAMELESS:
            return previews.job(say, vacancy_id)
        found = (await self._gate.ask_about_job(ByJobId(vacancy_id), asker, reply)).found
        match found:
            case OneJob(vacancy) if vacancy.restricted:
                return previews.job(say, vacancy_id)
            case OneJob() as job if extent is Preview.CARD:
                return self._jobs.preview(job)
            case OneJob(vacancy):
                return previews.job(say, vacancy_id, title(vacancy, Reader.of_masked(say)))
            case Notice(outcome=why_not):
                return why_not
        return Outcome.NOT_FOUND


def _key(channel_id: str, link: _Linked) -> str:
    return f"{channel_id} {link.kind.page} {link.id}"
