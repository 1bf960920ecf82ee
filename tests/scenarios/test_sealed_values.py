"""Values of buttons and modals are accepted only unchanged, where they were shown, and from the user who saw them."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.cards import buttons, notices
from bot.sandbox.slack.identity import SIGNING_SECRET
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.workspace import COLLEAGUE, LARGE, MANY_PEOPLE, MEMBER, PRIVATE, PUBLIC, TEAM, sample_workspace
from bot.sandbox.world import World, world
from bot.slack.seal import METADATA, Seal, modal_of
from tests.english import say
from tests.front_door import age_facts, click, look_up, modal, point_at, settled, shown
from tests.raw_http import FORM, exchange, request_bytes

ADA = "c-ada-lovelace"
MAIL = "hello@acornanalytics.example.com"
PRESSED = (
    *(buttons.DETAILS, buttons.REFRESH, buttons.REMOVE, buttons.POST_HERE, buttons.SHOW, buttons.POST_TO_THREAD),
    *(buttons.SEARCH_NAME, buttons.SHOW_JOB, buttons.REFRESH_JOB, buttons.POST_JOB_HERE, buttons.OPEN_PERSON),
    *(buttons.POST_JOB_TO_THREAD, buttons.REFRESH_LIST, buttons.POST_LIST_HERE),
)

_count = iter(range(10**9))


async def sent(here: World, body: dict[str, Any]) -> int:
    """Send a request signed with the leaked secret; returns the status of the answer."""
    raw = urlencode({"payload": json.dumps(body)}).encode()
    headers: dict[str, str | bytes] = {"Content-Type": FORM, **sign(SIGNING_SECRET, int(time.time()), raw)}
    answer = await exchange(here.process.port, request_bytes(headers, raw))
    await settled(here)
    return answer.status


def values(target: Post | View) -> dict[str, str]:
    """The value of each kind of button."""
    elements = [
        element for block in target.blocks for element in (*block.get("elements", []), block.get("accessory") or {})
    ]
    return {element["action_id"]: element["value"] for element in elements if "value" in element}


def a_click(
    action_id: str,
    value: str,
    *,
    user: str = MEMBER,
    channel: str | None = PUBLIC,
    ephemeral: bool = False,
    metadata: str | None = None,
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": f"{next(_count)}.1.abc",
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
        "container": {"type": "message", "message_ts": "1700000000.000100", "is_ephemeral": ephemeral},
    }
    if channel is not None:
        body["channel"] = {"id": channel}
    if metadata is not None:
        body["view"] = {"id": "V0FORGED", "hash": "1.x", "private_metadata": metadata}
    return body


def spoilt(value: str) -> Iterator[str]:
    """Values that differ slightly from this one."""
    carried, _, seal = value.rpartition(" ")
    yield from (
        carried,
        seal,
        f"{carried} ",
        f" {seal}",
        f"{carried}{seal}",
        f"{carried}\n{seal}",
        f"{carried}  {seal}",
    )
    yield from (value[:-1], f"{value}A", f"{value}=", f"{value} ", value.swapcase(), f"{carried} {seal[::-1]}", "")
    yield from (f"c-grace-hopper {seal}", f"{carried}x {seal}", f"{carried} private {seal}", f"{carried} shared {seal}")
    yield from (f"{carried} {'A' * 22}", f"{carried} {'é' * 22}", f"{carried} \ud83c", f"{carried} {seal} {seal}")
    for place in range(0, len(seal), 3):
        yield f"{carried} {seal[:place]}{'A' if seal[place] != 'A' else 'B'}{seal[place + 1 :]}"


def spoilt_each(shown: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The values of these buttons, damaged in all of these ways, each on one of the buttons."""
    for number, (action_id, value) in enumerate(shown.items()):
        for bad in islice(spoilt(value), number, None, len(shown)):
            yield action_id, bad


Forged = list[tuple[str, dict[str, Any]]]


async def forgeries(here: World) -> Forged:
    """Clicks that no screen of the app leads to, from values that it did show."""
    public, private = await look_up(here, ADA), await look_up(here, f"private {ADA}")
    picker = await look_up(here, "sam taylor")
    elsewhere = await look_up(here, ADA, channel=PRIVATE)
    view = await point_at(here, here.slack.say(MAIL, user=COLLEAGUE, channel=PUBLIC))
    form = await point_at(here, here.slack.say("Who knows Grace Hopper?", user=COLLEAGUE, channel=PUBLIC))
    everybodys, alone = values(public), {**values(private), **values(picker)}
    metadata = view.content["private_metadata"]
    return [
        *of_public_cards(everybodys, values(elsewhere), metadata),
        *of_private_messages(alone),
        *of_modals({**values(view), **values(form)}, metadata),
        *on_other_buttons(everybodys, alone),
    ]


