"""Publishes every change to its listeners: the page's event stream, and tests that wait."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.sandbox.slack.post import Post

# A page that does not read is dropped rather than kept in memory.
UNREAD_LIMIT = 1_000


@dataclass(frozen=True)
class PostChanged:
    """A message was posted (`post`), edited (`change`), given previews of links (`unfurl`) or deleted (`delete`)."""

    type: Literal["post", "change", "unfurl", "delete"]
    post: Post


@dataclass(frozen=True)
class ViewChanged:
    """A modal was shown to a user, changed, or closed; or their Home tab was published."""

    type: Literal["view", "view_closed", "home"]
    user: str
    view: dict[str, Any]


@dataclass(frozen=True)
class Notice:
    """A message from Slack itself to one person, such as that a command failed."""

    user: str
    channel: str
    text: str


Event = PostChanged | ViewChanged | Notice


class Feed:
    """Publishes every change, in order, and wakes everything that waits for one.

    Attributes:
        followers: Called with each change at once.
    """

    def __init__(self) -> None:
        self.followers: list[Callable[[Event], None]] = []
        self._listeners: set[asyncio.Queue[Event | None]] = set()
        self._waiting: set[asyncio.Event] = set()

    def publish(self, event: Event) -> None:
        """Publish a change to all listeners."""
        for follower in self.followers:
            follower(event)
        for queue in tuple(self._listeners):
            if queue.qsize() < UNREAD_LIMIT:
                queue.put_nowait(event)
            else:
                self._listeners.discard(queue)
                queue.put_nowait(None)
        self.wake()

    def wake(self) -> None:
        """Wake everything that waits, after a change without an event, such as a call."""
        for waiting in self._waiting:
            waiting.set()

    def close(self) -> None:
        """End every listener's stream."""
        for queue in self._listeners:
            queue.put_nowait(None)
        self._listeners.clear()

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Event | None]]:
        """A queue of all changes from now on; None marks its end."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    async def wait_for(self, condition: Callable[[], bool], within: float, what_is: Callable[[], str]) -> None:
        """Return as soon as the condition is true; it is checked again on every change.

        Raises:
            TimeoutError: It was not true within `within` seconds; the message comes from `what_is`.
        """
        woken = asyncio.Event()
        self._waiting.add(woken)
        try:
            async with asyncio.timeout(within):
                while not condition():
                    await woken.wait()
                    woken.clear()
        except TimeoutError:
            raise TimeoutError(f"not within {within} s; {what_is()}") from None
        finally:
            self._waiting.discard(woken)
