"""The local Slack is as strict as the real one: clicks and shortcuts."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import SmallApp, button, post


async def test_click_payload_names_the_button_the_user_and_the_message(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp
) -> None:
    link = button(url="https://example.com/", value="c-1")
    sent = await client.chat_postMessage(
        channel=people.PUBLIC, text="card", blocks=[{"type": "actions", "block_id": "row", "elements": [link]}]
    )
    receipt = await slack.click(slack.posts[0], "go", user=people.STRANGER)

    [heard] = bot.heard
    [action] = heard.pop("actions")
    assert action.pop("action_ts")
    text = {"type": "plain_text", "text": "Go"}
    assert action == {"type": "button", "action_id": "go", "block_id": "row", "text": text, "value": "c-1"}
    assert heard.pop("trigger_id")
    assert heard == {
        "type": "block_actions",
        "token": "local-demo-verification",
        "api_app_id": "A0SPOTTAPP",
        "team": {"id": people.TEAM, "domain": "northwind-demo"},
        "user": {
            "id": people.STRANGER,
            "username": "casey.client",
            "name": "casey.client",
            "team_id": people.OTHER_TEAM,
        },
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": people.PUBLIC, "name": "recruiting"},
        "container": {
            "type": "message",
            "message_ts": sent["ts"],
            "channel_id": people.PUBLIC,
            "is_ephemeral": False,
        },
        "message": sent["message"],
        "state": {"values": {}},
        "response_url": receipt.response_url,
    }


async def test_click_on_an_ephemeral_message_allows_replacing_and_deleting_it(
    slack: LocalSlack, session: aiohttp.ClientSession, bot: SmallApp
) -> None:
    select = {
        "type": "static_select",
        "action_id": "pick",
        "options": [{"text": {"type": "plain_text", "text": "Ada"}, "value": "c-1"}],
    }
    bot.will_answer({"text": "who?", "blocks": [{"type": "actions", "elements": [select]}]})
    await slack.command("/spott", "ada", user=people.MEMBER, channel=people.PUBLIC)
    [picker] = slack.posts
    receipt = await slack.click(picker, "pick", user=people.MEMBER, chosen="c-1")

    heard = bot.heard[-1]
    assert heard["actions"][0]["selected_option"] == select["options"][0]
    assert list(heard["state"]["values"].values()) == [
        {"pick": {"type": "static_select", "selected_option": select["options"][0]}}
    ]
    assert heard["container"]["is_ephemeral"] is True
    assert "message" not in heard
    assert await post(session, receipt.response_url, {"replace_original": True, "text": "Ada it is"}) == (200, "ok")
    assert [(found.text, found.user_visible_to, found.edited) for found in slack.posts] == [
        ("Ada it is", people.MEMBER, True)
    ]
    assert await post(session, receipt.response_url, {"text": "beside"}) == (200, "ok")
    assert await post(session, receipt.response_url, {"delete_original": True}) == (200, "ok")
    assert [found.deleted for found in slack.posts] == [True, False]
    gone = await post(session, receipt.response_url, {"delete_original": True})
    assert gone == (404, {"ok": False, "error": "message_not_found"})


async def test_users_cannot_click_what_they_cannot_see(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp
) -> None:
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "a"}, "accessory": button()}]
    await client.chat_postEphemeral(channel=people.PUBLIC, user=people.MEMBER, text="a", blocks=blocks)

    with pytest.raises(LookupError, match="there is no element 'stop' here; there are \\['go'\\]"):
        await slack.click(slack.posts[0], "stop", user=people.MEMBER)
    with pytest.raises(LookupError, match="does not see"):
        await slack.click(slack.posts[0], "go", user=people.ADMIN)
    assert bot.heard == []


async def test_message_shortcut_sends_the_full_message_even_without_the_bot(
    slack: LocalSlack, session: aiohttp.ClientSession, bot: SmallApp
) -> None:
    first = slack.say("Hi & see https://example.com/cv.", user=people.MEMBER, channel=people.PRIVATE_WITHOUT_BOT)
    reply = slack.say("ada@example.org", user=people.COLLEAGUE, channel=people.PRIVATE_WITHOUT_BOT, thread_ts=first.ts)
    receipt = await slack.shortcut("look_up", user=people.MEMBER, message=reply)

    assert first.text == "Hi &amp; see <https://example.com/cv>."
    heard = bot.heard[0]
    assert (heard["type"], heard["callback_id"], heard["message_ts"]) == ("message_action", "look_up", reply.ts)
    assert heard["channel"] == {"id": people.PRIVATE_WITHOUT_BOT, "name": "privategroup"}
    message = heard["message"]
    assert message.pop("blocks")[0]["elements"][0]["elements"] == [
        {"type": "link", "url": "mailto:ada@example.org", "text": "ada@example.org"}
    ]
    assert message == {
        "type": "message",
        "user": people.COLLEAGUE,
        "ts": reply.ts,
        "text": "<mailto:ada@example.org|ada@example.org>",
        "team": people.TEAM,
        "thread_ts": first.ts,
    }
    assert await post(session, receipt.response_url, {"text": "psst"}) == (200, "ok")
    assert slack.posts[-1].user_visible_to == people.MEMBER


async def test_ephemeral_messages_have_no_shortcuts(slack: LocalSlack, client: AsyncWebClient, bot: SmallApp) -> None:
    await client.chat_postEphemeral(channel=people.PUBLIC, user=people.MEMBER, text="a")
    with pytest.raises(ValueError, match="ephemeral"):
        await slack.shortcut("look_up", user=people.MEMBER, message=slack.posts[0])
    await slack.shortcut("search", user=people.MEMBER)

    [heard] = bot.heard
    assert heard["type"] == "shortcut"
    assert not {"channel", "response_url", "message"} & set(heard)
