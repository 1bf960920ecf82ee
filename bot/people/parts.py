"""Parts of an answer that are fetched concurrently: each arrives in time, or is replaced by the reason why not."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

from bot.spott.errors import SpottError, SpottTimeoutError

T = TypeVar("T")


async def part(fetch: Awaitable[T], end: float) -> T | SpottError:
    """What was fetched, or why it was not.

    Args:
        fetch: Fetches it.
        end: When to give up, by the event loop's clock.
    """
    try:
        async with asyncio.timeout_at(end):
            return await fetch
    except SpottError as error:
        return error
    except TimeoutError:
        return SpottTimeoutError()


def start(fetch: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Start fetching a part while others are fetched; the caller has to cancel it."""
    # Named like the calling task, so that the watchdog reports its reference.
    asker = asyncio.current_task()
    return asyncio.create_task(fetch, name=asker.get_name() if asker else None)
