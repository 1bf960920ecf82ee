"""The Home tab of one user: https://docs.slack.dev/surfaces/app-home."""

from bot.cards.home import HomeView
from bot.slack.errors import SlackError
from bot.slack.messenger import Messenger
from bot.slack.modal import CHANGED
from bot.telemetry.journal import Arrival


class HomeTab:
    """The Home tab that a user sees when they open the app.

    Args:
        messenger: Sends to Slack.
        user_id: The user.
    """

    def __init__(self, messenger: Messenger, user_id: str) -> None:
        self._client = messenger.client
        self._seal = messenger.seal
        self._user_id = user_id

    async def show(self, view: HomeView, view_hash: str | None) -> tuple[Arrival, str | None]:
        """Publish `view`; returns whether it, or a newer one, arrived, and one word for why it did not.

        Args:
            view: What the user will see.
            view_hash: The hash of what they see now, so that no newer one is replaced; None if they see nothing.
        """
        try:
            sealed = self._seal.home(view, self._user_id)
            await self._client.views_publish(user_id=self._user_id, view=dict(sealed), hash=view_hash)
        except SlackError as error:
            return Arrival.IN_PLACE if error.code == CHANGED else Arrival.NOWHERE, error.code
        return Arrival.IN_PLACE, None
