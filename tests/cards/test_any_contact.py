"""Whatever Spott sends, Slack accepts the card and Details, with inert text, and the card has nothing private."""

import json
import os
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel

from bot.cards.foot import LookedUp
from bot.cards.message import Message
from bot.spott.candidate import Candidate
from bot.spott.models import Contact
from tests.cards.detailed import faults as details_faults
from tests.cards.detailed import view
from tests.cards.hostile import INGREDIENTS, hostile_strings, jobs, people, with_every_text
from tests.cards.judges import faults, refusals, shape, strings, view_refusals
from tests.cards.people import applications, card_of, documented, from_spott

# 10,000 contacts take minutes: CARD_EXAMPLES=10000 pytest tests/cards/test_any_contact.py --timeout=900
EXAMPLES = int(os.environ.get("CARD_EXAMPLES", "40"))
NO_JOBS: dict[str, Any] = {"items": []}
APP = "https://app.example.com/people/{candidate_id}"


def cards(answer: dict[str, Any], jobs: Any = NO_JOBS) -> list[Message]:  # noqa: ANN401 - JSON
    applied = applications(jobs)
    person = Contact.model_validate(answer)
    former = person.model_copy(
        update={"client_contacts": tuple(one.model_copy(update={"active": False}) for one in person.client_contacts)}
    )
    return [
        card_of(person, applied, looked_up=LookedUp("U012ABCDEF", "Grace Hopper"), app_url=APP),
        card_of(person, applied, form="short", app_url=APP),
        card_of(former),
    ]


def filled(value: object) -> Iterator[tuple[type[BaseModel], str]]:
    """The fields that have a value, by their model."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if (held := getattr(value, name)) not in (None, ()):
                yield type(value), name
                yield from filled(held)
    elif isinstance(value, tuple):
        for member in value:
            yield from filled(member)


def test_documented_person_has_a_value_in_every_field() -> None:
    found = set(filled(Contact.model_validate(documented())))
    models = {model for model, _ in found}
    assert found == {(model, name) for model in models for name in model.model_fields}


def cards_full_of(text: str) -> list[Message]:
    """The cards of a person whose every text is this one: of a contact with applications, and of a candidate."""
    jobs = with_every_text(from_spott("applications-by-candidate-realistic"), text)
    candidate = Candidate.model_validate(with_every_text(from_spott("candidate-realistic"), text) | {"id": "c-1"})
    return [*cards(with_every_text(documented(), text) | {"candidateId": "c-1"}, jobs), card_of(candidate)]


PLAIN = [shape(card["blocks"]) for card in cards_full_of("\u00e9 plain words")]


def test_hostile_strings_in_every_text_field_are_inert() -> None:
    for hostile in hostile_strings(EXAMPLES):
        # A letter at both ends: text that cleans to nothing is rightly left out, and the shape would differ.
        made = cards_full_of(f"\u00e9{hostile}\u00e9")
        for card, plain in zip(made, PLAIN, strict=True):
            assert faults(card) == []
            assert refusals(card) == []
            assert shape(card["blocks"]) == plain


def test_single_hostile_ingredients_are_inert() -> None:
    for ingredient in INGREDIENTS:
        for card in cards_full_of(ingredient):
            assert faults(card) == [], ingredient
            assert refusals(card) == [], ingredient


E_MAILS = [
    "canary@example.com",
    "Canary@Example.Com",
    "canary\uff20example.com",
    "canary\u200d@example.com",
    "can\u00adary@exam\u200bple.com",
    "canary%40example.com",
    "canary (at) example (dot) com",
    "\uff43\uff41\uff4e\uff41\uff52\uff59@example\uff0ecom",
]
PHONES = [
    "+15550100199",
    "+1 (555) 010-0199",
    "555.010.0199",
    "001 555 010 0199 ext. 7",
    "555\u2011010\u20110199",
    "555\u200b010\u200d0199",
    "\uff15\uff15\uff15\uff10\uff11\uff10\uff10\uff11\uff19\uff19",
    "\u0665\u0665\u0665 \u0660\u0661\u0660 \u0660\u0661\u0669\u0669",
    "5\u03325\u03325\u03320\u03321\u03320\u03320\u03321\u03329\u03329",
]


def whole_text(message: Message) -> str:
    """The whole text of the message, folded so that no spelling hides a canary."""
    said = json.dumps(list(strings(json.loads(json.dumps(message)))), ensure_ascii=False)
    folded = unicodedata.normalize("NFKC", said).casefold()
    return "".join(c for c in folded if unicodedata.category(c) not in {"Cf", "Mn", "Me"})


def digits(text: str) -> str:
    return "".join(str(unicodedata.digit(character, "")) for character in text)


@pytest.mark.parametrize("canary", E_MAILS + PHONES)
def test_no_address_and_no_number_reaches_the_channel(canary: str) -> None:
    for around in ("{}", "Call {} now", "<{}>", "({})", "x" * 110 + " {}", "é {} é", "\n{}\n"):
        # The person typed the id; the rest of the answer is private until it is masked.
        for card in cards_full_of(around.format(canary)):
            said = whole_text(card)
            assert "canary" not in said, around
            assert "example.c" not in said.replace("app.example.com", ""), around
            assert "5550100199" not in digits(said), around


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(answer=people, applied=jobs)
def test_any_contact_has_a_card_and_details_that_slack_accepts(answer: dict[str, Any], applied: dict[str, Any]) -> None:
    for card in cards(answer, applied):
        assert refusals(card) == []
        assert faults(card) == []
    shown = view(Contact.model_validate(answer), applications=applications(applied))
    assert view_refusals(shown) == []
    assert details_faults(shown) == []
