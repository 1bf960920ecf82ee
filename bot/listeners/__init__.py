"""Everything that the app responds to, in one list."""

from collections.abc import Callable, Coroutine
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards import buttons, views
from bot.listeners.card_buttons import CardButtons
from bot.listeners.listener import Answering, acknowledge
from bot.listeners.lookup import LookUp
from bot.listeners.message_shortcut import Pointing
from bot.listeners.payloads import (
    MessageShortcut,
    PersonClick,
    RefreshClick,
    RemoveClick,
    SearchForm,
    ShowClick,
    SlashCommand,
    ThreadClick,
)
from bot.slack.reply import Reply

COMMAND = "/spott"
LOOK_UP_IN_SPOTT = "look_up_in_spott"
"""The callback_id of the message shortcut."""


def register(app: AsyncApp, answering: Answering, look_up: LookUp, card: CardButtons, pointing: Pointing) -> None:
    """Register all listeners with Bolt; the most used first, since Bolt tries them in order."""
    app.command(COMMAND)(answering("command", SlashCommand, look_up.command))
    app.action(buttons.REFRESH)(answering("refresh", RefreshClick, card.refresh))
    app.action(buttons.DETAILS)(answering("details", PersonClick, card.details))
    app.action(buttons.POST_HERE)(answering("post here", PersonClick, card.post_here))
    app.action(buttons.REMOVE)(answering("remove", RemoveClick, card.remove))
    app.action(buttons.SHOW)(answering("choice", ShowClick, _where(look_up, pointing)))
    app.shortcut(LOOK_UP_IN_SPOTT)(answering("message", MessageShortcut, pointing.look_up))
    app.view(views.SEARCH)(answering("search", SearchForm, pointing.search, _searching))
    app.action(buttons.POST_TO_THREAD)(answering("post to thread", ThreadClick, pointing.post_to_thread))
    app.action(buttons.OPEN_IN_SPOTT)(acknowledge)


def _where(look_up: LookUp, pointing: Pointing) -> Callable[[ShowClick, Reply], Coroutine[None, None, None]]:
    """A list of people is in a message or in a modal."""
    return lambda click, reply: (pointing if click.view_id else look_up).choose(click, reply)


def _searching(_: SearchForm) -> dict[str, Any]:
    """What the modal shows until Spott has answered."""
    return {"response_action": "update", "view": views.loading()}
