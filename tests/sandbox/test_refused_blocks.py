"""What Slack documents as wrong, each with the code, the place and the sentence of its refusal."""

from typing import Any

import pytest

from bot.sandbox.slack.blocks import Problem, check_message, check_view

JSON = dict[str, Any]
PICTURE = "https://images.example.com/ada.png"


def plain(text: object = "x") -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: object = "x") -> JSON:
    return {"type": "mrkdwn", "text": text}


def section(**fields: object) -> JSON:
    return {"type": "section", "text": mrkdwn(), **fields}


def button(**fields: object) -> JSON:
    return {"type": "button", "text": plain(), "action_id": "a", **fields}


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def image(**fields: object) -> JSON:
    return {"type": "image", "image_url": PICTURE, "alt_text": "Ada", **fields}


def option(value: object = "v", **fields: object) -> JSON:
    return {"text": plain(), "value": value, **fields}


def select(**fields: object) -> JSON:
    return {"type": "static_select", "options": [option()], **fields}


def asks(element: JSON, **fields: object) -> JSON:
    return {"type": "input", "label": plain(), "element": element, **fields}


def rich(*parts: object) -> JSON:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def word(text: object = "x", **fields: object) -> JSON:
    return {"type": "text", "text": text, **fields}


def raw(text: object = "x") -> JSON:
    return {"type": "raw_text", "text": text}


def confirm(**fields: object) -> JSON:
    return {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), **fields}


def container(**fields: object) -> JSON:
    return {"type": "container", "title": plain(), "child_blocks": [{"type": "divider"}], **fields}


def data_table(**fields: object) -> JSON:
    return {"type": "data_table", "caption": "Roles", "rows": [[raw()], [raw()]], **fields}


