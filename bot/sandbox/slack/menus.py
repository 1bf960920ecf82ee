"""Typing in menus whose options the app suggests, and Slack's requests for suggestions.

https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
"""

from dataclasses import dataclass
from typing import Any, Final

from bot.sandbox.slack.delivery import Delivery
from bot.sandbox.slack.element_rules import MENU_OPTION, OPTION_GROUP
from bot.sandbox.slack.elements import find
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.objects import view_object
from bot.sandbox.slack.payloads import interaction
from bot.sandbox.slack.receipt import Receipt, receipt_of
from bot.sandbox.slack.schema import List, Object, Place

_OPTIONS: Final = Object({"options": List(MENU_OPTION, max=100)})
_GROUPS: Final = Object({"option_groups": List(OPTION_GROUP, max=100)})
_MIN_QUERY_LENGTH: Final = 3
"""Slack's default, if the menu doesn't set it."""


@dataclass(frozen=True)
class Suggested:
    """The options that a menu offers: groups with a label, or one without.

    Attributes:
        receipt: How the app answered; its `detail` says what is wrong with the answer, and then nothing is offered.
    """

    receipt: Receipt
    groups: tuple[tuple[str, tuple[dict[str, Any], ...]], ...] = ()

    @property
    def options(self) -> tuple[dict[str, Any], ...]:
        """All options, whatever their groups."""
        return tuple(option for _, options in self.groups for option in options)


class Menus:
    """Types in the menus of any user's modals."""

    def __init__(self, installation: Installation, delivery: Delivery) -> None:
        self._installation = installation
        self._delivery = delivery

    async def suggest(self, view: View, action_id: str, text: str) -> Suggested:
        """Type a text in one of a view's menus, as the user who sees it.

        Raises:
            LookupError: There is no such menu.
            ValueError: Slack doesn't ask the app, since its options aren't suggested or the text is too short.
        """
        slack = self._installation
        block, element = find(view.blocks, action_id)
        if element["type"] not in {"external_select", "multi_external_select"}:
            raise ValueError("the options of this menu are not suggested")
        if len(text) < element.get("min_query_length", _MIN_QUERY_LENGTH):
            raise ValueError("the text is shorter than min_query_length")
        payload = interaction(slack, slack.workspace.user(view.user), "block_suggestion", None)
        payload |= {
            "container": {"type": "view", "view_id": view.id},
            "action_id": action_id,
            "block_id": block["block_id"],
            "value": text,
            "view": view_object(slack.workspace, view),
        }
        acknowledgement = await self._delivery.send("interactive", payload)
        if acknowledgement.error:
            return Suggested(receipt_of(acknowledgement))
        answer = acknowledgement.body or {}
        rule = _GROUPS if "option_groups" in answer else _OPTIONS
        problems = [*rule.problems(answer, Place("modal", "invalid_options"))]
        if problems:
            return Suggested(receipt_of(acknowledgement, detail=f"{problems[0].pointer}: {problems[0].message}"))
        alone = [{"label": {"text": ""}, "options": answer["options"]}] if "options" in answer else []
        groups = answer.get("option_groups", alone)
        return Suggested(
            receipt_of(acknowledgement), tuple((group["label"]["text"], tuple(group["options"])) for group in groups)
        )
