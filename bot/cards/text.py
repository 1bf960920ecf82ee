"""Text from Spott, made safe to show. Pure.

Anyone may have typed it. `spott_text` cleans, masks and clips it, and the result goes only into elements that Slack
shows literally, or through `escape_fallback`. Text that only the person who asked can see goes through `unmasked_text`.
"""

import re
import unicodedata
from typing import Any, Final

from bot.cards.masking import mask
from bot.cards.texts import Language

# https://docs.slack.dev/reference/block-kit/blocks
HEADER_LIMIT: Final = 150
SECTION_LIMIT: Final = 3_000
# https://docs.slack.dev/surfaces/modals
MODAL_BLOCKS_LIMIT: Final = 100
MODAL_BYTES_LIMIT: Final = 250_000
# https://docs.slack.dev/reference/views/modal-views
TITLE_LIMIT: Final = 24
# https://docs.slack.dev/reference/block-kit/composition-objects/text-object
TEXT_OBJECT_LIMIT: Final = 3_000
# https://docs.slack.dev/reference/block-kit/block-elements/button-element
BUTTON_TEXT_LIMIT: Final = 75
# https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
PLACEHOLDER_LIMIT: Final = 150
# https://docs.slack.dev/reference/block-kit/block-elements/image-element
URL_LIMIT: Final = 3_000

# No card shows more than a few hundred characters of one text, so reading more only costs time.
READ_LIMIT: Final = 4_000
_LONGEST_ADDRESS: Final = 320

_ELLIPSIS: Final = "\u2026"
_ZERO_WIDTH_SPACE: Final = "\u200b"
_JOINERS: Final = "\u200c\u200d"
_MARKS_IN_A_ROW: Final = 5
# Here Latin ends and the combining marks begin; no printable character before this needs to be checked.
_BEYOND_LATIN: Final = re.compile(r"[\u0300-\U0010ffff]")
_ASCII_CONTROLS: Final = dict.fromkeys(code for code in (*range(32), 127) if not chr(code).isspace())

# Invisible letters and marks that Unicode does not class as format characters.
_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_VARIATION_SELECTORS_SUPPLEMENT: Final = range(0xE0100, 0xE01F0)
# Cc controls, Cf format (bidi, zero width, tags, soft hyphen), Cs surrogate halves, Cn unassigned.
_DROPPED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})

_STRAY_JOINER: Final = re.compile(
    rf"(?<![^\x00-\x7f])[{_JOINERS}]++|[{_JOINERS}]++(?![^\x00-\x7f])|(?<=[{_JOINERS}])[{_JOINERS}]++"
)


def spott_text(raw: str | None, limit: int, say: Language) -> str:
    """Prepare text from Spott for a card.

    Args:
        raw: The text from Spott, or None.
        limit: The most UTF-16 units to return.
        say: The reader's language, for the words that replace what is masked.

    Returns:
        One clean line without e-mail addresses or phone numbers; "" if there is nothing to show.
    """
    if not raw:
        return ""
    text = clean(raw[:READ_LIMIT])
    most = 4 * limit + _LONGEST_ADDRESS
    if len(raw) > READ_LIMIT or len(text) > most:
        # The cut may have split an address, which then would not be recognised.
        text = text[:most][:-_LONGEST_ADDRESS].rstrip()
    return clip(mask(text, say), limit)


def unmasked_text(raw: str | None, limit: int) -> str:
    """Prepare text that only the person who asked will see: one clean line, including addresses and numbers."""
    return clip(clean(_beginning(raw, limit)), limit)


def unmasked_lines(raw: str | None, limit: int) -> str:
    """As `unmasked_text`, but keep line breaks and leave out empty lines."""
    return clip("\n".join(filter(None, map(clean, _beginning(raw, limit).splitlines()))), limit)


def _beginning(raw: str | None, limit: int) -> str:
    # Details have many texts, so each is read only as far as it could be shown, including spaces.
    return (raw or "")[: min(4 * limit, READ_LIMIT)]


