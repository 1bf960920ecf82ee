"""The table of entries, the manifests made from it and the app's listeners match, in both directions."""

import ast
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import MagicMock

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot import listeners
from bot.cards import buttons, channel_form, find, forget, views
from bot.cards.carried import PersonOrJob
from bot.cards.home import SEARCH_FROM_HOME
from bot.cli.manifest import manifest_text
from bot.manifest.entries import ENTRIES
from bot.manifest.texts import LANGUAGES
from bot.sandbox.slack.api import METHODS
from bot.sandbox.slack.events import SCOPES
from tests.english import say

BOT = Path(listeners.__file__).parents[1]
MANIFESTS = BOT.parent / "manifests"
README = BOT.parent / "README.md"
NAMES = ["http.json", "socket-mode.json"]
HOST = "YOUR-HOST.example.com"
GROUPS_ALONE = {"usergroups:read"}

F = TypeVar("F")


def manifest(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((MANIFESTS / name).read_text(encoding="utf-8"))
    return found


class Registered:
    """A stand-in for Bolt that records what listeners are registered for."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {}

    def __getattr__(self, kind: str) -> Callable[[str], Callable[[F], F]]:
        def register(name: str) -> Callable[[F], F]:
            self.names.setdefault(kind, []).append(name)
            return lambda listener: listener

        return register


@pytest.fixture(scope="module")
def registered() -> dict[str, list[str]]:
    app = Registered()
    bolt_and_journeys: list[Any] = [app, *(MagicMock() for _ in range(2))]
    listeners.register(*bolt_and_journeys)
    return {**app.names, "block_action": [name for name, _ in listeners.for_clicks(*bolt_and_journeys[1:])]}


def called() -> set[str]:
    """The Web API methods that the app's own code calls, as in `client.views_open(…)`."""
    sources = [path for path in BOT.rglob("*.py") if "sandbox" not in path.relative_to(BOT).parts]
    names = {
        node.attr
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and re.match(r"[a-z]+_", node.attr) and hasattr(AsyncWebClient, node.attr)
    }
    return {name.replace("_", ".") for name in names - {"api_call"}}


def test_there_is_one_manifest_per_transport() -> None:
    assert sorted(path.name for path in MANIFESTS.iterdir()) == NAMES


def test_no_listener_is_registered_twice(registered: dict[str, list[str]]) -> None:
    assert {kind: sorted(set(names)) for kind, names in registered.items()} == {
        kind: sorted(names) for kind, names in registered.items()
    }


def test_each_listener_has_its_entry_and_each_entry_its_listeners(registered: dict[str, list[str]]) -> None:
    entries = ENTRIES.values()
    answered = {
        "command": [command for entry in entries for command in entry.commands],
        "shortcut": [shortcut.callback_id for entry in entries for shortcut in entry.shortcuts],
        # Bolt knows `message.im` as an event of the type `message`.
        "event": [*dict.fromkeys(event.partition(".")[0] for entry in entries for event in entry.events)],
        "block_action": [action for entry in entries for action in entry.actions],
        "options": [action for entry in entries for action in entry.suggestions],
        "view": [view for entry in entries for view in entry.views],
    }
    listed = {kind: sorted(names) for kind, names in answered.items() if names}
    assert listed == {kind: sorted(names) for kind, names in registered.items()}


def test_buttons_and_forms_match_the_listeners(registered: dict[str, list[str]]) -> None:
    rows: list[dict[str, Any]] = [
        buttons.open_in_spott(say, "https://app.example.com/people/c-1"),
        buttons.post_here(say, "c-1", "#recruiting", is_public=True),
        buttons.remove(say, "U0EXAMPLE"),
        buttons.details(say, "c-1"),
        buttons.refresh(say, "c-1", "U0EXAMPLE"),
        buttons.refresh_in_modal(say, "c-1"),
        buttons.refresh_details(say, "c-1"),
        buttons.other_records(say, "c-1"),
        buttons.show(say, "c-1", private=False),
        buttons.post_to_thread(say, "c-1"),
        buttons.search_name(say, "Jane Doe"),
        buttons.dismiss(say),
        buttons.none_of_these(say),
        buttons.show_job(say, "j-1", private=False, title="Backend Engineer"),
        buttons.post_job_here(say, "j-1", "#recruiting", is_public=True),
        buttons.refresh_job(say, "j-1", "U0EXAMPLE"),
        buttons.post_job_to_thread(say, "j-1"),
        buttons.refresh_list(say, ["c-1"], "U0EXAMPLE"),
        buttons.post_list_here(say, ["c-1"], "U0EXAMPLE", "#recruiting", is_public=True),
        buttons.open_person(say, {"c-1": ("Jane Doe", "Offer")}),
        buttons.go_to_message(say, "https://example.slack.com/archives/C0EXAMPLE1/p1"),
        buttons.turn_previews(say, off=True),
        buttons.turn_previews(say, off=False),
        buttons.show_linked_person(say, "c-1", name="Jane Doe"),
        buttons.show_linked_job(say, "j-1", title="Backend Engineer"),
        buttons.show_recent(say, "c-1", name="Jane Doe"),
        buttons.show_recent_job(say, "j-1", name="Backend Engineer"),
        buttons.clear_recents(say),
        find.button(say),
        {"action_id": SEARCH_FROM_HOME},
        forget.button(say),
    ]
    assert sorted(registered["block_action"]) == sorted(row["action_id"] for row in rows)
    card = channel_form.with_channels(say, views.loading(say), PersonOrJob("person", "c-1"))
    forms = (views.search_form(say), find.form(say), card, forget.form(say))
    assert registered["view"] == [form.get("callback_id") for form in forms]
    [menu] = [block["element"] for block in find.form(say)["blocks"]]
    assert registered["options"] == [menu["action_id"]]


@pytest.mark.parametrize("name", NAMES)
def test_command_can_be_typed_in_a_direct_message_with_the_bot(name: str) -> None:
    # "Allow users to send Slash commands and messages from the messages tab", on the app's page.
    tabs = manifest(name)["features"]["app_home"]
    assert (tabs["messages_tab_enabled"], tabs["messages_tab_read_only_enabled"]) == (True, False)


def test_scopes_match_the_methods_called_and_the_events() -> None:
    methods = called()
    assert methods <= METHODS.keys()
    assert "chat.postMessage" in methods
    needed = {scope for method in methods if METHODS[method].used_by == "bot" for scope in METHODS[method].any_scope}
    heard = {SCOPES[event] for entry in ENTRIES.values() for event in entry.events} - {None}
    assert {scope for entry in ENTRIES.values() for scope in entry.scopes} == needed | heard | {"commands"}


@pytest.mark.parametrize("name", NAMES)
def test_only_groups_are_optional(name: str) -> None:
    scopes = manifest(name)["oauth_config"]["scopes"]
    assert len(scopes["bot"]) == len(set(scopes["bot"]))
    assert set(scopes["bot_optional"]) == GROUPS_ALONE
    assert set(scopes["bot_optional"]) <= set(scopes["bot"])
    assert set(manifest(name)["oauth_config"]) == {"scopes"}


def test_readme_explains_each_scope() -> None:
    table = re.search(r"\n\| scope \| why \|\n\|[-|]+\|\n((?:\|.*\|\n)+)", README.read_text(encoding="utf-8"))
    assert table
    rows = [row.strip("|").split("|") for row in table[1].splitlines()]
    assert sorted(scope for row in rows for scope in re.findall(r"`([a-z:._]+)`", row[0])) == sorted(
        {scope for entry in ENTRIES.values() for scope in entry.scopes}
    )
    assert all(reason.strip() for _, reason in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_within_slacks_limits(language: str) -> None:
    # https://docs.slack.dev/reference/app-manifest
    read = json.loads(manifest_text(http=HOST, language=language))
    assert LANGUAGES[language].keys() == LANGUAGES["en"].keys()
    display, features = read["display_information"], read["features"]
    assert 1 <= len(display["name"]) <= 35
    assert 1 <= len(display["description"]) <= 140
    # The reference says from 174 characters, Slack's schema from 175.
    assert 175 <= len(display["long_description"]) <= 4_000
    assert re.fullmatch(r"#[0-9a-f]{6}", display["background_color"])
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", features["bot_user"]["display_name"])
    for command in features["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
        assert 1 <= len(command["description"]) <= 2_000
        assert 1 <= len(command["usage_hint"]) <= 1_000
    for shortcut in features["shortcuts"]:
        assert 1 <= len(shortcut["name"]) <= 24
        assert 1 <= len(shortcut["description"]) <= 150
        assert 1 <= len(shortcut["callback_id"]) <= 255
        assert shortcut["type"] in {"message", "global"}


def test_slack_cli_uses_the_manifest_and_the_command_for_socket_mode() -> None:
    # https://docs.slack.dev/tools/slack-cli/reference/hooks
    folder = BOT.parent / ".slack"
    hooks = json.loads((folder / "hooks.json").read_text(encoding="utf-8"))
    answers = {
        name: subprocess.run(hooks["hooks"][name].split(), cwd=BOT.parent, capture_output=True, check=True).stdout
        for name in ("get-hooks", "get-manifest")
    }
    assert json.loads(answers["get-hooks"]) == hooks
    assert json.loads(answers["get-manifest"]) == manifest("socket-mode.json")
    assert hooks["hooks"]["start"].split() == ["make", "--silent", "run"]
    # The app connects to Slack by itself; the CLI only starts it, with the tokens in its environment.
    assert hooks["config"]["sdk-managed-connection-enabled"] is True
    assert json.loads((folder / "config.json").read_text(encoding="utf-8")) == {"manifest": {"source": "local"}}
