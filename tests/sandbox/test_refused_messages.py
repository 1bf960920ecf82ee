"""Messages that Slack refuses, each with the position and the message of the error."""

from bot.sandbox.slack.blocks import Problem, check_message
from tests.sandbox.drafts import JSON, container, data_table, mrkdwn, raw, section

CELLS = [[raw("x" * 2001)]] * 5
MESSAGES: list[tuple[JSON, str, str, str]] = [
    ({}, "no_text", "", "missing required field: text"),
    ({"text": ""}, "no_text", "", "missing required field: text"),
    ({"text": " \n", "blocks": []}, "no_text", "", "missing required field: text"),
    ({"text": 7}, "invalid_arguments", "/text", "must provide a string"),
    ({"text": "x" * 40_001}, "msg_too_long", "/text", "must be less than 40001 characters"),
    ({"text": "x", "markdown_text": "x"}, "markdown_text_conflict", "", "invalid additional property: text"),
    (
        {"markdown_text": "x", "blocks": [section()]},
        "markdown_text_conflict",
        "",
        "invalid additional property: blocks",
    ),
    ({"markdown_text": "x" * 12_001}, "msg_too_long", "/markdown_text", "must be less than 12001 characters"),
    ({"blocks": "[]"}, "invalid_blocks_format", "/blocks", "must provide an array"),
    ({"blocks": ["x"]}, "invalid_blocks", "/blocks/0", "must provide an object"),
    ({"blocks": [{"type": "divider"}] * 51}, "invalid_blocks", "/blocks", "no more than 50 items allowed"),
    (
        {"blocks": [{"type": "divider", "block_id": "b"}, section(block_id="b")]},
        "invalid_blocks",
        "/blocks/1/block_id",
        '`block_id` "b" already exists',
    ),
    (
        {"blocks": [{"type": "markdown", "text": "x" * 6001}] * 2},
        "msg_blocks_too_long",
        "/blocks",
        "must be less than 12001 characters in all",
    ),
    (
        {"blocks": [section(text=mrkdwn("x" * 3000))] * 4},
        "msg_blocks_too_long",
        "/blocks",
        "must be less than 11001 characters in all",
    ),
    (
        {"blocks": [{"type": "table", "rows": CELLS}]},
        "msg_blocks_too_long",
        "/blocks",
        "must be less than 10001 characters in all",
    ),
    (
        {"blocks": [data_table(rows=CELLS * 2)]},
        "msg_blocks_too_long",
        "/blocks",
        "must be less than 20001 characters in all",
    ),
    (
        {"blocks": [data_table(), container(child_blocks=[{"type": "table", "rows": [[raw()]]}])]},
        "invalid_attachments",
        "/blocks",
        "only_one_table_allowed",
    ),
    (
        {"attachments": [{"color": "#336699", "blocks": [{"type": "header"}]}]},
        "invalid_attachments",
        "/attachments/0/blocks/0",
        "missing required field: text",
    ),
    ({"text": "x", "response_type": "public"}, "invalid_arguments", "/response_type", "must be a valid enum value"),
]


def test_invalid_message_is_refused() -> None:
    for payload, code, pointer, message in MESSAGES:
        assert check_message(payload) == [Problem(code, pointer, message)], payload


def test_update_accepts_a_tenth_of_the_text() -> None:
    payload = {"text": "x" * 4001}

    assert check_message(payload) == []
    assert check_message(payload, update=True) == [
        Problem("msg_too_long", "/text", "must be less than 4001 characters"),
    ]
