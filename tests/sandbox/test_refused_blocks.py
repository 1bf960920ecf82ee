"""Blocks that Slack refuses, each with the position and the message of the error."""

from bot.sandbox.slack.blocks import Problem, check_message
from tests.sandbox.drafts import (
    JSON,
    PICTURE,
    asks,
    button,
    container,
    data_table,
    image,
    mrkdwn,
    plain,
    raw,
    rich,
    section,
    select,
    word,
)

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


def test_invalid_block_is_refused_at_the_right_place() -> None:
    for block, pointer, message in BLOCKS:
        problems = check_message({"text": "x", "blocks": [{"type": "divider"}, block]})

        assert Problem("invalid_blocks", f"/blocks/1{pointer}", message) in problems, block
