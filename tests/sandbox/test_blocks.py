"""Blocks that Slack documents as valid, checked against the table and against Slack's own Python models."""

import copy
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.sandbox.slack.block_rules import BLOCKS
from bot.sandbox.slack.blocks import Problem, check_message, check_view

JSON = dict[str, Any]
PLAIN: JSON = {"type": "plain_text", "text": "Ada", "emoji": False}
MRKDWN: JSON = {"type": "mrkdwn", "text": "*Ada*", "verbatim": True}
IMAGE: JSON = {"type": "image", "image_url": "https://images.example.com/ada.png", "alt_text": "Ada"}
BUTTON: JSON = {
    "type": "button",
    "text": PLAIN,
    "action_id": "open",
    "url": "https://ats.example.com/candidates/1",
    "value": "1",
    "style": "primary",
    "accessibility_label": "Open Ada in the ATS",
    "confirm": {"title": PLAIN, "text": MRKDWN, "confirm": PLAIN, "deny": PLAIN, "style": "danger"},
}
OPTION: JSON = {"text": PLAIN, "value": "1", "description": PLAIN}
MENU: JSON = {"placeholder": PLAIN, "action_id": "pick"}
STATIC_SELECT: JSON = {"type": "static_select", "options": [OPTION], "initial_option": OPTION, **MENU}
GROUPED_SELECT: JSON = {
    "type": "multi_static_select",
    "option_groups": [{"label": PLAIN, "options": [OPTION]}],
    "initial_options": [OPTION],
    "max_selected_items": 1,
    **MENU,
}
CONVERSATIONS: JSON = {
    "type": "conversations_select",
    "default_to_current_conversation": True,
    "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    **MENU,
}
LINE: JSON = {
    "type": "rich_text_section",
    "elements": [
        {"type": "text", "text": "<Ada> & co", "style": {"bold": True, "strike": False}},
        {"type": "link", "url": "mailto:ada@example.com", "text": "ada@example.com"},
        {"type": "emoji", "name": "wave", "skin_tone": 2},
        {"type": "user", "user_id": "U01"},
        {"type": "usergroup", "usergroup_id": "S01"},
        {"type": "channel", "channel_id": "C01", "style": {"highlight": True}},
        {"type": "team", "team_id": "T01"},
        {"type": "broadcast", "range": "here"},
        {"type": "color", "value": "#336699"},
        {
            "type": "date",
            "timestamp": 1720710212,
            "format": "{date_short} at {time}",
            "url": "https://example.com/",
            "fallback": "11 July 2024",
        },
    ],
}
RICH_TEXT: JSON = {
    "type": "rich_text",
    "block_id": "facts",
    "elements": [
        LINE,
        {"type": "rich_text_list", "style": "bullet", "indent": 0, "border": 1, "elements": [LINE]},
        {"type": "rich_text_quote", "elements": LINE["elements"]},
        {"type": "rich_text_preformatted", "border": 0, "elements": LINE["elements"][:2]},
    ],
}
CARD: JSON = {
    "type": "card",
    "slack_icon": {"type": "icon", "name": "user"},
    "hero_image": IMAGE,
    "title": PLAIN,
    "subtitle": MRKDWN,
    "body": MRKDWN,
    "subtext": PLAIN,
    "actions": [BUTTON],
}
TASK: JSON = {
    "type": "task_card",
    "task_id": "1",
    "title": "Look Ada up",
    "status": "in_progress",
    "details": RICH_TEXT,
    "sources": [{"type": "url", "url": "https://example.com/", "text": "Spott"}],
}
NAME: JSON = {"type": "raw_text", "text": "Go"}
YEARS: JSON = {"type": "raw_number", "value": 5.5, "text": "5.5"}
SERIES: JSON = {"name": "2026", "data": [{"label": "May", "value": 3}]}
VERDICT: JSON = {"text": PLAIN, "value": "good", "accessibility_label": "Good"}

