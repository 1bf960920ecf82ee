"""The demo page's requests to the local Slack."""

from typing import Any

import aiohttp

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.page.asking import do, get_state, next_event
from tests.sandbox.page.bot import Bot

MODAL: dict[str, Any] = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "who",
            "label": {"type": "plain_text", "text": "Who"},
            "element": {"type": "plain_text_input", "action_id": "name"},
        }
    ],
}
CARD: dict[str, Any] = {
    "response_type": "in_channel",
    "text": "card",
    "blocks": [
        {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
        }
    ],
}


async def test_state_contains_users_and_channels(page: aiohttp.ClientSession) -> None:
    state = await get_state(page)
    assert state.pop("users")[:2] == [
        {"id": people.MEMBER, "name": "Robin Demo", "role": "member", "locale": "en-GB"},
        {"id": people.COLLEAGUE, "name": "Sasha Demo", "role": "member", "locale": "en-GB"},
    ]
    channels = state.pop("channels")
    assert channels[0] == {
        "id": people.PUBLIC,
        "name": "recruiting",
        "kind": "channel",
        "type": "public",
        "is_external": False,
        "note": "public, the bot is a member",
        "members": sorted({people.MEMBER, people.COLLEAGUE, people.ADMIN, people.OWNER, people.BOT}),
    }
    assert {channel["id"]: channel["kind"] for channel in channels}.items() >= {
        (people.PRIVATE, "private"),
        (people.SHARED, "shared"),
        (people.PENDING_SHARED, "shared"),
        (people.DM_WITH_BOT, "dm"),
        (people.GROUP_DM, "group"),
    }


async def test_state_contains_everything_else_the_page_shows(slack: LocalSlack, page: aiohttp.ClientSession) -> None:
    post = slack.say("hello", user=people.MEMBER, channel=people.PUBLIC)
    state = await get_state(page)
    del state["users"], state["channels"]
    assert state == {
        "workspace": {"name": "Northwind Recruiting (demo)"},
        "bot": {"name": "Spott", "id": people.BOT},
        "command": "/spott",
        "me": people.MEMBER,
        "suggestions": [{"text": "c-ada-lovelace", "hint": "three roles", "for_developers": False}],
        "shortcuts": [{"callback_id": "look_up", "name": "Look up in Spott", "type": "message"}],
        "posts": [
            {
                "ts": post.ts,
                "channel": people.PUBLIC,
                "visible_to": None,
                "thread_ts": None,
                "author": {"name": "Robin Demo", "is_bot": False},
                "text": "hello",
                "blocks": [{**post.blocks[0], "block_id": f"{post.ts}-0"}],
                "unfurls": [],
                "command": None,
                "edited": False,
            }
        ],
        "views": {},
        "home": {},
    }


async def test_typed_command_is_published_with_its_text(bot: Bot, page: aiohttp.ClientSession) -> None:
    bot.answers.append(CARD)
    async with page.get("/page/events") as events:
        answer = await do(page, "command", user=people.MEMBER, channel=people.PUBLIC, text="c-1")
        event = await next_event(events)

    assert answer == (200, {"ok": True})
    assert bot.payloads[0]["text"] == "c-1"
    assert (event["type"], event["post"]["author"]) == ("post", {"name": "Spott", "is_bot": True})
    assert event["post"]["command"] == {"user": people.MEMBER, "text": "/spott c-1"}


async def test_failed_command_shows_slacks_own_message(slack: LocalSlack, page: aiohttp.ClientSession) -> None:
    slack.connect_http(None)
    async with page.get("/page/events") as events:
        await do(page, "command", user=people.MEMBER, channel=people.PUBLIC, text="c-1")
        event = await next_event(events)

    assert event == {
        "type": "notice",
        "user": people.MEMBER,
        "channel": people.PUBLIC,
        "text": "/spott failed with the error “dispatch_failed”",
    }


