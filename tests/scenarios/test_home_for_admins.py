"""What admins see and do on the app's Home tab."""

from dataclasses import replace

from bot.cards import notices
from bot.cards.forget import ASK_TO_FORGET
from bot.sandbox.slack.workspace import ADMIN, GUEST, MEMBER
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import age_facts, click, look_up, modal, settled, submit, type_command
from tests.scenarios.canaries import ASK
from tests.scenarios.home_tab import advance_slacks_clock, open_home, recents, sections, shown_to


async def test_admin_sees_the_state_and_who_looked_at_whom(remembering: World) -> None:
    here = remembering
    await look_up(here, "c-ada-lovelace", user=ADMIN)
    await type_command(here, "Grace", user=GUEST)
    await settled(here)
    age_facts(here, 120.0)
    await here.spott.stop()
    tab = await open_home(here, ADMIN)
    assert recents(tab) == ["c-ada-lovelace\ntoday"]
    told = sections(tab)
    start = told.index(say("home_admins"))
    assert told[start + 1].splitlines()[:2] == ["*How things are*", say("spott_unavailable")]
    assert told[start + 1].splitlines()[-1] == say("home_log_works")
    assert [part.splitlines()[0] for part in told[start + 2 :]] == [
        "*Where cards go*",
        "*Who can look people up*",
        "*The last look-ups*",
    ]
    assert tab is not None
    [log] = [block["elements"][0]["elements"] for block in tab.blocks if block["type"] == "rich_text"]
    rows = [[part.get("user_id") or part.get("text") for part in row["elements"][2:5]] for row in log]
    assert rows == [
        [GUEST, " \u00b7 command", " \u00b7 guest"],
        [ADMIN, " \u00b7 command", " \u00b7 shown"],
    ]
    assert say("home_admins") not in await shown_to(here)


async def test_admin_who_is_not_listed_still_sees_the_state() -> None:
    async with world(allowed_users=MEMBER) as here:
        told = await shown_to(here, ADMIN)
    assert told[2:4] == [notices.of(say, "not_listed", ask=ASK)["text"], say("home_admins")]
    assert told[-1] == say("home_log_empty")


async def test_admin_forgets_a_person(remembering: World) -> None:
    here = remembering
    card = await look_up(here, "c-ada-lovelace")
    tab = await open_home(here, ADMIN)
    assert tab is not None
    await click(here, tab, ASK_TO_FORGET, user=ADMIN)
    again = await submit(here, modal(here, ADMIN), "Ada Lovelace")
    assert again.blocks[0]["text"]["text"] == notices.of(say, "not_an_id")["text"]
    told = await submit(here, again, "c-ada-lovelace")
    assert told.blocks[0]["text"]["text"] == say("forgetting")
    await here.slack.wait_for(lambda: here.slack.posts[-1].channel.startswith("D"))
    assert here.slack.posts[-1].text == say("forgotten", cards="1", rows="1")
    [taken_down] = [post for post in here.slack.posts if post.ts == card.ts]
    assert taken_down.text == say("card_removed")
    advance_slacks_clock(here)
    assert recents(await open_home(here)) == [say("home_no_recents")]


async def test_nobody_else_forgets_a_person(remembering: World) -> None:
    here = remembering
    await look_up(here, "c-ada-lovelace")
    tab = await open_home(here, ADMIN)
    assert tab is not None
    await click(here, tab, ASK_TO_FORGET, user=ADMIN)
    form = modal(here, ADMIN)
    here.slack.change(replace(here.slack.workspace.user(ADMIN), role="member"))
    age_facts(here)
    told = await submit(here, form, "c-ada-lovelace")
    assert told.blocks[0]["text"]["text"] == say("only_admins")
    await click(here, tab, ASK_TO_FORGET, user=ADMIN)
    [direct] = [post.text for post in here.slack.posts if post.channel.startswith("D")]
    assert direct == say("only_admins")
