"""The texts of the manifest, one module per language: what Slack shows in its menus and on the page about the app."""

from collections.abc import Mapping
from typing import Final

from bot.manifest.texts import de, en, fr, nl

LANGUAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": en.TEXTS,
    "nl": nl.TEXTS,
    "fr": fr.TEXTS,
    "de": de.TEXTS,
}
"""The texts by language. Slack has only one at a time: the one of the manifest from which the app was created."""
