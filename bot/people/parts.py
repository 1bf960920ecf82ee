"""Parts of an answer that are fetched side by side: each comes, or says why not, in time."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

from bot.spott.errors import SpottError, SpottTimeoutError

T = TypeVar("T")


async def part(fetch: Awaitable[T], end: float) -> T | SpottError:
    """What was fetched, or why it was not.

    Args:
        fetch: Fetches it.
        end: When it is given up, by the event loop's clock.
    """
    try:
        async with asyncio.timeout_at(end):
            return await fetch
    except SpottError as error:
        return error
    except TimeoutError:
        return SpottTimeoutError()


def start(fetch: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Begin with a part while others are fetched; whoever starts it cancels it."""
    # Named like the task that asks, so that the watchdog reports its reference.
    asker = asyncio.current_task()
    return asyncio.create_task(fetch, name=asker.get_name() if asker else None)
