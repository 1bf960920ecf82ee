import pytest

from bot.cards import buttons, carried
from bot.cards.message import Block, Message, actions, section
from bot.cards.text import BUTTON_TEXT_LIMIT
from tests.cards.judges import refusals
from tests.english import say

ALL: dict[str, tuple[Block, str, str, str | None]] = {
    "open_in_spott": (
        buttons.open_in_spott(say, "https://app.example.com/people/c-1"),
        "Open in Spott",
        buttons.OPEN_IN_SPOTT,
        None,
    ),
    "post_here": (
        buttons.post_here(say, "c-1", "#recruiting", is_public=True),
        "Post here",
        buttons.POST_HERE,
        "c-1",
    ),
    "remove": (buttons.remove(say, "U012ABCDEF"), "Remove", buttons.REMOVE, "U012ABCDEF"),
    "details": (buttons.details(say, "c-1"), "Details", buttons.DETAILS, "c-1"),
    "refresh": (buttons.refresh(say, "c-1", "U012ABCDEF"), "Refresh", buttons.REFRESH, "c-1 U012ABCDEF"),
    "refresh what was shared": (
        buttons.refresh(say, "c-1", "U012ABCDEF", shared=True),
        "Refresh",
        buttons.REFRESH,
        "c-1 U012ABCDEF shared",
    ),
    "show": (buttons.show(say, "c-1", private=False), "Show", buttons.SHOW, "c-1"),
    "search a name": (buttons.search_name(say, "Jane Doe"), "Search", buttons.SEARCH_NAME, "Jane Doe"),
    "show in private": (buttons.show(say, "c-1", private=True), "Show", buttons.SHOW, "c-1 private"),
    "post_to_thread": (buttons.post_to_thread(say, "c-1"), "Post to thread", buttons.POST_TO_THREAD, "c-1"),
}
CONFIRMED = {"post_here", "remove", "post_to_thread"}


def in_a_message(*blocks: Block) -> Message:
    return {"text": "A card", "blocks": list(blocks)}


def test_button_has_its_text_and_contains_only_ids() -> None:
    for name, (button, text, action_id, value) in ALL.items():
        assert button["text"] == {"type": "plain_text", "text": text, "emoji": False}, name
        assert button["action_id"] == action_id, name
        assert button.get("value") == value, name
        assert ("confirm" in button) == (name in CONFIRMED), name
        assert "style" not in button, name
        assert refusals(in_a_message(actions(button))) == [], name


def test_old_buttons_keep_their_names() -> None:
    assert [buttons.OPEN_IN_SPOTT, buttons.POST_HERE, buttons.REMOVE] == ["open_in_spott", "post_here", "remove"]
    assert [buttons.DETAILS, buttons.REFRESH, buttons.SHOW] == ["details", "refresh", "show_person"]
    assert [buttons.POST_TO_THREAD, carried.PRIVATE, carried.SHARED] == ["post_to_thread", "private", "shared"]


def test_one_row_takes_every_button_once() -> None:
    row = [button for name, (button, *_) in ALL.items() if name not in {"show in private", "refresh what was shared"}]
    assert len({button["action_id"] for button in row}) == len(row)
    assert refusals(in_a_message(actions(*row))) == []


@pytest.mark.parametrize(
    ("where", "is_public", "readers"),
    [
        ("#recruiting", True, "#recruiting is public, so every member of your workspace will be able to see it."),
        ("#board", False, "Everyone in #board will be able to see it."),
        ("this conversation", False, "Everyone in this conversation will be able to see it."),
    ],
    ids=["public channel", "private channel", "group"],
)
def test_post_here_says_who_will_see_the_card(where: str, readers: str, *, is_public: bool) -> None:
    ask = buttons.post_here(say, "c-1", where, is_public=is_public)["confirm"]
    assert ask["text"]["text"] == readers


def test_remove_confirmation_says_who_can_remove_the_card() -> None:
    ask = buttons.remove(say, "U012ABCDEF")["confirm"]
    assert ask["text"]["text"] == (
        "It will disappear for everyone. Only the person who looked this up, or an admin, can remove it."
    )


def test_half_of_an_emoji_in_a_channels_name_is_left_out() -> None:
    ask = buttons.post_here(say, "c-1", "#party-\ud83c", is_public=False)["confirm"]
    assert ask["text"]["text"] == "Everyone in #party- will be able to see it."


def test_show_buttons_have_distinct_labels_for_screen_readers() -> None:
    assert "accessibility_label" not in buttons.show(say, "c-1", private=False)
    assert buttons.show(say, "c-1", private=False, name="Jane Doe")["accessibility_label"] == "Show Jane Doe"
    long = buttons.show(say, "c-1", private=False, name="<!channel> " * 30)
    assert len(long["accessibility_label"]) <= BUTTON_TEXT_LIMIT
    assert refusals(in_a_message(section("x", long))) == []


def test_the_longest_ids_fit() -> None:
    longest = "c" * 64
    row = (buttons.refresh(say, longest, "U" + "0" * 20), buttons.show(say, longest, private=True))
    assert refusals(in_a_message(actions(*row))) == []
