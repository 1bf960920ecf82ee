"""`/spott jane doe, john roe; c-123`: a list of people, a line each."""

import math
from dataclasses import replace

import pytest

from bot.cards import buttons, notices
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import (
    NAMES,
    age_facts,
    assert_all_accepted,
    carried,
    click,
    look_up,
    modal,
    point_at,
    settled,
    shown,
    submit,
)
from tests.scenarios.canaries import CANARY, canaries, with_canaries
from tests.scenarios.pointing import write

JORIS = "Joris Vandenbroucke\nInbound, Backend Engineer, Acorn Analytics"
JEAN = "Jean-Baptiste Moreau\nOutreach, Backend Engineer, Acorn Analytics"
ADA = "Ada Lovelace\nOffer, Backend Engineer, Acorn Analytics \u00b7 and 1 more application \u00b7 In 2 days: "
POSTED = [buttons.REFRESH_LIST, buttons.POST_LIST_HERE, buttons.DISMISS]
TWO = "Joris Vandenbroucke; Jean-Baptiste Moreau"


def lines(post: Post) -> list[str]:
    return [block["text"]["text"] for block in post.blocks if block["type"] == "section"]


def shows(post: Post) -> list[str]:
    """The people whom the buttons show."""
    return [carried(block["accessory"]["value"]) for block in post.blocks if "value" in block.get("accessory", {})]


def notes(post: Post) -> list[str]:
    return [element["text"] for block in post.blocks if block["type"] == "context" for element in block["elements"]]


