import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import results
from bot.cards.message import Message
from bot.cards.views import choice
from bot.people.hits import usable
from bot.spott.models import SearchHit
from tests.cards.hostile import INGREDIENTS, emails, hostile_strings
from tests.cards.judges import faults, refusals, shape, strings, view_faults, view_refusals
from tests.cards.people import expected, sample
from tests.english import say

ASK = "Several people in Spott match. Which one do you mean?"
ASK_ONE = "Spott has no exact match. Did you mean this person?"
ASK_OF_LIKELY = "Spott has no exact match. Did you mean one of these people?"
ONLY_YOU = "Only you will see the card you choose."
MORE = "There are more matches. To narrow them down, use an email address or a phone number."
NONE = "None of the people that Spott found can be shown. Try another name, an email address or a phone number."


def hit(record_id: str | None = "c-1", **fields: object) -> SearchHit:
    given = {"entityType": "candidate", "id": record_id, "firstName": "Jane", "lastName": "Doe", **fields}
    return SearchHit.model_validate(given)


def rows(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message["blocks"] if "accessory" in block]


def values(message: Message) -> list[str]:
    return [block["accessory"]["value"] for block in message["blocks"] if "accessory" in block]


def without_our_words(message: Message) -> Message:
    """The message for the judges of cards, without our own sentences, which are checked word for word."""
    ours = [block for block in message["blocks"] if _mrkdwn(block) is None]
    assert {_mrkdwn(block) for block in message["blocks"]} <= {None, ASK, ASK_ONE, ASK_OF_LIKELY, MORE, NONE, ONLY_YOU}
    return {"text": message["text"], "blocks": ours}


def _mrkdwn(block: dict[str, Any]) -> str | None:
    text = block.get("text") or block.get("elements", [{}])[0]
    words: str | None = text["text"] if text.get("type") == "mrkdwn" else None
    return words


def test_single_inexact_match_is_a_question() -> None:
    message = results.picker(say, [hit("c-1", firstName="Jane")], private=False)
    assert (_mrkdwn(message["blocks"][0]), message["text"].splitlines()[0]) == (ASK_ONE, ASK_ONE)
    assert [block["accessory"]["value"] for block in message["blocks"][1:-1]] == ["c-1"]


def test_two_people_with_the_same_name_give_exactly_this_picker() -> None:
    found = [SearchHit.model_validate(one) for one in sample("search.two-of-one-name.json")["items"]]
    message = results.picker(say, found, private=False)
    assert message == expected("picker.two-of-one-name.json", message)
    assert refusals(message) == []
    assert faults(without_our_words(message)) == []


ROWS: list[tuple[dict[str, Any], str]] = [
    ({}, "Jane Doe\nCandidate"),
    ({"middleName": "Q.", "secondLastName": "Roe"}, "Jane Q. Doe Roe\nCandidate"),
    ({"firstName": None, "lastName": None}, "Name not in Spott\nCandidate"),
    ({"firstName": "jane@", "lastName": "example.com"}, "(email hidden)\nCandidate"),
    ({"entityType": "clientContact"}, "Jane Doe\nClient contact"),
    ({"entityType": "client_contact"}, "Jane Doe\nClient contact"),
    ({"entityType": "<!channel>"}, "Jane Doe"),
    ({"entityType": None}, "Jane Doe"),
    ({"emailAddresses": ["jane@acme.example", "j@b.example"]}, "Jane Doe\nCandidate \u00b7 j\u2026@acme.example"),
    ({"emailAddresses": ["<!channel>", "jane@acme.example"]}, "Jane Doe\nCandidate \u00b7 j\u2026@acme.example"),
    ({"emailAddresses": ["no address"]}, "Jane Doe\nCandidate"),
    ({"phoneNumbers": ["none", "+1 555 010 0142"]}, "Jane Doe\nCandidate \u00b7 phone ending in 42"),
    ({"linkedInUrl": "https://evil.example"}, "Jane Doe\nCandidate \u00b7 LinkedIn"),
    (
        {"emailAddresses": ["jane@acme.example"], "phoneNumbers": ["+1 555 0142"], "linkedInUrl": "x"},
        "Jane Doe\nCandidate \u00b7 j\u2026@acme.example \u00b7 phone ending in 42 \u00b7 LinkedIn",
    ),
]


def test_picker_shows_only_what_distinguishes_people() -> None:
    for fields, row in ROWS:
        message = results.picker(say, [hit(**fields)], private=False)
        assert rows(message) == [row], fields
        assert message["blocks"][1]["accessory"]["accessibility_label"] == f"Show {row.splitlines()[0]}", fields


def test_identical_looking_people_are_distinguished_by_id() -> None:
    message = results.picker(say, [hit("c-0001"), hit("c-0002"), hit("c-0003", lastName="Roe")], private=False)
    assert rows(message) == [
        "Jane Doe\nCandidate \u00b7 ID ending in 0001",
        "Jane Doe\nCandidate \u00b7 ID ending in 0002",
        "Jane Roe\nCandidate",
    ]


