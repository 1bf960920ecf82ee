"""A modal in front of one person: opened at once, since a trigger lives 3 s, then filled.

Source: https://docs.slack.dev/surfaces/modals
"""

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import notices, views
from bot.cards.message import Message
from bot.cards.views import View
from bot.journal import Arrival, Outcome
from bot.reply import Reply

_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id"})


class Modal:
    """One modal, and the reply to what the person did there.

    Once it stands open, what the reply has to say is told in it.

    Args:
        client: Slack's Web API.
        reply: To the click, shortcut or form.
        view_id: The modal, where it stands open already.
    """

    def __init__(self, client: AsyncWebClient, reply: Reply, view_id: str | None = None) -> None:
        self._client = client
        self._reply = reply
        self._view_id = view_id
        if view_id is not None:
            reply.move(self._tell)

    async def open(self, trigger_id: str, view: View, *, on_top: bool = False) -> bool:
        """Show `view`; never raises for what Slack or the network does.

        Args:
            trigger_id: Of what the person did; good for 3 s, once.
            view: What is shown first.
            on_top: Over the modal in which the person clicked, rather than anew.

        Returns:
            Whether it stands open; where not, the reply has its outcome.
        """
        call = self._client.views_push if on_top else self._client.views_open
        try:
            answer = await call(trigger_id=trigger_id, view=dict(view))
        except SlackApiError as error:
            late = error.response.get("error") in _LATE
            notice = notices.modal_expired() if late else notices.modal_refused()
            await self._reply.outcome(notice, Outcome.TOO_LATE if late else Outcome.NOT_SHOWN)
            return False
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError):
            await self._reply.outcome(notices.modal_refused(), Outcome.NOT_SHOWN)
            return False
        self._view_id = answer["view"]["id"]
        self._reply.move(self._tell)
        return True

    async def show(self, view: View, named: Outcome) -> None:
        """Fill the modal, which is the outcome of the reply."""
        if await self._update(view):
            self._reply.record.close(named, Arrival.IN_PLACE)
        else:
            await self._reply.outcome(notices.modal_refused(), Outcome.NOT_SHOWN)

    async def _tell(self, notice: Message) -> bool:
        return await self._update(views.told(notice))

    async def _update(self, view: View) -> bool:
        """Whether there is nothing left to do: the modal shows `view`, or the person has closed it."""
        try:
            await self._client.views_update(view_id=self._view_id, view=dict(view))
        except SlackApiError as error:
            return bool(error.response.get("error") == "not_found")
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError):
            return False
        return True
