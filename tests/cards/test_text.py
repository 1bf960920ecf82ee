import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.text import clean, clip, escape_fallback, literal, plain_text, spott_text
from tests.cards.judges import live_in_text
from tests.english import say

any_text = st.text(st.characters(codec=None) | st.sampled_from("\u200d\u200c\u202e\ud83d\udc69\u0301\u0000\n @.1"))

FAMILY = "👩\u200d👩\u200d👧"


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


CLEANED = [
    ("Jane Doe", "Jane Doe"),
    ("  Jane \t\r\n  Doe ", "Jane Doe"),
    ("Jane\u2028Doe\u2029\u0085x", "Jane Doe x"),
    ("Jane\u0000\u001b[31mDoe", "Jane[31mDoe"),
    ("\u202eenaJ\u202c \u2066x\u2069\u200f", "enaJ x"),
    ("Ja\u00adne\u200b\ufeff\u2060", "Jane"),
    ("x\U000e0041\U000e007f", "x"),
    ("Jose\u0301", "José"),
    ("jane\u200d@example.com", "jane@example.com"),
    ("1\u200c2", "12"),
    (FAMILY, FAMILY),
    ("❤\ufe0f", "❤\ufe0f"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("é\u200d\u200d\u200dé", "é\u200dé"),
    ("\u200dé\u200d", "é"),
    ("\u3164\u2800\u115f", ""),
    ("\ud83d x \udc69", "x"),
    ("e" + "\u0323" * 50, "ẹ" + "\u0323" * 4),
    ("\u00a0\u3000", ""),
    ("", ""),
]


def test_clean_leaves_one_visible_line() -> None:
    assert {raw: clean(raw) for raw, _ in CLEANED} == dict(CLEANED)


@given(any_text)
def test_clean_text_can_be_sent_and_stays_on_its_line(raw: str) -> None:
    text = clean(raw)
    assert json.loads(json.dumps(text).encode("utf-8")) == text
    assert " ".join(text.split()) == text
    assert not set(text) & set("\u202e\u200b\u0000\n")


CLIPPED = [
    ("Jane", 4, "Jane"),
    ("Janet", 4, "Jan\u2026"),
    ("Jane Doe", 6, "Jane\u2026"),
    ("ab😀", 4, "ab😀"),
    ("ab😀c", 4, "ab\u2026"),
    ("abe\u0308x", 4, "ab\u2026"),
    (f"a{FAMILY}b", 6, "a\u2026"),
    ("ab👍🏽c", 5, "ab\u2026"),
    ("x", 1, "x"),
    ("xy", 1, "\u2026"),
]


def test_clip_never_cuts_a_character_in_two() -> None:
    for text, limit, clipped in CLIPPED:
        assert clip(text, limit) == clipped, (text, limit)


@given(any_text, st.integers(1, 40))
def test_clip_keeps_the_limit_in_utf_16_units(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert units(clipped) <= limit
    assert clipped == text or clipped.endswith("\u2026")


def test_text_from_spott_is_cleaned_then_masked_then_clipped() -> None:
    assert spott_text("Ring +1 555\u200b 010 0199\nat once, please", 27, say) == "Ring (phone hidden) at onc\u2026"
    assert spott_text(None, 20, say) == ""
    assert spott_text("\u200b", 20, say) == ""


@pytest.mark.parametrize("padding", [" ", "\u200b", "\u0301", "\x00"])
def test_padding_does_not_hide_a_name(padding: str) -> None:
    assert "Jane Smith" in spott_text(padding * 1_900 + "Jane Smith" + padding * 1_900, 150, say)


def test_an_address_cut_by_the_reading_limit_is_not_shown() -> None:
    for length in range(3_985, 4_000):
        shown = spott_text("\u200b" * length + "jane.canary@example.com", 150, say)
        assert shown == "", length


def test_elements_are_literal() -> None:
    assert plain_text("*x*", 10) == {"type": "plain_text", "text": "*x*", "emoji": False}
    assert literal("*x*") == {"type": "text", "text": "*x*"}
    assert literal("x", bold=True) == {"type": "text", "text": "x", "style": {"bold": True}}


FALLBACKS = [
    ("Jane Doe, Acme Inc. (R-D)", "Jane Doe, Acme Inc. (R-D)"),
    ("a & b < c > d", "a &amp; b &lt; c \u200b&gt; d"),
    ("<!channel>", "&lt;!channel\u200b&gt;"),
    ("@here", "@\u200bhere"),
    ("#general", "#\u200bgeneral"),
    ("*b* _i_ ~s~", "\u200b*\u200bb\u200b*\u200b \u200b_\u200bi\u200b_\u200b \u200b~\u200bs\u200b~\u200b"),
    ("`code`", "'code'"),
    (":smile:", ":\u200bsmile:\u200b"),
    ("https://evil.example", "https:\u200b//evil.\u200bexample"),
    ("evil.example", "evil.\u200bexample"),
    ("&lt;", "&amp;lt;"),
]


def test_fallback_is_inert() -> None:
    assert {text: escape_fallback(text) for text, _ in FALLBACKS} == dict(FALLBACKS)


@given(st.text(st.sampled_from("<>&@#:*_~`./ahk!|-\n1")))
def test_mixtures_in_the_fallback_are_inert(text: str) -> None:
    assert live_in_text(escape_fallback(text)) == []


LIVE = [
    "<!here>",
    "a&b",
    "@here",
    "#general",
    ":smile:",
    "evil.example",
    "https://x",
    "*b*",
    "_i_",
    "~s~",
    "`c`",
    "&gt; q",
]


def test_judge_detects_live_text() -> None:
    assert [text for text in LIVE if live_in_text(text) == []] == []
