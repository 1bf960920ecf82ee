"""Nobody's card is shown to others on a guess or by accident, whatever is typed."""

import pytest

from bot.cards import buttons
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import click, look_up, names_on, settled, shown
from tests.scenarios.public_or_private import ASKED, PAGE, PUBLIC, REGIONS, everybody, table


def in_words(post: Post) -> str:
    if any(block.get("accessory", {}).get("action_id") == buttons.SHOW for block in post.blocks):
        kind = "asked"
    elif name := "".join(names_on(post.blocks)):
        return f"{'private' if post.user_visible_to else 'public'}: {name}"
    else:
        kind = "told"
    return kind if post.user_visible_to == MEMBER else f"{kind} in public"


def fill(here: World) -> None:
    here.spott.people = everybody(here.spott.people["c-ada-lovelace"])
    here.spott.agency.candidates.clear()
    here.spott.search_only.clear()


async def test_what_is_shown_for_what_is_typed_and_to_whom() -> None:
    expected = table()
    assert len(expected) >= 150
    async with world(
        phone_region=REGIONS, spott_app_url=PAGE, lookups_per_person=(9_999, 9_999), spott_calls_per_minute=99_999
    ) as here:
        fill(here)
        found = {typed: in_words(await look_up(here, typed)) for typed in expected}
    assert {typed: (found[typed], shown) for typed, shown in expected.items() if found[typed] != shown} == {}


def test_nobody_in_the_table_is_shown_in_public_by_a_guess() -> None:
    expected = table()
    assert [typed for typed in ASKED if expected[typed] != "asked"] == []
    assert sum(map(len, PUBLIC.values())) > 30


@pytest.mark.parametrize("typed", ["grase hoper", "Mariama Ba", "ad hoper", "dorylogistics.example.com"])
async def test_person_chosen_from_a_guess_is_private_until_posted(over_http: World, typed: str) -> None:
    fill(over_http)
    picker = await look_up(over_http, typed)
    assert picker.text.startswith((say("did_you_mean"), say("did_you_mean_one_of")))
    assert picker.text.endswith(say("pick_private"))
    await click(over_http, picker, buttons.SHOW)
    (card,) = shown(over_http)
    assert in_words(card).startswith("private: ")
    await click(over_http, card, buttons.POST_HERE)
    await settled(over_http)
    (posted,) = shown(over_http)
    assert in_words(posted) == in_words(card).replace("private", "public")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Grace Hopper privte", True),
        ("privvate c-hopper", True),
        ("priv\u00e9 c-hopper", False),
        ("private Grace Hopper", False),
    ],
)
async def test_a_card_says_that_a_word_was_read_as_private(over_http: World, typed: str, *, says: bool) -> None:
    fill(over_http)
    card = await look_up(over_http, typed)
    assert in_words(card) == "private: Grace Hopper"
    assert (say("private_read_so") in str(card.blocks)) is says
    await click(over_http, card, buttons.POST_HERE)
    assert [in_words(post) for post in shown(over_http)] == ["public: Grace Hopper"]
