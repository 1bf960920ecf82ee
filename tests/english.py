"""What people read in the tests, unless a test is about another language."""

from typing import Final

from bot.cards.texts import ENGLISH

say: Final = ENGLISH
