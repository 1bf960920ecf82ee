"""Reading Slack's objects: anything unclear counts as not allowed."""

from collections.abc import Mapping

import pytest

from bot.slack import objects
from bot.slack.objects import NotBelievedError

US = "T0DEMOTEAM"
SISTER = "T0SISTERCO"
CLIENT = "T0CLIENTCO"
GRID = "E0NORTHWND"
LOCAL: Mapping[str, object] = {
    "id": "C1",
    "is_im": False,
    "is_shared": False,
    "is_ext_shared": False,
    "is_org_shared": False,
    "is_pending_ext_shared": False,
    "pending_shared": [],
    "pending_connected_team_ids": [],
    "shared_team_ids": [US],
    "context_team_id": US,
}
"""A channel of a single workspace, as in Slack's documentation."""

OWN, WITHIN, OTHERS, BOTH = (False, False), (False, True), (True, False), (True, True)
ORG = {"is_shared": True, "is_org_shared": True}

READ_BY: list[tuple[Mapping[str, object], tuple[bool, bool]]] = [
    ({}, OWN),
    ({"connected_team_ids": [US], "internal_team_ids": [], "is_global_shared": False}, OWN),
    (ORG, WITHIN),
    ({**ORG, "shared_team_ids": [US, SISTER]}, WITHIN),
    ({**ORG, "shared_team_ids": [GRID]}, WITHIN),
    ({**ORG, "internal_team_ids": [US, SISTER], "connected_team_ids": [SISTER]}, WITHIN),
    ({**ORG, "context_team_id": SISTER}, WITHIN),
    ({"is_org_default": True}, WITHIN),
    ({"is_org_mandatory": True}, WITHIN),
    ({"is_global_shared": True}, WITHIN),
    ({**ORG, "is_ext_shared": True, "shared_team_ids": [US, SISTER, CLIENT]}, BOTH),
    ({**ORG, "is_pending_ext_shared": True}, BOTH),
    ({**ORG, "pending_shared": [CLIENT]}, BOTH),
    ({"is_ext_shared": True}, OTHERS),
    ({"is_pending_ext_shared": True}, OTHERS),
    ({"pending_shared": [CLIENT]}, OTHERS),
    ({"pending_connected_team_ids": [SISTER]}, OTHERS),
    # Someone can read it, and Slack does not say that they belong to the organisation.
    ({"shared_team_ids": [US, SISTER]}, OTHERS),
    ({"internal_team_ids": [SISTER]}, OTHERS),
    ({"connected_team_ids": [US, CLIENT]}, OTHERS),
    ({"connected_limited_team_ids": [CLIENT]}, OTHERS),
    ({"context_team_id": SISTER}, OTHERS),
    ({"is_shared": True}, OTHERS),
]


def test_other_readers_of_a_channel_count() -> None:
    for told, others in READ_BY:
        found = objects.channel({**LOCAL, **told}, "C1", US)
        assert (found.is_shared, found.is_org_shared) == others, told


FIELDS = [
    "is_shared",
    "is_ext_shared",
    "is_org_shared",
    "is_pending_ext_shared",
    "pending_shared",
    "pending_connected_team_ids",
    "shared_team_ids",
    "internal_team_ids",
    "connected_team_ids",
    "connected_limited_team_ids",
    "context_team_id",
    "is_org_default",
    "is_org_mandatory",
    "is_global_shared",
]


def test_malformed_answer_counts_as_another_organisation() -> None:
    for field in FIELDS:
        for value in (None, "no", 0, 1, {}, {"T": 1}, [7], [[US]], US.encode(), float("nan")):
            assert objects.channel({**LOCAL, field: value}, "C1", US).is_shared, value


