"""Slack's rules for messages and views, as a table.

Sources: https://docs.slack.dev/reference/methods/chat.postMessage , https://docs.slack.dev/reference/methods/chat.update
and https://docs.slack.dev/reference/views .
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.sandbox.slack.block_rules import BLOCKS
from bot.sandbox.slack.element_rules import plain_text
from bot.sandbox.slack.relations import AtMost, Bytes, Keys, OneFocus, SubmitForInput, Total, Unique
from bot.sandbox.slack.schema import Bool, Choice, Coded, List, Object, OneOf, Rule, Str

# Slack ignores unknown arguments, so the message is open; its blocks are not.

TABLES = ("table", "data_table")
MESSAGE_BLOCKS = List(
    BLOCKS,
    max=50,
    not_a_list="invalid_blocks_format",
    rules=[
        Unique("block_id"),
        AtMost(1, TABLES, "only_one_table_allowed", code="invalid_attachments"),
        AtMost(2, ["data_visualization"], "too many data_visualization blocks"),
        Total(12_000, ["markdown"]),
        Total(10_000, ["table"]),
        Total(20_000, ["data_table"]),
        # Not documented: Slack's maintainers mention 12,000 characters, with some overhead for each block, and a
        # message of 11,341 was reported as refused (bolt-js issues 2509 and 2867).
        Total(11_000, but=["markdown", *TABLES]),
    ],
)
ATTACHMENT = Object({"blocks?": Coded("invalid_attachments", MESSAGE_BLOCKS)}, open=True)
# https://docs.slack.dev/messaging/unfurling-links-in-messages: rich text is not supported there.
UNFURLED = OneOf(*(block for kind, block in BLOCKS.variants.items() if kind != "rich_text"))
UNFURL = Object({"blocks": replace(MESSAGE_BLOCKS, of=UNFURLED, min=1)}, open=True)
CONTENT = ("text", "blocks", "attachments", "markdown_text")


def message(text_max: int) -> Object:
    """Make the rule for a message whose top-level ``text`` has at most ``text_max`` characters."""
    return Object(
        {
            "text?": Str(min=0, max=text_max, too_long="msg_too_long"),
            "blocks?": Coded("invalid_blocks", MESSAGE_BLOCKS),
            "attachments?": List(ATTACHMENT, max=100),
            "markdown_text?": Str(max=12_000, too_long="msg_too_long"),
            "response_type?": Choice("ephemeral", "in_channel"),
            "replace_original?": Bool(),
            "delete_original?": Bool(),
        },
        open=True,
        rules=[
            Keys(CONTENT, min=1, unless="delete_original", code="no_text"),
            Keys(["markdown_text", "text"], max=1, code="markdown_text_conflict"),
            Keys(["markdown_text", "blocks"], max=1, code="markdown_text_conflict"),
        ],
    )


# Slack truncates longer text in new messages, and refuses it in updates.
POSTED = message(40_000)
UPDATED = message(4_000)


# Views

VIEW: Mapping[str, Rule] = {
    "blocks": List(BLOCKS, min=1, max=100, rules=[Unique("block_id")]),
    "private_metadata?": Str(min=0, max=3000),
    "callback_id?": Str(min=0, max=255),
    "external_id?": Str(min=0, max=255),
}
# Slack writes "250 kb"; this is the smaller reading of a kilobyte.
WHOLE_VIEW = (OneFocus(), Bytes(250_000, code="view_too_large"))
MODAL = Object(
    {
        **VIEW,
        "title": plain_text(24),
        "submit?": plain_text(24),
        "close?": plain_text(24),
        "clear_on_close?": Bool(),
        "notify_on_close?": Bool(),
        "submit_disabled?": Bool(),
    },
    type="modal",
    rules=[SubmitForInput(), *WHOLE_VIEW],
)
HOME = Object(VIEW, type="home", rules=WHOLE_VIEW)
VIEWS = OneOf(MODAL, HOME)
