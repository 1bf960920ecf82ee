"""The modals that are open: a stack of at most three for each user.

https://docs.slack.dev/surfaces/modals
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.sandbox.slack.blocks import check_view
from bot.sandbox.slack.elements import with_ids
from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.feed import Feed, ViewChanged
from bot.sandbox.slack.triggers import Trigger

MOST_STACKED = 3


@dataclass(frozen=True)
class View:
    """One modal, or one person's Home tab, in its current form.

    Attributes:
        user: The user who sees it.
        content: The view as the app sent it.
        hash: Changes with every new content.
        errors: The app's errors about what was entered, by `block_id`.
    """

    id: str
    user: str
    content: dict[str, Any]
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks with all their ids."""
        return with_ids(self.content["blocks"], self.id)

    @property
    def is_home(self) -> bool:
        """Whether it is a Home tab."""
        return bool(self.content["type"] == "home")

    @property
    def callback_id(self) -> str:
        """The app's own name for this kind of view."""
        return str(self.content.get("callback_id", ""))


class Modals:
    """Every open modal. Changes are published to the feed, in the form that `describe` returns."""

    def __init__(self, feed: Feed, clock: Callable[[], float], describe: Callable[[View], dict[str, Any]]) -> None:
        self._feed = feed
        self._clock = clock
        self._describe = describe
        self._stacks: dict[str, list[View]] = {}
        self._count = 0

    def all(self) -> list[View]:
        """The open views, the bottom of each user's stack first."""
        return [view for stack in self._stacks.values() for view in stack]

    def top(self) -> dict[str, View]:
        """The view that each user sees."""
        return {user: stack[-1] for user, stack in self._stacks.items()}

    def get(self, view_id: object) -> View:
        """The open view with this id; LookupError if there is none."""
        for view in self.all():
            if view.id == view_id:
                return view
        raise LookupError(f"there is no open view {view_id!r}")

    def open(self, trigger: Trigger, content: object) -> View:
        """Show a modal, which replaces all modals that the user has open.

        Raises:
            MethodError: The view is invalid.
        """
        checked = self._checked(content)
        self._stacks[trigger.user] = []
        return self._show(trigger.user, checked)

    def push(self, user: str, content: object) -> View:
        """Show a modal on top of the others.

        Raises:
            MethodError: `push_limit_reached`, `not_found` if the user has none open, or the view is invalid.
        """
        checked = self._checked(content)
        stack = self._stacks.get(user)
        if not stack:
            raise MethodError("not_found")
        if len(stack) >= MOST_STACKED:
            raise MethodError("push_limit_reached")
        return self._show(user, checked)

    def update(self, view: View, content: object, expected_hash: object = None) -> View:
        """Give an open modal new content.

        Args:
            view: The current view.
            content: The new view.
            expected_hash: The hash that the app expects; None or "" for any.

        Raises:
            MethodError: `hash_conflict`, or the view is invalid.
        """
        checked = self._checked(content, instead_of=view)
        if expected_hash and expected_hash != view.hash:
            raise MethodError("hash_conflict")
        return self._put(replace(view, content=checked, hash=self._next_hash(), errors={}))

    def tell_errors(self, view: View, errors: Mapping[str, str]) -> None:
        """Show errors under the inputs of a view, which stays open."""
        self._put(replace(view, errors=dict(errors)))

    def close(self, view: View, *, clear: bool = False) -> None:
        """Close one view, or all that the user has open; a closed one stays closed."""
        stack = self._stacks.get(view.user, [])
        kept = [] if clear else [other for other in stack if other.id != view.id]
        closed = [other for other in stack if other not in kept]
        if kept:
            self._stacks[view.user] = kept
        else:
            self._stacks.pop(view.user, None)
        for other in reversed(closed):
            self._feed.publish(ViewChanged("view_closed", view.user, self._describe(other)))
        if closed and kept:
            self._feed.publish(ViewChanged("view", view.user, self._describe(kept[-1])))

    def _show(self, user: str, content: dict[str, Any]) -> View:
        self._count += 1
        stack = self._stacks[user]
        view_id = f"V{self._count:010}"
        view = View(
            id=view_id,
            user=user,
            content=content,
            hash=self._next_hash(),
            root_view_id=stack[0].id if stack else view_id,
            previous_view_id=stack[-1].id if stack else None,
        )
        stack.append(view)
        self._feed.publish(ViewChanged("view", user, self._describe(view)))
        return view

    def _put(self, view: View) -> View:
        stack = self._stacks[view.user]
        stack[[other.id for other in stack].index(view.id)] = view
        if stack[-1] is view:
            self._feed.publish(ViewChanged("view", view.user, self._describe(view)))
        return view

    def _next_hash(self) -> str:
        self._count += 1
        return f"{int(self._clock())}.{self._count:08x}"

    def _checked(self, content: object, *, instead_of: View | None = None) -> dict[str, Any]:
        return checked(
            "modal", content, [view for view in self.all() if instead_of is None or view.id != instead_of.id]
        )


def checked(kind: Literal["modal", "home"], content: object, others: Iterable[View]) -> dict[str, Any]:
    """The view that the app sent, if Slack would accept it.

    Args:
        kind: The type that it must have.
        content: The view, as an object or as JSON.
        others: The other views, whose `external_id`s it must not reuse.

    Raises:
        MethodError: `invalid_arguments`, `view_too_large` or `duplicate_external_id`.
    """
    if isinstance(content, str):
        try:
            content = json.loads(content)
        except ValueError:
            raise MethodError("invalid_arguments") from None
    if not isinstance(content, dict) or content.get("type") != kind:
        raise MethodError("invalid_arguments")
    if problems := check_view(content):
        pointed = [f"[ERROR] {problem.message} [json-pointer:{problem.pointer}]" for problem in problems]
        raise MethodError(problems[0].code, response_metadata={"messages": pointed})
    external_id = content.get("external_id")
    if external_id and any(view.content.get("external_id") == external_id for view in others):
        raise MethodError("duplicate_external_id")
    return content
