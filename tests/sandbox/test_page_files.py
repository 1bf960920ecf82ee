"""What the page's files must hold to: nothing from elsewhere, no text read as markup, small, nothing left over."""

import re
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parents[2] / "bot" / "sandbox" / "page").iterdir())
SCRIPTS = [path for path in FILES if path.suffix == ".js"]
STYLESHEETS = [path for path in FILES if path.suffix == ".css"]
INDEX = next(path for path in FILES if path.name == "index.html")

# Names of XML vocabularies look like addresses and are never asked for; comments may name a vendor's page.
NAMESPACE = re.compile(r"http://www\.w3\.org/2000/svg")
COMMENT = re.compile(r"^\s*(?://|\*|/\*).*$", re.MULTILINE)
ADDRESS = re.compile(r"(?:(?:https?|wss?):|[\"'(\s])//[\w-]+\.[\w.-]+")
MARKUP_FROM_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|document\.write|DOMParser|createContextualFragment"
    r"|\beval\(|new Function|javascript:"
)
MODULE = re.compile(r'from "\./([a-z]+\.js)"')


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_names_another_host(path: Path) -> None:
    text = NAMESPACE.sub("", COMMENT.sub("", path.read_text("utf-8")))
    assert ADDRESS.findall(text) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_lets_the_browser_read_text_as_markup(path: Path) -> None:
    assert MARKUP_FROM_TEXT.findall(path.read_text("utf-8")) == []


def test_the_page_allows_itself_only_its_own_files() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', INDEX.read_text("utf-8"))
    assert policy is not None
    assert policy[1] == "default-src 'self'; base-uri 'none'; object-src 'none'"


def test_the_page_has_no_inline_script_style_or_handler() -> None:
    text = INDEX.read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text) == []


def test_every_file_is_used_and_every_file_that_is_used_is_there() -> None:
    index = INDEX.read_text("utf-8")
    used = set(re.findall(r'(?:href|src)="/page/([^"]+)"', index))
    for path in SCRIPTS:
        used |= set(MODULE.findall(path.read_text("utf-8")))
    assert used == {path.name for path in FILES} - {INDEX.name}


def test_every_id_the_scripts_ask_for_is_in_the_page() -> None:
    ids = re.findall(r'\bid="([^"]+)"', INDEX.read_text("utf-8"))
    asked = {
        name for path in SCRIPTS for name in re.findall(r'(?:\$|getElementById)\("([^"]+)"\)', path.read_text("utf-8"))
    }
    assert len(ids) == len(set(ids))
    assert asked - set(ids) == set()


def test_every_icon_the_scripts_ask_for_is_drawn() -> None:
    drawn = set(re.findall(r'id="icon-([a-z]+)"', INDEX.read_text("utf-8")))
    asked = {name for path in SCRIPTS for name in re.findall(r'\bicon\("([a-z]+)"\)', path.read_text("utf-8"))}
    assert asked - drawn == set()


def test_every_colour_that_is_used_is_defined_for_light_and_dark() -> None:
    text = "".join(path.read_text("utf-8") for path in STYLESHEETS)
    defined = set(re.findall(r"(--[a-z-]+):", text)) | {"--hue"}
    assert set(re.findall(r"var\((--[a-z-]+)\)", text)) - defined == set()
    assert "prefers-color-scheme: dark" in text
    assert "prefers-reduced-motion" in text


def test_the_page_stays_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FILES}
    assert sum(sizes.values()) < 72_000, sizes
