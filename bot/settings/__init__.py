"""The settings, read from the environment and `.env` before anything heavy is imported.

A new setting goes into `model.py`, into `.env.example` and into the README; a test compares the three.
"""

from bot.settings.load import SettingsError, load, load_only, load_to_look_up, load_to_serve
from bot.settings.model import Http, ServingSettings, Settings, SocketMode, SpottSettings

__all__ = [
    "Http",
    "ServingSettings",
    "Settings",
    "SettingsError",
    "SocketMode",
    "SpottSettings",
    "load",
    "load_only",
    "load_to_look_up",
    "load_to_serve",
]
