import pytest

from bot.cards.urls import https_url

GOOD = [
    "https://images.example.com/ada.png",
    "https://images.example.com:8443/a/b?X-Amz-Signature=0123456789abcdef&v=1700000000",
    "https://xn--bcher-kva.example/ada.jpg",
    "https://example.com/" + "a" * 2_980,
]
BAD = [
    "",
    "http://images.example.com/ada.png",
    "ftp://example.com/a",
    "javascript:alert(1)",
    "data:image/png;base64,AAAA",
    "//example.com/a.png",
    "https://",
    "https:///a.png",
    "HTTPS://example.com/a.png",
    "https://./a.png",
    "https://exa$mple.com/a.png",
    "https://example.com:0/a.png",
    "https://user@example.com/a.png",
    "https://user:secret@example.com/a.png",
    "https://example.com:x/a.png",
    "https://example.com:99999/a.png",
    "https://[::1/a.png",
    "https://example.com/a b.png",
    "https://example.com/a\n.png",
    "https://example.com/a.png|label>",
    "https://example.com\\@evil.example/a.png",
    "https://exämple.com/a.png",
    "https://example.com/" + "a" * 2_981,
    "<string>",
]


@pytest.mark.parametrize("url", GOOD)
def test_a_good_address_is_used_as_it_is(url: str) -> None:
    assert https_url(url) == url


def test_a_bad_address_is_not_used() -> None:
    assert {url: https_url(url) for url in BAD} == dict.fromkeys(BAD, None)


def test_a_page_may_have_a_fragment() -> None:
    assert https_url("https://app.example.com/#/people/c-1") == "https://app.example.com/#/people/c-1"