ON_MESSAGES: list[JSON] = [
    {"type": "section", "text": MRKDWN, "expand": True, "block_id": "b" * 255},
    {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}},
    {"type": "section", "text": {"type": "plain_text", "text": "🚀" * 1500}},
    {"type": "section", "fields": [PLAIN, MRKDWN] * 5, "accessory": IMAGE},
    {"type": "section", "text": PLAIN, "accessory": BUTTON},
    {"type": "section", "text": PLAIN, "accessory": STATIC_SELECT},
    {"type": "section", "text": PLAIN, "accessory": GROUPED_SELECT},
    {"type": "section", "text": PLAIN, "accessory": CONVERSATIONS},
    {"type": "section", "text": PLAIN, "accessory": {"type": "overflow", "options": [OPTION] * 5}},
    {"type": "header", "text": {"type": "plain_text", "text": "x" * 150}},
    {"type": "divider"},
    {**IMAGE, "title": PLAIN},
    {"type": "image", "slack_file": {"id": "F01"}, "alt_text": "Ada"},
    {"type": "context", "elements": [IMAGE, PLAIN, MRKDWN]},
    {
        "type": "actions",
        "elements": [
            BUTTON,
            {"type": "button", "text": PLAIN},
            {"type": "button", "text": PLAIN},
            {"type": "datepicker", "initial_date": "2026-11-22"},
            {"type": "timepicker", "initial_time": "09:30", "timezone": "Europe/Brussels"},
            {"type": "datetimepicker", "initial_date_time": 1628633820},
            {"type": "radio_buttons", "options": [OPTION], "initial_option": OPTION},
            {"type": "checkboxes", "options": [{"text": MRKDWN, "value": "1"}]},
            {"type": "users_select", "initial_user": "U01"},
            {"type": "multi_users_select", "initial_users": ["U01"]},
            {"type": "external_select", "min_query_length": 2},
            {"type": "multi_external_select", "initial_options": [OPTION]},
            {"type": "channels_select", "initial_channel": "C01"},
            {"type": "multi_channels_select", "initial_channels": ["C01"]},
            {"type": "multi_conversations_select", "filter": {"exclude_bot_users": True}},
            {"type": "workflow_button", "text": PLAIN, "workflow": {"trigger": {"url": "https://slack.com/x"}}},
        ],
    },
    {"type": "input", "label": PLAIN, "element": {"type": "plain_text_input"}, "dispatch_action": True},
    RICH_TEXT,
    {
        "type": "video",
        "alt_text": "Interview",
        "title": PLAIN,
        "thumbnail_url": "https://images.example.com/video.png",
        "video_url": "https://video.example.com/1",
        "author_name": "Ada",
    },
    {"type": "markdown", "text": "x" * 12_000},
    {
        "type": "context_actions",
        "elements": [
            {"type": "feedback_buttons", "action_id": "f", "positive_button": VERDICT, "negative_button": VERDICT},
            {"type": "icon_button", "icon": "trash", "text": PLAIN, "visible_to_user_ids": ["U01"]},
        ],
    },
    CARD,
    {"type": "card", "icon": IMAGE, "body": {"type": "mrkdwn", "text": "x" * 200}},
    {"type": "carousel", "elements": [CARD] * 10},
    {
        "type": "container",
        "rich_text_title": RICH_TEXT,
        "subtitle": MRKDWN,
        "icon": IMAGE,
        "width": "full",
        "is_collapsible": True,
        "default_collapsed": True,
        "child_blocks": [{"type": "divider"}, {"type": "section", "text": PLAIN}],
    },
    {"type": "container", "title": PLAIN, "has_header_divider": True, "child_blocks": [{"type": "divider"}]},
    {
        "type": "table",
        "rows": [[NAME, RICH_TEXT], [NAME, YEARS]],
        "column_settings": [None, {"align": "right", "is_wrapped": True}],
    },
    {"type": "data_table", "caption": "Skills", "page_size": 100, "rows": [[NAME, NAME], [RICH_TEXT, YEARS]]},
    {
        "type": "data_visualization",
        "title": "Placements",
        "chart": {"type": "pie", "segments": [{"label": "Brussels", "value": 3}]},
    },
    {
        "type": "data_visualization",
        "title": "Placements",
        "chart": {"type": "area", "series": [SERIES], "axis_config": {"categories": ["May"], "y_label": "Number"}},
    },
    TASK,
    {"type": "plan", "title": "Look-up", "tasks": [TASK]},
]

