"""Everything that the app answers to, in one list."""

from slack_bolt.async_app import AsyncApp

from bot.cards.contact import OPEN_IN_SPOTT
from bot.listeners.answering import Answering, acknowledge
from bot.listeners.lookup import LookUp
from bot.listeners.payloads import SlashCommand

COMMAND = "/spott"


def register(app: AsyncApp, answering: Answering, look_up: LookUp) -> None:
    """Tell Bolt what the app answers to; the most used first, since Bolt tries one after the other."""
    app.command(COMMAND)(answering("command", SlashCommand, look_up.command))
    app.action(OPEN_IN_SPOTT)(acknowledge)
