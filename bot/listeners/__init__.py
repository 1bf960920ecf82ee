"""Everything that the app answers to, in one list."""

from slack_bolt.async_app import AsyncApp

from bot.cards import buttons
from bot.listeners.answering import Answering, acknowledge
from bot.listeners.lookup import LookUp
from bot.listeners.payloads import PersonClick, RemoveClick, SlashCommand

COMMAND = "/spott"


def register(app: AsyncApp, answering: Answering, look_up: LookUp) -> None:
    """Tell Bolt what the app answers to; the most used first, since Bolt tries one after the other."""
    app.command(COMMAND)(answering("command", SlashCommand, look_up.command))
    app.action(buttons.POST_HERE)(answering("post here", PersonClick, look_up.post_here))
    app.action(buttons.REMOVE)(answering("remove", RemoveClick, look_up.remove))
    app.action(buttons.OPEN_IN_SPOTT)(acknowledge)