def clean(raw: str) -> str:
    """One line of visible text, in NFC.

    Removes control characters and everything that changes the text direction or has no width. The joiners that emoji
    and Persian need are kept only between non-ASCII characters: elsewhere they could hide an address from `mask`.
    """
    if raw.isascii():
        return " ".join((raw if raw.isprintable() else raw.translate(_ASCII_CONTROLS)).split())
    if is_simple(raw):
        return unicodedata.normalize("NFC", " ".join(raw.split()))
    kept: list[str] = []
    marks = 0
    for character in raw:
        category = unicodedata.category(character)
        if not _is_shown(character, category):
            continue
        # NFC sorts consecutive marks, in quadratic time.
        is_mark = category in {"Mn", "Me"} or (category == "Mc" and unicodedata.combining(character))
        marks = marks + 1 if is_mark else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    text = _STRAY_JOINER.sub("", " ".join("".join(kept).split()))
    return unicodedata.normalize("NFC", text)


def is_simple(raw: str) -> bool:
    """Whether nothing in a text has to be checked character by character."""
    return raw.isascii() or (raw.isprintable() and not _BEYOND_LATIN.search(raw))


def _is_shown(character: str, category: str) -> bool:
    if character.isspace() or character in _JOINERS:
        return True
    if category in _DROPPED_CATEGORIES or character in _BLANKS:
        return False
    return ord(character) not in _VARIATION_SELECTORS_SUPPLEMENT


def clip(text: str, limit: int) -> str:
    """The text, shortened with "…" to at most `limit` UTF-16 units, which is how Slack's clients count.

    Never cuts within a character, its accents or an emoji sequence.
    """
    if len(text) * 2 <= limit or _units(text) <= limit:
        return text
    end, room = 0, limit - 1
    while end < len(text) and (room := room - _units(text[end])) >= 0:
        end += 1
    while end > 0 and _belongs_together(text[end - 1], text[end]):
        end -= 1
    return text[:end].rstrip() + _ELLIPSIS


def _units(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _belongs_together(before: str, after: str) -> bool:
    is_modifier = "\U0001f3fb" <= after <= "\U0001f3ff"
    return before in _JOINERS or after in _JOINERS or is_modifier or unicodedata.category(after)[0] == "M"


def plain_text(text: str, limit: int = TEXT_OBJECT_LIMIT) -> dict[str, Any]:
    """A text object that Slack shows literally, without markup or `:emoji:`."""
    return {"type": "plain_text", "text": clip(text, limit), "emoji": False}


def literal(text: str, *, bold: bool = False) -> dict[str, Any]:
    """A rich_text element that Slack shows literally."""
    element: dict[str, Any] = {"type": "text", "text": text}
    if bold:
        element["style"] = {"bold": True}
    return element


def emoji(name: str) -> dict[str, Any]:
    """A rich_text element with an emoji, by Slack's name."""
    return {"type": "emoji", "name": name}


_LIVE: Final = re.compile(r"[*_~@#:>`&<]|\.(?=\w)")
_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    # At the start of a line even the escaped character starts a quotation.
    ">": _ZERO_WIDTH_SPACE + "&gt;",
    # Code needs no word boundary, so a zero-width space would not help.
    "`": "'",
    **{mark: _ZERO_WIDTH_SPACE + mark + _ZERO_WIDTH_SPACE for mark in "*_~"},
    **{mark: mark + _ZERO_WIDTH_SPACE for mark in "@#:."},
}


def escape_fallback(text: str) -> str:
    """Make text safe for a message's top-level `text`, where Slack interprets markup, names, emoji and links.

    Three characters are escaped (https://docs.slack.dev/messaging/formatting-message-text). The others have no escape,
    so a zero-width space breaks them up.
    """
    return _LIVE.sub(lambda found: _ESCAPES[found[0]], text)
