"""Validates messages and views as strictly as Slack does: Block Kit's limits, types and surfaces.

The rules are tables (``surface_rules``, ``block_rules``, ``element_rules``, ``rich_text_rules``); this module applies
them. Problems that the payload does not show, such as an image that Slack cannot download, are not checked.
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.schema import Place, Problem, Surface
from bot.sandbox.slack.surface_rules import POSTED, UNFURL, UPDATED, VIEWS

__all__ = ["Problem", "check_message", "check_unfurl", "check_view"]


def check_message(payload: Mapping[str, Any], *, update: bool = False) -> list[Problem]:
    """Check a message for chat.postMessage, chat.postEphemeral or a response_url.

    Args:
        payload: The whole body, with ``text``, ``blocks`` and everything else.
        update: Check it as chat.update does, which refuses more than 4,000 characters of ``text``.

    Returns:
        What Slack would refuse, in the order of the payload; empty if it would accept the message. Rules about several
        values at once apply only to parts that are valid on their own.
    """
    table = UPDATED if update else POSTED
    return table.problems(payload, Place("message", "invalid_arguments"))


def check_unfurl(content: Mapping[str, Any]) -> list[Problem]:
    """Check the preview of one link for chat.unfurl; returns what Slack would refuse, as `check_message` does."""
    return UNFURL.problems(content, Place("message", "invalid_blocks"))


def check_view(view: Mapping[str, Any]) -> list[Problem]:
    """Check a view for views.open, views.push, views.update or views.publish.

    Args:
        view: A modal or a Home tab, by its ``type``.

    Returns:
        What Slack would refuse, with pointers that start with ``/view`` as in Slack's answers; empty if the view is
        valid.
    """
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    return VIEWS.problems(view, Place(surface, "invalid_arguments", "/view"))
