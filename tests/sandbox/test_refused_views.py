"""Modals and Home tabs that Slack refuses, each with the position and the message of the error."""

from bot.sandbox.slack.blocks import Problem, check_message, check_view
from tests.sandbox.drafts import JSON, actions, asks, button, container, data_table, mrkdwn, plain, section, select


def modal(**fields: object) -> JSON:
    return {"type": "modal", "title": plain(), "blocks": [{"type": "divider"}], **fields}


def home(**fields: object) -> JSON:
    return {"type": "home", "blocks": [{"type": "divider"}], **fields}


TYPED = asks({"type": "plain_text_input"})
FOCUSED = asks({"type": "plain_text_input", "focus_on_load": True})
VIEWS: list[tuple[JSON, str, str]] = [
    (
        modal(submit=plain(), blocks=[asks(select(), label=plain("x" * 2001))]),
        "/blocks/0/label/text",
        "must be less than 2001 characters",
    ),
    (
        modal(submit=plain(), blocks=[asks(select(), hint=plain("x" * 2001))]),
        "/blocks/0/hint/text",
        "must be less than 2001 characters",
    ),
    (
        modal(submit=plain(), blocks=[asks({"type": "plain_text_input", "initial_value": "x" * 3001})]),
        "/blocks/0/element/initial_value",
        "must be less than 3001 characters",
    ),
    (
        modal(submit=plain(), blocks=[asks({"type": "plain_text_input", "placeholder": plain("x" * 151)})]),
        "/blocks/0/element/placeholder/text",
        "must be less than 151 characters",
    ),
    ({}, "", "missing required field: type"),
    (modal(type="dialog"), "/type", "unsupported type: dialog"),
    ({"type": "modal", "blocks": [section()]}, "", "missing required field: title"),
    (modal(title=plain("x" * 25)), "/title/text", "must be less than 25 characters"),
    (modal(title=mrkdwn()), "/title/type", "must be a valid enum value"),
    (modal(submit=plain("x" * 25)), "/submit/text", "must be less than 25 characters"),
    (modal(close=plain("x" * 25)), "/close/text", "must be less than 25 characters"),
    (modal(close="Cancel"), "/close", "must provide an object"),
    (modal(id="V0"), "", "invalid additional property: id"),
    (modal(blocks=[]), "/blocks", "must provide at least 1 items"),
    (modal(blocks=[section()] * 101), "/blocks", "no more than 100 items allowed"),
    (modal(private_metadata="x" * 3001), "/private_metadata", "must be less than 3001 characters"),
    (modal(callback_id="x" * 256), "/callback_id", "must be less than 256 characters"),
    (modal(external_id="x" * 256), "/external_id", "must be less than 256 characters"),
    (modal(notify_on_close=1), "/notify_on_close", "must provide a boolean"),
    (modal(blocks=[TYPED]), "/blocks/0/input", "must define `submit` to use an `input` block in modals"),
    (modal(submit=plain(), blocks=[FOCUSED] * 2), "", "only one element can set `focus_on_load`"),
    (
        modal(submit=plain(), blocks=[asks({"type": "plain_text_input", "min_length": 9, "max_length": 8})]),
        "/blocks/0/element/min_length",
        "must not be greater than `max_length`",
    ),
    (
        modal(submit=plain(), blocks=[asks(button())]),
        "/blocks/0/element/type",
        "unsupported type: button",
    ),
    (
        modal(submit=plain(), blocks=[{"type": "input", "element": select()}]),
        "/blocks/0",
        "missing required field: label",
    ),
    (
        modal(blocks=[{"type": "alert", "text": mrkdwn("x" * 201)}]),
        "/blocks/0/text/text",
        "must be less than 201 characters",
    ),
    (
        modal(blocks=[{"type": "alert", "text": plain(), "level": "fatal"}]),
        "/blocks/0/level",
        "must be a valid enum value",
    ),
    (modal(blocks=[{"type": "markdown", "text": "x"}]), "/blocks/0/type", "unsupported type: markdown"),
    (modal(blocks=[container()]), "/blocks/0/type", "unsupported type: container"),
    (modal(blocks=[data_table()]), "/blocks/0/type", "unsupported type: data_table"),
    (home(title=plain()), "", "invalid additional property: title"),
    (home(blocks=[{"type": "alert", "text": plain()}]), "/blocks/0/type", "unsupported type: alert"),
    (
        home(blocks=[actions({"type": "datetimepicker"})]),
        "/blocks/0/elements/0/type",
        "unsupported type: datetimepicker",
    ),
    (
        home(blocks=[asks({"type": "conversations_select", "response_url_enabled": True})]),
        "/blocks/0/element/response_url_enabled",
        "not supported on surface: home",
    ),
]


def test_invalid_view_is_refused() -> None:
    for view, pointer, message in VIEWS:
        assert check_view(view) == [Problem("invalid_arguments", f"/view{pointer}", message)], view


def test_view_over_250_kilobytes_is_refused() -> None:
    full = home(blocks=[section(text=mrkdwn("x" * 3000))] * 81)

    assert check_view(full) == []
    assert check_view(home(blocks=[*full["blocks"], section(text=mrkdwn("x" * 3000))])) == [
        Problem("view_too_large", "/view", "must be less than 250001 bytes"),
    ]


def test_every_error_is_reported() -> None:
    blocks = [{"type": "header", "text": mrkdwn("")}, section(), {"type": "image"}]

    assert [str(problem) for problem in check_message({"blocks": blocks})] == [
        "must be a valid enum value [json-pointer:/blocks/0/text/type]",
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "missing required field: alt_text [json-pointer:/blocks/2]",
    ]
