"""`/spott <candidateId>`, from the signed request to the card in the channel."""

import math
import re

import pytest

from bot.cards import notices
from bot.clients import Limits
from bot.sandbox.slack.workspace import MEMBER, PUBLIC, PUBLIC_WITHOUT_BOT
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import look_up, names_on, settled, type_command, undismissed

ADA = "c-ada-lovelace"


UUID = "550e8400-e29b-41d4-a716-446655440000"


async def test_card_is_posted_below_the_typed_command(here: World) -> None:
    post = await look_up(here, UUID)
    assert (post.channel, post.user_visible_to, post.via) == (PUBLIC, None, "response_url")
    assert post.command == f"/spott {UUID}"
    name = post.text.splitlines()[0]
    assert names_on(post.blocks) == [name]
    asked = sorted(request.path for request in here.spott.requests)
    assert asked == [f"/applications/candidate/{UUID}", f"/clients/contacts/{UUID}"]


async def test_facts_are_fetched_for_the_first_command_only(over_http: World) -> None:
    await look_up(over_http, UUID)
    first = {call.method for call in over_http.slack.calls} - START
    asked = {"users.info", "users.list", "conversations.info", "conversations.members"}
    assert first == {*asked, "response_url"}
    before = len(over_http.slack.calls)
    await look_up(over_http, ADA)
    assert [call.method for call in over_http.slack.calls[before:]] == ["response_url"]


START = {"auth.test", "apps.connections.open"}


async def test_http_and_socket_mode_show_the_same_card() -> None:
    cards = []
    for socket_mode in (False, True):
        async with world(socket_mode=socket_mode) as here:
            # A person without dates: only the footer depends on the current time.
            post = await look_up(here, "c-no-roles")
            cards.append((post.text, [block for block in post.blocks if block["type"] != "context"]))
    assert cards[0] == cards[1]


@pytest.mark.parametrize("typed", ["{} private", "private {}", "--private {}", "{} \u2014private", "PRIVATE {}"])
async def test_private_shows_the_card_to_the_asker_alone(over_http: World, typed: str) -> None:
    post = await look_up(over_http, typed.format(ADA))
    assert (post.user_visible_to, post.command) == (MEMBER, None)
    assert post.text.startswith("Ada Lovelace\n")


async def test_reply_in_private_makes_every_answer_private() -> None:
    async with world(reply_in="private") as here:
        assert (await look_up(here, ADA)).user_visible_to == MEMBER


async def test_short_form_shows_only_name_jobs_and_task() -> None:
    async with world(card_form="short") as here:
        post = await look_up(here, ADA)
    shown = str(post.blocks)
    assert all(word in shown for word in ("Offer", "Board Adviser", "Borealis Bank", "Client", "In 2 days"))
    assert not any(word in shown for word in ("London", "Jo Martin", "since", "Platform"))


@pytest.mark.parametrize("text", ["help", "HELP", "help private", "private"])
async def test_help_is_private_and_at_most_eight_lines(over_http: World, text: str) -> None:
    post = await look_up(over_http, text)
    assert post.user_visible_to == MEMBER
    assert post.text == notices.of(say, "help")["text"]
    assert len(post.text.splitlines()) <= 8
    assert over_http.spott.requests == []


@pytest.mark.parametrize(
    "around", ['"{}"', "'{}'", "\u201c{}\u201d", "\u2018{}\u2019", "`{}`", "<{}>", "  {}  ", "\u00a0{}"]
)
async def test_quotes_and_spaces_around_an_id_are_ignored(over_http: World, around: str) -> None:
    assert (await look_up(over_http, around.format(ADA))).text.startswith("Ada Lovelace\n")


async def test_command_with_the_word_payload_is_an_ordinary_command(over_http: World) -> None:
    post = await look_up(over_http, "payload-7")
    assert post.text == notices.of(say, "nobody_by_id")["text"]


FAILURES = {
    "c-404": notices.of(say, "nobody_by_id"),
    "c-401": notices.of(say, "key_refused"),
    "c-429": notices.of(say, "spott_busy", wait=notices.Wait(3.0)),
    "c-500": notices.of(say, "spott_unavailable"),
    "no/id": notices.of(say, "not_understood"),
}


@pytest.mark.parametrize("text", FAILURES)
async def test_each_failure_is_one_private_sentence(over_http: World, text: str) -> None:
    post = await look_up(over_http, text)
    told = FAILURES[text]
    assert (post.user_visible_to, post.text, undismissed(post.blocks)) == (MEMBER, told["text"], told["blocks"])


@pytest.mark.parametrize("text", ["c-garbage", "c-huge"])
async def test_unreadable_answer_is_reported_with_the_reference_in_the_log(
    over_http: World, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    post = await look_up(over_http, text)
    (reference,) = re.findall(r"reference=([0-9a-f]+)", caplog.text)
    assert post.text == notices.of(say, "answer_not_understood", reference=reference)["text"]
    assert post.user_visible_to == MEMBER


async def test_hanging_spott_is_reported_within_ten_seconds() -> None:
    async with world(spott_timeout=0.3) as here:
        post = await look_up(here, "c-hang")
    assert (post.user_visible_to, post.text) == (MEMBER, notices.of(say, "spott_timeout")["text"])


SLOW: dict[str, tuple[RawAnswer, dict[str, float], str]] = {
    "a card": (RawAnswer(delay=0.4, body=b'{"candidateId": "c-l8", "firstName": "Late"}'), {}, "Late"),
    "nobody": (RawAnswer(404, delay=0.4), {}, notices.of(say, "nobody_by_id")["text"]),
    "no key": (RawAnswer(401, delay=0.4), {}, notices.of(say, "key_refused")["text"]),
    "busy": (RawAnswer(429, delay=0.4, headers={"Retry-After": "7"}), {}, "Spott is busy right now."),
    "down": (RawAnswer(503, delay=0.4), {}, notices.of(say, "spott_unavailable")["text"]),
    "a timeout": (RawAnswer(delay=math.inf), {"spott_timeout": 0.5}, notices.of(say, "spott_timeout")["text"]),
    "our deadline": (RawAnswer(delay=math.inf), {"background_seconds": 0.5}, "Sorry, this took too long"),
}
"""How slow Spott is, the outcome, and how the one answer begins."""


@pytest.mark.parametrize("how", SLOW)
async def test_slow_spott_causes_one_answer_and_no_extra_notice(how: str) -> None:
    answer, limits, begins = SLOW[how]
    # The answer to a command can neither be replaced nor removed, so it says only what stays true.
    background = limits.get("background_seconds", 10.0)
    async with world(
        limits=Limits(slow_after=0.1, background_seconds=background), spott_timeout=limits.get("spott_timeout", 8.0)
    ) as here:
        here.spott.answers["c-l8"] = answer
        await look_up(here, "c-l8")
        await settled(here)
        (post,) = here.slack.posts
        assert post.text.startswith(begins)


async def test_command_works_where_the_bot_is_not_a_member(over_http: World) -> None:
    post = await look_up(over_http, ADA, channel=PUBLIC_WITHOUT_BOT)
    assert (post.channel, post.user_visible_to) == (PUBLIC_WITHOUT_BOT, None)


async def test_twenty_concurrent_commands_are_answered_once_each(here: World) -> None:
    for _ in range(20):
        await type_command(here, ADA)
    await here.slack.wait_for(lambda: len(here.slack.posts) >= 20, 20)
    await settled(here)
    assert len(here.slack.posts) == 20
    assert len({call.arguments["text"] for call in here.slack.calls if call.method == "response_url"}) == 1
