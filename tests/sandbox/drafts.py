"""Blocks and their parts, as an app would write them."""

from typing import Any

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
