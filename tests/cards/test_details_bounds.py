"""Whatever Spott sends, details fit into a modal, with nothing live in them."""

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.message import Block
from bot.cards.views import View
from bot.spott.models import Contact
from tests.cards.detailed import faults, lines, mrkdwn, view
from tests.cards.hostile import INGREDIENTS, hostile_strings, people, texts, with_every_text
from tests.cards.judges import shape, view_refusals
from tests.cards.people import contact, documented, role

# More take minutes: CARD_EXAMPLES=5000 pytest tests/cards/test_details.py --timeout=900
EXAMPLES = int(os.environ.get("CARD_EXAMPLES", "40"))


@pytest.mark.parametrize(
    ("text", "roles"),
    [("\u6f22" * 4_000, 100), ("\U0001f469" * 4_000, 3), ('\u00e9\\"' * 2_000, 100), ("x" * 4_000, 1)],
    ids=["Chinese", "emoji", "escapes", "letters"],
)
def test_the_largest_person_fits_into_a_modal(text: str, roles: int) -> None:
    addresses = [
        {"purpose": text, "email": f"{place}{text}", "phoneNumber": f"{place}{text}", "isPrimary": True}
        for place in range(60)
    ]
    attribute = {"label": text, "value": {"text": text}, "isFilledByAI": True}
    one = role(
        text,
        company={"name": text},
        department=text,
        stage={"name": text},
        emailAddresses=addresses,
        phoneNumbers=addresses,
        customAttributes=[attribute] * 30,
    )
    person = contact(firstName=text, nextTaskDue={"content": text}, clientContacts=[one] * roles)
    shown = view(person)
    shown["private_metadata"] = "x" * 3_000
    assert view_refusals(shown) == []
    reach, *held = (block for block in shown["blocks"] if "rich_text_list" in json.dumps(block))
    assert lines([reach])[20] == lines([reach])[-1] == "and 30 more"
    assert len(held) >= 1
    if roles == 100:
        assert mrkdwn(shown["blocks"])[-1] == f"and {100 - len(held)} more roles"


def test_as_many_roles_as_a_modal_has_blocks_and_the_others_counted() -> None:
    shown = view(contact(clientContacts=[role()] * 200))
    assert view_refusals(shown) == []
    assert len(shown["blocks"]) == 96
    assert mrkdwn(shown["blocks"]) == ["*Current roles*", "and 107 more roles"]


def test_hostile_strings_in_every_text_field_are_inert() -> None:
    def below_the_name(shown: View) -> list[Block]:
        return [block for block in shown["blocks"] if block["type"] != "header"]

    def shown_with(text: str) -> View:
        return view(Contact.model_validate(with_every_text(documented(), text) | {"candidateId": "c-1"}))

    plain = shape(below_the_name(shown_with("\u00e9 plain words")))
    for hostile in hostile_strings(100):
        shown = shown_with(f"\u00e9{hostile}\u00e9")
        assert faults(shown) == []
        assert view_refusals(shown) == []
        assert shape(below_the_name(shown)) == plain


def test_single_hostile_ingredients_are_inert() -> None:
    for ingredient in (*INGREDIENTS, "jane@example.com", "+1 555 010 0199", "x@y.example\n+15550142"):
        shown = view(Contact.model_validate(with_every_text(documented(), ingredient) | {"candidateId": "c-1"}))
        assert faults(shown) == [], ingredient
        assert view_refusals(shown) == [], ingredient


addresses = st.lists(
    st.fixed_dictionaries(
        {
            "purpose": texts,
            "email": texts | st.emails(),
            "phoneNumber": texts | st.from_regex(r"\+?[0-9 ()-]{5,20}", fullmatch=True),
            "isPrimary": st.none() | st.booleans(),
        }
    ),
    max_size=3,
)
custom = st.lists(
    st.fixed_dictionaries(
        {"label": texts, "value": st.none() | st.fixed_dictionaries({"text": texts}), "aiFillOngoing": st.booleans()}
    ),
    max_size=3,
)
roles = st.lists(
    st.fixed_dictionaries(
        {"role": texts, "emailAddresses": addresses, "phoneNumbers": addresses, "customAttributes": custom}
    ),
    max_size=2,
)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(people, roles)
def test_any_contact_has_details_that_slack_takes(answer: dict[str, Any], more: list[dict[str, Any]]) -> None:
    held = [*answer.get("clientContacts", []), *more]
    shown = view(Contact.model_validate({**answer, "clientContacts": held, "candidateId": "c-1"}))
    assert view_refusals(shown) == []
    assert faults(shown) == []
