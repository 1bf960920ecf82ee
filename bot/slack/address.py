"""Where to deliver the answer to one command, click or message. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InMessage:
    """How a user asked in a message.

    Attributes:
        is_direct: Whether it was in the direct message with the app, where no one else reads.
        is_in_thread: Whether it was in a thread.
    """

    is_direct: bool
    is_in_thread: bool


@dataclass(frozen=True, slots=True)
class Address:
    """Where to deliver the answer to one command, click or message."""

    user_id: str
    response_url: str | None = None
    """None if Slack gives none, as inside a modal; the answer is then a direct message."""
    channel_id: str | None = None
    """The conversation to which the response_url leads."""
    is_ephemeral: bool = False
    """Whether the message that was clicked is ephemeral."""
    view_id: str | None = None
    """The modal for the answer, if one is open."""
    is_acknowledged: bool = False
    """Whether the acknowledgement is changing that modal."""
    is_owed: bool = False
    """Whether the user gets the answer even if they have closed the modal; otherwise, closing it cancels the answer."""
    thread_ts: str | None = None
    """The first message of the thread for an answer that everyone sees, if it goes into a thread."""
    asked: InMessage | None = None
    """How the user asked, if in a message."""
