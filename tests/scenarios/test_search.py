"""People found by what a user typed: name, email address, phone number, link, id."""

import json
import math

import pytest

from bot.cards import notices
from bot.clients import Limits
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import MEMBER, PUBLIC, SHARED, sample_workspace
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.cards.hostile import hostile_strings
from tests.cards.judges import live_in_text
from tests.english import say
from tests.front_door import assert_all_accepted, carried, look_up, settled, shown, type_command

PAGE = "https://app.example.com/people/{candidate_id}"


def buttons(post: Post, action_id: str) -> list[str]:
    """The values of all buttons of one kind in a message."""
    found = []
    for block in post.blocks:
        elements = [*block.get("elements", []), block.get("accessory") or {}]
        found += [carried(element["value"]) for element in elements if element.get("action_id") == action_id]
    return found


def about(here: World) -> list[str]:
    """The requests to Spott about one person, sorted since they are concurrent."""
    return sorted(request.path for request in here.spott.requests if request.path != "/search/people")


async def test_unique_name_opens_the_card(over_http: World) -> None:
    post = await look_up(over_http, "Ada Lovelace")
    assert (post.user_visible_to, post.text.splitlines()[0]) == (None, "Ada Lovelace")
    assert over_http.spott.requests[0].path == "/search/people"
    assert about(over_http) == ["/applications/candidate/c-ada-lovelace", "/clients/contacts/c-ada-lovelace"]


async def test_last_name_first_finds_the_same_person(over_http: World) -> None:
    assert (await look_up(over_http, "Lovelace, Ada")).text.startswith("Ada Lovelace\n")
    assert over_http.spott.requests[0].query["query"] == "Ada Lovelace"


async def test_several_matches_are_a_private_list_and_the_choice_is_posted(
    over_http: World,
) -> None:
    picker = await look_up(over_http, "sam taylor")
    assert picker.user_visible_to == MEMBER
    assert buttons(picker, "show_person") == ["c-no-roles", "c-former"]

    await over_http.slack.click(picker, "show_person", user=MEMBER, block_id=None)
    await over_http.slack.wait_for(lambda: len(shown(over_http)) == 1 and shown(over_http)[0].user_visible_to is None)
    await settled(over_http)
    (card,) = shown(over_http)
    assert (card.channel, card.user_visible_to, card.text.splitlines()[0]) == (PUBLIC, None, "Sam Taylor")


async def test_private_search_leads_to_a_private_card(over_http: World) -> None:
    picker = await look_up(over_http, "private sam taylor")
    assert buttons(picker, "show_person") == ["c-no-roles private", "c-former private"]
    await over_http.slack.click(picker, "show_person", user=MEMBER)
    await settled(over_http)
    (card,) = shown(over_http)
    assert (card.user_visible_to, card.text.splitlines()[0]) == (MEMBER, "Sam Taylor")


async def test_choosing_twice_shows_one_card(over_http: World) -> None:
    picker = await look_up(over_http, "sam taylor")
    await over_http.slack.click(picker, "show_person", user=MEMBER)
    await over_http.slack.click(picker, "show_person", user=MEMBER)
    await settled(over_http)
    assert sorted(post.text.splitlines()[0] for post in shown(over_http)) == [
        "Sam Taylor",
        notices.of(say, "picker_used")["text"],
    ]


@pytest.mark.parametrize("email", ["robin@example.com", "<mailto:robin@example.com|robin@example.com>"])
async def test_typed_email_is_answered_in_private_with_post_here(over_http: World, email: str) -> None:
    over_http.spott.people["c-ada-lovelace"]["clientContacts"][0]["emailAddresses"] = [
        {"purpose": "work", "email": "robin@example.com", "isPrimary": True}
    ]
    post = await look_up(over_http, email)
    assert post.user_visible_to == MEMBER
    assert post.text.startswith("Ada Lovelace\n")
    assert buttons(post, "post_here") == ["c-ada-lovelace"]
    assert say("private_typed_contact") in str(post.blocks)


async def test_candidate_who_is_not_a_contact_has_a_card_too(over_http: World) -> None:
    post = await look_up(over_http, "Mary Jackson")
    assert (post.user_visible_to, post.text.splitlines()[0]) == (None, "Mary Jackson")
    assert about(over_http) == [
        "/applications/candidate/c-mary-jackson",
        "/candidates/c-mary-jackson",
        "/clients/contacts/c-mary-jackson",
    ]


async def test_found_contact_without_a_record_is_not_called_unknown(over_http: World) -> None:
    post = await look_up(over_http, "Hedy Lamarr")
    assert (post.user_visible_to, post.text) == (MEMBER, notices.of(say, "no_card")["text"])