def actions(post: Post) -> list[str]:
    """The buttons below the list."""
    rows = [block["elements"] for block in post.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


async def listed(here: World, text: str, **by: str) -> Post:
    post = await look_up(here, text, user=by.get("user", MEMBER), channel=by.get("channel", PUBLIC))
    assert_all_accepted(here)
    return post


@pytest.mark.parametrize("transport", ["HTTP", "Socket Mode"])
async def test_people_who_are_certain_are_shown_to_everyone(transport: str) -> None:
    async with world(socket_mode=transport == "Socket Mode") as here:
        post = await listed(here, "Ada Lovelace, Vandenbroucke Joris; c-jean-baptiste-moreau")
        assert post.user_visible_to is None
        ada, *others = lines(post)
        assert (ada.startswith(ADA), others) == (True, [JORIS, JEAN])
        assert shows(post) == ["c-ada-lovelace", "c-joris-vandenbroucke", "c-jean-baptiste-moreau"]
        assert post.text.splitlines()[1] == JORIS.replace("\n", ", ")


async def test_show_opens_a_card_privately_however_often_and_leaves_the_list() -> None:
    async with world() as here:
        post = await listed(here, TWO)
        for times in (1, 2):
            await click(here, post, buttons.OPEN_PERSON, user=COLLEAGUE)
            card = here.slack.posts[-1]
            assert (card.text.splitlines()[0], card.user_visible_to) == ("Joris Vandenbroucke", COLLEAGUE)
            assert len(shown(here)) == 1 + times
        assert lines(shown(here)[0]) == [JORIS, JEAN]


async def test_asker_can_remove_the_list() -> None:
    async with world() as here:
        post = await listed(here, TWO)
        await click(here, post, buttons.REMOVE, user=COLLEAGUE)
        assert post in shown(here)
        await click(here, post, buttons.REMOVE)
        assert post not in shown(here)


async def test_post_here_shows_a_private_list_to_everyone_once_and_refresh_keeps_who_shared_it() -> None:
    async with world() as here:
        private = await listed(here, f"private {TWO}")
        for _ in range(2):
            await click(here, private, buttons.POST_LIST_HERE)
        (post,) = shown(here)
        assert (lines(post), post.user_visible_to) == ([JORIS, JEAN], None)
        assert actions(post) == [buttons.REFRESH_LIST, buttons.REMOVE]
        here.spott.agency.applications.clear()
        await click(here, post, buttons.REFRESH_LIST, user=COLLEAGUE)
        (renewed,) = shown(here)
        nothing = [line.partition("\n")[0] + "\n" + say("nothing_open") for line in (JORIS, JEAN)]
        assert (lines(renewed), renewed.user_visible_to) == (nothing, None)
        assert notes(renewed)[:2] == [
            say("shared_by", who=NAMES[MEMBER]),
            say("refreshed_by", who=NAMES[COLLEAGUE]),
        ]


async def test_refresh_of_a_private_list_keeps_it_private() -> None:
    async with world() as here:
        private = await listed(here, f"private {TWO}")
        await click(here, private, buttons.REFRESH_LIST)
        (renewed,) = shown(here)
        assert (lines(renewed), renewed.user_visible_to, actions(renewed)) == ([JORIS, JEAN], MEMBER, POSTED)


async def test_a_list_with_somebody_who_is_gone_stays_and_is_refreshed_for_the_user_alone() -> None:
    async with world(cache_seconds=0) as here:
        post, private = await listed(here, TWO), await listed(here, f"private {TWO}")
        del here.spott.agency.candidates["c-jean-baptiste-moreau"]
        gone = f"c-jean-baptiste-moreau\n{say('no_card')}"
        await click(here, post, buttons.REFRESH_LIST)
        renewed = shown(here)[-1]
        assert (lines(renewed), renewed.user_visible_to) == ([JORIS, gone], MEMBER)
        await click(here, private, buttons.POST_LIST_HERE)
        (kept, still, _) = shown(here)
        assert (lines(kept), kept.user_visible_to) == ([JORIS, JEAN], None)
        assert (lines(still), still.user_visible_to, actions(still)) == ([JORIS, gone], MEMBER, [buttons.DISMISS])


async def test_a_list_is_not_posted_where_others_can_read_it_by_now() -> None:
    async with world() as here:
        private = await listed(here, f"private {TWO}")
        here.slack.change(replace(here.slack.workspace.channel(PUBLIC), is_ext_shared=True))
        age_facts(here, 120)
        await click(here, private, buttons.POST_LIST_HERE)
        (still,) = shown(here)
        assert (still.user_visible_to, say("private_shared") in notes(still)) == (MEMBER, True)


async def test_notice_says_that_spott_failed_and_the_list_stays() -> None:
    async with world(cache_seconds=0) as here:
        post, private = await listed(here, TWO), await listed(here, f"private {TWO}")
        for candidate_id in ("c-joris-vandenbroucke", "c-jean-baptiste-moreau"):
            here.spott.answers[candidate_id] = RawAnswer(status=401)
        for target, button in ((post, buttons.REFRESH_LIST), (private, buttons.POST_LIST_HERE)):
            await click(here, target, button)
            assert here.slack.posts[-1].text == notices.of(say, "key_refused")["text"]
        assert [lines(one) for one in shown(here)[:2]] == [[JORIS, JEAN]] * 2


async def test_the_same_person_is_shown_once() -> None:
    async with world() as here:
        assert lines(await listed(here, f"{TWO}; c-joris-vandenbroucke")) == [JORIS, JEAN]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Nobody Nowhere", f"Nobody Nowhere\n{say('nobody_in_list')}"),
        ("c-nowhere-1", f"c-nowhere-1\n{say('nobody_in_list')}"),
        ("a1" * 33, f"{'a1' * 33}\n{say('unreadable_in_list')}"),
        ("Jors Vandenbrouke", f"Jors Vandenbrouke\n{say('did_you_mean_in_list', who='Joris Vandenbroucke')}"),
        ("Ada", f"Ada\n{say.count('choice_in_list', 2)}"),
    ],
    ids=["unknown", "unknown id", "unreadable", "similar", "several"],
)
async def test_uncertain_person_makes_the_list_private_and_says_so(typed: str, line: str) -> None:
    async with world() as here:
        namesake = {**here.spott.people["c-ada-lovelace"], "candidateId": "c-ada-other", "lastName": "Otherwise"}
        here.spott.people["c-ada-other"] = namesake
        post = await listed(here, f"Jean-Baptiste Moreau; {typed}")
        assert (lines(post), post.user_visible_to) == ([JEAN, line], MEMBER)
        assert say("private_uncertain") in notes(post)


