"""Promises of the README that no other test checks: its length, its links, and the names in its instructions."""

import json
import re
from pathlib import Path

import pytest

from bot.cards.texts.en import TEXTS
from bot.sandbox.run import SETTINGS
from bot.settings import Settings, SettingsError, load_to_serve
from tests.english import say

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("CHANGELOG.md", "CONTRIBUTING.md", "PRIVACY.md", "README.md", "SECURITY.md")
README = (ROOT / "README.md").read_text(encoding="utf-8")
UNFOLDED = re.sub(r"<details>.*?</details>", "", README, flags=re.DOTALL)
MANIFEST = json.loads((ROOT / "manifests" / "http.json").read_text(encoding="utf-8"))


def test_visible_text_has_700_to_900_words() -> None:
    assert 700 <= sum(any(map(str.isalnum, word)) for word in UNFOLDED.split()) <= 900


@pytest.mark.parametrize("name", DOCUMENTS)
def test_linked_files_and_headings_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link.partition("#") for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    for file, _, heading in links:
        target = ROOT / (file or name)
        # A link that begins with ../../ is a page of the repository on GitHub.
        assert file.startswith("../../") or target.is_file(), file
        if heading:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_buttons_and_menus_are_named_as_people_see_them() -> None:
    table = README.partition("\n## What you can do\n")[2].partition("\n## ")[0]
    labels = {text for key, text in TEXTS.items() if key.startswith("button_")} | {say("post_to_channel")}
    named = set(re.findall(r"\*\*([^*]+)\*\*", table))
    assert named >= {"Details", "Dismiss", "None of these", "Post here", "Post to thread", "Refresh", "Remove"}
    assert named <= labels
    shortcuts = {shortcut["name"] for shortcut in MANIFEST["features"]["shortcuts"]}
    assert set(re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", table)) == shortcuts | {say("button_open")}
    assert f"*{say('button_open')}*" in UNFOLDED


def test_make_has_every_target_that_is_named() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^ *)(?:[A-Z_]+=\w+ )*make ([a-z]+)(?:`|$)", README, re.MULTILINE))
    assert {"bench", "demo", "doctor", "run"} <= named <= targets


def test_bot_is_invited_by_its_name() -> None:
    name = MANIFEST["features"]["bot_user"]["display_name"]
    assert re.findall(r"/invite @(\w+)", UNFOLDED) == [name]
    assert f"/invite @{name}" in say("invite_me_to_post")


def test_host_to_replace_is_the_one_in_the_manifest() -> None:
    (host,) = re.findall(r"`([A-Z-]+\.example\.com)`", UNFOLDED)
    assert MANIFEST["settings"]["interactivity"]["request_url"].startswith(f"https://{host}/")


def test_number_of_required_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with pytest.raises(SettingsError) as raised:
        load_to_serve(env_file=None)
    assert ("Three are required" in UNFOLDED, len(raised.value.problems)) == (True, 3)


def test_demo_accepts_the_settings_in_its_example() -> None:
    (line,) = re.findall(r"`((?:[A-Z_]+=\w+ )+)make demo`", UNFOLDED)
    chosen = {name.lower(): value for name, value in re.findall(r"([A-Z_]+)=(\w+)", line)}
    assert chosen.keys() <= set(SETTINGS)
    Settings.model_validate(chosen)


def test_lost_look_ups_are_those_of_the_table() -> None:
    (flying,) = re.findall(r"Of (\d+) look-ups in flight at `SIGTERM`, none is lost", UNFOLDED)
    (lost,) = re.findall(rf"\| `SIGTERM` with {flying} look-ups in flight: commands lost \| (\d+) \|", README)
    assert lost == "0"
