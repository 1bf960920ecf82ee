"""The local Slack is as strict as the real one: the Web API, its scopes, limits and answers."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import ALL_SCOPES, Clock, SmallApp, command_url, post, refusal


async def test_auth_test_returns_the_bot_and_its_scopes(client: AsyncWebClient) -> None:
    answer = await client.auth_test()

    assert answer.data == {
        "ok": True,
        "url": "https://northwind-demo.slack.com/",
        "team": "Northwind Recruiting (demo)",
        "user": "spott",
        "team_id": people.TEAM,
        "user_id": people.BOT,
        "bot_id": "B0SPOTTBOT",
        "is_enterprise_install": False,
    }
    assert answer.headers["x-oauth-scopes"] == ",".join(sorted(ALL_SCOPES))


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-somebody-else", "auth.test", "invalid_auth"),
        ("app", "auth.test", "not_allowed_token_type"),
        ("bot", "apps.connections.open", "not_allowed_token_type"),
        ("bot", "chat.shout", "unknown_method"),
    ],
)
async def test_wrong_token_or_method_is_refused(
    slack: LocalSlack, session: aiohttp.ClientSession, token: str, method: str, error: str
) -> None:
    real = {"app": slack.app_token, "bot": slack.bot_token}.get(token, token)
    async with session.post(slack.api_url + method, headers={"Authorization": f"Bearer {real}"}) as response:
        answer = await response.json()

    assert (response.status, answer["ok"], answer["error"]) == (200, False, error)
    assert "x-oauth-scopes" not in response.headers


@pytest.mark.parametrize(
    ("body", "error"), [(b"{", "invalid_json"), (b"[]", "json_not_object"), (b"[" * 5_000, "invalid_json")]
)
async def test_body_other_than_a_json_object_is_refused(
    slack: LocalSlack, session: aiohttp.ClientSession, body: bytes, error: str
) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with session.post(f"{slack.api_url}auth.test", data=body, headers=headers) as response:
        assert await response.json() == {"ok": False, "error": error}


async def test_message_is_posted_as_sent(slack: LocalSlack, client: AsyncWebClient) -> None:
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "Ada"}}]

    answer = await client.chat_postMessage(channel=people.PUBLIC, text="Ada", blocks=blocks)

    [found] = slack.posts
    assert (found.ts, found.channel, found.user_visible_to, found.thread_ts) == (
        answer["ts"],
        people.PUBLIC,
        None,
        None,
    )
    assert (found.text, found.blocks, found.via) == ("Ada", blocks, "chat.postMessage")
    assert (found.author, found.command, found.edited, found.deleted) == (people.BOT, None, False, False)
    assert answer["message"]["blocks"] == [{**blocks[0], "block_id": f"{found.ts}-0"}]


async def test_blocks_may_be_sent_as_json_in_a_form(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    blocks = [{"type": "divider"}]
    form = {"token": slack.bot_token, "channel": people.PUBLIC, "text": "a", "blocks": json.dumps(blocks)}
    async with session.post(f"{slack.api_url}chat.postMessage", data=form) as response:
        assert (await response.json())["ok"] is True

    assert slack.posts[0].blocks == blocks
    assert "token" not in slack.calls[0].arguments


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        (people.PUBLIC_WITHOUT_BOT, "not_in_channel"),
        (people.PRIVATE_WITHOUT_BOT, "channel_not_found"),
        (people.DM_BETWEEN_PEOPLE, "channel_not_found"),
        (people.GROUP_DM_WITHOUT_BOT, "channel_not_found"),
        ("C0NOWHERE1", "channel_not_found"),
        ("U0NOBODY01", "channel_not_found"),
        (people.STRANGER, "channel_not_found"),
        (people.DEACTIVATED, "channel_not_found"),
        (people.OTHER_BOT, "cannot_dm_bot"),
        ("", "channel_not_found"),
    ],
)
async def test_bot_can_post_only_where_it_is_a_member(
    slack: LocalSlack, client: AsyncWebClient, channel: str, error: str
) -> None:
    answer = await refusal(client, "chat.postMessage", channel=channel, text="hello")

    assert answer.data == {"ok": False, "error": error}
    assert slack.posts == []


async def test_message_to_a_user_opens_a_direct_message(slack: LocalSlack, client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(channel=people.COLLEAGUE, text="one")
    again = await client.conversations_open(users=people.COLLEAGUE, return_im=True)
    known = await client.chat_postMessage(channel=people.MEMBER, text="two")

    assert first["channel"] == "D0MEMBER02"
    assert (again["channel"]["id"], again["channel"]["user"]) == ("D0MEMBER02", people.COLLEAGUE)
    assert known["channel"] == people.DM_WITH_BOT
    assert [found.channel for found in slack.posts] == ["D0MEMBER02", people.DM_WITH_BOT]


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({}, "no_text"),
        ({"text": "", "blocks": []}, "no_text"),
        ({"text": "a" * 40_001}, "msg_too_long"),
        ({"text": "a", "blocks": "[oops"}, "invalid_blocks_format"),
        ({"text": "a", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": ""}}]}, "invalid_blocks"),
    ],
)
async def test_invalid_message_is_refused_by_every_method(
    *,
    slack: LocalSlack,
    client: AsyncWebClient,
    session: aiohttp.ClientSession,
    bot: SmallApp,
    message: dict[str, Any],
    error: str,
) -> None:
    answer = await refusal(client, "chat.postMessage", channel=people.PUBLIC, **message)
    status, posted = await post(session, await command_url(slack), message)

    assert (answer["error"], status, posted["ok"], posted["error"]) == (error, 400, False, error)
    assert slack.posts == []
    if error == "invalid_blocks":
        assert posted["errors"] == answer["errors"]
        assert "[json-pointer:/blocks/0/text/text]" in answer["errors"][0]
    assert bot.heard[0]["command"] == "/spott"


async def test_ephemeral_message_requires_its_reader_in_the_channel(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=people.PUBLIC, user=people.MEMBER, text="psst")
    answer = await refusal(client, "chat.postEphemeral", channel=people.PUBLIC, user=people.GUEST, text="psst")

    assert answer["error"] == "user_not_in_channel"
    assert [(found.user_visible_to, found.via) for found in slack.posts] == [(people.MEMBER, "chat.postEphemeral")]


async def test_only_own_messages_can_be_updated_and_deleted(slack: LocalSlack, client: AsyncWebClient) -> None:
    ours = await client.chat_postMessage(channel=people.PUBLIC, text="one", blocks=[{"type": "divider"}])
    private = await client.chat_postEphemeral(channel=people.PUBLIC, user=people.MEMBER, text="psst")
    theirs = slack.say("mine", user=people.MEMBER, channel=people.PUBLIC)

    await client.chat_update(channel=people.PUBLIC, ts=ours["ts"], text="two")
    assert (slack.posts[0].text, slack.posts[0].blocks, slack.posts[0].edited) == ("two", [], True)
    await client.chat_delete(channel=people.PUBLIC, ts=ours["ts"])
    assert slack.posts[0].deleted is True

    where = {"channel": people.PUBLIC}
    assert (await refusal(client, "chat.update", **where, ts=ours["ts"], text="x"))["error"] == "message_not_found"
    assert (await refusal(client, "chat.delete", **where, ts=private["message_ts"]))["error"] == "message_not_found"
    assert (await refusal(client, "chat.update", **where, ts=theirs.ts, text="x"))["error"] == "cant_update_message"
    assert (await refusal(client, "chat.delete", **where, ts=theirs.ts))["error"] == "cant_delete_message"
    assert (await refusal(client, "chat.update", **where, ts=theirs.ts, text="x" * 4_001))[
        "error"
    ] == "cant_update_message"


@pytest.mark.parametrize(
    ("scopes", "method", "arguments", "needed"),
    [
        ({"commands"}, "chat.postMessage", {"channel": people.PUBLIC, "text": "a"}, "chat:write"),
        ({"chat:write"}, "users.info", {"user": people.MEMBER}, "users:read"),
        ({"chat:write"}, "users.list", {}, "users:read"),
        ({"chat:write"}, "usergroups.users.list", {"usergroup": people.RECRUITERS}, "usergroups:read"),
        ({"chat:write"}, "conversations.open", {"users": people.MEMBER}, "im:write,mpim:write"),
        (
            {"chat:write"},
            "conversations.info",
            {"channel": people.PUBLIC},
            "channels:read,groups:read,im:read,mpim:read",
        ),
        ({"channels:read"}, "conversations.info", {"channel": people.PRIVATE}, "groups:read"),
        ({"channels:read"}, "conversations.info", {"channel": people.DM_WITH_BOT}, "im:read"),
        ({"channels:read"}, "conversations.members", {"channel": people.GROUP_DM}, "mpim:read"),
        ({"groups:read"}, "conversations.members", {"channel": people.PUBLIC}, "channels:read"),
    ],
)
async def test_missing_scope_is_named(
    session: aiohttp.ClientSession, scopes: set[str], method: str, arguments: dict[str, Any], needed: str
) -> None:
    local = LocalSlack(scopes=frozenset(scopes))
    await local.start()
    client = AsyncWebClient(token=local.bot_token, base_url=local.api_url, session=session, retry_handlers=[])
    answer = await refusal(client, method, **arguments)
    await local.stop()

    assert answer.data == {"ok": False, "error": "missing_scope", "needed": needed, "provided": ",".join(scopes)}
    assert answer.headers["x-oauth-scopes"] == ",".join(scopes)


@pytest.mark.parametrize(
    ("method", "arguments", "allowed", "wait"),
    [
        ("users.info", {"user": people.MEMBER}, 100, 60),
        ("conversations.info", {"channel": people.PUBLIC}, 50, 60),
        ("conversations.members", {"channel": people.PUBLIC}, 100, 60),
        ("users.list", {"limit": 10}, 20, 60),
        ("usergroups.users.list", {"usergroup": people.RECRUITERS}, 20, 60),
        ("chat.postMessage", {"channel": people.PUBLIC, "text": "a"}, 5, 5),
    ],
)
async def test_too_many_calls_are_told_when_to_retry(
    *, client: AsyncWebClient, clock: Clock, method: str, arguments: dict[str, Any], allowed: int, wait: int
) -> None:
    for _ in range(allowed):
        await client.api_call(method, json=arguments)
    answer = await refusal(client, method, **arguments)
    clock.now += wait - 1
    later = await refusal(client, method, **arguments)
    clock.now += 1

    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", str(wait))
    assert later.headers["Retry-After"] == "1"
    assert (await client.api_call(method, json=arguments))["ok"] is True


async def test_posting_limit_is_per_channel(client: AsyncWebClient) -> None:
    for channel in (people.PUBLIC, people.PRIVATE):
        for _ in range(5):
            await client.chat_postMessage(channel=channel, text="a")
