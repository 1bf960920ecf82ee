"""The form of every listener: parse, acknowledge, start the work, and nothing else.

A form is checked before it is acknowledged if Slack has to show a refusal in it.

Events are acknowledged differently: no user sees that, and Slack resends an event that is not acknowledged.

An exception after the acknowledgement would make Bolt answer 500, and waiting would use up Slack's 3 s.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.cards import views
from bot.cards.message import Message
from bot.cards.texts import Language
from bot.listeners.ack_deadline import AckDeadline, AckDeadlines
from bot.listeners.background import Background, Tell, report
from bot.listeners.claims import Claims
from bot.listeners.form_check import FormCheck
from bot.listeners.opening import opened
from bot.listeners.payloads import Click, Event, Interaction, Payload
from bot.listeners.workspace_check import WorkspaceCheck
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.replies import Replies
from bot.slack.reply import Reply
from bot.slack.seal import BrokenSealError
from bot.telemetry.journal import Outcome

Listener = Callable[[AsyncAck, dict[str, Any], AckDeadline], Coroutine[Any, Any, BoltResponse | None]]

ACK_DEADLINE = "ack_deadline"
"""The name of a listener's argument for the `AckDeadline` of its request."""

P = TypeVar("P", bound=Payload)
T = TypeVar("T", bound=Interaction)
E = TypeVar("E", bound=Event)


class ListenerFactory:
    """Creates listeners.

    Args:
        background: Runs the work after the acknowledgement.
        replies: Opens the reply to each payload.
        ack_deadlines: Knows how long Slack waits.
        workspace_check: Rejects requests of other workspaces.
        claims: Knows what was delivered before.
    """

    def __init__(
        self,
        background: Background,
        replies: Replies,
        ack_deadlines: AckDeadlines,
        workspace_check: WorkspaceCheck,
        claims: Claims,
    ) -> None:
        self._background = background
        self._replies = replies
        self._ack_deadlines = ack_deadlines
        self._workspace_check = workspace_check
        self._claims = claims

    def __call__(
        self,
        name: str,
        payload_type: type[T],
        work: Callable[[T, Reply], Coroutine[None, None, None]],
        says: Callable[[T, Language], dict[str, Any]] = lambda *_: {},
        check: FormCheck[T] | None = None,
    ) -> Listener:
        """Create a listener that parses `payload_type`, acknowledges, and runs `work` in the background.

        It never raises, unless there is no way to acknowledge: the user is told about our own errors, too.

        Args:
            name: What the work is called in the log.
            payload_type: What Slack sends.
            work: Does the work and gives the reply its outcome.
            says: The content of a submitted modal's acknowledgement, for what was submitted, in the user's language.
            check: The check before a submitted form is acknowledged.
        """
        journey = _Journey(name, payload_type, work, check=check)

        async def listener(ack: AsyncAck, body: dict[str, Any], ack_deadline: AckDeadline) -> None:
            try:
                await self._listen(journey, says, ack, body, ack_deadline)
            except Exception as error:  # noqa: BLE001 - one place for all errors of ours between Bolt and the background
                reference = report(name, error)
                broke = notice.of("something_broke", reference=reference)
                await self.tell(ack, body, name, broke, reference=reference)

        return listener

    def for_event(
        self,
        name: str,
        payload_type: type[E],
        work: Callable[[E, Reply], Coroutine[None, None, None]],
        is_meant: Callable[[Mapping[str, Any]], bool] = lambda _: True,
        *,
        asks: bool = False,
    ) -> Listener:
        """Create a listener for an event; it never raises.

        Args:
            name: What the work is called in the log.
            payload_type: What Slack sends.
            work: Does the work and gives the reply its outcome.
            is_meant: Whether there is anything to do for an event, which is acknowledged anyway.
            asks: Whether its user has asked for something, and is told if that fails. Otherwise nobody is told.
        """
        journey = _Journey(name, payload_type, work, tells=asks)

        async def listener(ack: AsyncAck, body: dict[str, Any], ack_deadline: AckDeadline) -> BoltResponse | None:
            try:
                if not is_meant(body["event"]) or self._workspace_check.foreign(body):
                    await ack()
                    return None
                payload = payload_type.model_validate(body)
                if self._background.refusal:
                    # Slack sends it again: at once, and then after a minute, when another process may be there.
                    return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
                await ack()
                self._start_once(journey, payload, body, ack_deadline)
            except Exception as error:  # noqa: BLE001 - as above
                report(name, error)
                await ack()
            return None

        return listener

    async def _listen(
        self,
        journey: "_Journey[T]",
        says: Callable[[T, Language], dict[str, Any]],
        ack: AsyncAck,
        body: dict[str, Any],
        ack_deadline: AckDeadline,
    ) -> None:
        name = journey.name
        if refusal := self._workspace_check.foreign(body):
            await self.tell(ack, body, name, refusal, in_command=False)
            return
        try:
            payload = opened(journey.payload_type, body, self._replies.seal)
        except BrokenSealError:
            await self.tell(ack, body, name, notice.of("button_too_old"))
            return
        except ValidationError as error:
            reference = report(f"reading a {name}", error)
            await self.tell(ack, body, name, _unreadable(journey.payload_type, reference), reference=reference)
            return
        if refusal := self._background.refusal:
            await self.tell(ack, body, name, refusal)
            return
        # Until our workspace is known, only the work is checked.
        check = journey.check if self._workspace_check.is_known else None
        if check is not None and await check.refuses(payload, ack, name, self._replies):
            return
        await ack(**says(payload, self._replies.languages.of(payload.user_id)))
        self._start_once(journey, payload, body, ack_deadline)

    def _start_once(
        self, journey: "_Journey[P]", payload: P, body: Mapping[str, Any], ack_deadline: AckDeadline
    ) -> None:
        """Start the work, unless it was started before."""
        if self._claims.claim_here(payload.delivery):
            try:
                self._start(journey, payload, body, ack_deadline)
            except Exception:
                # There is no outcome yet, so this one is reported; the same request, delivered again, may succeed.
                self._claims.release(payload.delivery)
                raise

    def _start(self, journey: "_Journey[P]", payload: P, body: Mapping[str, Any], ack_deadline: AckDeadline) -> None:
        reply = self._replies.open(journey.name, payload, payload.address)
        ack_deadline.was_over = self._ack_deadlines.is_over(ack_deadline.until)
        reply.record.is_late = ack_deadline.is_late
        tell = reply.tell if journey.tells else partial(_in_silence, reply)
        work = partial(journey.work, payload, reply)
        if not self._workspace_check.is_known:
            work = partial(self._once_checked, body, work, tell)
        if self._claims.are_shared:
            work = partial(self._once_confirmed, payload, work, reply)
        self._background.start(journey.name, work, tell, reply.record.reference, reply.is_being_delivered)

    async def _once_confirmed(
        self, payload: Payload, work: Callable[[], Coroutine[None, None, None]], reply: Reply
    ) -> None:
        """Do the work unless another process does. This waits after the acknowledgement, so it can take its time."""
        if await self._claims.confirm(payload.delivery, payload.user_id):
            await work()
        else:
            reply.end_silently(Outcome.TWICE)

    async def _once_checked(
        self, body: Mapping[str, Any], work: Callable[[], Coroutine[None, None, None]], tell: Tell
    ) -> None:
        """Do the work once it is known that the request is for our workspace."""
        if refusal := await self._workspace_check.refusal(body):
            await tell(refusal)
        else:
            await work()

    async def tell(
        self,
        ack: AsyncAck,
        body: Mapping[str, Any],
        name: str,
        what: Notice,
        *,
        in_command: bool = True,
        reference: str | None = None,
    ) -> None:
        """Acknowledge, and say why there is no answer: in the acknowledgement if Slack shows it, else in a reply.

        Args:
            ack: Acknowledges; replaces an earlier acknowledgement.
            body: What Slack sent.
            name: What the work would have been.
            what: Why there is no answer.
            in_command: Whether a command's acknowledgement carries the notice, rather than a reply as after a look-up.
            reference: The reference in the notice, if any; the journal's line then has the same.
        """
        asker = _asker(body)
        say = self._replies.languages.of(asker.user_id)
        shown = _shown(body, what.message(say), say) if in_command or "command" not in body else {}
        await ack(**shown)
        if shown or isinstance(asker, _Nobody):
            if isinstance(asker, _Nobody) and reference is None:
                return
            self._replies.record(name, asker, what, told=bool(shown), reference=reference)
        elif self._claims.claim_here(asker.delivery):
            reply = self._replies.open(name, asker, asker.address)
            reply.record.reference = reference or reply.record.reference
            self._background.tell(name, what, reply.tell)


