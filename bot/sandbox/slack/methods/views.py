"""views.*: modals and the Home tab."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.objects import view_object


def open_view(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/views.open."""
    trigger = slack.triggers.exchange(arguments.get("trigger_id"))
    view = slack.modals.open(trigger, arguments.get("view"))
    return {"view": view_object(slack.workspace, view)}


def push(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/views.push."""
    trigger = slack.triggers.exchange(arguments.get("trigger_id"))
    if trigger.view_id is None:
        # Only a click inside a modal can open another one on top of it.
        raise MethodError("not_found")
    view = slack.modals.push(trigger.user, arguments.get("view"))
    return {"view": view_object(slack.workspace, view)}


def update(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/views.update."""
    view = _addressed(slack, arguments)
    updated = slack.modals.update(view, arguments.get("view"), arguments.get("hash"))
    return {"view": view_object(slack.workspace, updated)}


def publish(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/views.publish."""
    try:
        user = slack.workspace.user(str(arguments.get("user_id", "")))
    except LookupError:
        raise MethodError("invalid_arguments", response_metadata={"messages": ["invalid `user_id`"]}) from None
    view = slack.home_tabs.publish(user.id, arguments.get("view"), arguments.get("hash"))
    return {"view": view_object(slack.workspace, view)}


def _addressed(slack: Installation, arguments: Mapping[str, Any]) -> View:
    external_id = arguments.get("external_id")
    for view in slack.modals.all():
        if arguments.get("view_id") == view.id or (external_id and view.content.get("external_id") == external_id):
            return view
    raise MethodError("not_found")
