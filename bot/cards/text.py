"""Text from Spott, made safe to show. Pure.

Whatever comes from Spott was typed by somebody, somewhere. It goes clean → mask → clip in `spott_text`, and
from there only into elements that Slack takes literally, or through `escape_fallback`. What only the person sees who
asked for it goes unmasked through `unmasked_text`.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from bot.cards.masking import mask

# https://docs.slack.dev/reference/block-kit/blocks
BLOCKS_LIMIT: Final = 50
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
# https://docs.slack.dev/reference/block-kit/block-elements/image-element
URL_LIMIT: Final = 3_000
ALT_TEXT_LIMIT: Final = 2_000
# https://docs.slack.dev/reference/methods/chat.postMessage, and what chat.update still takes
MESSAGE_TEXT_LIMIT: Final = 4_000

# No card shows more of one text than a few hundred characters; what is read beyond them only costs time.
_READ_LIMIT: Final = 4_000
# So many that no person's card has more, and so few that they take no more than some 20 ms.
_EXAMINED: Final = 40_000
_LONGEST_ADDRESS: Final = 320

_ELLIPSIS: Final = "\u2026"
_ZERO_WIDTH_SPACE: Final = "\u200b"
_JOINERS: Final = "\u200c\u200d"
_MARKS_IN_A_ROW: Final = 5
# Latin ends and the combining marks begin; no printable character before it needs a second look.
_FIRST_MARK: Final = "\u0300"
_ASCII_CONTROLS: Final = dict.fromkeys(code for code in (*range(32), 127) if not chr(code).isspace())

# Letters and marks that draw nothing: Unicode does not count them among the format characters.
_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_VARIATION_SELECTORS_SUPPLEMENT: Final = range(0xE0100, 0xE01F0)
# Cc controls, Cf format (bidi, zero width, tags, soft hyphen), Cs surrogate halves, Cn unassigned.
_DROPPED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})

_STRAY_JOINER: Final = re.compile(
    rf"(?<![^\x00-\x7f])[{_JOINERS}]++|[{_JOINERS}]++(?![^\x00-\x7f])|(?<=[{_JOINERS}])[{_JOINERS}]++"
)


Reader: TypeAlias = Callable[[str | None, int], str]
"""Text from Spott, or None, and the most UTF-16 units → the text as it may be shown, "" for nothing."""


def budgeted(read: Reader) -> Reader:
    """The same reader for all texts of one card, with an end to what they cost together.

    Characters of most scripts have to be examined one by one, and a record may hold a million of them. Once 40,000 were
    examined, every further text that would need it is drawn as a plain "\u2026": unexamined it must not be shown.

    Args:
        read: How one text is read.
    """
    left = _EXAMINED

    def reader(raw: str | None, limit: int) -> str:
        nonlocal left
        if raw and not raw.isascii() and not _is_simple(raw[:_READ_LIMIT]):
            left -= min(len(raw), _READ_LIMIT)
            if left < 0:
                return _ELLIPSIS
        return read(raw, limit)

    return reader


def spott_text(raw: str | None, limit: int) -> str:
    """Text from Spott as a card may show it.

    Args:
        raw: What Spott sent, or None.
        limit: The most UTF-16 units to give back.

    Returns:
        One clean line without e-mail addresses and phone numbers, "" when there is nothing to show.
    """
    if not raw:
        return ""
    read = min(4 * limit + _LONGEST_ADDRESS, _READ_LIMIT)
    text = clean(raw[:read])
    if len(raw) > read:
        # The cut may have gone through an address that would no longer be known as one.
        text = text[:-_LONGEST_ADDRESS]
    return clip(mask(text), limit)


def unmasked_text(raw: str | None, limit: int) -> str:
    """Text from Spott for nobody but the person who asked for it: one clean line, addresses and numbers included."""
    return clip(clean(_beginning(raw, limit)), limit)


def unmasked_lines(raw: str | None, limit: int) -> str:
    """As `unmasked_text`, the line breaks kept and empty lines left out."""
    return clip("\n".join(filter(None, map(clean, _beginning(raw, limit).splitlines()))), limit)


def _beginning(raw: str | None, limit: int) -> str:
    # Details have many texts: each is read no further than what could be shown of it, spaces between included.
    return (raw or "")[: min(4 * limit, _READ_LIMIT)]


def clean(raw: str) -> str:
    """One line of visible text, in Unicode's composed form (NFC).

    Out go control characters, everything that turns the reading direction, and everything without a width.
    The joiners that emoji and Persian need stay between characters beyond ASCII, and nowhere else: there they
    would only hide an address from `mask`.
    """
    if raw.isascii():
        return " ".join((raw if raw.isprintable() else raw.translate(_ASCII_CONTROLS)).split())
    if _is_simple(raw):
        return unicodedata.normalize("NFC", " ".join(raw.split()))
    kept: list[str] = []
    marks = 0
    for character in raw:
        category = unicodedata.category(character)
        if not _is_shown(character, category):
            continue
        # NFC puts a row of marks into order, which takes the square of their number.
        is_mark = category in {"Mn", "Me"} or (category == "Mc" and unicodedata.combining(character))
        marks = marks + 1 if is_mark else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    text = _STRAY_JOINER.sub("", " ".join("".join(kept).split()))
    return unicodedata.normalize("NFC", text)


def _is_simple(raw: str) -> bool:
    """Whether a text holds nothing that has to be examined character by character."""
    return raw.isascii() or (raw.isprintable() and max(raw) < _FIRST_MARK)


def _is_shown(character: str, category: str) -> bool:
    if character.isspace() or character in _JOINERS:
        return True
    if category in _DROPPED_CATEGORIES or character in _BLANKS:
        return False
    return ord(character) not in _VARIATION_SELECTORS_SUPPLEMENT


def clip(text: str, limit: int) -> str:
    """The text, or its beginning and "…", in at most `limit` UTF-16 units, which is how Slack's clients count.

    A character is never cut in two, nor parted from its accents or its emoji sequence.
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
    """A text object that Slack shows as it is: no markup, no `:emoji:`."""
    return {"type": "plain_text", "text": clip(text, limit), "emoji": False}


def literal(text: str, *, bold: bool = False) -> dict[str, Any]:
    """A rich_text element that Slack shows as it is."""
    element: dict[str, Any] = {"type": "text", "text": text}
    if bold:
        element["style"] = {"bold": True}
    return element


def emoji(name: str) -> dict[str, Any]:
    """A rich_text element that shows an emoji by Slack's name for it."""
    return {"type": "emoji", "name": name}


_LIVE: Final = re.compile(r"[*_~@#:>`&<]|\.(?=\w)")
_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    # At the beginning of a line even the escaped character makes a quotation.
    ">": _ZERO_WIDTH_SPACE + "&gt;",
    # Code needs no word boundary, so nothing put beside the backtick would break it up.
    "`": "'",
    **{mark: _ZERO_WIDTH_SPACE + mark + _ZERO_WIDTH_SPACE for mark in "*_~"},
    **{mark: mark + _ZERO_WIDTH_SPACE for mark in "@#:."},
}


def escape_fallback(text: str) -> str:
    """Text for a message's top-level `text`, in which Slack would find markup, names, emoji and links.

    Three characters are escaped (https://docs.slack.dev/messaging/formatting-message-text); for the rest
    there is no escape, so a zero-width space breaks them up.
    """
    return _LIVE.sub(lambda found: _ESCAPES[found[0]], text)
