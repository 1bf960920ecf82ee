"""Rules for the page's files: nothing from other hosts, no text inserted as markup, small, no unused files."""

import re
from pathlib import Path

FILES = sorted((Path(__file__).parents[3] / "bot" / "sandbox" / "page").iterdir())
SCRIPTS = [path for path in FILES if path.suffix == ".js"]
STYLESHEETS = [path for path in FILES if path.suffix == ".css"]
INDEX = next(path for path in FILES if path.name == "index.html")

# XML namespaces look like addresses but are never fetched; comments may link to a vendor's page.
NAMESPACE = re.compile(r"http://www\.w3\.org/2000/svg")
COMMENT = re.compile(r"^\s*(?://|\*|/\*).*$", re.MULTILINE)
ADDRESS = re.compile(r"(?:(?:https?|wss?):|[\"'(\s])//[\w-]+\.[\w.-]+")
MARKUP_FROM_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|document\.write|DOMParser|createContextualFragment"
    r"|\beval\(|new Function|javascript:"
)
MODULE = re.compile(r'from "\./([a-z]+\.js)"')


def test_files_refer_to_no_other_host() -> None:
    for path in FILES:
        text = NAMESPACE.sub("", COMMENT.sub("", path.read_text("utf-8")))
        assert ADDRESS.findall(text) == [], path


def test_scripts_never_insert_text_as_markup() -> None:
    assert [path for path in SCRIPTS if MARKUP_FROM_TEXT.search(path.read_text("utf-8"))] == []


def test_content_security_policy_allows_only_own_files() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', INDEX.read_text("utf-8"))
    assert policy is not None
    assert policy[1] == "default-src 'self'; base-uri 'none'; object-src 'none'"


def test_page_has_no_inline_script_style_or_handler() -> None:
    text = INDEX.read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text) == []


def test_every_file_is_used_and_every_used_file_exists() -> None:
    index = INDEX.read_text("utf-8")
    used = set(re.findall(r'(?:href|src)="/page/([^"]+)"', index))
    for path in SCRIPTS:
        used |= set(MODULE.findall(path.read_text("utf-8")))
    assert used == {path.name for path in FILES} - {INDEX.name}


def test_every_id_used_in_scripts_exists() -> None:
    ids = re.findall(r'\bid="([^"]+)"', INDEX.read_text("utf-8"))
    asked = {
        name for path in SCRIPTS for name in re.findall(r'(?:\$|getElementById)\("([^"]+)"\)', path.read_text("utf-8"))
    }
    assert len(ids) == len(set(ids))
    assert asked - set(ids) == set()


def test_every_icon_used_in_scripts_exists() -> None:
    drawn = set(re.findall(r'id="icon-([a-z]+)"', INDEX.read_text("utf-8")))
    asked = {name for path in SCRIPTS for name in re.findall(r'\bicon\("([a-z]+)"\)', path.read_text("utf-8"))}
    assert asked - drawn == set()


def test_every_colour_is_defined_for_light_and_dark() -> None:
    text = "".join(path.read_text("utf-8") for path in STYLESHEETS)
    defined = set(re.findall(r"(--[a-z-]+):", text)) | {"--hue"}
    assert set(re.findall(r"var\((--[a-z-]+)\)", text)) - defined == set()
    assert "prefers-color-scheme: dark" in text
    assert "prefers-reduced-motion" in text


def test_page_stays_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FILES}
    assert sum(sizes.values()) < 80_000, sizes
