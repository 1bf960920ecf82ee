"""Delivers the answer to a command or click exactly once: through its response_url, or else by the fallbacks.

What happens after each answer of a response_url:

- delivered: done;
- refused: once more as plain text;
- gone: a direct message;
- later: once more if Retry-After fits the time left, else a notice by direct message;
- unknown: Slack may have taken it, so no second card; one private line that it may not have arrived.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial

from bot.cards import notices
from bot.cards.home import HomeView
from bot.cards.message import Block, Message
from bot.cards.texts import Key, Language
from bot.cards.views import View
from bot.slack import notice
from bot.slack.address import Address
from bot.slack.conversation import Conversation
from bot.slack.delivery import Deadline, Delivery, Result
from bot.slack.destination import Destination, Visibility
from bot.slack.direct_message import DirectMessage
from bot.slack.home_tab import HomeTab
from bot.slack.messenger import Messenger
from bot.slack.modal import CHANGED, CLOSED, EXPIRED, Modal
from bot.slack.notice import Notice
from bot.slack.own_post import OwnPost
from bot.slack.thread import Thread
from bot.telemetry.journal import Arrival, Audience, Outcome, Posted, Record


class Reply:
    """The answer to one command or click: one outcome, delivered once. Nothing else closes its record.

    It goes to the modal, if one is open, or else to the conversation or the message's thread, or to a direct message.

    Args:
        messenger: Sends to Slack.
        address: Where the answer belongs.
        record: Closed by the outcome.
        deadline: How long the user waits.
        may_tell: As in `Replies`.
    """

    def __init__(
        self,
        messenger: Messenger,
        address: Address,
        record: Record,
        deadline: Deadline,
        *,
        may_tell: Callable[[str, Outcome], bool],
    ) -> None:
        self.record = record
        self._may_tell = may_tell
        self._messenger = messenger
        self._user_id = address.user_id
        self._is_ephemeral = address.is_ephemeral
        self._deadline = deadline
        self._modal = Modal(messenger, address)
        self._address = address
        self._conversation = Conversation(messenger, address, deadline)
        self._own_post = OwnPost(messenger, address)
        self._direct_message = DirectMessage(messenger, address, deadline)
        thread = Thread(messenger, address, deadline)
        self._destinations: tuple[Destination, ...] = (self._modal, self._conversation, thread, self._direct_message)
        self._outcome: asyncio.Task[bool] | None = None

    @property
    def late(self) -> bool:
        """Whether Slack has already told the user that it failed, so that they may have tried again."""
        return self.record.is_late()

    @property
    def say(self) -> Language:
        """The language of the user who asked, as far as it is known by now."""
        return self._messenger.languages.of(self._user_id)

    def is_being_delivered(self) -> bool:
        """Whether the outcome is on its way; it may have to wait for its turn in a conversation."""
        return self._outcome is not None and not self._outcome.done()

    async def tell(self, what: Notice, visibility: Visibility = "ephemeral") -> bool:
        """Deliver a notice as the outcome; if there already is one, or one is in progress, wait for that instead.

        Args:
            what: The notice.
            visibility: Who sees it.

        Returns:
            Whether Slack confirmed that it was delivered where it belongs.
        """
        if self._address.asked is not None and not self._may_tell(self._user_id, what.outcome):
            self.record.close(what.outcome, Arrival.NOWHERE, reason=what.key)
            return False
        # A notice that replaces a card for everyone is read by everyone.
        is_private = visibility == "ephemeral" or self._is_ephemeral
        say = self.say if is_private else self._messenger.languages.shared
        deliver = partial(self._deliver, self._order(), what.message(say), what.outcome, visibility, what.key)
        return await self._once(deliver)

    async def show(self, card: Message, outcome: Outcome, visibility: Visibility = "ephemeral") -> bool:
        """Deliver a card or a list of people as the outcome, as `tell` does."""
        return await self._once(partial(self._deliver, self._order(), card, outcome, visibility))

    async def post(self, card: Message, *, as_own: bool) -> bool:
        """Deliver a card or a list of people to everyone in the conversation as the outcome, as `tell` does.

        Args:
            card: The card.
            as_own: Whether to post it as a message of the bot's own, which is then tried first.
        """
        order = self._order()
        if as_own and order[0] is self._conversation:
            order = (self._own_post, *order)
        return await self._once(partial(self._deliver, order, card, Outcome.CARD, "in_channel"))

    async def tell_directly(self, what: Notice) -> None:
        """Deliver a notice as the outcome in a direct message, even if a modal is open."""
        message = what.message(self.say)
        await self._once(partial(self._deliver, (self._direct_message,), message, what.outcome, "ephemeral", what.key))

    @property
    def can_announce(self) -> bool:
        """Whether an interim message can be shown: only in a modal, where the outcome replaces it.

        Slack neither replaces nor removes what was posted through a command's response_url.
        """
        return self._modal.is_open and self._outcome is None

    async def announce(self, message: Message) -> None:
        """Show an interim message, if the outcome will replace it; failures are ignored."""
        if self.can_announce:
            await self._modal.announce(message)

    def end_silently(self, outcome: Outcome) -> None:
        """End without a message, since the user already has what they asked for, or no longer wants it."""
        self.record.close(outcome, Arrival.IN_PLACE)

    async def open_modal(
        self, trigger_id: str, view: View, *, on_top: bool = False, instead: Notice | None = None
    ) -> bool:
        """Open a modal, in which the outcome is shown from then on; never raises if Slack or the network fails.

        Args:
            trigger_id: From what the user did; valid once, for 3 s.
            view: The first content.
            on_top: Whether to open it on top of the modal in which the user clicked.
            instead: What the user is told if it can't be opened; if None, why not.

        Returns:
            Whether it is open; if not, this reply has its outcome.
        """
        failed = await self._modal.open(trigger_id, view, on_top=on_top)
        if failed is None:
            return True
        if on_top and failed.code == CLOSED:
            self.end_silently(Outcome.TOO_LATE)
        else:
            await self.tell(instead or notice.of("click_expired" if failed.code in EXPIRED else "modal_refused"))
        return False

    async def wait_in_modal(self, view_hash: str | None) -> bool:
        """Show in the modal that the app is waiting for Spott, in place of what was clicked.

        Args:
            view_hash: The modal's hash when the user clicked.

        Returns:
            Whether to continue: not if the modal has changed since, by another click, or was closed.
        """
        failed = await self._modal.wait(view_hash)
        if failed is not None and failed.code in {CHANGED, CLOSED}:
            self.end_silently(Outcome.TWICE if failed.code == CHANGED else Outcome.TOO_LATE)
            return False
        return True

    async def show_in_modal(self, view: View, outcome: Outcome) -> None:
        """Fill the modal as the outcome, as `tell` does."""
        await self._once(partial(self._fill_modal, view, outcome))

    async def publish_home(self, view: HomeView, view_hash: str | None) -> None:
        """Show a user's Home tab as the outcome, like `HomeTab.show`; if that fails, nobody is told."""
        arrival, failed = await HomeTab(self._messenger, self._user_id).show(view, view_hash)
        self.record.close(Outcome.HOME, arrival, failed=failed)

    async def remove_original(self) -> bool:
        """Remove the message that was clicked; returns whether Slack confirmed it."""
        delivery = await self._conversation.remove_original()
        if delivery.result is Result.DELIVERED:
            self.record.close(Outcome.REMOVED, Arrival.IN_PLACE)
        return delivery.result is Result.DELIVERED

    async def post_to_thread(self, card: Message, channel_id: str, thread_ts: str) -> Delivery:
        """Post a card to a thread as the bot; this is not the outcome.

        Args:
            card: What to post.
            channel_id: The conversation.
            thread_ts: The thread's first message.
        """
        delivery = await self._messenger.post(card, channel_id, thread_ts, self._deadline)
        if delivery.result is Result.DELIVERED:
            self.record.audience = Audience.THREAD
            self.record.posted = Posted(channel_id, delivery.ts, thread_ts)
        return delivery

    async def post_to_channel(self, card: Message, *, as_own: bool) -> Delivery:
        """Post a card to the conversation that was chosen in a modal, as `post`; this is not the outcome."""
        delivery = await self._own_post.deliver(card, "in_channel") if as_own else Delivery(Result.GONE)
        if delivery.result not in {Result.DELIVERED, Result.UNKNOWN}:
            delivery = await self._conversation.deliver(card, "in_channel")
        if delivery.result is Result.DELIVERED:
            self.record.audience = self._conversation.audience("in_channel")
            self.record.posted = self._posted(self._conversation, "in_channel", delivery)
        return delivery

    async def preview(self, previews: Mapping[str, list[Block]], channel_id: str, ts: str, outcome: Outcome) -> bool:
        """Show previews of links below a message as the outcome; if that fails, nobody is told.

        Args:
            previews: The blocks for each URL.
            channel_id: The conversation.
            ts: The message.
            outcome: For the journal.

        Returns:
            Whether Slack confirmed it.
        """
        delivery = await self._messenger.preview(previews, channel_id, ts, self._deadline)
        shown = delivery.result is Result.DELIVERED
        self.record.audience = Audience.CHANNEL
        self.record.close(
            outcome, Arrival.IN_PLACE if shown else Arrival.NOWHERE, failed=None if shown else delivery.word
        )
        return shown

    def _order(self) -> tuple[Destination, ...]:
        """The destinations of the outcome, in the order in which they are tried."""
        first = next(destination for destination in self._destinations if destination.is_open)
        last = self._destinations[-1]
        return (first,) if first is last else (first, last)

    async def _once(self, deliver: Callable[[], Coroutine[None, None, bool]]) -> bool:
        if self._outcome is None or _broke(self._outcome):
            # A separate task: if the work is cancelled while the message is being posted, the post continues, and the
            # apology waits for it instead of adding a second outcome.
            name = f"delivery reference={self.record.reference}"
            self._outcome = asyncio.get_running_loop().create_task(deliver(), name=name)
            self._messenger.track(self._outcome)
        return await asyncio.shield(self._outcome)

    async def _deliver(
        self,
        destinations: Sequence[Destination],
        what: Message,
        outcome: Outcome,
        visibility: Visibility,
        reason: Key | None = None,
    ) -> bool:
        arrival, failures, message = Arrival.NOWHERE, list[str](), what
        for destination in destinations:
            delivery = await destination.deliver(message, visibility)
            if delivery.result is Result.DELIVERED:
                arrival = destination.arrival if message is what else Arrival.TOLD
                self.record.audience = destination.audience(visibility)
                self.record.posted = self._posted(destination, visibility, delivery)
                break
            failures.append(delivery.word)
            if key := (notice.IF_UNSURE if destination is self._own_post else notice.INSTEAD).get(delivery.result):
                message, visibility = notices.of(self.say, key), "ephemeral"
        self.record.close(outcome, arrival, failed="/".join(failures) or None, reason=reason)
        return arrival is Arrival.IN_PLACE

    def _posted(self, destination: Destination, visibility: Visibility, delivery: Delivery) -> Posted | None:
        """What was posted for everyone by a delivery, if anything; an updated message was posted before."""
        channel_id = self._address.channel_id
        if visibility != "in_channel" or channel_id is None or destination.audience(visibility) is Audience.PRIVATE:
            return None
        return Posted(channel_id, delivery.ts, self._address.thread_ts)

    async def _fill_modal(self, view: View, outcome: Outcome) -> bool:
        failed = await self._modal.show(view)
        if failed is None or failed.code == CLOSED:
            self.end_silently(outcome)
            return True
        refused = notice.of("modal_refused")
        message = refused.message(self.say)
        return await self._deliver(self._order(), message, refused.outcome, "ephemeral", refused.key)


def _broke(delivery: asyncio.Task[bool]) -> bool:
    """Whether a delivery ended in an error of ours, so that the apology still has to be sent."""
    return delivery.done() and not delivery.cancelled() and delivery.exception() is not None
