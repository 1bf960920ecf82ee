"""The message shortcut on a message that names someone without an address, a number or an id."""

from bot.cards import buttons, notices, views
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.workspace import COLLEAGUE, GUEST, MEMBER, PUBLIC
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import NAMES, carried, click, look_up, modal, names_on, point_at, shown

MAIL = "hello@acornanalytics.example.com"


async def the_form(here: World, text: str) -> View:
    return await point_at(here, here.slack.say(text, user=COLLEAGUE, channel=PUBLIC))


def offered(form: View) -> list[tuple[str, str]]:
    """Each name in the form, and its button's value."""
    rows = [block for block in form.blocks if block.get("accessory", {}).get("action_id") == buttons.SEARCH_NAME]
    return [(row["text"]["text"], carried(row["accessory"]["value"])) for row in rows]


def names(view: View) -> list[str]:
    return names_on(view.blocks)


async def test_names_are_offered_before_any_search(over_http: World) -> None:
    form = await the_form(over_http, "Who knows Katherine Johnson or Grace Hopper?")
    assert (form.callback_id, form.blocks[0]["text"]["text"]) == (views.SEARCH, say("names_in_message"))
    assert offered(form) == [("Katherine Johnson", "Katherine Johnson"), ("Grace Hopper", "Grace Hopper")]
    assert over_http.spott.requests == []


async def test_chosen_name_is_searched_and_the_card_can_be_posted(here: World) -> None:
    form = await the_form(here, "Who knows Grace Hopper?")
    await click(here, form, buttons.SEARCH_NAME)
    view = modal(here)
    assert (view.id, names(view)) == (form.id, ["Grace Hopper"])
    await click(here, view, buttons.POST_TO_THREAD)
    message, card = shown(here)
    assert (card.thread_ts, card.text.splitlines()[0]) == (message.ts, "Grace Hopper")


async def test_unknown_name_stays_in_the_form(over_http: World) -> None:
    await click(over_http, await the_form(over_http, "Who knows Zebulon Quist?"), buttons.SEARCH_NAME)
    above, field = modal(over_http).blocks
    assert above["text"]["text"] == notices.of(say, "nobody_by_name")["text"]
    assert field["element"]["initial_value"] == "Zebulon Quist"


async def test_guests_are_offered_no_names(over_http: World) -> None:
    message = over_http.slack.say("Who knows Grace Hopper?", user=COLLEAGUE, channel=PUBLIC)
    view = await point_at(over_http, message, user=GUEST)
    assert (view.content["blocks"], offered(view)) == (notices.of(say, "guest", ask="a workspace admin")["blocks"], [])


async def test_names_are_offered_if_the_addresses_match_no_one(over_http: World) -> None:
    form = await the_form(over_http, "Grace Hopper, zq@zq.example")
    assert form.blocks[0]["text"]["text"] == say("only_names_in_message")
    assert offered(form) == [("Grace Hopper", "Grace Hopper")]
    assert names(await the_form(over_http, f"Grace Hopper, {MAIL}")) == ["Ada Lovelace"]


async def test_several_matches_for_the_name_are_a_choice(over_http: World) -> None:
    await click(over_http, await the_form(over_http, "Ask Sam Taylor."), buttons.SEARCH_NAME)
    rows = [carried(block["accessory"]["value"]) for block in modal(over_http).blocks if "accessory" in block]
    assert rows == ["c-no-roles private", "c-former private"]


async def test_author_is_not_offered_if_slack_has_told_their_name_before(over_http: World) -> None:
    signed = f"Grace Hopper would fit. Regards, {NAMES[COLLEAGUE]}"
    await look_up(over_http, "private Ada Lovelace", user=COLLEAGUE)
    calls = [call.method for call in over_http.slack.calls if call.method == "users.info"]
    assert offered(await the_form(over_http, signed)) == [("Grace Hopper", "Grace Hopper")]
    asked = [call.arguments["user"] for call in over_http.slack.calls if call.method == "users.info"]
    assert asked[len(calls) :] == [MEMBER]
