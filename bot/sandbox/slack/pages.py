"""Cursor pagination, as Slack uses it for long lists.

https://docs.slack.dev/apis/web-api/pagination
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from bot.sandbox.slack.errors import MethodError

MOST = 1_000

Item = TypeVar("Item")


def page_of(
    items: Sequence[Item], arguments: Mapping[str, Any], *, default: int
) -> tuple[Sequence[Item], dict[str, str]]:
    """One page of a list, and the `response_metadata` that points to the next.

    Args:
        items: The whole list, in an order that does not change.
        arguments: `cursor` and `limit` as the app sent them.
        default: The page size if the app sends none.

    Raises:
        MethodError: `invalid_cursor` or `invalid_limit`.
    """
    limit = _number(arguments.get("limit") or default, "invalid_limit")
    if limit < 1 or limit > max(MOST, default):
        raise MethodError("invalid_limit")
    start = 0
    if cursor := arguments.get("cursor"):
        try:
            start = _number(
                base64.b64decode(str(cursor), validate=True).decode().removeprefix("offset:"), "invalid_cursor"
            )
        except (binascii.Error, UnicodeDecodeError):
            raise MethodError("invalid_cursor") from None
    end = start + limit
    following = base64.b64encode(f"offset:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], {"next_cursor": following}


def _number(value: object, error: str) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise MethodError(error) from None
