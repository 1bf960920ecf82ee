"""Text that cannot be an id or a name is never sent to Spott, and no text can change the path of a request."""

import random
import re
from functools import cache

import pytest

from bot.cards import notices
from bot.people import query
from bot.people.typed import parse
from bot.sandbox.world import World
from bot.spott.models import CANDIDATE_ID
from tests.english import say
from tests.front_door import settled, type_command

PIECES = (
    *r"../users .. %2e%2e %2F a/b / \ ?x=1 #f &a=b https://evil.example //evil.example :8080 {} ${x} $(id)".split(),
    *r"; '-- <script> * | ~ ^ [ ] + = ! ../../users/_list c-ada/../../users %00 \u002e\u002e file:///etc/passwd".split(),
    *("\r\nX-Api-Key: x", "\x00", "\x7f", "\u202e", "\uff0e\uff0e", "\U0001f600", "\u2024\u2024/", "\uff0f", "1" * 65),
)


@cache
def hostile() -> list[str]:
    """Eighty texts that are neither ids nor names, the same in every run."""
    dice = random.Random(20)
    mixed = ["".join(dice.choices((*PIECES, "c-ada", "1"), k=dice.randint(2, 5))) for _ in range(200)]
    texts = [*PIECES, "x" * 10_000, "../" * 3_000, *mixed]
    return [text for text in dict.fromkeys(texts) if isinstance(parse(text).query, query.NotUnderstood)][:80]


def test_there_are_eighty_hostile_texts() -> None:
    assert len(hostile()) == 80


@pytest.mark.parametrize("text", PIECES)
def test_accepted_ids_are_well_formed(text: str) -> None:
    for typed in (text, f"c-ada{text}", f"{text}c-ada1", f"1{text}1"):
        asked = parse(typed).query
        assert not isinstance(asked, query.ById) or CANDIDATE_ID.fullmatch(asked.candidate_id)


async def test_hostile_texts_get_a_notice_and_never_reach_spott(over_http: World) -> None:
    texts = hostile()
    for text in texts:
        await type_command(over_http, text)
    await over_http.slack.wait_for(lambda: len(over_http.slack.posts) >= len(texts), 60)
    await settled(over_http)
    told = [post.text for post in over_http.slack.posts]
    assert over_http.spott.requests == []
    assert told == [notices.of(say, "not_understood")["text"]] * len(texts)


async def test_search_text_stays_in_one_query_parameter(over_http: World) -> None:
    for text in ("O'Brien & Sons", "a@b.example?limit=100#x", "Zoë Müller-Lüdenscheidt", "+31 20 555 0123&limit=1"):
        await type_command(over_http, text)
    await settled(over_http)
    for request in over_http.spott.requests:
        assert re.fullmatch(r"/search/people|/clients/contacts/[A-Za-z0-9_-]{1,64}", request.path)
        assert request.query.keys() <= {"query", "limit"}
        assert request.query.get("limit", "25") == "25"