async def test_buttons_message_menus_and_modals_work_from_the_page(
    slack: LocalSlack, bot: Bot, page: aiohttp.ClientSession
) -> None:
    bot.answers.append(CARD)
    me = {"user": people.MEMBER}
    await do(page, "command", **me, channel=people.PUBLIC, text="c-1")
    [post] = (await get_state(page))["posts"]
    where = {"channel": people.PUBLIC, "ts": post["ts"]}
    clicked = await do(page, "click", **me, **where, block_id=post["blocks"][0]["block_id"], action_id="go")
    menu = await do(page, "shortcut", **me, **where, callback_id="look_up")
    async with page.post(
        "/api/views.open",
        json={"trigger_id": bot.payloads[-1]["trigger_id"], "view": MODAL},
        headers={"Authorization": f"Bearer {slack.bot_token}"},
    ) as response:
        view_id = (await response.json())["view"]["id"]
    shown = (await get_state(page))["views"]
    others = await do(page, "submit", user=people.ADMIN, view_id=view_id, values={})
    empty = await do(page, "submit", **me, view_id=view_id, values={})
    bot.answers.append({"response_action": "errors", "errors": {"who": "Nobody"}})
    refused = await do(page, "submit", **me, view_id=view_id, values={"who": {"name": "Ada"}})
    [told] = (await get_state(page))["views"].values()
    saved = await do(page, "submit", **me, view_id=view_id, values={"who": {"name": "Ada"}})

    assert [clicked, menu, refused, saved] == [(200, {"ok": True})] * 4
    assert [payload.get("type") for payload in bot.payloads] == [
        None,
        "block_actions",
        "message_action",
        "view_submission",
        "view_submission",
    ]
    assert (shown[people.MEMBER]["id"], told["errors"]) == (view_id, {"who": "Nobody"})
    assert others == (404, {"ok": False, "error": "somebody else sees this view"})
    assert (empty[0], empty[1]["ok"], empty[1]["errors"]) == (
        200,
        False,
        {"who": "Please complete this required field."},
    )
    assert slack.views == []


async def test_opened_and_published_home_tab(slack: LocalSlack, bot: Bot, page: aiohttp.ClientSession) -> None:
    tab = {"type": "home", "blocks": [{"type": "divider"}]}
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with page.get("/page/events") as events:
        await do(page, "home", user=people.MEMBER, tab="home")
        await slack.events.delivered()
        async with page.post(
            "/api/views.publish", json={"user_id": people.MEMBER, "view": tab}, headers=headers
        ) as response:
            view = (await response.json())["view"]
        event = await next_event(events)
    await do(page, "home", user=people.MEMBER, tab="messages")
    await slack.events.delivered()
    nobody = await do(page, "home", user="U0NOBODY01", tab="home")

    assert event == {"type": "home", "user": people.MEMBER, "view": {**view, "errors": {}}}
    assert (await get_state(page))["home"] == {people.MEMBER: event["view"]}
    first, second = (payload["event"] for payload in bot.payloads)
    opened = {"type": "app_home_opened", "user": people.MEMBER, "channel": people.DM_WITH_BOT}
    assert first == {**opened, "event_ts": first["event_ts"], "tab": "home"}
    assert second == {**opened, "event_ts": second["event_ts"], "tab": "messages", "view": view}
    assert nobody[0] == 404


async def test_messages_and_closed_modals_are_published(
    slack: LocalSlack, bot: Bot, page: aiohttp.ClientSession
) -> None:
    await slack.shortcut("look_up", user=people.MEMBER)
    opened = {"trigger_id": bot.payloads[-1]["trigger_id"], "view": MODAL}
    async with page.get("/page/events") as events:
        headers = {"Authorization": f"Bearer {slack.bot_token}"}
        async with page.post("/api/views.open", json=opened, headers=headers) as response:
            view = (await response.json())["view"]
        first = await next_event(events)
        await do(page, "close", user=people.MEMBER, view_id=view["id"])
        second = await next_event(events)
        await do(page, "say", user=people.ADMIN, channel=people.PUBLIC, text="hello")
        third = await next_event(events)

    assert first == {"type": "view", "user": people.MEMBER, "view": {**view, "errors": {}}}
    assert second == {**first, "type": "view_closed"}
    assert (third["type"], third["post"]["text"]) == ("post", "hello")
