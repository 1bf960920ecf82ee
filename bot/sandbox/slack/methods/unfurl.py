"""chat.unfurl: the app's previews of links."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.blocks import check_unfurl
from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.links import Reported

SOURCES = {"composer", "conversations_history"}


def unfurl(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/chat.unfurl."""
    reported = _by_id(slack, arguments) if _names_id(arguments) else _by_message(slack, arguments)
    unfurls = _unfurls(arguments.get("unfurls"))
    for url, content in unfurls.items():
        if url not in reported.urls:
            raise MethodError("cannot_unfurl_url")
        if problems := check_unfurl(content):
            raise MethodError("invalid_blocks", errors=[str(problem) for problem in problems])
    if reported.post is not None:
        post = slack.posts.get(*reported.post)
        if post is None:
            raise MethodError("cannot_find_message")
        if not unfurls.keys() <= set(slack.links.urls_of(post)):
            # The message was edited since.
            raise MethodError("cannot_unfurl_message")
        slack.posts.unfurl(post, {url: list(content.get("blocks", [])) for url, content in unfurls.items()})
    return {}


def _names_id(arguments: Mapping[str, Any]) -> bool:
    by_id = [name for name in ("unfurl_id", "source") if arguments.get(name)]
    if by_id and any(arguments.get(name) for name in ("channel", "ts")):
        # Exactly one of the two pairs is needed.
        raise MethodError("invalid_arguments")
    return bool(by_id)


def _by_id(slack: Installation, arguments: Mapping[str, Any]) -> Reported:
    for name in ("unfurl_id", "source"):
        if not arguments.get(name):
            raise MethodError(f"missing_{name}")
    if arguments["source"] not in SOURCES:
        raise MethodError("invalid_source")
    reported = slack.links.reported.get(str(arguments["unfurl_id"]))
    if reported is None or reported.source != arguments["source"]:
        raise MethodError("invalid_unfurl_id")
    return reported


def _by_message(slack: Installation, arguments: Mapping[str, Any]) -> Reported:
    for name in ("channel", "ts"):
        if not arguments.get(name):
            raise MethodError(f"missing_{name}")
    try:
        channel = slack.channel(str(arguments["channel"]))
    except LookupError:
        raise MethodError("cannot_find_channel") from None
    where = channel.id, str(arguments["ts"])
    post = slack.posts.get(*where)
    # For this method, too, ephemeral messages do not exist.
    if post is None or post.user_visible_to is not None:
        raise MethodError("cannot_find_message")
    reported = next((reported for reported in slack.links.reported.values() if reported.post == where), None)
    if reported is None:
        # No link in it was reported: it is an app's message, or from somebody of another organisation.
        raise MethodError("cannot_unfurl_message")
    return reported


def _unfurls(value: object) -> dict[str, dict[str, Any]]:
    if not value:
        raise MethodError("missing_unfurls")
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise MethodError("invalid_unfurls_format") from None
    if not isinstance(value, dict) or not all(isinstance(content, dict) for content in value.values()):
        raise MethodError("invalid_unfurls_format")
    return value
