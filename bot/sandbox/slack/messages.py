"""Checks messages, however they are sent, as Slack does before it accepts them."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.blocks import check_message
from bot.sandbox.slack.errors import MethodError

TEXT_LIMIT = 40_000
UPDATED_TEXT_LIMIT = 4_000


def message_of(arguments: Mapping[str, Any], *, update: bool = False) -> dict[str, Any]:
    """The message inside a request, checked; lists may come as JSON text, as forms send them.

    Args:
        arguments: `text`, `blocks`, `attachments`, `thread_ts` and the request's other arguments.
        update: Whether it replaces an existing message, for which `chat.update` allows less text.

    Raises:
        MethodError: With Slack's code, and for blocks a JSON pointer to each error.
    """
    message = dict(arguments)
    for name, error in (("blocks", "invalid_blocks_format"), ("attachments", "invalid_attachments")):
        if name in message:
            message[name] = json_list(message[name], error)
    text = message.get("text")
    if text is not None and not isinstance(text, str):
        raise MethodError("invalid_arguments")
    if not (text or message.get("blocks") or message.get("attachments")) and not (update and "blocks" in message):
        raise MethodError("no_text")
    if len(text or "") > (UPDATED_TEXT_LIMIT if update else TEXT_LIMIT):
        raise MethodError("msg_too_long")
    if problems := check_message(message, update=update):
        pointed = [f"{problem.message} [json-pointer:{problem.pointer}]" for problem in problems]
        raise MethodError(
            problems[0].code,
            errors=pointed,
            response_metadata={"messages": [f"[ERROR] {line}" for line in pointed]},
        )
    return message


def json_list(value: object, error: str) -> list[Any]:
    """A list, possibly encoded as JSON text; None counts as empty.

    Raises:
        MethodError: With the given code, for anything else.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise MethodError(error) from None
    if value is None:
        return []
    if not isinstance(value, list):
        raise MethodError(error)
    return value
