"""Buttons, menus and confirmations that Slack refuses, each with the position and the message of the error."""

from bot.sandbox.slack.blocks import Problem, check_message
from tests.sandbox.drafts import (
    JSON,
    actions,
    asks,
    button,
    confirm,
    image,
    mrkdwn,
    option,
    plain,
    select,
)

ELEMENTS: list[tuple[JSON, str, str]] = [
    # actions and buttons
    (actions(), "/elements", "must provide at least 1 items"),
    (actions(*[button(action_id=str(i)) for i in range(26)]), "/elements", "no more than 25 items allowed"),
    (actions(button(), button()), "/elements/1/action_id", '`action_id` "a" already exists'),
    (actions(image()), "/elements/0/type", "unsupported type: image"),
    (actions(button(text=plain("x" * 76))), "/elements/0/text/text", "must be less than 76 characters"),
    (actions(button(text=mrkdwn())), "/elements/0/text/type", "must be a valid enum value"),
    (actions(button(value="x" * 2001)), "/elements/0/value", "must be less than 2001 characters"),
    (actions(button(value="")), "/elements/0/value", "must be more than 0 characters"),
    (actions(button(url="https://x/" + "x" * 2991)), "/elements/0/url", "must be less than 3001 characters"),
    (actions(button(url="no address")), "/elements/0/url", "invalid url"),
    (actions(button(style="default")), "/elements/0/style", "must be a valid enum value"),
    (actions(button(action_id="x" * 256)), "/elements/0/action_id", "must be less than 256 characters"),
    (actions(button(block_id="b")), "/elements/0", "invalid additional property: block_id"),
    (
        actions(button(accessibility_label="x" * 76)),
        "/elements/0/accessibility_label",
        "must be less than 76 characters",
    ),
    # confirm dialogues
    (
        actions(button(confirm=confirm(title=plain("x" * 101)))),
        "/elements/0/confirm/title/text",
        "must be less than 101 characters",
    ),
    (
        actions(button(confirm=confirm(text=plain("x" * 301)))),
        "/elements/0/confirm/text/text",
        "must be less than 301 characters",
    ),
    (
        actions(button(confirm=confirm(deny=plain("x" * 31)))),
        "/elements/0/confirm/deny/text",
        "must be less than 31 characters",
    ),
    (actions(button(confirm={"text": plain()})), "/elements/0/confirm", "missing required field: title"),
    (
        actions(button(confirm=confirm(confirm=plain("x" * 31)))),
        "/elements/0/confirm/confirm/text",
        "must be less than 31 characters",
    ),
    # menus
    (
        actions({"type": "overflow", "options": [option(text=plain("x" * 76))]}),
        "/elements/0/options/0/text/text",
        "must be less than 76 characters",
    ),
    (
        actions({"type": "radio_buttons", "options": [option(text=mrkdwn("x" * 76))]}),
        "/elements/0/options/0/text/text",
        "must be less than 76 characters",
    ),
    (
        actions({"type": "static_select", "option_groups": [{"label": plain(), "options": [option()] * 101}]}),
        "/elements/0/option_groups/0/options",
        "no more than 100 items allowed",
    ),
    (
        actions({"type": "multi_static_select", "options": [option()], "max_selected_items": 0}),
        "/elements/0/max_selected_items",
        "must be greater than 0",
    ),
    (
        actions({"type": "overflow", "options": [option()] * 6}),
        "/elements/0/options",
        "no more than 5 items allowed",
    ),
    (actions({"type": "overflow", "options": []}), "/elements/0/options", "must provide at least 1 items"),
    (actions(select(options=[option()] * 101)), "/elements/0/options", "no more than 100 items allowed"),
    (actions(select(options=[])), "/elements/0/options", "must provide at least 1 items"),
    (actions({"type": "static_select"}), "/elements/0", "missing required field: options"),
    (
        actions(select(option_groups=[{"label": plain(), "options": [option()]}])),
        "/elements/0",
        "invalid additional property: option_groups",
    ),
    (
        actions({"type": "static_select", "option_groups": [{"label": plain("x" * 76), "options": [option()]}]}),
        "/elements/0/option_groups/0/label/text",
        "must be less than 76 characters",
    ),
    (
        actions(select(options=[option("x" * 151)])),
        "/elements/0/options/0/value",
        "must be less than 151 characters",
    ),
    (
        actions(select(options=[option(text=plain("x" * 76))])),
        "/elements/0/options/0/text/text",
        "must be less than 76 characters",
    ),
    (
        actions(select(options=[option(text=mrkdwn())])),
        "/elements/0/options/0/text/type",
        "must be a valid enum value",
    ),
    (
        actions(select(options=[option(url="https://example.com/")])),
        "/elements/0/options/0",
        "invalid additional property: url",
    ),
    (
        actions(select(initial_option=option("other"))),
        "/elements/0/initial_option",
        "must match one of the `options`",
    ),
    (
        actions(select(placeholder=plain("x" * 151))),
        "/elements/0/placeholder/text",
        "must be less than 151 characters",
    ),
    (
        actions({"type": "checkboxes", "options": [option(str(i)) for i in range(11)]}),
        "/elements/0/options",
        "no more than 10 items allowed",
    ),
    (
        actions({"type": "conversations_select", "response_url_enabled": True}),
        "/elements/0",
        "invalid additional property: response_url_enabled",
    ),
    (
        actions({"type": "conversations_select", "filter": {}}),
        "/elements/0/filter",
        "missing required field: include",
    ),
    (
        actions({"type": "conversations_select", "filter": {"include": ["dm"]}}),
        "/elements/0/filter/include/0",
        "must be a valid enum value",
    ),
    (
        actions({"type": "datepicker", "initial_date": "24.12.2026"}),
        "/elements/0/initial_date",
        "must be a date like YYYY-MM-DD",
    ),
    (asks({"type": "email_text_input"}), "/element/type", "unsupported type: email_text_input"),
]


def test_invalid_element_is_refused_at_the_right_place() -> None:
    for block, pointer, message in ELEMENTS:
        problems = check_message({"text": "x", "blocks": [{"type": "divider"}, block]})

        assert Problem("invalid_blocks", f"/blocks/1{pointer}", message) in problems, block
