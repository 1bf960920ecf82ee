"""The app's Home tab, which the app publishes for each user.

https://docs.slack.dev/surfaces/app-home
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.feed import Feed, ViewChanged
from bot.sandbox.slack.modals import View, checked


class HomeTabs:
    """Every published Home tab. Changes are published to the feed, in the form that `describe` returns.

    Args:
        feed: Receives the changes.
        clock: Unix seconds.
        describe: A view as the page shows it.
        enabled: Whether the app's configuration turns the Home tab on.
    """

    def __init__(
        self, feed: Feed, clock: Callable[[], float], describe: Callable[[View], dict[str, Any]], *, enabled: bool
    ) -> None:
        self.enabled = enabled
        self._feed = feed
        self._clock = clock
        self._describe = describe
        self._tabs: dict[str, View] = {}
        self._count = 0

    def all(self) -> dict[str, View]:
        """The published tabs, by user."""
        return dict(self._tabs)

    def of(self, user: str) -> View | None:
        """This user's Home tab; None if the app has published nothing for them yet."""
        return self._tabs.get(user)

    def publish(self, user: str, content: object, expected_hash: object = None) -> View:
        """Show a view on a user's Home tab, in place of the one before.

        Args:
            user: The user.
            content: The view.
            expected_hash: The hash that the app expects; None or "" for any.

        Raises:
            MethodError: `not_enabled`, `hash_conflict`, or the view is invalid.
        """
        if not self.enabled:
            raise MethodError("not_enabled")
        before = self._tabs.get(user)
        content = checked("home", content, [view for view in self._tabs.values() if view.user != user])
        if expected_hash and (before is None or expected_hash != before.hash):
            raise MethodError("hash_conflict")
        self._count += 1
        changed = f"{int(self._clock())}.{self._count:08x}"
        if before is None:
            view_id = f"VH{user[1:]}"
            before = View(id=view_id, user=user, content=content, hash=changed, root_view_id=view_id)
        view = self._tabs[user] = replace(before, content=content, hash=changed)
        self._feed.publish(ViewChanged("home", user, self._describe(view)))
        return view
