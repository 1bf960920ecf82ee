"""Blocks that Slack documents as valid, checked against the table and against Slack's own Python models."""

import copy
import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.sandbox.slack.block_rules import BLOCKS
from bot.sandbox.slack.blocks import Problem, check_message, check_view
from tests.sandbox.right_blocks import ALERT, JSON, MESSAGES, MODAL, ON_MESSAGES, VIEWS
from tests.spott.changed import OF_EACH_TYPE, each_level_changed


def test_valid_block_is_accepted() -> None:
    assert [block for block in ON_MESSAGES if check_message({"text": "Ada", "blocks": [block]})] == []


@pytest.mark.parametrize("payload", MESSAGES)
def test_valid_message_is_accepted(payload: JSON) -> None:
    assert check_message(payload) == []


@pytest.mark.parametrize("view", VIEWS)
def test_valid_view_is_accepted(view: JSON) -> None:
    assert check_view(view) == []


def test_every_block_type_has_a_valid_example() -> None:
    shown = {block["type"] for block in [*ON_MESSAGES, *MODAL["blocks"]]}

    assert shown == set(BLOCKS.variants)


# slack_sdk 3.47 has no models of two blocks, and its model of a card drops two keys.
BLOCKS_WITHOUT_MODEL = {"data_table", "data_visualization"}
KEYS_WITHOUT_MODEL = {"slack_icon", "subtext"}


def known_to_models(value: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    if isinstance(value, dict):
        return {key: known_to_models(item) for key, item in value.items() if key not in KEYS_WITHOUT_MODEL}
    return [known_to_models(item) for item in value] if isinstance(value, list) else value


def test_slack_sdk_models_accept_the_valid_blocks(caplog: pytest.LogCaptureFixture) -> None:
    for block in [
        known_to_models(block) for block in [*ON_MESSAGES, ALERT] if block["type"] not in BLOCKS_WITHOUT_MODEL
    ]:
        with caplog.at_level(logging.WARNING):
            model = Block.parse(copy.deepcopy(block))
            assert model is not None, block
            model.validate_json()

        assert caplog.messages == [], block
        assert model.to_dict() == block, block


@pytest.mark.parametrize("view", VIEWS)
def test_slack_sdk_models_accept_the_valid_views(view: JSON) -> None:
    model = View(**copy.deepcopy(view))
    model.validate_json()

    assert len(model.to_dict()["blocks"]) == len(view["blocks"])


NAMES = st.sampled_from(
    "type text blocks elements fields accessory element options option_groups value style confirm url image_url rows "
    "title submit label chart series child_blocks attachments initial_option filter block_id action_id".split()
)
WORDS = st.sampled_from([*filter(None, BLOCKS.variants), "plain_text", "mrkdwn", "modal", "home", "button"])
LETTERS = st.text("a/~ 0é🚀\ud800", max_size=4)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | LETTERS | WORDS
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | LETTERS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=30)
@given(st.dictionaries(NAMES, ANY_JSON, max_size=6))
def test_any_json_is_checked_without_error(payload: JSON) -> None:
    for problem in [*check_message(payload), *check_message(payload, update=True), *check_view(payload)]:
        assert problem.code
        assert problem.message


PAYLOADS: list[JSON] = [*({"blocks": [block]} for block in ON_MESSAGES), *VIEWS]


@st.composite
def damaged(draw: st.DrawFn) -> JSON:
    """A valid payload in which one value has been replaced."""
    payload: JSON = copy.deepcopy(draw(st.sampled_from(PAYLOADS)))
    holder: Any = payload
    while True:
        key = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        if not holder[key] or not isinstance(holder[key], dict | list) or draw(st.integers(0, 4)) == 0:
            holder[key] = draw(ANY_JSON)
            return payload
        holder = holder[key]


def points_nowhere(payload: JSON) -> list[str]:
    """The pointers of problems that lead to no place in a payload."""
    return [problem.pointer for problem in _problems(payload) if not _leads_into(payload, problem.pointer)]


def _problems(payload: JSON) -> list[Problem]:
    return check_view(payload) if "type" in payload else check_message(payload)


def _leads_into(payload: JSON, pointer: str) -> bool:
    at: Any = {"view": payload} if pointer.startswith("/view") else payload
    for step in pointer.split("/")[1:]:
        if not (isinstance(at, dict) or (isinstance(at, list) and int(step) < len(at))):
            return False
        at = at[int(step)] if isinstance(at, list) else at.get(step)
    return True


@settings(max_examples=30)
@given(damaged())
def test_errors_about_a_damaged_payload_point_into_it(payload: JSON) -> None:
    assert points_nowhere(payload) == []


def test_any_value_may_stand_anywhere() -> None:
    for valid in PAYLOADS:
        for depth, odd, payload in each_level_changed(valid, lambda path: path[-1] == "type", OF_EACH_TYPE):
            try:
                assert points_nowhere(payload) == []
            except Exception as fault:
                raise AssertionError(depth, odd, valid) from fault


def test_problem_is_formatted_like_slacks_errors() -> None:
    problem = Problem("invalid_blocks", "/blocks/0/text/text", "must be more than 0 characters")

    assert str(problem) == "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