@pytest.mark.parametrize(
    ("text", "note", "offered"),
    [
        (f"private {TWO}", None, POSTED),
        (f"{TWO} (privte)", "private_read_so", POSTED),
        (f"{TWO}; joris@example.com", "private_uncertain", [buttons.DISMISS]),
        (f"{TWO}; joris-vandenbroucke@example.org", "private_typed_contact", POSTED),
    ],
    ids=["private", "nearly", "unknown address", "known address"],
)
async def test_a_list_is_private_where_a_card_would_be(text: str, note: str | None, offered: list[str]) -> None:
    async with world() as here:
        post = await listed(here, text)
        assert (lines(post)[:2], post.user_visible_to) == ([JORIS, JEAN], MEMBER)
        known = ("private_read_so", "private_uncertain", "private_typed_contact")
        assert [say(key) for key in known if say(key) in notes(post)] == ([say(note)] if note else [])
        assert actions(post) == offered


async def test_a_list_is_private_in_a_shared_channel() -> None:
    async with world() as here:
        here.slack.change(replace(here.slack.workspace.channel(PUBLIC), is_ext_shared=True))
        post = await listed(here, TWO)
        assert (post.user_visible_to, say("private_shared") in notes(post)) == (MEMBER, True)


async def test_each_counts_as_a_look_up_and_all_or_none_are_looked_up() -> None:
    async with world(lookups_per_person=(3, 500)) as here:
        await listed(here, TWO)
        asked = len(here.spott.requests)
        refused = await listed(here, TWO)
        wait = notices.Wait(60)
        assert (refused.text, refused.user_visible_to) == (
            notices.of(say, "too_many_lookups", wait=wait)["text"],
            MEMBER,
        )
        assert len(here.spott.requests) == asked


@pytest.mark.parametrize(("most", "left"), [(60, 10), (2, 2)], ids=["ten", "quota"])
async def test_people_beyond_the_limit_are_not_looked_up(most: int, left: int) -> None:
    async with world(lookups_per_person=(most, 500)) as here:
        post = await listed(here, "; ".join(f"c-nobody-{number}" for number in range(12)))
        assert len(lines(post)) == left
        assert say.count("list_cut", left) in notes(post)


async def test_slow_person_does_not_delay_the_others() -> None:
    async with world(spott_timeout=1.0) as here:
        never = RawAnswer(delay=math.inf)
        here.spott.answers["c-ada-lovelace"] = never
        post = await listed(here, f"{TWO}; c-ada-lovelace")
        slow = f"c-ada-lovelace\n{notices.of(say, 'spott_timeout')['text']}"
        assert (lines(post), post.user_visible_to) == ([JORIS, JEAN, slow], MEMBER)


async def test_no_list_is_shown_if_spott_fails_for_everyone() -> None:
    async with world() as here:
        here.spott.answers["c-1"] = here.spott.answers["c-2"] = RawAnswer(status=401)
        post = await listed(here, "c-1, c-2")
        assert (post.text, post.user_visible_to) == (notices.of(say, "key_refused")["text"], MEMBER)


async def test_a_list_in_the_search_field_is_shown_in_the_modal() -> None:
    async with world() as here:
        view = await submit(here, await point_at(here, write(here, "Hello")), f"{TWO}; Nobody Nowhere")
        said = [block["text"]["text"] for block in view.blocks if block["type"] == "section"]
        assert said == [JORIS, JEAN, f"Nobody Nowhere\n{say('nobody_in_list')}"]
        await click(here, view, buttons.OPEN_PERSON)
        assert modal(here).blocks != view.blocks


async def test_public_list_contains_only_name_application_and_task() -> None:
    async with world() as here:
        names = iter(range(600))
        person = with_canaries(here.spott.people["c-ada-lovelace"], names) | {"candidateId": CANARY}
        here.spott.people[CANARY] = person
        post = await listed(here, f"{CANARY}, c-joris-vandenbroucke")
        await settled(here)
        assert post.user_visible_to is None
        told = {canary for canary in canaries(person) if canary in f"{post.text}{post.blocks}"}
        furthest = max(person["clientContacts"], key=lambda role: role["stage"]["order"])
        of_it = {furthest["role"], furthest["company"]["name"], furthest["stage"]["name"]}
        told = {canary for canary in told if canary.startswith("canary")}
        assert told == {person["firstName"], person["lastName"], person["nextTaskDue"]["content"], *of_it}