BLOCKS: list[tuple[JSON, str, str]] = [
    # The kind of block
    ({}, "", "missing required field: type"),
    ({"type": "paragraph"}, "/type", "unsupported type: paragraph"),
    ({"type": 7}, "", "missing required field: type"),
    ({"type": "alert", "text": plain()}, "/type", "unsupported type: alert"),
    ({"type": "file", "external_id": "1", "source": "remote"}, "/type", "unsupported type: file"),
    ({"type": "divider", "text": "x"}, "", "invalid additional property: text"),
    ({"type": "divider", "block_id": "i" * 256}, "/block_id", "must be less than 256 characters"),
    # section
    ({"type": "section"}, "", "missing required field: text"),
    (section(text=mrkdwn("")), "/text/text", "must be more than 0 characters"),
    (section(text=mrkdwn("x" * 3001)), "/text/text", "must be less than 3001 characters"),
    (section(text=mrkdwn("🚀" * 1501)), "/text/text", "must be less than 3001 characters"),
    (section(text="x"), "/text", "must provide an object"),
    (section(text={"type": "markdown", "text": "x"}), "/text", "failed to match all allowed schemas"),
    (section(text={"type": "mrkdwn"}), "/text", "missing required field: text"),
    (section(text=mrkdwn(7)), "/text/text", "must provide a string"),
    (section(text=mrkdwn() | {"emoji": True}), "/text", "invalid additional property: emoji"),
    (section(text=plain() | {"verbatim": True}), "/text", "invalid additional property: verbatim"),
    (section(text=mrkdwn() | {"verbatim": "yes"}), "/text/verbatim", "must provide a boolean"),
    (section(fields=[]), "/fields", "must provide at least 1 items"),
    (section(fields=[plain()] * 11), "/fields", "no more than 10 items allowed"),
    (section(fields=[plain(), mrkdwn("x" * 2001)]), "/fields/1/text", "must be less than 2001 characters"),
    (section(accessory=asks(select())), "/accessory/type", "unsupported type: input"),
    (section(accessory={"type": "plain_text_input"}), "/accessory/type", "unsupported type: plain_text_input"),
    (section(expand="true"), "/expand", "must provide a boolean"),
    # header, context, image, markdown, video
    ({"type": "header", "text": plain("x" * 151)}, "/text/text", "must be less than 151 characters"),
    ({"type": "header", "text": mrkdwn()}, "/text/type", "must be a valid enum value"),
    ({"type": "header"}, "", "missing required field: text"),
    ({"type": "context", "elements": []}, "/elements", "must provide at least 1 items"),
    ({"type": "context", "elements": [plain()] * 11}, "/elements", "no more than 10 items allowed"),
    ({"type": "context", "elements": [button()]}, "/elements/0/type", "unsupported type: button"),
    ({"type": "image", "image_url": PICTURE}, "", "missing required field: alt_text"),
    ({"type": "image", "alt_text": "Ada"}, "", "missing required field: image_url"),
    (image(slack_file={"id": "F0"}), "", "invalid additional property: slack_file"),
    (image(image_url="ftp://images.example.com/a.png"), "/image_url", "invalid url"),
    (image(image_url="/a.png"), "/image_url", "invalid url"),
    (image(image_url="https://example.com/" + "a" * 2981), "/image_url", "must be less than 3001 characters"),
    (image(alt_text="x" * 2001), "/alt_text", "must be less than 2001 characters"),
    (image(title=mrkdwn()), "/title/type", "must be a valid enum value"),
    (section(accessory=image(image_url="data:image/png;base64,AAAA")), "/accessory/image_url", "invalid url"),
    ({"type": "markdown", "text": "x" * 12_001}, "/text", "must be less than 12001 characters"),
    (
        {
            "type": "video",
            "alt_text": "x",
            "title": plain(),
            "thumbnail_url": PICTURE,
            "video_url": "http://example.com/",
        },
        "/video_url",
        "invalid url",
    ),
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
    # rich text
    ({"type": "rich_text", "elements": []}, "/elements", "must provide at least 1 items"),
    ({"type": "rich_text", "elements": [word()]}, "/elements/0/type", "unsupported type: text"),
    (rich(word("")), "/elements/0/elements/0/text", "must be more than 0 characters"),
    (rich(word(style={"bold": 1})), "/elements/0/elements/0/style/bold", "must provide a boolean"),
    (rich(word(style={"big": True})), "/elements/0/elements/0/style", "invalid additional property: big"),
    (rich({"type": "link"}), "/elements/0/elements/0", "missing required field: url"),
    (rich(plain()), "/elements/0/elements/0/type", "unsupported type: plain_text"),
    (
        rich({"type": "date", "timestamp": "1720710212", "format": "{date}"}),
        "/elements/0/elements/0/timestamp",
        "must provide an integer",
    ),
    (rich({"type": "date", "timestamp": 1}), "/elements/0/elements/0", "missing required field: format"),
    (
        rich({"type": "broadcast", "range": "all"}),
        "/elements/0/elements/0/range",
        "must be a valid enum value",
    ),
    (
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "dash", "elements": []}]},
        "/elements/0/style",
        "must be a valid enum value",
    ),
    (
        {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "emoji"}]}]},
        "/elements/0/elements/0/type",
        "unsupported type: emoji",
    ),
    # cards, containers, tables, charts
    ({"type": "card", "subtitle": mrkdwn()}, "", "missing required field: title"),
    ({"type": "card", "title": "Ada"}, "/title", "must provide an object"),
    ({"type": "card", "title": mrkdwn("x" * 151)}, "/title/text", "must be less than 151 characters"),
    ({"type": "card", "body": mrkdwn("x" * 201)}, "/body/text", "must be less than 201 characters"),
    (
        {"type": "card", "body": mrkdwn(), "subtitle": plain("x" * 151)},
        "/subtitle/text",
        "must be less than 151 characters",
    ),
    (
        {"type": "card", "body": mrkdwn(), "subtext": plain("x" * 201)},
        "/subtext/text",
        "must be less than 201 characters",
    ),
    (
        {"type": "carousel", "elements": [{"type": "card", "body": plain()}] * 11},
        "/elements",
        "no more than 10 items allowed",
    ),
    (container(subtitle=plain("x" * 151)), "/subtitle/text", "must be less than 151 characters"),
    (container(title=plain("x" * 151)), "/title/text", "must be less than 151 characters"),
    (
        {"type": "card", "actions": [button(action_id=str(i)) for i in range(4)]},
        "/actions",
        "no more than 3 items allowed",
    ),
    (
        {"type": "card", "title": plain(), "icon": image(), "slack_icon": {"type": "icon", "name": "user"}},
        "",
        "invalid additional property: slack_icon",
    ),
    (
        {"type": "card", "title": plain(), "slack_icon": {"type": "icon", "name": "person"}},
        "/slack_icon/name",
        "must be a valid enum value",
    ),
    ({"type": "carousel", "elements": []}, "/elements", "must provide at least 1 items"),
    ({"type": "carousel", "elements": [section()]}, "/elements/0/type", "must be a valid enum value"),
    (container(title=mrkdwn()), "/title/type", "must be a valid enum value"),
    (container(child_blocks=[container()]), "/child_blocks/0/type", "unsupported type: container"),
    (container(child_blocks=[{"type": "divider"}] * 11), "/child_blocks", "no more than 10 items allowed"),
    (
        container(default_collapsed=True),
        "/default_collapsed",
        "must not be set unless `is_collapsible` is true",
    ),
    ({"type": "context_actions", "elements": [button()]}, "/elements/0/type", "unsupported type: button"),
    ({"type": "table", "rows": [[raw()]] * 101}, "/rows", "no more than 100 items allowed"),
    ({"type": "table", "rows": [[raw()] * 21]}, "/rows/0", "no more than 20 items allowed"),
    ({"type": "table", "rows": [[raw("")]]}, "/rows/0/0/text", "must be more than 0 characters"),
    (data_table(rows=[[raw()]]), "/rows", "must provide at least 2 items"),
    (data_table(rows=[[raw()], [raw(), raw()]]), "/rows/1", "must provide 1 items"),
    (data_table(rows=[[rich(word())], [raw()]]), "/rows/0/0/type", "unsupported type: rich_text"),
    (data_table(page_size=0), "/page_size", "must be greater than 0"),
    (data_table(column_settings=[]), "", "invalid additional property: column_settings"),
    (
        {"type": "data_visualization", "title": "Offers", "chart": {"type": "pie", "segments": []}},
        "/chart/segments",
        "must provide at least 1 items",
    ),
]