def of_public_cards(everybodys: dict[str, str], elsewhere: dict[str, str], metadata: str) -> Forged:
    found: Forged = [(f"{action_id}: {bad!r}", a_click(action_id, bad)) for action_id, bad in spoilt_each(everybodys)]
    for action_id, value in everybodys.items():
        found += [
            (f"{action_id} in another channel", a_click(action_id, value, channel=PRIVATE)),
            (f"{action_id} in a direct message", a_click(action_id, value, channel="D0MEMBER01")),
            (f"{action_id} in no channel", a_click(action_id, value, channel=None)),
            (f"{action_id} as a private card's", a_click(action_id, value, ephemeral=True)),
            (f"{action_id} in a modal", a_click(action_id, value, metadata=metadata)),
            (f"{action_id} from another channel", a_click(action_id, elsewhere[action_id])),
        ]
    return found


def of_private_messages(alone: dict[str, str]) -> Forged:
    found: Forged = [
        (f"private {action_id}: {bad!r}", a_click(action_id, bad, ephemeral=True))
        for action_id, bad in spoilt_each(alone)
    ]
    for action_id, value in alone.items():
        found += [
            (f"private {action_id} by another", a_click(action_id, value, ephemeral=True, user=COLLEAGUE)),
            (f"private {action_id} as everybody's", a_click(action_id, value)),
            (f"private {action_id} elsewhere", a_click(action_id, value, ephemeral=True, channel=PRIVATE)),
        ]
    return found


def of_modals(in_modal: dict[str, str], metadata: str) -> Forged:
    found: Forged = [
        (f"modal {action_id}: {bad!r}", a_click(action_id, bad, channel=None, metadata=metadata))
        for action_id, bad in spoilt_each(in_modal)
    ]
    buttons_in_turn = cycle(in_modal.items())
    found += [
        (f"modal {action_id}, {bad!r}", a_click(action_id, value, channel=None, metadata=bad))
        for bad, (action_id, value) in zip(filter(None, spoilt(metadata)), buttons_in_turn, strict=False)
    ]
    for action_id, value in in_modal.items():
        made = [
            a_click(action_id, value, channel=None, metadata=metadata, user=COLLEAGUE),
            a_click(action_id, value),
            a_click(action_id, value, channel=None, metadata=value),
            a_click(action_id, metadata, channel=None, metadata=metadata),
        ]
        found += [(f"modal {action_id}, {number}", body) for number, body in enumerate(made)]
    return found


def on_other_buttons(everybodys: dict[str, str], alone: dict[str, str]) -> Forged:
    return [
        *(
            (f"{kind} as {other}", a_click(other, value))
            for kind, value in everybodys.items()
            for other in PRESSED
            if other != kind
        ),
        *(
            (f"private {kind} as {other}", a_click(other, value, ephemeral=True))
            for kind, value in alone.items()
            for other in PRESSED
            if other != kind
        ),
    ]


async def test_changed_values_do_nothing_and_cause_no_calls(over_http: World) -> None:
    cases = await forgeries(over_http)
    assert len(cases) > 150
    asked, posts, modals = len(over_http.spott.requests), len(over_http.slack.posts), list(over_http.slack.views)
    told = []
    for what, body in cases:
        known = len(over_http.slack.posts)
        url = over_http.slack.installation.response_urls.issue("actions", user=MEMBER, channel=PUBLIC)
        assert await sent(over_http, {**body, "response_url": over_http.slack.url + url}) == 200, what
        assert len(over_http.spott.requests) == asked, what
        told += [(what, post.text) for post in over_http.slack.posts[known:]]
    assert [text for _, text in told] == [notices.of(say, "button_too_old")["text"]] * len(cases)
    assert all(post.user_visible_to == MEMBER for post in over_http.slack.posts[posts:])
    assert over_http.slack.views == modals
    assert not any(post.deleted or post.edited for post in over_http.slack.posts)


async def test_unchanged_values_work(over_http: World) -> None:
    """The same clicks with unchanged values work, which shows that the test above can fail."""
    public = values(await look_up(over_http, ADA))
    private = values(await look_up(over_http, f"private {ADA}"))
    asked = len(over_http.spott.requests)
    age_facts(over_http)
    await sent(over_http, a_click(buttons.REFRESH, public[buttons.REFRESH]))
    await sent(over_http, a_click(buttons.REFRESH, private[buttons.REFRESH], ephemeral=True))
    refreshed = [request.path for request in over_http.spott.requests[asked:]]
    assert sorted(refreshed) == sorted(2 * [f"/applications/candidate/{ADA}", f"/clients/contacts/{ADA}"])
    assert notices.of(say, "button_too_old")["text"] not in [post.text for post in over_http.slack.posts]


