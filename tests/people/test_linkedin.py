"""LinkedIn links as people type, paste and receive them, and as Spott keeps them."""

import pytest

from bot.people import in_chat
from bot.people.hits import is_meant
from bot.people.in_message import Found, find_in_message
from bot.people.linkedin import ByProfile, path_of
from bot.people.query import Asked, NotUnderstood
from bot.people.typed import parse
from bot.spott.models import SearchHit

ADA = ByProfile("in/ada-lovelace-1815ab", "ada lovelace")
OLD = ByProfile("pub/ada-lovelace/1a/2b3/4c5", "ada lovelace")
ELODIE = ByProfile("in/\u00e9lodie-lef\u00e8vre", "\u00e9lodie lef\u00e8vre")

ADDRESSES = (
    ("https://www.linkedin.com/in/ada-lovelace-1815ab/", ADA),
    ("http://linkedin.com/in/ada-lovelace-1815ab", ADA),
    ("linkedin.com/in/ada-lovelace-1815ab", ADA),
    ("www.linkedin.com/in/ada-lovelace-1815ab", ADA),
    ("HTTPS://WWW.LinkedIn.com/IN/Ada-Lovelace-1815AB", ADA),
    ("https://nl.linkedin.com/in/ada-lovelace-1815ab", ADA),
    ("https://uk.linkedin.com/in/ada-lovelace-1815ab?trk=public-profile", ADA),
    ("cn.linkedin.com/in/ada-lovelace-1815ab", ADA),
    ("https://www.linkedin.cn/in/ada-lovelace-1815ab", ADA),
    ("https://m.linkedin.com/in/ada-lovelace-1815ab", ADA),
    ("https://touch.www.linkedin.com/in/ada-lovelace-1815ab", ADA),
    ("https://www.linkedin.com/mwlite/in/ada-lovelace-1815ab", ADA),
    ("https://www.linkedin.com/mwlite/profile/in/ada-lovelace-1815ab", ADA),
    ("https://www.linkedin.com/m/in/ada-lovelace-1815ab/", ADA),
    ("https://www.linkedin.com/comm/in/ada-lovelace-1815ab?midToken=AQ&trk=eml-x", ADA),
    ("https://www.linkedin.com/in/ada-lovelace-1815ab?utm_source=share&utm_medium=ios_app", ADA),
    ("https://www.linkedin.com/in/ada-lovelace-1815ab/?originalSubdomain=nl", ADA),
    ("https://www.linkedin.com/in/ada-lovelace-1815ab/nl-nl", ADA),
    ("https://www.linkedin.com/in/ada-lovelace-1815ab/overlay/contact-info/", ADA),
    ("https://www.linkedin.com/in/ada-lovelace-1815ab#experience", ADA),
    ("https://www.linkedin.com/in/ada%2Dlovelace%2D1815ab", ADA),
    ("https://www.linkedin.com/in/ada\u2011lovelace\u20111815ab", ADA),
    ("https://www.linkedin.com/in/%C3%A9lodie-lef%C3%A8vre", ELODIE),
    ("https://fr.linkedin.com/in/%c3%a9lodie-lef%c3%a8vre/", ELODIE),
    ("https://fr.linkedin.com/in/%25C3%25A9lodie-lef%25C3%25A8vre", ELODIE),
    ("https://fr.linkedin.com/in/e\u0301lodie-lefe\u0300vre", ELODIE),
    ("linkedin.com/in/\u00c9lodie-Lef\u00e8vre", ELODIE),
    ("https://www.linkedin.com/pub/ada-lovelace/1a/2b3/4c5", OLD),
    ("HTTPS://UK.LinkedIn.com/PUB/Ada-Lovelace/1A/2B3/4C5/en?trk=x", OLD),
)
"""Addresses of a profile, each with the profile."""

AROUND = (
    ("<https://www.linkedin.com/in/ada-lovelace-1815ab|Ada Lovelace>", ADA),
    ("<http://linkedin.com/in/ada-lovelace-1815ab|linkedin.com/in/ada-lovelace-1815ab>", ADA),
    ("<https://www.linkedin.com/in/ada-lovelace-1815ab?a=1&amp;b=2>", ADA),
    ("(linkedin.com/in/ada-lovelace-1815ab)", ADA),
    ("*linkedin.com/in/ada-lovelace-1815ab*", ADA),
    ("Who knows https://linkedin.com/in/ada-lovelace-1815ab?", ADA),
    ("Ada Lovelace | LinkedIn https://linkedin.com/in/ada-lovelace-1815ab.", ADA),
    ("LinkedIn: www.linkedin.com/in/ada-lovelace-1815ab", ADA),
)
"""Addresses of a profile within a text, typed or in a message."""

