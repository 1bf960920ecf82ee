"""What cannot be an id is never sent to Spott."""

import random

import pytest

from bot import query
from bot.cards import notices
from bot.demo.world import World
from tests.front_door import settled, type_command

PIECES = (
    *(
        "../users",
        "..",
        "%2e%2e",
        "%2F",
        "a/b",
        "/",
        "\\",
        "?x=1",
        "#f",
        "&a=b",
        "https://evil.example",
        "//evil.example",
    ),
    *(
        "\r\n",
        "\r\nX-Api-Key: x",
        "\t",
        "\x00",
        "\x7f",
        "\u200b",
        "\u202e",
        "\uff0e\uff0e",
        "\u0661",
        "é",
        "ß",
        "\U0001f600",
    ),
    *(
        "user@evil.example",
        ":8080",
        "a b",
        "{}",
        "${x}",
        "$(id)",
        ";",
        "'--",
        "<script>",
        "*",
        "|",
        "~",
        "^",
        "[",
        "]",
        "+",
    ),
    *("=", ",", "!", "x" * 65),
)


def hostile() -> list[str]:
    """A thousand texts that no id may look like, the same in every run."""
    dice = random.Random(20)
    mixed = ("".join(dice.choices((*PIECES, "c-ada", "1"), k=dice.randint(2, 5))) for _ in range(5_000))
    long = ["x" * 10_000, "../" * 3_000]
    texts = [*PIECES, *long, *(text for text in mixed if any(piece in text for piece in PIECES))]
    return texts[:1_000]


def test_there_are_a_thousand_of_them() -> None:
    assert len(hostile()) == 1_000


@pytest.mark.parametrize("text", hostile())
def test_none_is_taken_for_an_id(text: str) -> None:
    asked = query.parse(text).query
    assert not isinstance(asked, query.ById) or query.CANDIDATE_ID.fullmatch(asked.candidate_id)


async def test_none_reaches_spott_and_each_gets_the_notice(over_http: World) -> None:
    texts = [text for text in hostile() if isinstance(query.parse(text).query, query.NotAnId)]
    assert len(texts) > 950
    for text in texts:
        await type_command(over_http, text)
    await over_http.slack.wait_for(lambda: len(over_http.slack.posts) >= len(texts), 60)
    await settled(over_http)
    assert over_http.spott.requests == []
    assert {post.text for post in over_http.slack.posts} == {notices.not_an_id()["text"]}