@pytest.mark.parametrize(
    ("told", "asked", "reason"),
    [
        ({"id": "C2"}, "C1", "slack_other_channel"),
        ({"id": "c1"}, "C1", "slack_other_channel"),
        ({"id": None}, "C1", "slack_other_channel"),
        ({"id": "C1", "is_im": True}, "C1", "slack_kind"),
        ({"id": "D1", "is_im": False}, "D1", "slack_kind"),
        ({"id": "D1"}, "D1", "slack_kind"),
        ({"id": "D1", "is_im": "yes"}, "D1", "slack_kind"),
        ({"id": "C1", "is_im": None}, "C1", "slack_kind"),
        ({"id": "C1", "is_im": 0}, "C1", "slack_kind"),
    ],
)
def test_answer_about_another_conversation_is_discarded(told: dict[str, object], asked: str, reason: str) -> None:
    with pytest.raises(NotBelievedError) as caught:
        objects.channel({"is_ext_shared": False, **told}, asked, US)
    assert caught.value.reason == reason


@pytest.mark.parametrize("asked", ["U2", "u1", "W1"])
def test_answer_about_another_user_is_discarded(asked: str) -> None:
    with pytest.raises(NotBelievedError) as caught:
        objects.person({"id": "U1", "team_id": US}, asked)
    assert caught.value.reason == "slack_other_user"


@pytest.mark.parametrize("user", [{"team_id": [US]}, {"enterprise_user": {"teams": US}}, {"enterprise_user": US}])
def test_malformed_workspaces_make_no_one_a_member(user: dict[str, object]) -> None:
    with pytest.raises((AttributeError, TypeError)):
        objects.person({"id": "U1", "team_id": US, **user}, "U1")


def test_empty_member_list_is_discarded() -> None:
    with pytest.raises(NotBelievedError) as caught:
        objects.members([])
    assert caught.value.reason == "slack_no_members"
    for nonsense in (None, "U1", {"U1": 1}, [1], [None]):
        with pytest.raises(TypeError):
            objects.members(nonsense)


READERS: list[tuple[dict[str, object], str | None, str]] = [
    ({"team_id": US}, None, "own"),
    ({"team_id": SISTER, "enterprise_user": {"enterprise_id": GRID, "teams": [SISTER, US]}}, GRID, "own"),
    ({"team_id": SISTER, "enterprise_user": {"enterprise_id": GRID, "teams": [SISTER]}}, GRID, "organisation"),
    ({"team_id": SISTER, "enterprise_user": {"enterprise_id": GRID, "teams": [SISTER]}}, None, "foreign"),
    ({"team_id": SISTER, "enterprise_user": {"enterprise_id": "E0OTHER"}}, GRID, "foreign"),
    ({"team_id": SISTER, "enterprise_user": {"enterprise_id": [GRID]}}, GRID, "foreign"),
    ({"team_id": SISTER}, GRID, "foreign"),
    ({"team_id": US, "is_stranger": True}, GRID, "foreign"),
    ({"team_id": SISTER, "is_restricted": True, "enterprise_user": {"enterprise_id": GRID}}, GRID, "foreign"),
]


def test_which_readers_are_outsiders() -> None:
    for told, organisation, belongs in READERS:
        user = {"id": "U1", "is_restricted": False, "is_ultra_restricted": False, **told}
        assert objects.belonging(objects.person(user, "U1"), US, organisation) == belongs, told


@pytest.mark.parametrize(
    ("told", "name"),
    [
        pytest.param({"real_name": "Ada Lovelace", "name": "ada"}, "Ada Lovelace", id="full name"),
        pytest.param({"profile": {"real_name": "Ada Lovelace"}, "name": "ada"}, "Ada Lovelace", id="in the profile"),
        pytest.param({"real_name": " ", "profile": {"display_name": "Ada"}}, "Ada", id="display name"),
        pytest.param({"profile": {"display_name": ""}, "name": "ada"}, "ada", id="handle"),
        pytest.param({"real_name": None, "profile": None}, "", id="nothing"),
        pytest.param({"real_name": ["Ada"], "profile": "Ada", "name": 7}, "", id="no text"),
        pytest.param({"real_name": "A" * 10_000}, "A" * 100, id="long"),
    ],
)
def test_name_is_taken_from_slacks_fields(told: Mapping[str, object], name: str) -> None:
    assert objects.person({"id": "U1", **told}).name == name