def test_unusable_and_repeated_ids_are_left_out() -> None:
    ids = ["c-1", None, "../users", "c 2", "c-1", "jane@example.com", "c" * 65, "c-2", "c-1"]
    found = [hit(record_id, lastName=str(place)) for place, record_id in enumerate(ids)]
    assert [(one.id, one.last_name) for one in usable(found)] == [("c-1", "0"), ("c-2", "7")]
    assert values(results.picker(say, found, private=False)) == ["c-1", "c-2"]


@pytest.mark.parametrize(("private", "value"), [(True, "c-1 private"), (False, "c-1")])
def test_a_choice_remembers_whether_the_card_is_private(value: str, *, private: bool) -> None:
    assert values(results.picker(say, [hit()], private=private)) == [value]


@pytest.mark.parametrize(("count", "shown", "more"), [(1, 1, False), (10, 10, False), (11, 10, True), (100, 10, True)])
def test_ten_people_are_shown_and_with_more_how_to_narrow_it(count: int, shown: int, *, more: bool) -> None:
    found = [hit(f"c-{place}", lastName=f"Doe {place}") for place in range(count)]
    message = results.picker(say, found, private=False)
    assert values(message) == [f"c-{place}" for place in range(shown)]
    assert (message["blocks"][-2]["type"] == "context") == more
    assert message["text"].splitlines() == [
        ASK_ONE if count == 1 else ASK,
        *(f"Jane Doe {place}, Candidate" for place in range(shown)),
        *([MORE] if more else []),
    ]
    assert refusals(message) == []


def test_a_hundred_copies_are_shown_once() -> None:
    assert values(results.picker(say, [hit()] * 100, private=False)) == ["c-1"]


@pytest.mark.parametrize("found", [[], [hit(None)]])
def test_empty_picker_says_so(found: list[SearchHit]) -> None:
    message = results.picker(say, found, private=False)
    assert message["text"] == NONE
    assert len(message["blocks"]) == 1
    assert refusals(message) == []


def test_a_modal_offers_the_same_people_in_private() -> None:
    found = [hit("c-1"), hit("c-2", lastName="Roe")]
    assert results.choices(say, found) == results.picker(say, found, private=True)["blocks"][:-2]


def test_similar_people_are_a_question() -> None:
    found = [hit("c-1"), hit("c-2", lastName="Roe")]
    message = results.picker(say, found, private=True, guessed=True)
    assert (_mrkdwn(message["blocks"][0]), _mrkdwn(message["blocks"][-2])) == (ASK_OF_LIKELY, ONLY_YOU)
    assert message["text"].splitlines() == [ASK_OF_LIKELY, "Jane Doe, Candidate", "Jane Roe, Candidate", ONLY_YOU]
    assert results.choices(say, found, guessed=True) == message["blocks"][:-2]


def of_text(text: str) -> list[SearchHit]:
    names = ("middleName", "lastName", "secondLastName", "avatarUrl", "linkedInUrl", "entityType")
    fields = dict.fromkeys((*names, "role", "company", "city"), text)
    return [
        hit(f"c-{place}", firstName=text, emailAddresses=[text], phoneNumbers=[text], **fields) for place in range(12)
    ]


PLAIN = shape(results.picker(say, of_text("\u00e9 plain words"), private=False)["blocks"])


def test_hostile_names_are_inert() -> None:
    for hostile in hostile_strings(40):
        found = of_text(f"\u00e9{hostile}\u00e9")
        message = results.picker(say, found, private=False)
        assert faults(without_our_words(message)) == []
        assert refusals(message) == []
        assert shape(message["blocks"]) == PLAIN
        assert len(message["text"].splitlines()) == 12
        view = choice(say, found)
        assert view_faults(view, ASK, MORE) == []
        assert view_refusals(view) == []


@pytest.mark.parametrize("canary", ["canary@example.com", "+1 (555) 010-0199", "canary\u200d@example.com"])
def test_picker_contains_no_complete_address_or_number(canary: str) -> None:
    said = json.dumps(list(strings(json.loads(json.dumps(results.picker(say, of_text(canary), private=False))))))
    assert "canary" not in said
    assert "0199" not in said


texts = st.none() | st.text(max_size=60) | st.sampled_from(INGREDIENTS)
hits = st.fixed_dictionaries(
    {
        "entityType": texts | st.just("candidate"),
        "id": st.text("cC09_-", min_size=1, max_size=64) | texts,
        "firstName": texts,
        "lastName": texts,
        "emailAddresses": st.lists(texts | emails, max_size=2),
        "phoneNumbers": st.lists(texts | st.text("+ ()-0123456789", min_size=5, max_size=20), max_size=2),
        "linkedInUrl": texts,
    }
)


@settings(max_examples=40)
@given(st.lists(hits, max_size=12), st.booleans())
def test_any_hits_give_a_picker_that_slack_accepts(answers: list[dict[str, Any]], private: bool) -> None:  # noqa: FBT001  (hypothesis)
    found = [SearchHit.model_validate(answer) for answer in answers]
    message = results.picker(say, found, private=private)
    assert refusals(message) == []
    assert faults(without_our_words(message)) == []
    assert view_refusals(choice(say, found)) == []