async def test_pasted_link_to_spott_opens_the_card() -> None:
    async with world(spott_app_url=PAGE) as here:
        post = await look_up(here, "<https://app.example.com/people/c-ada-lovelace>")
        assert post.text.startswith("Ada Lovelace\n")
        assert about(here) == ["/applications/candidate/c-ada-lovelace", "/clients/contacts/c-ada-lovelace"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Nobody Atall", "nobody_by_name"),
        ("Zebediah", "nobody_by_name"),
        ("nobody@example.org", "nobody_by_email"),
        ("+1 555 0199 777", "nobody_by_phone"),
        ("x9-unknown", "nobody_by_id"),
    ],
)
async def test_no_match_says_what_was_searched_and_what_else_to_try(over_http: World, typed: str, told: str) -> None:
    post = await look_up(over_http, typed)
    assert (post.user_visible_to, post.text) == (MEMBER, notices.of(say, told)["text"])


async def test_text_that_cannot_be_a_person_causes_no_calls(over_http: World) -> None:
    post = await look_up(over_http, "../users?x=1")
    assert (post.user_visible_to, post.text) == (MEMBER, notices.of(say, "not_understood")["text"])
    assert over_http.spott.requests == []


async def test_choice_in_a_newly_shared_channel_is_private(over_http: World) -> None:
    picker = await look_up(over_http, "sam taylor", channel=SHARED)
    await over_http.slack.click(picker, "show_person", user=MEMBER)
    await settled(over_http)
    (card,) = shown(over_http)
    assert card.user_visible_to == MEMBER
    assert say("private_shared") in str(card.blocks)


async def test_of_a_hundred_matches_ten_are_shown_with_a_hint(over_http: World) -> None:
    hit = {**over_http.spott.search_only[0], "firstName": "Pat", "middleName": None, "lastName": "Many"}
    over_http.spott.search_only[:] = [{**hit, "id": f"c-many-{number}"} for number in range(100)]
    picker = await look_up(over_http, "Pat Many")
    assert len(buttons(picker, "show_person")) == 10
    assert "narrow" in picker.text


@pytest.mark.parametrize(
    ("answer", "notice"),
    [
        (RawAnswer(status=500), notices.of(say, "spott_unavailable")),
        (RawAnswer(status=401), notices.of(say, "key_refused")),
        (RawAnswer(status=429, headers={"Retry-After": "7"}), notices.of(say, "spott_busy", wait=notices.Wait(7.0))),
        (RawAnswer(body=b'{"items": []}'), notices.of(say, "nobody_by_name")),
    ],
)
async def test_failed_search_is_one_private_sentence(
    over_http: World, answer: RawAnswer, notice: dict[str, object]
) -> None:
    over_http.spott.search_answer = answer
    post = await look_up(over_http, "Ada Lovelace")
    assert (post.user_visible_to, post.text) == (MEMBER, notice["text"])


async def test_hanging_search_is_reported_in_time() -> None:
    async with world(spott_timeout=0.2) as here:
        here.spott.search_answer = RawAnswer(delay=math.inf)
        post = await look_up(here, "Ada Lovelace")
        assert (post.user_visible_to, post.text) == (MEMBER, notices.of(say, "spott_timeout")["text"])


async def test_slow_search_is_answered_only_with_the_list() -> None:
    async with world(limits=Limits(slow_after=0.1)) as here:
        here.spott.delay = 0.4
        picker = await look_up(here, "sam taylor")
        assert [post.user_visible_to for post in here.slack.posts] == [MEMBER]
        assert len(buttons(picker, "show_person")) == 2


async def test_hostile_names_are_inert_in_lists_and_cards(over_http: World) -> None:
    like = over_http.spott.search_only[0]
    for start in range(0, 100, 10):
        hostile = hostile_strings(100)[start : start + 10]
        people = [
            {**like, "id": f"x-{start + place}", "firstName": text, "lastName": text, "emailAddresses": [text]}
            for place, text in enumerate(hostile)
        ]
        over_http.spott.people |= {
            one["id"]: {"candidateId": one["id"], "firstName": one["firstName"], "lastName": one["lastName"]}
            for one in people
        }
        over_http.spott.search_answer = RawAnswer(body=json.dumps({"items": people}).encode())
        picker = await look_up(over_http, "Jane Doe")
        assert (picker.user_visible_to, len(buttons(picker, "show_person"))) == (MEMBER, 10)
        await over_http.slack.click(picker, "show_person", user=MEMBER)
        await settled(over_http)
        card = shown(over_http)[-1]
        assert card.text.endswith("\nNo open applications\nNo next task")
        assert live_in_text(picker.text) == live_in_text(card.text) == []
    assert_all_accepted(over_http)


async def test_sixty_commands_by_twenty_users_are_answered_once() -> None:
    names = ("Ada Lovelace", "c-grace-hopper", "c-alan-turing")
    async with world(workspace=sample_workspace(crowd=20), lookups_per_person=(60, 500)) as here:
        here.spott.limit_per_minute = 600
        people = [f"U0CROWD{number:04}" for number in range(1, 21)]
        for turn in range(60):
            await type_command(here, names[turn % 3], user=people[turn % 20])
        await here.slack.wait_for(lambda: len(here.slack.posts) >= 60, 60)
        await settled(here)
        assert len(here.slack.posts) == 60
        firsts = {post.text.splitlines()[0] for post in here.slack.posts}
        assert firsts == {"Ada Lovelace", "Grace Hopper", "Alan Turing"}