@dataclass(frozen=True, slots=True)
class _Journey(Generic[P]):
    """The arguments of `ListenerFactory` for one listener."""

    name: str
    payload_type: type[P]
    work: Callable[[P, Reply], Coroutine[None, None, None]]
    tells: bool = True
    check: FormCheck[P] | None = None


@dataclass(frozen=True, slots=True)
class _Nobody:
    """Stands in for the user if the body does not name one."""

    team_id: str = "unknown"
    channel_id: str | None = None
    user_id: str = "unknown"
    delivery: str | None = None


async def _in_silence(reply: Reply, what: Notice) -> None:
    """End a reply with the outcome of a notice, without telling anybody."""
    reply.end_silently(what.outcome)


def _asker(body: Mapping[str, Any]) -> Interaction | _Nobody:
    try:
        return Interaction.model_validate(body)
    except ValidationError:
        return _Nobody()


def _unreadable(payload_type: type[Payload], reference: str) -> Notice:
    if issubclass(payload_type, Click):
        return notice.of("button_too_old")
    return notice.of("something_broke", reference=reference)


def _shown(body: Mapping[str, Any], message: Message, say: Language) -> dict[str, Any]:
    """An acknowledgement with a message, which Slack shows only for commands and submitted modals."""
    if "command" in body:
        return {**message}
    if body.get("type") == "view_submission":
        return {"response_action": "update", "view": views.notice(say, message)}
    return {}


async def acknowledge(ack: AsyncAck, _body: dict[str, Any], _ack_deadline: AckDeadline) -> None:
    """For requests with nothing to do, such as a click on a button that opens a link."""
    await ack()
