"""A LinkedIn profile, typed or in a message: only the person with exactly this profile in Spott is shown at once."""

import pytest

from bot.cards import notices
from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import look_up, names_on, point_at
from tests.scenarios.pointing import choices, write

SANNE = "https://www.linkedin.com/in/sanne-de-vries-000000"
SANNES_NAMESAKE = "https://www.linkedin.com/in/sanne-de-vries-1a2b3c"


@pytest.mark.parametrize("link", ["nl.linkedin.com/in/Sanne-de-Vries-000000/nl?trk=x", f"<{SANNE}|Sanne de Vries>"])
async def test_profile_that_one_person_has_opens_their_card(link: str, over_http: World) -> None:
    post = await look_up(over_http, link)
    assert (post.user_visible_to, post.text.splitlines()[0]) == (None, "Sanne de Vries")
    assert [request.query for request in over_http.spott.requests if request.path == "/search/people"] == [
        {"query": "sanne de vries", "limit": "25"}
    ]


async def test_somebody_else_with_that_name_is_only_offered_in_private(over_http: World) -> None:
    post = await look_up(over_http, SANNES_NAMESAKE)
    assert post.user_visible_to == MEMBER
    assert [line.partition(",")[0] for line in post.text.splitlines()] == [
        say("did_you_mean"),
        "Sanne de Vries",
        say("pick_private"),
    ]


async def test_profile_of_nobody_is_answered_in_private(over_http: World) -> None:
    post = await look_up(over_http, "https://www.linkedin.com/in/zebediah-quux-1")
    assert (post.user_visible_to, post.text) == (MEMBER, notices.of(say, "nobody_by_profile")["text"])


async def test_profile_without_a_name_is_answered_with_what_to_do_instead(over_http: World) -> None:
    link = "https://www.linkedin.com/in/ACoAABcDeF1gH2iJ"
    told = notices.of(say, "nameless_profile")["text"]
    post = await look_up(over_http, link)
    listed = await look_up(over_http, f"Sanne de Vries; {link}")
    view = await point_at(over_http, write(over_http, f"Anybody know <{link}>?"))
    assert (post.user_visible_to, post.text) == (MEMBER, told)
    assert say("nameless_in_list") in str(listed.blocks)
    assert view.content["blocks"][0]["text"]["text"] == told
    assert {request.query["query"] for request in over_http.spott.requests if request.path == "/search/people"} == {
        "Sanne de Vries"
    }


async def test_profiles_in_a_message_are_shown_or_offered(over_http: World) -> None:
    view = await point_at(over_http, write(over_http, f"Either <{SANNE}> or linkedin.com/in/mary-jackson-42?"))
    assert names_on(view.content["blocks"]) == ["Sanne de Vries"]
    assert choices(view) == ["c-mary-jackson private"]
