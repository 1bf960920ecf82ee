"""The README's page in each other language promises what the app says and understands."""

import re
from pathlib import Path

import pytest

from bot.cards.texts import LANGUAGES
from bot.people.job_query import ByJob
from bot.people.query import ByMany, ByName, Help
from bot.people.typed import parse

ROOT = Path(__file__).parents[1]
OTHERS = sorted(set(LANGUAGES) - {"en"})


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_names_the_buttons_and_says_what_to_type(code: str) -> None:
    page, say = (ROOT / f"README.{code}.md").read_text("utf-8"), LANGUAGES[code]
    how_to_ask = page.split("\n## ")[1]
    named = set(re.findall(r"\*\*([^*]+)\*\*", how_to_ask))
    keys = ("button_post_here", "post_to_channel", "button_details", "button_refresh", "button_remove")
    assert named == {say(key) for key in keys}
    typed = "\n".join(row.split("|")[1] for row in how_to_ask.splitlines() if row.startswith("| "))
    asked = [parse(text) for text in re.findall(r"`/spott ([^`<]+)`", typed)]
    assert [(type(one.query), one.private) for one in asked[3:]] == [
        (ByMany, False),
        (ByName, False),
        (ByJob, False),
        (ByJob, False),
        (ByName, True),
        (ByName, False),
        (Help, False),
    ]
    assert {f"--language {code}", f"LANGUAGE={code}"} <= set(re.findall(r"--language \w+|LANGUAGE=\w+", page))
    assert page.count("\n") < 60
