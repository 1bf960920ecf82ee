"""Whatever Spott sends, Details fit into a modal, and no text in them is interpreted."""

import json

import pytest

from bot.cards.message import Block
from bot.cards.text import MODAL_BYTES_LIMIT
from bot.cards.views import View
from bot.spott.models import Contact
from tests.cards.detailed import faults, lines, mrkdwn, view
from tests.cards.hostile import INGREDIENTS, hostile_strings, with_every_text
from tests.cards.judges import shape, view_refusals
from tests.cards.people import contact, documented, role


# The first exceeds the budget for one record, so that most of it is not shown; the others fill the modal.
@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("\u6f22" * 4_000, 100),
        ("\u6f22" * 600, 10),
        ("\U0001f469" * 600, 5),
        ('\u00e9\\"' * 200, 10),
        ("x" * 4_000, 1),
    ],
    ids=["Chinese beyond what is read", "Chinese", "emoji", "escapes", "letters"],
)
def test_the_largest_person_fits_into_a_modal(text: str, roles: int) -> None:
    addresses = [
        {"purpose": text, "email": f"{place}{text}", "phoneNumber": f"{place}{text}", "isPrimary": True}
        for place in range(60)
    ]
    attribute = {"label": text, "value": {"text": text}, "isFilledByAI": True}
    one = role(text, company={"name": text}, department=text, stage={"name": text}, customAttributes=[attribute] * 16)
    reached = {**one, "emailAddresses": addresses, "phoneNumbers": addresses}
    person = contact(firstName=text, nextTaskDue={"content": text}, clientContacts=[reached, one])
    first, other = person.client_contacts
    shown = view(person.model_copy(update={"client_contacts": (first, *[other] * (roles - 1))}))
    shown["private_metadata"] = "x" * 3_000
    assert view_refusals(shown) == []
    assert len(json.dumps(shown)) <= MODAL_BYTES_LIMIT
    reach, *held = (block for block in shown["blocks"] if "rich_text_list" in json.dumps(block))
    assert lines([reach])[20] == lines([reach])[-1] == "and 30 more"
    assert len(held) >= 1
    assert roles == 1 or mrkdwn(shown["blocks"])[-1] == f"and {roles - len(held)} more roles"


def test_roles_beyond_a_modals_blocks_are_counted() -> None:
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
    for hostile in hostile_strings(40):
        shown = shown_with(f"\u00e9{hostile}\u00e9")
        assert faults(shown) == []
        assert view_refusals(shown) == []
        assert shape(below_the_name(shown)) == plain


def test_single_hostile_ingredients_are_inert() -> None:
    for ingredient in (*INGREDIENTS, "jane@example.com", "+1 555 010 0199", "x@y.example\n+15550142"):
        shown = view(Contact.model_validate(with_every_text(documented(), ingredient) | {"candidateId": "c-1"}))
        assert faults(shown) == [], ingredient
        assert view_refusals(shown) == [], ingredient
