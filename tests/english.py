"""The texts in English, which the tests expect unless they are about another language."""

from typing import Final

from bot.cards.texts import ENGLISH

say: Final = ENGLISH
