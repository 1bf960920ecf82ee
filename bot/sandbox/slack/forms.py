"""What users do with modals, and what Slack then sends to the app: they submit a form or close it."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.slack.conversations import is_offered
from bot.sandbox.slack.delivery import Delivery
from bot.sandbox.slack.elements import Entered, find, missing, state_values
from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.feed import Notice
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.objects import view_object
from bot.sandbox.slack.payloads import interaction
from bot.sandbox.slack.receipt import Receipt, receipt_of
from bot.sandbox.slack.workspace import Channel

# Slack's own words when an app does not answer a form, or answers in a way that Slack does not understand.
NO_ANSWER = "We had some trouble connecting. Try again?"


class IncompleteFormError(ValueError):
    """A form was submitted with empty required inputs; Slack's client does not send such a form.

    Attributes:
        errors: The errors that the client shows instead, by `block_id`.
    """

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(f"required inputs are empty: {', '.join(errors)}")
        self.errors = dict(errors)


class Forms:
    """Fills in, submits and closes the modals of any user in the workspace."""

    def __init__(self, installation: Installation, delivery: Delivery) -> None:
        self._installation = installation
        self._delivery = delivery

    async def submit(self, view: View, values: Entered | None = None) -> Receipt:
        """Submit a modal, as the user who sees it.

        Args:
            view: What is on the screen; a stale view is sent unchanged.
            values: What was entered; initial values elsewhere.

        Raises:
            IncompleteFormError: A required input is empty.
            LookupError: A menu doesn't offer the user what was chosen in it.
        """
        slack = self._installation
        blocks = view.blocks
        state = state_values(blocks, values or {})
        if errors := missing(blocks, state):
            raise IncompleteFormError(errors)
        chosen = list(self._chosen_conversations(view, state))
        trigger_id = slack.triggers.issue(view.user, view.id)
        payload = interaction(slack, slack.workspace.user(view.user), "view_submission", trigger_id)
        payload["view"] = view_object(slack.workspace, view, state)
        payload["response_urls"] = self._response_urls(view, chosen)
        acknowledgement = await self._delivery.send("interactive", payload)
        detail = "" if acknowledgement.error else self._answer_form(view, acknowledgement.body or {})
        if acknowledgement.error or detail:
            slack.feed.publish(Notice(view.user, "", NO_ANSWER))
        return receipt_of(acknowledgement, detail=detail)

    def _chosen_conversations(self, view: View, state: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Channel]]:
        """The block_id, the menu, and the conversation chosen in it; LookupError unless Slack's client offers it."""
        slack = self._installation
        for block_id, entries in state.items():
            for action_id, entry in entries.items():
                _, menu = find(view.blocks, action_id, block_id)
                if chosen := entry.get("selected_conversation") or entry.get("selected_channel"):
                    channel = slack.channel(chosen)
                    if not is_offered(slack.workspace, channel, slack.workspace.user(view.user), menu):
                        raise LookupError(f"{action_id!r} does not offer {chosen!r} to {view.user}")
                    yield block_id, menu, channel

    def _response_urls(self, view: View, chosen: list[tuple[str, dict[str, Any], Channel]]) -> list[dict[str, str]]:
        slack = self._installation
        return [
            {
                "block_id": block_id,
                "action_id": menu["action_id"],
                "channel_id": channel.id,
                "response_url": slack.url + slack.response_urls.issue("app", user=view.user, channel=channel.id),
            }
            for block_id, menu, channel in chosen
            if menu.get("response_url_enabled")
        ]

    def _answer_form(self, shown: View, answer: dict[str, Any]) -> str:
        """Do what the answer to a submission asks for; returns why that failed, or ""."""
        modals = self._installation.modals
        try:
            view = modals.get(shown.id)
        except LookupError:
            return ""
        try:
            match answer.get("response_action"):
                case None:
                    modals.close(view)
                case "clear":
                    modals.close(view, clear=True)
                case "update":
                    modals.update(view, answer.get("view"))
                case "push":
                    modals.push(view.user, answer.get("view"))
                case "errors":
                    errors = answer.get("errors")
                    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
                    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
                        return "errors must be keyed by the block_id of an input block"
                    modals.tell_errors(view, errors)
                case other:
                    return f"unknown response_action {other!r}"
        except MethodError as refusal:
            return f"{refusal.error}: {refusal.details}"
        return ""

    async def close(self, view: View, *, clear: bool = False) -> Receipt | None:
        """Close a modal, as the user who sees it.

        Args:
            view: The modal on top.
            clear: Close those below, too, as the cross in the corner does.

        Returns:
            The receipt of the `view_closed` payload; None if the app did not ask for one.
        """
        slack = self._installation
        cleared = clear or bool(view.content.get("clear_on_close"))
        slack.modals.close(view, clear=cleared)
        if not view.content.get("notify_on_close"):
            return None
        payload = interaction(slack, slack.workspace.user(view.user), "view_closed", None)
        payload |= {"view": view_object(slack.workspace, view), "is_cleared": cleared}
        return receipt_of(await self._delivery.send("interactive", payload))
