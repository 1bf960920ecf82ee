import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import addresses
from bot.cards.text import literal
from tests.english import say


@pytest.mark.parametrize(
    "text",
    [
        "jane@example.com",
        "Jane.Doe+news_1@mail.example.co.uk",
        "o'neil@example.com",
        "j@x.example",
        "jane@xn--bcher-kva.example",
        "jane@example.xn--p1ai",
        f"{'j' * 64}@example.com",
    ],
)
def test_address_is_a_mailto_link(text: str) -> None:
    assert addresses.email(text) == {"type": "link", "url": f"mailto:{text}", "text": text}


NO_ADDRESSES = [
    "jane",
    "jane@example",
    "@example.com",
    "jane@@example.com",
    "jane@example.com, joe@example.com",
    "Jane <jane@example.com>",
    "mailto:jane@example.com",
    "jane@example.com?cc=joe@example.com",
    "jane@example.com%0ABcc:joe@example.com",
    "jane%40example.org@example.com",
    "jane&x@example.com",
    "jane@example.com/x",
    "jane@example.com\n",
    "jane@-example.com",
    "jane@example..com",
    "jane@127.0.0.1",
    "jane@exämple.com",
    "jän@example.com",
    "jane\uff20example.com",
    f"{'j' * 65}@example.com",
    f"jane@{'e' * 64}.com",
    "javascript:alert(1)",
    "https://evil.example",
    "",
]


def test_other_text_is_not_a_mailto_link() -> None:
    for text in NO_ADDRESSES:
        assert addresses.email(text) == literal(text), text
        assert addresses.email_hint(text) == "", text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+1 555 0142", "+15550142"),
        ("+1 (555) 010-0142", "+15550100142"),
        ("555.010.0142", "5550100142"),
        ("+32 2 555 01 42", "+3225550142"),
        ("+32 (0)2 555 01 42", "+3225550142"),
        ("+44 (0)1632 960142", "+441632960142"),
        ("+44 20\u00a07946\u20110142", "+442079460142"),
        ("0032 2 555 01 42", "+3225550142"),
        ("+1 555 010 0142 ext. 7", "+15550100142"),
        ("\u0665\u0665\u0665 \u0660\u0661\u0660 \u0660\u0661\u0664\u0662", "5550100142"),
    ],
)
def test_number_is_a_tel_link(text: str, number: str) -> None:
    assert addresses.phone(text) == {"type": "link", "url": f"tel:{number}", "text": text}


NO_NUMBERS = [
    *("", "call me", "0142", "+1 555", "1" * 16, "+1 555 0142 or +1 555 0143", "555-CALL-NOW"),
    *("*#06#5550142", "+1 555 0142;phone-context=x", "+1 555 0142 (Jane)", "javascript:5550142"),
]


def test_other_text_is_not_a_tel_link() -> None:
    for text in NO_NUMBERS:
        assert addresses.phone(text) == literal(text), text
        assert addresses.phone_hint(text, say) == "", text


@given(st.text() | st.text(st.sampled_from("+ ()-0123456789x.@ae%?&;,\u0665\uff0b\n")))
def test_any_text_is_shown_unchanged_and_links_nowhere_else(text: str) -> None:
    for element in (addresses.email(text), addresses.phone(text)):
        assert element["text"] == text
        url = element.get("url", "tel:5550142")
        assert re.fullmatch(r"mailto:[A-Za-z0-9._+'-]+@[A-Za-z0-9.-]+|tel:\+?[0-9]{7,17}", url)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("jane.doe@acme.example", "j\u2026@acme.example"),
        ("abc@acme.example", "a\u2026@acme.example"),
        ("ab@acme.example", "\u2026@acme.example"),
        ("a@acme.example", "\u2026@acme.example"),
        (f"jane@{'a' * 60}.example", f"j\u2026@{'a' * 59}\u2026"),
    ],
)
def test_address_hint(text: str, hint: str) -> None:
    assert addresses.email_hint(text) == hint


def test_number_hint() -> None:
    assert addresses.phone_hint("+1 (555) 010-0142", say) == "phone ending in 42"
    assert addresses.phone_hint("+1 555 010 0142 ext. 77", say) == "phone ending in 42"
