"""Judges messages and views as strictly as Slack does: Block Kit's limits, types and surfaces.

The rules are tables (``surface_rules``, ``block_rules``, ``element_rules``, ``rich_text_rules``); here they are only
asked. What Slack finds out by looking beyond the payload, such as an image that it cannot download, is not judged.
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.schema import Place, Problem, Surface
from bot.sandbox.slack.surface_rules import POSTED, UPDATED, VIEWS

__all__ = ["Problem", "check_message", "check_view"]


def check_message(payload: Mapping[str, Any], *, update: bool = False) -> list[Problem]:
    """Judge what is sent to chat.postMessage, chat.postEphemeral or a response_url.

    Args:
        payload: The whole body, with ``text``, ``blocks`` and whatever else goes with them.
        update: Judge it as chat.update does, which takes 4,000 characters of ``text`` and refuses more.

    Returns:
        What Slack would refuse, in the order of the payload; empty when it would take the message. Rules about
        several values at once are asked only of parts that are right by themselves.
    """
    table = UPDATED if update else POSTED
    return list(table.problems(payload, Place("message", "invalid_arguments")))


def check_view(view: Mapping[str, Any]) -> list[Problem]:
    """Judge a view for views.open, views.push, views.update or views.publish.

    Args:
        view: A modal or a Home tab; its ``type`` tells which.

    Returns:
        What Slack would refuse, with pointers that start with ``/view`` as in Slack's answers; empty when the view
        is right.
    """
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    return list(VIEWS.problems(view, Place(surface, "invalid_arguments", "/view")))