@pytest.mark.parametrize(("block", "pointer", "message"), BLOCKS)
def test_a_wrong_block_is_refused_where_it_is_wrong(block: JSON, pointer: str, message: str) -> None:
    problems = check_message({"text": "x", "blocks": [{"type": "divider"}, block]})

    assert Problem("invalid_blocks", f"/blocks/1{pointer}", message) in problems


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


@pytest.mark.parametrize(("payload", "code", "pointer", "message"), MESSAGES)
def test_a_wrong_message_is_refused(payload: JSON, code: str, pointer: str, message: str) -> None:
    assert check_message(payload) == [Problem(code, pointer, message)]


def test_an_update_takes_a_tenth_of_the_text() -> None:
    payload = {"text": "x" * 4001}

    assert check_message(payload) == []
    assert check_message(payload, update=True) == [
        Problem("msg_too_long", "/text", "must be less than 4001 characters"),
    ]


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


@pytest.mark.parametrize(("view", "pointer", "message"), VIEWS)
def test_a_wrong_view_is_refused(view: JSON, pointer: str, message: str) -> None:
    assert check_view(view) == [Problem("invalid_arguments", f"/view{pointer}", message)]


def test_a_view_over_250_kilobytes_is_refused() -> None:
    full = home(blocks=[section(text=mrkdwn("x" * 3000))] * 81)

    assert check_view(full) == []
    assert check_view(home(blocks=[*full["blocks"], section(text=mrkdwn("x" * 3000))])) == [
        Problem("view_too_large", "/view", "must be less than 250001 bytes"),
    ]


def test_every_wrong_part_is_named() -> None:
    blocks = [{"type": "header", "text": mrkdwn("")}, section(), {"type": "image"}]

    assert [str(problem) for problem in check_message({"blocks": blocks})] == [
        "must be a valid enum value [json-pointer:/blocks/0/text/type]",
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "missing required field: alt_text [json-pointer:/blocks/2]",
    ]
