"""Blocks and the interactive elements in them, as Slack's clients handle them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = dict[str, Any]

# The key of an element's value in a payload, and of its initial value in the element.
# https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
STATEFUL: Mapping[str, tuple[str, str]] = {
    "channels_select": ("selected_channel", "initial_channel"),
    "checkboxes": ("selected_options", "initial_options"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "email_text_input": ("value", "initial_value"),
    "external_select": ("selected_option", "initial_option"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "number_input": ("value", "initial_value"),
    "plain_text_input": ("value", "initial_value"),
    "radio_buttons": ("selected_option", "initial_option"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "timepicker": ("selected_time", "initial_time"),
    "url_text_input": ("value", "initial_value"),
    "users_select": ("selected_user", "initial_user"),
}

# What a user entered: `{block_id: {action_id: a text, an id, an option or its value, or a list of these}}`.
Entered = Mapping[str, Mapping[str, Any]]


def with_ids(blocks: Sequence[Json], salt: str) -> list[Json]:
    """A copy of the blocks in which each has a `block_id` and each interactive element an `action_id`.

    Slack generates those that the app left out. Here the same blocks with the same salt always get the same ids.
    """
    copies: list[Json] = _copy(list(blocks))
    for index, block in enumerate(copies):
        block.setdefault("block_id", f"{salt}-{index}")
        for number, element in enumerate(_elements(block)):
            element.setdefault("action_id", f"{block['block_id']}-{number}")
    return copies


def find(blocks: Sequence[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
    """The block and the element with this `action_id`.

    Args:
        blocks: With their ids.
        action_id: Of the element.
        block_id: Of its block; needed only where several elements share the `action_id`.

    Raises:
        LookupError: There is no such element to click.
    """
    for block in blocks:
        for element in _elements(block):
            if element["action_id"] == action_id and block_id in {None, block["block_id"]}:
                return block, element
    known = [element["action_id"] for block in blocks for element in _elements(block)]
    raise LookupError(f"there is no element {action_id!r} here; there are {known}")


def state_values(blocks: Sequence[Json], entered: Entered) -> Json:
    """`state.values` of a message or view: what was entered, or else each stateful element's initial value."""
    values: Json = {}
    for block in blocks:
        given = entered.get(block["block_id"], {})
        for element in _elements(block):
            if element["type"] in STATEFUL:
                entry = entry_of(element, given.get(element["action_id"]))
                values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def entry_of(element: Json, entered: Any = None) -> Json:  # noqa: ANN401 - texts, options and lists of them
    """The value of one stateful element as payloads carry it.

    Args:
        element: A select menu, an input and so on.
        entered: What was entered, or such an entry; None for the initial value.

    Raises:
        LookupError: A select menu has no such option.
    """
    key, initial = STATEFUL[element["type"]]
    if isinstance(entered, dict) and entered.get("type") == element["type"]:
        return {"type": element["type"], key: entered.get(key) or ([] if key == "selected_options" else None)}
    if entered is None:
        value = element.get(initial, [] if key == "selected_options" else None)
    elif key == "selected_option":
        value = _option(element, entered)
    elif key == "selected_options":
        value = [_option(element, one) for one in entered]
    else:
        # An emptied input is sent as null.
        value = entered or None
    return {"type": element["type"], key: value}


def action_of(block: Json, element: Json, entered: Any, action_ts: str) -> Json:  # noqa: ANN401 - as above
    """One entry of `actions` in a block_actions payload."""
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": action_ts,
    }
    if element["type"] in STATEFUL:
        return action | entry_of(element, entered)
    if element["type"] == "overflow":
        return action | {"selected_option": _option(element, entered)}
    return action | {name: element[name] for name in ("text", "value", "style") if name in element}


def missing(blocks: Sequence[Json], values: Json) -> dict[str, str]:
    """The error that Slack's client shows under each required input that is empty."""
    found = {}
    for block in blocks:
        if block.get("type") != "input" or block.get("optional"):
            continue
        entries = values.get(block["block_id"], {}).values()
        if not all(entry[STATEFUL[entry["type"]][0]] for entry in entries):
            found[block["block_id"]] = "Please complete this required field."
    return found


def _option(element: Json, entered: Any) -> Json:  # noqa: ANN401 - an option or its value
    if isinstance(entered, dict):
        return entered
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    for option in [*element.get("options", ()), *grouped]:
        if option["value"] == entered:
            return dict(option)
    raise LookupError(f"{element['action_id']!r} has no option {entered!r}")


def _copy(value: Any) -> Any:  # noqa: ANN401 - JSON, which deepcopy takes five times as long for
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _elements(block: Json) -> Iterator[Json]:
    # An image is not interactive, wherever it appears.
    for candidate in (block.get("accessory"), block.get("element"), *_lists(block)):
        if isinstance(candidate, dict) and candidate.get("type") not in {None, "image", "mrkdwn", "plain_text"}:
            yield candidate


def _lists(block: Json) -> list[Any]:
    match block.get("type"):
        case "actions" | "context_actions":
            return list(block.get("elements") or ())
        case "card":
            return list(block.get("actions") or ())
        case "carousel":
            return [action for card in block.get("elements") or () for action in _lists(card)]
        case "container":
            return [element for child in block.get("child_blocks") or () for element in _elements(child)]
    return []
