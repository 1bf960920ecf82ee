"""Delivers the answer to a command or click exactly once: through its response_url, or else by the fallbacks.

What happens after each answer of a response_url:

- delivered: done;
- refused: the next simpler form, without images, then plain text;
- gone: a direct message;
- later: once more if Retry-After fits the time left, else a notice by direct message;
- unknown: Slack may have taken it, so no second card; one private line that it may not have arrived.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bot.cards import notices
from bot.cards.message import Message
from bot.cards.texts import Key
from bot.cards.views import View
from bot.slack.address import Address, Seen
from bot.slack.errors import SlackError
from bot.slack.forms import forms
from bot.slack.messenger import Messenger
from bot.slack.modal import CHANGED, CLOSED, EXPIRED, Modal
from bot.slack.response_url import Answer
from bot.slack.seal import everybody_in, one_in
from bot.telemetry.journal import Arrival, Asker, Journal, Outcome, Record

USES = 4
"""Out of the five uses of a response_url; the fifth is reserved for covering a card (`bot.slack.posted_cards`)."""

_LINE_SECONDS = 2.0
_AWAITED_SECONDS = 8.0
_TAKING_SECONDS = 1.0


class Replies:
    """Opens replies.

    Args:
        messenger: The ways to Slack.
        journal: Where each outcome is written down.
    """

    def __init__(self, messenger: Messenger, journal: Journal) -> None:
        self.seal = messenger.seal
        self._messenger = messenger
        self._journal = journal

    def open(self, entry: str, asker: Asker, address: Address) -> "Reply":
        """Open the reply to what is being acknowledged.

        Args:
            entry: How it was asked, for the journal.
            asker: Who asked.
            address: Where the answer goes.
        """
        if address.response_url is not None:
            self._messenger.connect(address.response_url)
        return Reply(self._messenger, address, self._journal.open(entry, asker))

    def ended(self, entry: str, asker: Asker, named: Outcome, *, told: bool, reference: str | None = None) -> None:
        """Write down what ended without a reply.

        Args:
            entry: By which way it was asked.
            asker: Who asked.
            named: How it ended.
            told: Whether the acknowledgement has told them; otherwise nobody has.
            reference: What names it in other lines, if it has been named.
        """
        record = self._journal.open(entry, asker)
        record.reference = reference or record.reference
        record.close(named, Arrival.IN_PLACE if told else Arrival.NOWHERE)


class Reply:
    """What is said to one person about one command: one outcome, and lines beside it, in at most `USES` postings.

    Where a modal is open, it is said there; else through the response_url; what neither takes, in a direct message.
    Nobody else closes the record.

    Args:
        messenger: The ways to Slack.
        address: Where the answer belongs.
        record: Closed by the outcome.
    """

    def __init__(self, messenger: Messenger, address: Address, record: Record) -> None:
        self.record = record
        self._messenger = messenger
        self._address = address
        self._uses = 0
        self._outcome: asyncio.Task[bool] | None = None
        self._modal = Modal(
            messenger.client, messenger.seal, address.user_id, address.view_id, acknowledged=address.is_acknowledged
        )
        self._awaited_until = asyncio.get_running_loop().time() + _AWAITED_SECONDS

    @property
    def late(self) -> bool:
        """Whether Slack has already told the user that it failed, so that they may have tried again."""
        return self.record.is_late()

    async def outcome(self, message: Message, named: Outcome, seen: Seen = "ephemeral") -> bool:
        """Deliver `message` as the outcome; if there already is one, or one is in progress, wait for that instead.

        Args:
            message: The message.
            named: The outcome for the journal.
            seen: Who sees it.

        Returns:
            Whether Slack confirmed the message in its place.
        """
        if self._outcome is None or _broke(self._outcome):
            # A separate task: if the work is cancelled while the message is being posted, the post continues, and the
            # apology waits for it instead of adding a second outcome.
            delivery = self._deliver(message, named, seen)
            self._outcome = asyncio.get_running_loop().create_task(
                delivery, name=f"delivery reference={self.record.reference}"
            )
            self._messenger.own(self._outcome)
        return await asyncio.shield(self._outcome)

    async def line(self, message: Message) -> None:
        """Send a private line besides the outcome; if that fails, it is dropped."""
        if self._outcome is not None:
            return
        if not self._modal.is_open:
            await self._post({**_addressed("ephemeral"), **message}, _LINE_SECONDS)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINE_SECONDS):
                await self._modal.tell(message)

    def close(self, named: Outcome) -> None:
        """End without a word, since the person has, or no longer wants, what they asked for."""
        self.record.close(named, Arrival.IN_PLACE)

    async def open_modal(self, trigger_id: str, view: View, *, on_top: bool = False) -> bool:
        """Open a modal, in which everything is said from now on; never raises for what Slack or the network does.

        Args:
            trigger_id: Of what the person did; good for 3 s, once.
            view: What is shown first.
            on_top: Over the modal in which the person clicked, rather than anew.

        Returns:
            Whether it is open; where not, this has its outcome.
        """
        failed = await self._modal.open(trigger_id, view, on_top=on_top)
        if failed is None:
            return True
        if failed.code in EXPIRED:
            await self.outcome(notices.of("click_expired"), Outcome.TOO_LATE)
        elif on_top and failed.code == CLOSED:
            self.close(Outcome.TOO_LATE)
        else:
            await self.outcome(notices.of("modal_refused"), Outcome.NOT_SHOWN)
        return False

    async def wait_in_modal(self, view_hash: str | None) -> bool:
        """Show in the modal that Spott is being asked, in place of what was clicked.

        Args:
            view_hash: Of the modal as it was when the person clicked.

        Returns:
            Whether to go on: not where the modal has changed since, by another click, or was closed.
        """
        failed = await self._modal.wait(view_hash)
        if failed is not None and failed.code in {CHANGED, CLOSED}:
            self.close(Outcome.TWICE if failed.code == CHANGED else Outcome.TOO_LATE)
            return False
        return True

    async def show(self, view: View, named: Outcome) -> None:
        """Fill the modal, which is the outcome."""
        failed = await self._modal.show(view)
        if failed is None or failed.code == CLOSED:
            self.close(named)
        else:
            await self.outcome(notices.of("modal_refused"), Outcome.NOT_SHOWN)

    async def remove_original(self) -> bool:
        """Remove the message that was clicked; returns whether Slack confirmed it."""
        answer, _ = await self._post({"delete_original": True})
        if answer is Answer.DELIVERED:
            self.record.close(Outcome.REMOVED, Arrival.IN_PLACE)
        return answer is Answer.DELIVERED

    async def _deliver(self, message: Message, named: Outcome, seen: Seen) -> bool:
        answer = await self._respond(message, seen)
        if answer is Answer.DELIVERED:
            self.record.close(named, Arrival.IN_PLACE)
            return True
        instead = _INSTEAD.get(answer)
        failed = await self.post(notices.of(instead) if instead else message, self._address.user_id)
        arrival = Arrival.NOWHERE if failed else Arrival.TOLD if instead else Arrival.DIRECT
        self.record.close(named, arrival, failed=f"{answer.value}/{failed.code}" if failed else answer.value)
        return False

    async def _respond(self, message: Message, seen: Seen) -> Answer:
        """Post the message in its place, in the first form that Slack accepts."""
        if seen == "direct":
            return Answer.GONE
        if self._modal.is_open:
            failed = await self._modal.tell(message)
            return Answer.DELIVERED if failed is None or self._is_given_up(failed) else Answer.GONE
        answer = Answer.REFUSED
        for form in forms(self._messenger.seal.message(message, self._audience(seen))):
            payload = {**_addressed(seen), **form}
            answer, retry_after = await self._post(payload)
            if answer is Answer.LATER and self._is_awaited_in(retry_after):
                await asyncio.sleep(retry_after)
                answer, _ = await self._post(payload)
            if answer is not Answer.REFUSED:
                break
        return answer

    def _is_given_up(self, failed: SlackError) -> bool:
        """Whether the person has closed the modal, and so given up the answer."""
        return failed.code == CLOSED and not self._address.is_owed

    def _audience(self, seen: Seen) -> str:
        """Who can see what is posted through the response_url, and where."""
        address = self._address
        if seen == "ephemeral" or (seen == "original" and address.is_ephemeral):
            return one_in(address.channel_id, address.user_id)
        return everybody_in(address.channel_id)

    def _is_awaited_in(self, seconds: float) -> bool:
        """Whether an answer that is posted in `seconds` is still in time."""
        return asyncio.get_running_loop().time() + seconds + _TAKING_SECONDS <= self._awaited_until

    async def _post(self, payload: dict[str, Any], seconds: float | None = None) -> tuple[Answer, float]:
        """Use the response_url once; returns as `response_url.post` does."""
        url = self._address.response_url
        if url is None or self._uses >= USES:
            return Answer.GONE, 0.0
        self._uses += 1
        return await self._messenger.respond(url, payload, seconds)

    async def post(
        self,
        message: Message,
        channel_id: str,
        thread_ts: str | None = None,
        on_posted: Callable[[str, str], None] = lambda _channel_id, _ts: None,
    ) -> SlackError | None:
        """Post as the bot, in the first form that Slack accepts; never again if Slack may have accepted it.

        Args:
            message: What to post; this is not the outcome.
            channel_id: Where; a user's id means the direct message with them.
            thread_ts: The thread's first message.
            on_posted: Called with the conversation and the timestamp of the posted message.

        Returns:
            Why that failed; None if Slack confirmed it.
        """
        return await self._messenger.post(message, channel_id, thread_ts, on_posted, self._is_awaited_in)


_INSTEAD: dict[Answer, Key] = {
    Answer.LATER: "slack_is_limiting",
    Answer.UNKNOWN: "maybe_not_arrived",
    Answer.REFUSED: "delivery_refused",
}
"""What a direct message says if it may not contain the message itself."""


def _broke(delivery: asyncio.Task[bool]) -> bool:
    """Whether a delivery ended in an error of ours, so that the apology still has to be sent."""
    return delivery.done() and not delivery.cancelled() and delivery.exception() is not None


def _addressed(seen: Seen) -> dict[str, Any]:
    # Always set, since Slack's defaults differ between commands and clicks, and between kinds of messages.
    if seen == "original":
        return {"replace_original": True}
    return {"response_type": seen, "replace_original": False}