NAMES = (
    ("jane-doe", "jane doe"),
    ("janedoe", "janedoe"),
    ("janedoe1985", "janedoe"),
    ("jane-doe-phd", "jane doe"),
    ("jan-van-der-berg-b1234567", "jan van der berg"),
    ("doe-1985", "doe"),
    ("jane_doe", "jane doe"),
    ("jane-doe-%F0%9F%9A%80", "jane doe"),
    ("%E5%BC%A0%E4%BC%9F", "\u5f20\u4f1f"),
)
"""Slugs, each with the name that is searched for."""

NO_PROFILES = (
    "https://linkedin.com/in/",
    "https://linkedin.com/pub/dir/Ada/Lovelace",
    "https://linkedin.com/pub/ada-lovelace/1/2/3456",
    "https://linkedin.com/company/acorn-analytics",
    "https://www.linkedin.com/sales/lead/ACwAAB1x",
    "https://evil-linkedin.com/in/ada-lovelace",
    "https://linkedin.com.evil.example/in/ada-lovelace",
    "https://evil.example/linkedin.com/in/ada-lovelace",
    "https://evil.example/?to=linkedin.com/in/ada-lovelace",
    "https://linkedin.com@evil.example/in/ada-lovelace",
    "https://www.example.org/in/ada-lovelace",
    "https://lnkd.in/ada-lovelace",
)

NAMELESS = (
    "https://www.linkedin.com/in/12345678",
    "Who is <https://www.linkedin.com/in/12345678?trk=x>?",
    "linkedin.com/in/ACoAABcDeF1gH-i_jK",
    "https://www.linkedin.com/in/%F0%9F%9A%80",
    "linkedin.com/in/a1b2c3d4",
    "linkedin.com/pub/1234/1/2/3",
    "linkedin.com/in/1, linkedin.com/in/2",
)
"""Addresses of profiles that have no name in them."""


def test_link_is_read_alike_whether_it_is_typed_or_in_a_message() -> None:
    for text, profile in [*ADDRESSES, *AROUND]:
        asked = parse(text)
        assert (asked.query, asked.private, asked.sensitive) == (profile, False, False), text
        found = find_in_message({"text": text})
        assert (found.candidates, [name for name in found.names if name != "Ada Lovelace"]) == ((profile,), []), text


def test_search_hit_with_this_profile_is_recognised_in_any_form() -> None:
    for address, profile in ADDRESSES:
        assert is_meant(SearchHit(linked_in_url=f" {address}"), profile), address


@pytest.mark.parametrize(("slug", "name"), NAMES)
def test_name_in_a_slug(slug: str, name: str) -> None:
    (profile,) = find_in_message({"text": f"https://linkedin.com/in/{slug}"}).candidates
    assert isinstance(profile, ByProfile)
    assert profile.name == name


def test_other_links_are_not_profiles() -> None:
    for text in NO_PROFILES:
        assert parse(text).query == NotUnderstood(), text
        assert find_in_message({"text": text}).candidates == (), text


@pytest.mark.parametrize("text", NAMELESS)
def test_profile_without_a_name_is_distinguished_from_other_links(text: str) -> None:
    assert parse(text, phone_regions=["NL"]) == Asked(NotUnderstood(nameless_profile=True))
    assert in_chat.read(text, phone_regions=["NL"]).query == NotUnderstood(nameless_profile=True)
    assert find_in_message({"text": text}, phone_regions=["NL"]) == Found(has_nameless_profile=True)


@pytest.mark.parametrize("url", [None, "", "x", "https://linkedin.com/in/ada-lovelace", "https://evil.example"])
def test_search_hit_with_another_profile_or_none_is_not_meant(url: str | None) -> None:
    assert is_meant(SearchHit(first_name="Ada", last_name="Lovelace", linked_in_url=url), ADA) is False


def test_number_in_a_profile_is_not_a_phone_number() -> None:
    text = "linkedin.com/in/ada-lovelace-0612345678"
    assert find_in_message({"text": text}, phone_regions=["NL"]).candidates == (
        ByProfile("in/ada-lovelace-0612345678", "ada lovelace"),
    )
    assert not parse(text, phone_regions=["NL"]).sensitive


def test_what_follows_a_profile_within_an_address_is_not_part_of_it() -> None:
    assert path_of("https://linkedin.com/in/ada-lovelace and more") is None
