"""Reads links: to people in Spott, and those that contain an address or a number. Pure."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from bot.spott.models import CANDIDATE_ID

URL: Final = re.compile(r"https?://[^\s<>|\"'`]+", re.IGNORECASE)
SCHEME: Final = re.compile(r"(?<![\w.+-])(?:mailto|tel|sms|callto):", re.IGNORECASE)

_SLACK_LINK: Final = re.compile(r"<((?:https?|mailto|tel):[^<>|\s]++)(?:\|[^<>]*+)?>", re.IGNORECASE)
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"\{(?:candidate|vacancy)_id\}")
_AFTER_AN_ID: Final = ("", "/", "?", "#", "&")
_CHAT: Final = re.compile(
    r"(?<![\w.@/=?&#%-])(?:https?://)?(?:www\.)?"
    r"(?:(?:wa|t)\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=|signal\.me/#p/)(?:\+|%2B)?(\d{7,15})(?!\w)[^\s<>|\"'`]*",
    re.IGNORECASE,
)
"""A link that opens a chat with a phone number; the number in it is always international."""


def decoded(text: str) -> str:
    """The text as it was typed, without Slack's encoding of links and of `& < >`."""
    text = _SLACK_LINK.sub(lambda link: f" {address(link[1])} ", text)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def spelled_out(text: str) -> str:
    """The text with the numbers of chat links instead of the links: "+31612345678" for https://wa.me/31612345678."""
    return _CHAT.sub(r" +\1 ", text)


def address(url: str) -> str:
    """The address or number in a mailto: or tel: link; any other URL unchanged."""
    if chat := _CHAT.fullmatch(url):
        return f"+{chat[1]}"
    scheme = SCHEME.match(url)
    if not scheme:
        return url
    return " ".join(unquote(url[scheme.end() :].partition("?")[0].partition(";")[0]).split())


def linked_id(url: str, page: str | None) -> str | None:
    """The id in a link to a person's or a job's page in Spott.

    The link may continue with further path segments, a query or a fragment.

    Args:
        url: A URL, with or without its scheme.
        page: The address of such a page, with `{candidate_id}` or `{vacancy_id}` for the id.

    Returns:
        The id, or None if the URL is not such a link.
    """
    if not page:
        return None
    host, path, after = _parts(page)
    scheme = _WEB.match(url)
    start = scheme.end() if scheme else 0
    begin = start + len(host) + len(path)
    found = CANDIDATE_ID.match(url, begin)
    if not found or url[start : start + len(host)].lower() != host or not url.startswith(path, begin - len(path)):
        return None
    # The text after the id may look like a part of it, as in "/people/{candidate_id}-profile".
    for end in range(found.end(), begin, -1):
        stop = end + len(after)
        if url.startswith(after, end) and url[stop : stop + 1] in _AFTER_AN_ID:
            return url[begin:end]
    return None


@lru_cache(maxsize=16)
def _parts(page: str) -> tuple[str, str, str]:
    """The host in lower case, and the path before and after the id."""
    before, after = _PLACEHOLDER.split(page, maxsplit=1)
    host, slash, path = before.partition("://")[2].partition("/")
    return host.lower(), slash + path, after.rstrip("/")