ALERT: JSON = {"type": "alert", "level": "warning", "text": {"type": "mrkdwn", "text": "x" * 200}}
INPUTS: list[JSON] = [
    {"type": "plain_text_input", "multiline": True, "min_length": 0, "max_length": 3000, "initial_value": ""},
    {"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}},
    {"type": "email_text_input", "initial_value": "ada@example.com", "focus_on_load": True},
    {"type": "url_text_input", "placeholder": PLAIN},
    {"type": "number_input", "is_decimal_allowed": False, "min_value": "0"},
    {"type": "file_input", "filetypes": ["pdf"], "max_files": 1},
    {"type": "rich_text_input", "initial_value": RICH_TEXT},
    STATIC_SELECT,
    GROUPED_SELECT,
    {**CONVERSATIONS, "response_url_enabled": True},
    {"type": "channels_select", "response_url_enabled": True},
    {"type": "radio_buttons", "options": [OPTION]},
]
MODAL: JSON = {
    "type": "modal",
    "callback_id": "details",
    "external_id": "",
    "private_metadata": "x" * 3000,
    "title": {"type": "plain_text", "text": "x" * 24},
    "submit": PLAIN,
    "close": PLAIN,
    "clear_on_close": True,
    "notify_on_close": False,
    "blocks": [ALERT, *({"type": "input", "label": PLAIN, "hint": PLAIN, "element": field} for field in INPUTS)],
}
HOME: JSON = {
    "type": "home",
    "blocks": [
        {"type": "actions", "elements": [{"type": "external_select"}]},
        {"type": "input", "label": PLAIN, "element": {"type": "plain_text_input"}},
        *({"type": "section", "text": PLAIN} for _ in range(98)),
    ],
}
VIEWS: list[JSON] = [
    MODAL,
    HOME,
    {"type": "modal", "title": PLAIN, "private_metadata": "", "callback_id": "", "blocks": [RICH_TEXT, CARD]},
]

MESSAGES: list[JSON] = [
    {"text": "x" * 40_000},
    {"text": "Ada", "blocks": []},
    {"blocks": [{"type": "divider"}] * 50},
    {"text": "", "blocks": [{"type": "divider", "block_id": "1"}, {"type": "divider", "block_id": "2"}]},
    {"text": "Ada", "response_type": "in_channel", "replace_original": False, "unfurl_links": False},
    {"delete_original": True},
    {"attachments": [{"color": "#336699", "blocks": [{"type": "divider"}]}]},
    {"markdown_text": "**Ada**"},
]


@pytest.mark.parametrize("block", ON_MESSAGES, ids=lambda block: str(block["type"]))
def test_valid_block_is_accepted(block: JSON) -> None:
    assert check_message({"text": "Ada", "blocks": [block]}) == []


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


@pytest.mark.parametrize(
    "block",
    [known_to_models(block) for block in [*ON_MESSAGES, ALERT] if block["type"] not in BLOCKS_WITHOUT_MODEL],
    ids=lambda block: str(block["type"]),
)
def test_slack_sdk_models_accept_the_valid_blocks(block: JSON, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        model = Block.parse(copy.deepcopy(block))
        assert model is not None
        model.validate_json()

    assert caplog.messages == []
    assert model.to_dict() == block


@pytest.mark.parametrize("view", VIEWS)
def test_slack_sdk_models_accept_the_valid_views(view: JSON) -> None:
    model = View(**copy.deepcopy(view))
    model.validate_json()

    assert len(model.to_dict()["blocks"]) == len(view["blocks"])


NAMES = st.from_regex(
    "type|text|blocks|elements|fields|accessory|element|options|option_groups|value|style|confirm|url|image_url|rows|"
    "title|submit|label|chart|series|child_blocks|attachments|initial_option|filter|block_id|action_id",
    fullmatch=True,
)
WORDS = st.sampled_from([*filter(None, BLOCKS.variants), "plain_text", "mrkdwn", "modal", "home", "button"])
LETTERS = st.text("a/~ 0é🚀\ud800", max_size=4)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | LETTERS | WORDS
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | LETTERS, inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(NAMES, ANY_JSON))
def test_any_json_is_checked_without_error(payload: JSON) -> None:
    for problem in [*check_message(payload), *check_message(payload, update=True), *check_view(payload)]:
        assert problem.code
        assert problem.message


@st.composite
def damaged(draw: st.DrawFn) -> JSON:
    """A valid payload in which one value has been replaced."""
    payload: JSON = copy.deepcopy(draw(st.sampled_from([*({"blocks": [block]} for block in ON_MESSAGES), *VIEWS])))
    holder: Any = payload
    while True:
        key = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        if not holder[key] or not isinstance(holder[key], dict | list) or draw(st.integers(0, 4)) == 0:
            holder[key] = draw(ANY_JSON)
            return payload
        holder = holder[key]


@given(damaged())
def test_errors_about_a_damaged_payload_point_into_it(payload: JSON) -> None:
    problems = check_view(payload) if "type" in payload else check_message(payload)
    for problem in problems:
        at: Any = {"view": payload} if problem.pointer.startswith("/view") else payload
        for step in problem.pointer.split("/")[1:]:
            at = at[int(step)] if isinstance(at, list) else at.get(step)


def test_problem_is_formatted_like_slacks_errors() -> None:
    problem = Problem("invalid_blocks", "/blocks/0/text/text", "must be more than 0 characters")

    assert str(problem) == "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