@pytest.mark.parametrize("user", [MEMBER, COLLEAGUE])
async def test_asker_cannot_be_forged(over_http: World, user: str) -> None:
    card = await look_up(over_http, ADA, user=COLLEAGUE)
    for action_id, value in ((buttons.REMOVE, user), (buttons.REFRESH, f"{ADA} {MEMBER} shared")):
        blocks = json.loads(json.dumps(card.blocks).replace(values(card)[action_id], value))
        await click(over_http, replace(card, blocks=blocks), action_id)
        untouched, *_, told = shown(over_http)
        assert (untouched, told.text) == (card, notices.of(say, "button_too_old")["text"])


async def test_buttons_expire_when_the_bot_token_changes(over_http: World) -> None:
    value = Seal("xoxb-another").value(buttons.DETAILS, ADA, f"in {PUBLIC}")
    await sent(over_http, a_click(buttons.DETAILS, value))
    assert [post.text for post in over_http.slack.posts] == [notices.of(say, "button_too_old")["text"]]
    assert over_http.spott.requests == []


async def test_card_in_a_direct_message_has_working_buttons(over_http: World) -> None:
    public = await look_up(over_http, ADA)
    over_http.slack.installation.posts.delete(public)
    await click(over_http, public, buttons.REFRESH)
    card = shown(over_http)[-1]
    assert card.channel.startswith("D")
    await click(over_http, card, buttons.REFRESH)
    await click(over_http, card, buttons.DETAILS)
    assert modal(over_http).content["title"]["text"] == "Ada Lovelace"
    assert notices.of(say, "button_too_old")["text"] not in [post.text for post in over_http.slack.posts]


async def leave(here: World, channel_id: str) -> None:
    channel = here.slack.workspace.channel(channel_id)
    here.slack.change(replace(channel, members=channel.members - {MEMBER}))
    age_facts(here)


@pytest.mark.parametrize("channel", [PRIVATE, PUBLIC])
async def test_former_member_cannot_post_to_a_private_channel(over_http: World, channel: str) -> None:
    view = await point_at(over_http, over_http.slack.say(MAIL, user=COLLEAGUE, channel=channel))
    before = len(shown(over_http))
    await leave(over_http, channel)
    await click(over_http, view, buttons.POST_TO_THREAD)
    posted = shown(over_http)[before:]
    if channel == PRIVATE:
        assert posted == []
        assert modal(over_http).content["blocks"] == notices.of(say, "not_a_member_there")["blocks"]
    else:
        # Any member of the workspace can join it, and read and write there.
        assert [(post.channel, post.user_visible_to) for post in posted] == [(PUBLIC, None)]


async def test_former_member_cannot_share_a_private_card_there(over_http: World) -> None:
    private = await look_up(over_http, f"private {ADA}", channel=PRIVATE)
    await leave(over_http, PRIVATE)
    body = a_click(buttons.POST_HERE, values(private)[buttons.POST_HERE], channel=PRIVATE, ephemeral=True)
    await sent(over_http, body)
    assert shown(over_http)[-1].text == notices.of(say, "not_a_member_there")["text"]
    assert not [post for post in shown(over_http) if post.channel == PRIVATE and post.user_visible_to is None]


async def test_no_membership_in_a_private_channel_too_large_to_list() -> None:
    async with world(workspace=sample_workspace(crowd=MANY_PEOPLE), guests_in_channel="allow") as here:
        channel = here.slack.workspace.channel(LARGE)
        in_it = replace(channel, members=channel.members | {MEMBER})
        for place, notice in (
            (replace(in_it, kind="public"), notices.of(say, "posted_to_thread")),
            (replace(in_it, kind="private"), notices.of(say, "not_a_member_there")),
        ):
            here.slack.change(place)
            age_facts(here)
            view = await point_at(here, here.slack.say(MAIL, user=COLLEAGUE, channel=LARGE))
            await click(here, view, buttons.POST_TO_THREAD)
            assert modal(here).content["blocks"] == notice["blocks"]


def test_seal_is_short_and_the_same_in_every_process() -> None:
    value = "c" * 64 + " U" + "0" * 20 + " shared"
    sealed = Seal("xoxb-1").value(buttons.REFRESH, value, f"in {PUBLIC}")
    assert sealed == Seal("xoxb-1").value(buttons.REFRESH, value, f"in {PUBLIC}")
    assert len(sealed) == len(value) + 23 < 150
    assert Seal("xoxb-1").opened(buttons.REFRESH, sealed, ("modal", f"in {PUBLIC}")) == value
    assert len(Seal("xoxb-1").value(METADATA, f"{PUBLIC} 1700000000.000100", modal_of(MEMBER))) < 3_000
