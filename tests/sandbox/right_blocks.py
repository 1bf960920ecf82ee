"""Blocks, messages and views that Slack accepts, with everything that they may contain."""

from typing import Any

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
