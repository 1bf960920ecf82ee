"""E-mail addresses and telephone numbers: as links that can be clicked, and as hints that give little away. Pure.

A link is made only from what is an address, or a number, and nothing besides: it can carry no subject, no copy to
somebody else, and leads where its text says.
"""

import re
from typing import Final

from bot.cards.message import Block
from bot.cards.text import clip, literal
from bot.people import phones

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# What most mail servers take; %, & and ? would mean something in a link.
_E_MAIL: Final = re.compile(
    rf"(?P<local>[A-Za-z0-9._+'-]{{1,64}})@(?P<domain>(?:{_LABEL}\.){{1,8}}[A-Za-z][A-Za-z0-9-]{{1,62}})"
)

_FEWEST_LETTERS: Final = 3
_DOMAIN_LIMIT: Final = 60
_DIGITS_TOLD: Final = 2


def email(text: str) -> Block:
    """A rich_text element: a link to write to the address, or the text as it is.

    https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#link-element-type
    """
    return _link(f"mailto:{text}", text) if _E_MAIL.fullmatch(text) else literal(text)


def phone(text: str) -> Block:
    """A rich_text element: a link to call the number, or the text as it is.

    An extension is part of the text only, as few telephones dial one.
    """
    number = _dialled(text)
    return _link(f"tel:{number}", text) if number else literal(text)


def email_hint(text: str) -> str:
    """Enough of an address to know it again, like "j…@acme.example"; "" when it is none."""
    found = _E_MAIL.fullmatch(text)
    if not found:
        return ""
    first = found["local"][0] if len(found["local"]) >= _FEWEST_LETTERS else ""
    return f"{first}\u2026@{clip(found['domain'], _DOMAIN_LIMIT)}"


def phone_hint(text: str) -> str:
    """Enough of a number to know it again, like "phone ending in 42"; "" when it is none."""
    number = _dialled(text)
    return f"phone ending in {number[-_DIGITS_TOLD:]}" if number else ""


def _dialled(text: str) -> str | None:
    typed = phones.as_typed(text)
    # "+32 (0)2 555 01 42" is dialled without the 0; only who knows the country's numbers can tell.
    return typed and (phones.e164(text, None, valid=False) or typed)


def _link(url: str, text: str) -> Block:
    return {"type": "link", "url": url, "text": text}
