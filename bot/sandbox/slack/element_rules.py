"""Block Kit's composition objects, block elements and rich text, as a table.

Sources: https://docs.slack.dev/reference/block-kit/composition-objects and
https://docs.slack.dev/reference/block-kit/block-elements . Where two pages differ, the stricter figure is used.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.sandbox.slack.relations import Ascending, Keys, Offered
from bot.sandbox.slack.schema import EVERYWHERE, Bool, Choice, Int, List, Object, OneOf, OnlyOn, Rule, Str

MESSAGE_ONLY = frozenset({"message"})
MODAL_ONLY = frozenset({"modal"})
NOT_ON_HOME = EVERYWHERE - {"home"}

ID = Str(max=255)
LINK = Str(max=3000, pattern=re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+"), says="invalid url")
WEB_LINK = Str(max=3000, pattern=re.compile(r"https?://[^\s/]\S*"), says="invalid url")
SECURE_LINK = Str(max=3000, pattern=re.compile(r"https://[^\s/]\S*"), says="invalid url")


def plain_text(most: int = 3000) -> Object:
    """Make the rule for a text object that must be ``plain_text``, of at most ``most`` characters."""
    return Object({"text": Str(max=most), "emoji?": Bool()}, type="plain_text")


def mrkdwn(most: int = 3000) -> Object:
    """Make the rule for a text object that must be ``mrkdwn``, of at most ``most`` characters."""
    return Object({"text": Str(max=most), "verbatim?": Bool()}, type="mrkdwn")


def any_text(most: int = 3000) -> OneOf:
    """Make the rule for a text object of either type, of at most ``most`` characters."""
    return OneOf(plain_text(most), mrkdwn(most), otherwise="failed to match all allowed schemas")


# Composition objects

COLOUR = Choice("primary", "danger")

CONFIRM = Object(
    {
        "title": plain_text(100),
        "text": any_text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
        "style?": COLOUR,
    }
)


def option(text: Rule, **more: Rule) -> Object:
    """Make the rule for one option whose text and description follow ``text``."""
    return Object({"text": text, "value": Str(max=150), "description?": text} | {f"{key}?": more[key] for key in more})


MENU_OPTION = option(plain_text(75))
BOX_OPTION = option(any_text(75))
OVERFLOW_OPTION = option(plain_text(75), url=LINK)
OPTION_GROUP = Object({"label": plain_text(75), "options": List(MENU_OPTION, min=1, max=100)})

FILTERS = ("include", "exclude_external_shared_channels", "exclude_bot_users")
CONVERSATION_FILTER = Object(
    {
        "include?": List(Choice("im", "mpim", "private", "public"), min=1),
        "exclude_external_shared_channels?": Bool(),
        "exclude_bot_users?": Bool(),
    },
    rules=[Keys(FILTERS, min=1)],
)

DISPATCH = Object(
    {"trigger_actions_on": List(Choice("on_enter_pressed", "on_character_entered"), min=1, max=2)},
)

SLACK_FILE = Object({"id?": ID, "url?": SECURE_LINK}, rules=[Keys(["id", "url"], min=1, max=1)])
PICTURE: Mapping[str, Rule] = {"image_url?": WEB_LINK, "slack_file?": SLACK_FILE, "alt_text": Str(max=2000)}
ONE_SOURCE = Keys(["image_url", "slack_file"], min=1, max=1)
IMAGE = Object(PICTURE, type="image", rules=[ONE_SOURCE])


# Interactive elements. Shared fields come first, named as on Slack's pages.

CONFIRMABLE: Mapping[str, Rule] = {"confirm?": CONFIRM}
FOCUSABLE: Mapping[str, Rule] = {"focus_on_load?": Bool()}
MENU: Mapping[str, Rule] = {"placeholder?": plain_text(150), **CONFIRMABLE, **FOCUSABLE}
MULTI: Mapping[str, Rule] = {"max_selected_items?": Int(min=1), **MENU}
TYPED: Mapping[str, Rule] = {"placeholder?": plain_text(150), "dispatch_action_config?": DISPATCH, **FOCUSABLE}
STATIC: Mapping[str, Rule] = {
    "options?": List(MENU_OPTION, min=1, max=100),
    "option_groups?": List(OPTION_GROUP, min=1, max=100),
}
ONE_LIST = Keys(["options", "option_groups"], min=1, max=1)
LABELLED: Mapping[str, Rule] = {"text": plain_text(75), "accessibility_label?": Str(max=75)}


def element(
    kind: str,
    fields: Mapping[str, Rule],
    *shared: Mapping[str, Rule],
    on: frozenset[str] = EVERYWHERE,
    rules: Sequence[Rule] = (),
) -> Object:
    """Make the rule for one interactive element: its own fields, the shared ones, and ``action_id``."""
    merged: dict[str, Rule] = {"action_id?": ID, **fields}
    for group in shared:
        merged |= group
    return Object(merged, type=kind, on=on, rules=rules)


BUTTON = element(
    "button",
    {
        "value?": Str(max=2000),
        "url?": LINK,
        "style?": COLOUR,
        "agent_prompt?": Str(max=4000),
        "agent_prompt_display?": Str(),
        "visible_to_user_ids?": List(ID, min=1),
    },
    LABELLED,
    CONFIRMABLE,
)
TRIGGER = Object(
    {"url": LINK, "customizable_input_parameters?": List(Object({"name": Str(), "value": Str(min=0)}))},
)
WORKFLOW_BUTTON = element(
    "workflow_button",
    {"workflow": Object({"trigger": TRIGGER}), "style?": COLOUR},
    LABELLED,
    on=MESSAGE_ONLY,
)
ICON_BUTTON = element(
    "icon_button",
    {"icon": Choice("trash"), "value?": Str(max=2000), "visible_to_user_ids?": List(ID, min=1)},
    LABELLED,
    CONFIRMABLE,
    on=MESSAGE_ONLY,
)
VERDICT = Object({"value": Str(max=2000), **LABELLED})
FEEDBACK_BUTTONS = element(
    "feedback_buttons",
    {"positive_button": VERDICT, "negative_button": VERDICT},
    on=MESSAGE_ONLY,
)
OVERFLOW = element("overflow", {"options": List(OVERFLOW_OPTION, min=1, max=5)}, CONFIRMABLE)

CHECKBOXES = element(
    "checkboxes",
    {"options": List(BOX_OPTION, min=1, max=10), "initial_options?": List(BOX_OPTION, min=1, max=10)},
    CONFIRMABLE,
    FOCUSABLE,
    rules=[Offered("initial_options")],
)
RADIO_BUTTONS = element(
    "radio_buttons",
    {"options": List(BOX_OPTION, min=1, max=10), "initial_option?": BOX_OPTION},
    CONFIRMABLE,
    FOCUSABLE,
    rules=[Offered("initial_option")],
)

DATE = Str(
    pattern=re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"), says="must be a date like YYYY-MM-DD"
)
TIME = Str(pattern=re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]"), says="must be a time like HH:mm")
DATEPICKER = element("datepicker", {"initial_date?": DATE}, MENU)
TIMEPICKER = element("timepicker", {"initial_time?": TIME, "timezone?": Str()}, MENU)
DATETIMEPICKER = element(
    "datetimepicker",
    {"initial_date_time?": Int(min=1_000_000_000, max=9_999_999_999)},
    CONFIRMABLE,
    FOCUSABLE,
    on=NOT_ON_HOME,
)

STATIC_SELECT = element(
    "static_select", {"initial_option?": MENU_OPTION}, STATIC, MENU, rules=[ONE_LIST, Offered("initial_option")]
)
MULTI_STATIC_SELECT = element(
    "multi_static_select",
    {"initial_options?": List(MENU_OPTION, min=1, max=100)},
    STATIC,
    MULTI,
    rules=[ONE_LIST, Offered("initial_options")],
)
SUGGESTED: Mapping[str, Rule] = {"min_query_length?": Int(min=0)}
EXTERNAL_SELECT = element("external_select", {"initial_option?": MENU_OPTION}, SUGGESTED, MENU)
MULTI_EXTERNAL_SELECT = element(
    "multi_external_select", {"initial_options?": List(MENU_OPTION, min=1, max=100)}, SUGGESTED, MULTI
)
USERS_SELECT = element("users_select", {"initial_user?": ID}, MENU)
MULTI_USERS_SELECT = element("multi_users_select", {"initial_users?": List(ID, min=1)}, MULTI)
FILTERED: Mapping[str, Rule] = {"default_to_current_conversation?": Bool(), "filter?": CONVERSATION_FILTER}
CONVERSATIONS_SELECT = element("conversations_select", {"initial_conversation?": ID}, FILTERED, MENU)
MULTI_CONVERSATIONS_SELECT = element(
    "multi_conversations_select", {"initial_conversations?": List(ID, min=1)}, FILTERED, MULTI
)
CHANNELS_SELECT = element("channels_select", {"initial_channel?": ID}, MENU)
MULTI_CHANNELS_SELECT = element("multi_channels_select", {"initial_channels?": List(ID, min=1)}, MULTI)


def answering(select: Object) -> Object:
    """Allow ``response_url_enabled`` for a menu, which works only in an input block of a modal."""
    return replace(select, fields={**select.fields, "response_url_enabled?": OnlyOn(MODAL_ONLY, Bool())})


MENUS = (
    STATIC_SELECT,
    EXTERNAL_SELECT,
    USERS_SELECT,
    MULTI_STATIC_SELECT,
    MULTI_EXTERNAL_SELECT,
    MULTI_USERS_SELECT,
    MULTI_CONVERSATIONS_SELECT,
    MULTI_CHANNELS_SELECT,
)
SELECTS = (*MENUS, CONVERSATIONS_SELECT, CHANNELS_SELECT)
INPUT_SELECTS = (*MENUS, answering(CONVERSATIONS_SELECT), answering(CHANNELS_SELECT))


# Elements that are allowed in input blocks only

PLAIN_TEXT_INPUT = element(
    "plain_text_input",
    {
        "initial_value?": Str(min=0, max=3000),
        "multiline?": Bool(),
        "min_length?": Int(min=0, max=3000),
        "max_length?": Int(min=1, max=3000),
    },
    TYPED,
    rules=[Ascending("min_length", "max_length")],
)
EMAIL_INPUT = element("email_text_input", {"initial_value?": Str()}, TYPED, on=MODAL_ONLY)
URL_INPUT = element("url_text_input", {"initial_value?": Str()}, TYPED, on=MODAL_ONLY)
NUMBER_INPUT = element(
    "number_input",
    {"is_decimal_allowed": Bool(), "initial_value?": Str(), "min_value?": Str(), "max_value?": Str()},
    TYPED,
    on=MODAL_ONLY,
)
FILE_INPUT = element(
    "file_input",
    {"filetypes?": List(Str(), min=1), "max_files?": Int(min=1, max=10)},
    on=MODAL_ONLY,
)
