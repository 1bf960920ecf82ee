"""Builds the app's manifest (https://docs.slack.dev/reference/app-manifest) from the entries that it should have."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.manifest.entries import Entry, Shortcut
from bot.manifest.texts import en

Manifest = dict[str, Any]


def manifest(
    entries: Sequence[Entry],
    *,
    request_url: str | None,
    unfurl_domains: Sequence[str] = (),
    texts: Mapping[str, str] = en.TEXTS,
) -> Manifest:
    """The manifest of an app that has these entries.

    Args:
        entries: The ways to use the app.
        request_url: The URL to which Slack posts over HTTP; None for Socket Mode.
        unfurl_domains: The hosts of the links that are previewed, if an entry is for that.
        texts: The texts about the app that people read in Slack.
    """
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": texts["app_name"],
            "description": texts["app_description"],
            "long_description": texts["app_long_description"],
            "background_color": "#1f3b57",
        },
        "features": _features(entries, request_url, texts)
        | ({"unfurl_domains": [*unfurl_domains]} if any(entry.unfurls for entry in entries) else {}),
        "oauth_config": {"scopes": _scopes(entries)},
        "settings": _settings(entries, request_url),
    }


def _features(entries: Sequence[Entry], request_url: str | None, texts: Mapping[str, str]) -> Manifest:
    return {
        "app_home": {
            "home_tab_enabled": any(entry.home_tab for entry in entries),
            # Without this tab, or with one that is read-only, no command can be typed in a direct message with the app.
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": texts["app_name"].lower(), "always_online": True},
        "shortcuts": [_shortcut(shortcut, texts) for entry in entries for shortcut in entry.shortcuts],
        "slash_commands": [_command(command, request_url, texts) for entry in entries for command in entry.commands],
    }


def _shortcut(shortcut: Shortcut, texts: Mapping[str, str]) -> Manifest:
    return {
        "name": texts[shortcut.callback_id],
        "type": shortcut.kind,
        "callback_id": shortcut.callback_id,
        "description": texts[f"{shortcut.callback_id}_description"],
    }


def _command(command: str, request_url: str | None, texts: Mapping[str, str]) -> Manifest:
    key = command.removeprefix("/")
    return {
        "command": command,
        "description": texts[f"{key}_description"],
        "usage_hint": texts[f"{key}_usage_hint"],
        # What is typed arrives as it was typed, without <@U…> in place of a name.
        "should_escape": False,
    } | _posted_to("url", request_url)


def _scopes(entries: Iterable[Entry]) -> Manifest:
    required = [scope for entry in entries if not entry.optional for scope in entry.scopes]
    optional = [scope for entry in entries if entry.optional for scope in entry.scopes if scope not in required]
    # Slack wants an optional scope in both lists.
    return {"bot": [*dict.fromkeys(required + optional)], "bot_optional": [*dict.fromkeys(optional)]}


def _settings(entries: Iterable[Entry], request_url: str | None) -> Manifest:
    entries = [*entries]
    events = [event for entry in entries for event in entry.events]
    suggests = any(entry.suggestions for entry in entries)
    subscriptions = {"event_subscriptions": _posted_to("request_url", request_url) | {"bot_events": events}}
    return (subscriptions if events else {}) | {
        "interactivity": {"is_enabled": True}
        | _posted_to("request_url", request_url)
        | (_posted_to("message_menu_options_url", request_url) if suggests else {}),
        "org_deploy_enabled": False,
        "socket_mode_enabled": request_url is None,
        "token_rotation_enabled": False,
    }


def _posted_to(key: str, request_url: str | None) -> Manifest:
    """The URL under this key; nothing with Socket Mode, where Slack posts to no URL."""
    return {key: request_url} if request_url else {}
