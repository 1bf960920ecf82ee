"""Rich text as a table: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block ."""

import re
from collections.abc import Mapping

from bot.sandbox.slack.element_rules import ID, LINK, TYPED, element
from bot.sandbox.slack.schema import Bool, Choice, Int, List, Object, OneOf, Rule, Str

TEXT_STYLE = Object({f"{name}?": Bool() for name in ("bold", "italic", "strike", "code", "underline")})
MENTION_STYLE = Object(
    {f"{name}?": Bool() for name in ("bold", "italic", "strike", "highlight", "client_highlight", "unlink")}
)


def part(kind: str, fields: Mapping[str, Rule], style: Object = TEXT_STYLE) -> Object:
    """Make the rule for one element within a line of rich text."""
    return Object({**fields, "style?": style}, type=kind)


TEXT = part("text", {"text": Str()})
LINK_PART = part("link", {"url": LINK, "text?": Str(), "unsafe?": Bool()})
PARTS = OneOf(
    TEXT,
    LINK_PART,
    part(
        "emoji",
        {
            "name": Str(),
            "unicode?": Str(pattern=re.compile(r"[0-9a-f-]+")),
            "skin_tone?": Int(min=1, max=6),
            "url?": LINK,
        },
    ),
    part("user", {"user_id": ID}, MENTION_STYLE),
    part("usergroup", {"usergroup_id": ID}, MENTION_STYLE),
    part("channel", {"channel_id": ID}, MENTION_STYLE),
    part("team", {"team_id": ID}, MENTION_STYLE),
    part("broadcast", {"range": Choice("here", "channel", "everyone")}),
    part("date", {"timestamp": Int(), "format": Str(), "url?": LINK, "fallback?": Str()}),
    part("color", {"value": Str(pattern=re.compile(r"#[0-9A-Fa-f]{6}"), says="must be a hex colour")}),
)

BORDER = Int(min=0, max=1)
SECTION = Object({"elements": List(PARTS, min=1)}, type="rich_text_section")
QUOTE = Object({"elements": List(PARTS, min=1), "border?": BORDER}, type="rich_text_quote")
PREFORMATTED = Object(
    {"elements": List(OneOf(TEXT, LINK_PART), min=1), "border?": BORDER},
    type="rich_text_preformatted",
)
LIST = Object(
    {
        "elements": List(SECTION, min=1),
        "style": Choice("bullet", "ordered"),
        "indent?": Int(min=0, max=8),
        "offset?": Int(min=0),
        "border?": BORDER,
    },
    type="rich_text_list",
)

RICH_TEXT = Object(
    {"elements": List(OneOf(SECTION, LIST, QUOTE, PREFORMATTED), min=1), "block_id?": ID},
    type="rich_text",
)
RICH_TEXT_INPUT = element(
    "rich_text_input",
    {"initial_value?": RICH_TEXT, "min_lines?": Int(min=1, max=100), "max_lines?": Int(min=1, max=100)},
    TYPED,
)
