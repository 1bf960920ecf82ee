"""Shows a card to those who may see it, updates it, and posts it: in the same way for people, lists and jobs."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.access.rules import Alone, Everybody
from bot.cards import notices, views
from bot.cards.carried import Thread
from bot.cards.foot import LookedUp
from bot.cards.message import Message
from bot.cards.texts import Key, Language
from bot.listeners import explain
from bot.listeners.answers import AnyAnswer
from bot.listeners.channel_payloads import ChannelForm
from bot.listeners.claims import Claims
from bot.listeners.gate import Gate
from bot.listeners.payloads import AnyRefreshClick, Click, JobThreadClick, ThreadClick
from bot.slack import notice
from bot.slack.delivery import Delivery, Result
from bot.slack.notice import Notice
from bot.slack.objects import Channel
from bot.slack.posted_cards import JustPosted, PostedCards
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


@dataclass(frozen=True, slots=True)
class Card:
    """A card that is still to be rendered.

    Attributes:
        public: For everyone in a conversation; takes who asked for it.
        private: For one person; takes who sees it, why no one else does, and where they asked.
        already_here: Says where the card was just posted, in the user's language; None if it may be posted again at
            once.
        candidate_id: Whom it is about, if it is a person's.
        job_id: Which job it is about, if it is a job's.
    """

    public: Callable[[LookedUp], Message]
    private: Callable[[LookedUp, Alone, Channel | None], Message]
    already_here: Callable[[JustPosted, Language], Message] | None = None
    candidate_id: str | None = None
    job_id: str | None = None


class Posting:
    """Shows, updates and posts cards.

    Args:
        gate: Knows who may post, and users' names.
        posted_cards: Remembers where cards are posted.
        claims: What was done before.
    """

    def __init__(self, gate: Gate, posted_cards: PostedCards, claims: Claims) -> None:
        self._gate = gate
        self._posted_cards = posted_cards
        self._claims = claims

    async def show(self, card: Card, answer: AnyAnswer, user_id: str, reply: Reply) -> bool:
        """Show a card to those who may see it, or tell the user where it is if it was posted there a few minutes ago.

        Args:
            card: The card.
            answer: Where it was asked, and who may see it there.
            user_id: The user who asked.
            reply: Gets the outcome.

        Returns:
            Whether Slack confirmed it.
        """
        looked_up, channel = self._gate.looked_up(user_id), answer.place.channel
        match answer.audience:
            case Everybody():
                if pointer := await self._already_here(card, channel, reply.say):
                    return await reply.show(pointer, Outcome.ALREADY_HERE)
                return await reply.post(card.public(looked_up), as_own=self._posted_cards.can_find(channel))
            case Alone() as alone:
                return await reply.show(card.private(looked_up, alone, channel), Outcome.CARD)

    async def _already_here(self, card: Card, channel: Channel | None, say: Language) -> Message | None:
        """Where the card is, if it was posted in the conversation a few minutes ago."""
        if card.already_here is None:
            return None
        there = await self._posted_cards.just_posted(channel, candidate_id=card.candidate_id, job_id=card.job_id)
        return card.already_here(there, say) if there is not None else None

    async def renew(self, card: Card, answer: AnyAnswer, click: AnyRefreshClick, reply: Reply) -> None:
        """Update a card in place; if not everyone may see it any more, show it to the user alone."""
        by = click.value.asked_by
        match answer.audience:
            case Everybody():
                looked_up = self._gate.looked_up(by, shared=click.value.shared, refreshed_by=click.user_id)
                if await reply.show(card.public(looked_up), Outcome.CARD, "original"):
                    self._posted_cards.renewed(click.channel_id, click.message_ts)
            case Alone() as alone:
                looked_up = self._gate.looked_up(by if click.is_ephemeral else click.user_id)
                private = card.private(looked_up, alone, answer.place.channel)
                await reply.show(private, Outcome.CARD, "original" if click.is_ephemeral else "ephemeral")
        self.remember(click)

    async def post_here(self, card: Card, answer: AnyAnswer, click: Click, reply: Reply) -> None:
        """Post a private card to the conversation once, however often the button is clicked; then remove it.

        If not everyone may see it any more, the private card says why.
        """
        if isinstance(answer.audience, Alone):
            looked_up = self._gate.looked_up(click.user_id)
            private = card.private(looked_up, answer.audience, answer.place.channel)
            await reply.show(private, Outcome.CARD, "original")
        elif refusal := await self._gate.refusal_to_post(click.user_id, answer.place):
            await reply.tell(refusal)
        elif not await self._claims.claim(f"post {click.clicked}"):
            reply.end_silently(Outcome.TWICE)
        elif await reply.post(
            card.public(self._gate.looked_up(click.user_id, shared=True)),
            as_own=self._posted_cards.can_find(answer.place.channel),
        ):
            await reply.remove_original()
        else:
            self._claims.release(f"post {click.clicked}")

    async def post_to_thread(
        self, card: Card, answer: AnyAnswer, click: ThreadClick | JobThreadClick, about: str, reply: Reply
    ) -> None:
        """Post a card to a message's thread once, and say so in the modal.

        Args:
            card: The card.
            answer: Where it goes; everyone there may see it.
            click: The click in the modal.
            about: The id of the person or job, since a modal may show several.
            reply: Gets the outcome.
        """
        if refusal := await self._gate.refusal_to_post(click.user_id, answer.place):
            await reply.tell(refusal)
            return
        if not await self._claims.claim(f"post {click.clicked} {about}"):
            reply.end_silently(Outcome.TWICE)
            return
        message, thread = card.public(self._gate.looked_up(click.user_id, shared=True)), click.thread
        posted = await reply.post_to_thread(message, thread.channel_id, thread.ts)
        await self._say_in_modal(posted, "posted_to_thread", reply)

    async def post_to_channel(self, card: Card, answer: AnyAnswer, form: ChannelForm, reply: Reply) -> None:
        """Post the card in a modal to the channel that was chosen there, once, and say so in the modal.

        Args:
            card: The card.
            answer: Where it goes; everyone there may see it.
            form: The form below the card.
            reply: Gets the outcome.
        """
        if refusal := await self._gate.refusal_to_post(form.user_id, answer.place):
            await reply.tell(refusal)
            return
        if not await self._claims.claim(f"post {form.view_id} {form.shown.id}"):
            await reply.tell(notice.of("form_used"))
            return
        message = card.public(self._gate.looked_up(form.user_id, shared=True))
        posted = await reply.post_to_channel(message, as_own=self._posted_cards.can_find(answer.place.channel))
        await self._say_in_modal(posted, "posted_to_channel", reply)

    @staticmethod
    async def _say_in_modal(posted: Delivery, done: Key, reply: Reply) -> None:
        """Say in the modal that its card was posted, or why not."""
        if posted.result is Result.DELIVERED:
            await reply.show_in_modal(views.notice(reply.say, notices.of(reply.say, done)), Outcome.CARD)
        else:
            await reply.tell(explain.not_posted(posted))

    async def not_renewed(self, why: Notice, click: Click, reply: Reply) -> None:
        """Say why a card was not updated, or cover it if those who can read it now may not see it."""
        if why.outcome is not Outcome.COVERED:
            await reply.tell(why)
        elif await reply.tell(why, "original"):
            self.gone(click)
            return
        self.remember(click)

    def remember(self, click: Click) -> None:
        """Note that a card was clicked: for a while, it can be covered through this click."""
        if not click.is_ephemeral:
            self._posted_cards.clicked(click.channel_id, click.message_ts, click.response_url)

    def gone(self, click: Click) -> None:
        """Note that the card that was clicked is no longer there."""
        self._posted_cards.gone(click.channel_id, click.message_ts)


async def refused_if_late(reply: Reply, *, directly: bool = False) -> bool:
    """Refuse a click that would show a card to others if Slack has already told the user that it failed.

    Args:
        reply: Gets the outcome, if it is late.
        directly: Whether to say so in a direct message, since a modal must keep its button.
    """
    if not reply.late:
        return False
    too_late = notice.of("click_too_late")
    await (reply.tell_directly(too_late) if directly else reply.tell(too_late))
    return True


def can_post_to(thread: Thread | None) -> bool:
    """Whether a card may be posted to the thread of a message: no app can join a direct message between people."""
    return thread is not None and not thread.is_direct
