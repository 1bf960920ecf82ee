"""Reads answers with lists, however long, without blocking the event loop: if they are long, a few items at a time.

They are parsed as plain JSON first, which is quicker than `bot.spott.models.read` for records with wrapped fields.
"""

import asyncio
from collections.abc import Sequence
from typing import Final, TypeVar

from pydantic import TypeAdapter

from bot.spott.errors import AnswerNotUnderstoodError
from bot.spott.fields import Listed
from bot.spott.markup import PlainTexts, has_markup
from bot.spott.models import Record, read_json

_SHORT: Final = 100_000
"""Bytes; parsing this many takes about 5 ms."""

_AT_ONCE: Final = 50
"""Items; parsing this many takes about 3 ms."""

R = TypeVar("R", bound=Record)


async def read_long(record: type[R], item: type[Record], body: bytes, max_values: int) -> R:
    """Parse one record as `bot.spott.models.read` does, but let other tasks run in between if it is long.

    Args:
        record: The class of the record.
        item: The class of the items in its list; invalid ones are left out.
        body: As there.
        max_values: As there.

    Raises:
        AnswerNotUnderstoodError: As there.
    """
    answer = read_json(body, max_values)
    texts = PlainTexts() if has_markup(body) else None
    if len(body) <= _SHORT:
        answer = texts.read(answer) if texts else answer
    elif isinstance(answer, dict):
        await asyncio.sleep(0)
        # Pydantic accepts items that are already parsed as they are.
        answer = {
            name: await _items(item, value, texts) if isinstance(value, list) else texts.read(value) if texts else value
            for name, value in answer.items()
        }
    try:
        return record.model_validate(answer)
    except ValueError:
        raise AnswerNotUnderstoodError from None


async def _items(item: type[Record], values: Sequence[object], texts: PlainTexts | None) -> list[object]:
    parser = TypeAdapter(Listed[item])  # type: ignore[valid-type]
    found: list[object] = []
    for start in range(0, len(values), _AT_ONCE):
        await asyncio.sleep(0)
        some = values[start : start + _AT_ONCE]
        found += parser.validate_python(texts.read(some) if texts else some)
    return found
