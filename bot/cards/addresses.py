"""Email addresses and phone numbers, as links and as short hints. Pure.

A link is made only from text that is a plain address or number. So it always leads where its text says, and cannot add
a subject or a copy to someone else.
"""

import re
from typing import Final

from bot.cards.message import Block
from bot.cards.text import clip, literal
from bot.cards.texts import Language
from bot.people import phones

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# What most mail servers accept, without %, & and ?, which have a meaning in links.
_E_MAIL: Final = re.compile(
    rf"(?P<local>[A-Za-z0-9._+'-]{{1,64}})@(?P<domain>(?:{_LABEL}\.){{1,8}}[A-Za-z][A-Za-z0-9-]{{1,62}})"
)

_FEWEST_LETTERS: Final = 3
_DOMAIN_LIMIT: Final = 60
_DIGITS_TOLD: Final = 2


def email(text: str) -> Block:
    """A rich_text element: a mailto link, or the plain text if it is not an address.

    https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#link-element-type
    """
    return _link(f"mailto:{text}", text) if _E_MAIL.fullmatch(text) else literal(text)


def phone(text: str) -> Block:
    """A rich_text element: a link to call the number, or the plain text if it is not a number.

    An extension stays in the text but not in the link, since few phones can dial one.
    """
    number = _dialled(text)
    return _link(f"tel:{number}", text) if number else literal(text)


def email_hint(text: str) -> str:
    """Enough of an address to recognise it, like "j…@acme.example"; "" if it is not one."""
    found = _E_MAIL.fullmatch(text)
    if not found:
        return ""
    first = found["local"][0] if len(found["local"]) >= _FEWEST_LETTERS else ""
    return f"{first}\u2026@{clip(found['domain'], _DOMAIN_LIMIT)}"


def phone_hint(text: str, say: Language) -> str:
    """Enough of a number to recognise it, like "phone ending in 42"; "" if it is not one."""
    number = _dialled(text)
    return say("phone_hint", end=number[-_DIGITS_TOLD:]) if number else ""


def _dialled(text: str) -> str | None:
    typed = phones.as_typed(text)
    # "+32 (0)2 555 01 42" is dialled without the 0; only the country's rules say so.
    return typed and (phones.e164(text, None, valid=False) or typed)


def _link(url: str, text: str) -> Block:
    return {"type": "link", "url": url, "text": text}
