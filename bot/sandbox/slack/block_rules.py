"""Slack's blocks as a table: https://docs.slack.dev/reference/block-kit/blocks .

Where a page, an SDK and a report disagree, the stricter figure is used, and a comment says so. Left out, since an app
cannot send them or needs more than a payload for them: ``file``, ``call``, ``auth_provider``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.sandbox.slack import element_rules as elements
from bot.sandbox.slack.element_rules import (
    ID,
    IMAGE,
    MESSAGE_ONLY,
    MODAL_ONLY,
    ONE_SOURCE,
    PICTURE,
    SECURE_LINK,
    WEB_LINK,
    any_text,
    mrkdwn,
    plain_text,
)
from bot.sandbox.slack.relations import Keys, Needs, SameLength, Unique
from bot.sandbox.slack.rich_text_rules import RICH_TEXT, RICH_TEXT_INPUT
from bot.sandbox.slack.schema import EVERYWHERE, Bool, Choice, Int, List, Nullable, Number, Object, OneOf, Rule, Str

NOT_IN_MODALS = EVERYWHERE - MODAL_ONLY


def block(kind: str, fields: Mapping[str, Rule], on: frozenset[str] = EVERYWHERE, rules: Sequence[Rule] = ()) -> Object:
    """Make the rule for one block: its own fields and ``block_id``."""
    return Object({"block_id?": ID, **fields}, type=kind, on=on, rules=rules)


ACCESSORIES = (
    elements.BUTTON,
    elements.WORKFLOW_BUTTON,
    elements.OVERFLOW,
    elements.CHECKBOXES,
    elements.RADIO_BUTTONS,
    elements.DATEPICKER,
    elements.TIMEPICKER,
    *elements.SELECTS,
)
INPUTS = (
    elements.PLAIN_TEXT_INPUT,
    elements.EMAIL_INPUT,
    elements.URL_INPUT,
    elements.NUMBER_INPUT,
    elements.FILE_INPUT,
    elements.CHECKBOXES,
    elements.RADIO_BUTTONS,
    elements.DATEPICKER,
    elements.TIMEPICKER,
    elements.DATETIMEPICKER,
    RICH_TEXT_INPUT,
    *elements.INPUT_SELECTS,
)


# The classic blocks

SECTION = block(
    "section",
    {
        "text?": any_text(3000),
        "fields?": List(any_text(2000), min=1, max=10),
        "accessory?": OneOf(IMAGE, *ACCESSORIES),
        "expand?": Bool(),
    },
    rules=[Keys(["text", "fields"], min=1)],
)
HEADER = block("header", {"text": plain_text(150)})
DIVIDER = block("divider", {})
IMAGE_BLOCK = block("image", {**PICTURE, "title?": plain_text(2000)}, rules=[ONE_SOURCE])
CONTEXT = block("context", {"elements": List(OneOf(IMAGE, plain_text(), mrkdwn()), min=1, max=10)})
ACTIONS = block(
    "actions",
    {
        "elements": List(
            OneOf(*ACCESSORIES, elements.DATETIMEPICKER, RICH_TEXT_INPUT),
            min=1,
            max=25,
            rules=[Unique("action_id")],
        )
    },
)
INPUT = block(
    "input",
    {
        "label": plain_text(2000),
        "element": OneOf(*INPUTS),
        "hint?": plain_text(2000),
        "optional?": Bool(),
        "dispatch_action?": Bool(),
    },
)
VIDEO = block(
    "video",
    {
        "alt_text": Str(),
        "title": plain_text(199),
        "thumbnail_url": WEB_LINK,
        "video_url": SECURE_LINK,
        "title_url?": SECURE_LINK,
        "author_name?": Str(max=49),
        "description?": plain_text(),
        "provider_name?": Str(),
        "provider_icon_url?": WEB_LINK,
    },
)
MARKDOWN = block("markdown", {"text": Str(max=12_000)}, on=MESSAGE_ONLY)
CONTEXT_ACTIONS = block(
    "context_actions",
    {
        "elements": List(
            OneOf(elements.FEEDBACK_BUTTONS, elements.ICON_BUTTON), min=1, max=5, rules=[Unique("action_id")]
        )
    },
    on=MESSAGE_ONLY,
)


# Alerts, cards and containers

ALERT = block(
    "alert",
    {"text": any_text(200), "level?": Choice("default", "info", "warning", "error", "success")},
    on=MODAL_ONLY,
)
ICON_NAME = re.compile(
    "archive|book|bookmark|bot|bug|calendar|call|caret-left|caret-right|check|clipboard|code|comment|compass|copy|"
    "cube|download|edit|email|eye-closed|eye-open|file|flag|folder|gear|globe|heart|help|image|info|key|lightbulb|"
    "link|map|mobile|new-window|pin|plus|refine|refresh|rocket|save|screen|share|sparkle|star|star-filled|tag|"
    "thumbs-down|thumbs-up|trash|upload|user|warning"
)
SLACK_ICON = Object({"name": Str(pattern=ICON_NAME, says="must be a valid enum value")}, type="icon")
CARD = block(
    "card",
    {
        "icon?": IMAGE,
        "slack_icon?": SLACK_ICON,
        "hero_image?": IMAGE,
        "title?": any_text(150),
        "subtitle?": any_text(150),
        "body?": any_text(200),
        "subtext?": any_text(200),
        "actions?": List(elements.BUTTON, min=1, max=3, rules=[Unique("action_id")]),
    },
    rules=[
        Keys(["title", "hero_image", "actions", "body"], min=1),
        Keys(["icon", "slack_icon"], max=1),
    ],
)
CAROUSEL = block("carousel", {"elements": List(CARD, min=1, max=10, rules=[Unique("block_id")])}, NOT_IN_MODALS)


# Tables and charts

RAW_TEXT = Object({"text": Str()}, type="raw_text")
# Slack's page calls a number's text optional, but its servers have refused cells without it.
RAW_NUMBER = Object({"value": Number(), "text": Str()}, type="raw_number")
CELL = OneOf(RAW_TEXT, RAW_NUMBER, RICH_TEXT)
COLUMN = Object({"align?": Choice("left", "center", "right"), "is_wrapped?": Bool()})
TABLE = block(
    "table",
    {
        "rows": List(List(CELL, min=1, max=20), min=1, max=100),
        "column_settings?": List(Nullable(COLUMN), max=20),
    },
    NOT_IN_MODALS,
)
DATA_TABLE = block(
    "data_table",
    {
        "caption": Str(),
        "rows": List(
            List(CELL, min=1, max=20),
            min=2,
            max=201,
            first=List(OneOf(RAW_TEXT, RAW_NUMBER), min=1, max=20),
            rules=[SameLength()],
        ),
        "page_size?": Int(min=1, max=100),
        "row_header_column_index?": Int(min=0, max=19),
    },
    NOT_IN_MODALS,
)

LABEL = Str(max=20)
PIE = Object({"segments": List(Object({"label": LABEL, "value": Number()}), min=1, max=12)}, type="pie")
SERIES = Object({"name": LABEL, "data": List(Object({"label": LABEL, "value": Number()}), min=1, max=20)})
AXES = Object({"categories": List(LABEL, min=1, max=20), "x_label?": Str(max=50), "y_label?": Str(max=50)})
PLOT = Object({"series": List(SERIES, min=1, max=12, rules=[Unique("name")]), "axis_config": AXES}, type="line")
CHART = OneOf(PIE, PLOT, replace(PLOT, type="bar"), replace(PLOT, type="area"))
DATA_VISUALIZATION = block("data_visualization", {"title": Str(max=50), "chart": CHART}, NOT_IN_MODALS)


# The steps of a longer task

SOURCE = Object({"url": WEB_LINK, "text": Str()}, type="url")
TASK_CARD = block(
    "task_card",
    {
        "task_id": Str(),
        "title": Str(),
        "status": Choice("pending", "in_progress", "complete", "error"),
        "details?": RICH_TEXT,
        "output?": RICH_TEXT,
        "sources?": List(SOURCE),
        "icon?": SLACK_ICON,
    },
    MESSAGE_ONLY,
)
PLAN = block("plan", {"title": Str(), "tasks?": List(TASK_CARD)}, MESSAGE_ONLY)


# Slack's page also names rich_text, input and file; its servers were reported to refuse them here.
CONTAINED = (DIVIDER, IMAGE_BLOCK, SECTION, ACTIONS, VIDEO, HEADER, CONTEXT, TABLE)
CONTAINER = block(
    "container",
    {
        "title?": plain_text(150),
        "rich_text_title?": RICH_TEXT,
        "subtitle?": any_text(150),
        "icon?": IMAGE,
        "width?": Choice("narrow", "standard", "wide", "full"),
        "is_collapsible?": Bool(),
        "default_collapsed?": Bool(),
        "has_header_divider?": Bool(),
        "child_blocks": List(OneOf(*CONTAINED), min=1, max=10, rules=[Unique("block_id")]),
    },
    NOT_IN_MODALS,
    rules=[
        Keys(["title", "rich_text_title"], min=1),
        Needs("default_collapsed", "is_collapsible"),
        Needs("has_header_divider", "is_collapsible", on=False),
    ],
)

BLOCKS = OneOf(
    SECTION,
    HEADER,
    DIVIDER,
    IMAGE_BLOCK,
    CONTEXT,
    ACTIONS,
    INPUT,
    RICH_TEXT,
    VIDEO,
    MARKDOWN,
    CONTEXT_ACTIONS,
    ALERT,
    CARD,
    CAROUSEL,
    CONTAINER,
    TABLE,
    DATA_TABLE,
    DATA_VISUALIZATION,
    TASK_CARD,
    PLAN,
)
