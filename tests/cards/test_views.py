import pytest

from bot.cards import buttons, notices, results, views
from bot.cards.foot import LookedUp
from bot.cards.message import Block, Message, actions
from bot.cards.views import View
from bot.spott.models import SearchHit
from tests.cards.judges import view_refusals
from tests.cards.people import NOW, card_of, contact, person
from tests.english import say

APP = "https://app.example.com/people/{candidate_id}"


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def words(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def modal(title: str, blocks: list[Block], metadata: str = "") -> View:
    return {
        "type": "modal",
        "title": plain(title),
        "close": plain("Close"),
        "blocks": blocks,
        "private_metadata": metadata,
    }


def card_blocks(name: str = "Jane") -> list[Block]:
    row = [buttons.details(say, "c-1"), buttons.post_to_thread(say, "c-1")]
    return card_of(contact(firstName=name), looked_up=LookedUp("U012ABCDEF", "Grace Hopper"), app_url=APP, buttons=row)[
        "blocks"
    ]


def hits(count: int) -> list[SearchHit]:
    return [SearchHit.model_validate({"id": f"c-{place}", "firstName": "Jane"}) for place in range(count)]


def test_modal_says_that_it_is_waiting_for_spott() -> None:
    assert views.loading(say) == modal("Look up in Spott", [words("Loading from Spott\u2026")])
    assert views.loading(say, "Details")["title"] == plain("Details")
    assert view_refusals(views.loading(say)) == []


def test_a_title_too_long_is_clipped() -> None:
    shown = views.loading(say, "A title that is too long for Slack")
    assert shown["title"] == plain("A title that is too lon\u2026")
    assert view_refusals(shown) == []


@pytest.mark.parametrize(
    "notice", [notices.of(say, "click_expired"), notices.of(say, "invite_me_to_post"), notices.of(say, "help")]
)
def test_notice_in_a_modal(notice: Message) -> None:
    shown = views.notice(say, notice, title="Look up in Spott")
    assert shown == modal("Look up in Spott", notice["blocks"])
    assert view_refusals(shown) == []


def test_card_in_a_modal_has_its_buttons() -> None:
    message = card_of(contact(), app_url=APP, buttons=[buttons.post_to_thread(say, "c-1")])
    shown = views.person(say, message, metadata="C012ABCDEF 1700000000.000100")
    assert shown == modal("Person in Spott", message["blocks"], "C012ABCDEF 1700000000.000100")
    assert view_refusals(shown) == []


def test_details_in_a_modal() -> None:
    shown = views.details_view(say, person(contact()), now=NOW, attributes=frozenset())
    assert (shown["title"], shown["private_metadata"]) == (plain("Jane Doe"), "")
    assert "header" not in {block["type"] for block in shown["blocks"]}
    assert view_refusals(shown) == []


@pytest.mark.parametrize(
    ("first", "title", "above"),
    [
        pytest.param("J" * 20, f"{'J' * 20} Doe", [], id="fits"),
        pytest.param(
            "J" * 21, f"{'J' * 21} D\u2026", [{"type": "header", "text": plain(f"{'J' * 21} Doe")}], id="too-long"
        ),
        pytest.param(None, "Doe", [], id="last-name"),
        pytest.param("<!channel>", "<!channel> Doe", [], id="hostile"),
    ],
)
def test_details_are_titled_with_the_name_which_is_said_once(first: str | None, title: str, above: list[Block]) -> None:
    shown = views.details_view(say, person(contact(firstName=first)), now=NOW, attributes=frozenset())
    assert (shown["title"], [one for one in shown["blocks"] if one["type"] == "header"]) == (plain(title), above)
    assert view_refusals(shown) == []


@pytest.mark.parametrize("app_url", [None, APP])
def test_details_open_the_person_in_spott_where_the_address_is_known(app_url: str | None) -> None:
    shown = views.details_view(say, person(contact()), now=NOW, attributes=frozenset(), app_url=app_url)
    opened = [actions(buttons.open_in_spott(say, app_url.format(candidate_id="c-jane-doe")))] if app_url else []
    assert (
        [block for block in shown["blocks"] if block["type"] == "actions"]
        == opened
        == shown["blocks"][-1:][: len(opened)]
    )
    assert view_refusals(shown) == []


@pytest.mark.parametrize("count", [0, 1, 2, 100])
def test_choice_in_a_modal(count: int) -> None:
    shown = views.choice(say, hits(count), metadata="C012ABCDEF")
    none = [actions(buttons.none_of_these(say))] if count else []
    assert shown == modal("Look up in Spott", [*results.choices(say, hits(count)), *none], "C012ABCDEF")
    assert view_refusals(shown) == []


def test_the_search_form_asks_one_thing() -> None:
    shown = views.search_form(say, metadata="C012ABCDEF", hint=say("nothing_in_message"))
    assert shown == {
        "type": "modal",
        "callback_id": "search_in_spott",
        "title": plain("Look up in Spott"),
        "submit": plain("Search"),
        "close": plain("Cancel"),
        "private_metadata": "C012ABCDEF",
        "blocks": [
            words(say("nothing_in_message")),
            {
                "type": "input",
                "block_id": "query",
                "label": plain("Who are you looking for?"),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "typed",
                    "max_length": 200,
                    "focus_on_load": True,
                    "placeholder": plain("Name, email address or phone number"),
                },
            },
        ],
    }
    assert view_refusals(shown) == []


def test_search_form_without_a_hint_has_only_the_field() -> None:
    shown = views.search_form(say)
    assert [block["type"] for block in shown["blocks"]] == ["input"]
    assert view_refusals(shown) == []


def test_search_form_keeps_what_was_typed() -> None:
    shown = views.search_form(say, typed="Jane Deo" + "x" * 300)
    assert shown["blocks"][0]["element"]["initial_value"] == "Jane Deo" + "x" * 192
    assert view_refusals(shown) == []


def test_several_findings_are_shown_one_below_the_other() -> None:
    nobody = notices.of(say, "nobody_by_email")["blocks"]
    divider: Block = {"type": "divider"}
    shown = views.found(say, [card_blocks(), results.choices(say, hits(3)), nobody], metadata="C012ABCDEF")
    assert shown == modal(
        "Look up in Spott",
        [*card_blocks(), divider, *results.choices(say, hits(3)), divider, *nobody],
        "C012ABCDEF",
    )
    assert view_refusals(shown) == []


def test_findings_beyond_a_modal_are_counted() -> None:
    shown = views.found(say, [results.choices(say, hits(12))] * 10)
    # 12 blocks each, a divider before all but the first: seven times is 90 blocks.
    assert len(shown["blocks"]) == 91
    assert shown["blocks"][-1]["elements"][0]["text"] == "and 3 more in this message"
    assert view_refusals(shown) == []


def test_findings_too_large_for_a_modal_are_counted() -> None:
    large = [{"type": "section", "text": plain("\u6f22" * 3_000)}] * 3
    shown = views.found(say, [large] * 10, metadata="x" * 3_000)
    assert shown["blocks"][-1]["elements"][0]["text"] == "and 6 more in this message"
    assert view_refusals(shown) == []


def test_ten_cards_fit_into_one_modal() -> None:
    shown = views.found(say, [card_blocks(f"Jane {place}") for place in range(10)])
    assert shown["blocks"][-1] == card_blocks("Jane 9")[-1]
    assert view_refusals(shown) == []
