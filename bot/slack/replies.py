"""Opens the replies to what users do, and records the requests that ended without one."""

from collections.abc import Callable, Sequence

from bot.slack.address import Address
from bot.slack.delivery import Deadline
from bot.slack.messenger import Messenger
from bot.slack.notice import Notice
from bot.slack.reply import Reply
from bot.telemetry.journal import Arrival, Asker, Journal, Outcome, Subject

_WAITING_SECONDS = 8.0


class Replies:
    """Opens replies.

    Args:
        messenger: Sends to Slack.
        journal: Records each outcome.
        waiting_seconds: How long a user waits for an answer that Slack has delayed.
        may_tell: Whether to tell a user who asked in a message why there is no answer; not after too many messages.
    """

    def __init__(
        self,
        messenger: Messenger,
        journal: Journal,
        *,
        waiting_seconds: float = _WAITING_SECONDS,
        may_tell: Callable[[str, Outcome], bool] = lambda *_: True,
    ) -> None:
        self.seal = messenger.seal
        self.languages = messenger.languages
        self._messenger = messenger
        self._journal = journal
        self._waiting_seconds = waiting_seconds
        self._may_tell = may_tell

    def open(self, entry: str, asker: Asker, address: Address) -> "Reply":
        """Open the reply to the request that is being acknowledged.

        Args:
            entry: How it was asked, for the journal.
            asker: Who asked.
            address: Where the answer goes.
        """
        if address.response_url is not None:
            self._messenger.connect(address.response_url)
        record, deadline = self._journal.open(entry, asker), Deadline(self._waiting_seconds)
        return Reply(self._messenger, address, record, deadline, may_tell=self._may_tell)

    def record(
        self,
        entry: str,
        asker: Asker,
        what: Notice,
        *,
        told: bool,
        reference: str | None = None,
        subjects: Sequence[Subject] = (),
    ) -> None:
        """Record a request that ended without a reply.

        Args:
            entry: How it was asked.
            asker: Who asked.
            what: Why there was no answer.
            told: Whether the acknowledgement told the user; otherwise, nothing did.
            reference: Identifies it in other log lines, if there are any.
            subjects: Whom or what it is about.
        """
        record = self._journal.open(entry, asker)
        record.reference = reference or record.reference
        record.add(subjects)
        record.close(what.outcome, Arrival.IN_PLACE if told else Arrival.NOWHERE, reason=what.key)
