"""The local Slack is as strict as the real one: the Web API, response URLs, commands over HTTP, clicks and modals."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.demo.slack import workspace as people
from bot.demo.slack.forms import IncompleteFormError
from bot.demo.slack.server import Fault, LocalSlack, sign

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ALL_SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "users:read",
        "usergroups:read",
        "channels:read",
        "groups:read",
        "im:read",
        "mpim:read",
        "im:write",
    }
)
NOON = 1_800_000_000.0


class Clock:
    """Stands still unless a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


class FakeBot:
    """A small app behind one HTTP address: keeps what it hears and answers what the test lined up."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.answers: deque[web.Response] = deque()

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.requests.append((dict(request.headers), body))
        form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        self.heard.append(json.loads(form["payload"]) if "payload" in form else form)
        return self.answers.popleft() if self.answers else web.Response()

    def will_answer(self, body: dict[str, Any]) -> None:
        self.answers.append(web.json_response(body))


@asynccontextmanager
async def listening(bot: FakeBot) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/slack/events", bot.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LocalSlack]:
    local = LocalSlack(scopes=ALL_SCOPES, clock=clock, acknowledge_within=0.3)
    await local.start()
    yield local
    await local.stop()


@pytest.fixture
async def bot(slack: LocalSlack) -> AsyncIterator[FakeBot]:
    fake = FakeBot()
    async with listening(fake) as url:
        slack.connect_http(url)
        yield fake


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def client(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


async def refusal(client: AsyncWebClient, method: str, **arguments: object) -> AsyncSlackResponse:
    with pytest.raises(SlackApiError) as raised:
        await client.api_call(method, json=arguments)
    response = raised.value.response
    assert isinstance(response, AsyncSlackResponse)
    return response


async def post(session: aiohttp.ClientSession, url: str, payload: object) -> tuple[int, Any]:
    async with session.post(url, data=payload if isinstance(payload, bytes) else json.dumps(payload)) as response:
        text = await response.text()
        return response.status, json.loads(text) if text.startswith("{") else text


async def command_url(slack: LocalSlack, channel: str = people.PUBLIC) -> str:
    return (await slack.command("/spott", "c-1", user=people.MEMBER, channel=channel)).response_url


def button(**more: object) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go", **more}


def modal(**more: object) -> dict[str, Any]:
    entry = {
        "type": "input",
        "block_id": "who",
        "label": {"type": "plain_text", "text": "Who"},
        "element": {"type": "plain_text_input", "action_id": "name"},
    }
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "A form"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [entry, {"type": "actions", "block_id": "more", "elements": [button(value="1")]}],
        **more,
    }


# --- the Web API ---


async def test_auth_test_tells_who_the_bot_is_and_which_scopes_it_has(client: AsyncWebClient) -> None:
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
async def test_a_wrong_token_or_method_is_refused(
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
async def test_a_body_that_is_no_json_object_is_refused(
    slack: LocalSlack, session: aiohttp.ClientSession, body: bytes, error: str
) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with session.post(f"{slack.api_url}auth.test", data=body, headers=headers) as response:
        assert await response.json() == {"ok": False, "error": error}


async def test_a_posted_message_stands_in_its_channel_as_it_was_sent(slack: LocalSlack, client: AsyncWebClient) -> None:
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


async def test_blocks_may_come_as_json_text_in_a_form(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
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
async def test_the_bot_writes_only_where_it_is_a_member(
    slack: LocalSlack, client: AsyncWebClient, channel: str, error: str
) -> None:
    answer = await refusal(client, "chat.postMessage", channel=channel, text="hello")

    assert answer.data == {"ok": False, "error": error}
    assert slack.posts == []


async def test_a_message_to_a_person_opens_their_direct_message(slack: LocalSlack, client: AsyncWebClient) -> None:
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
async def test_a_message_that_slack_would_not_take_is_refused_by_every_way(
    *,
    slack: LocalSlack,
    client: AsyncWebClient,
    session: aiohttp.ClientSession,
    bot: FakeBot,
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


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=people.PUBLIC, user=people.MEMBER, text="psst")
    answer = await refusal(client, "chat.postEphemeral", channel=people.PUBLIC, user=people.GUEST, text="psst")

    assert answer["error"] == "user_not_in_channel"
    assert [(found.user_visible_to, found.via) for found in slack.posts] == [(people.MEMBER, "chat.postEphemeral")]


async def test_own_messages_can_be_updated_and_deleted_and_others_cannot(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
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


# --- scopes and limits ---


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
async def test_a_missing_scope_is_named(
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
async def test_too_many_calls_are_told_when_to_come_back(
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


async def test_each_channel_has_its_own_posting_limit(client: AsyncWebClient) -> None:
    for channel in (people.PUBLIC, people.PRIVATE):
        for _ in range(5):
            await client.chat_postMessage(channel=channel, text="a")


# --- who and where ---

PERSON_FACTS: dict[str, dict[str, object]] = {
    people.MEMBER: {"is_bot": False, "deleted": False, "is_restricted": False, "is_ultra_restricted": False},
    people.ADMIN: {"is_admin": True, "is_owner": False},
    people.OWNER: {"is_admin": True, "is_owner": True},
    people.GUEST: {"is_restricted": True, "is_ultra_restricted": False, "team_id": people.TEAM},
    people.SINGLE_CHANNEL_GUEST: {"is_restricted": True, "is_ultra_restricted": True},
    people.STRANGER: {"is_stranger": True, "is_restricted": False, "team_id": people.OTHER_TEAM},
    people.DEACTIVATED: {"deleted": True},
    people.OTHER_BOT: {"is_bot": True},
}


@pytest.mark.parametrize("user", PERSON_FACTS)
async def test_users_info_tells_what_kind_of_account_it_is(client: AsyncWebClient, user: str) -> None:
    found = (await client.users_info(user=user))["user"]

    assert {name: found.get(name) for name in PERSON_FACTS[user]} == PERSON_FACTS[user]
    assert ("is_stranger" in found) is (user == people.STRANGER)


async def test_users_list_hands_out_the_whole_workspace_in_pages_without_strangers(client: AsyncWebClient) -> None:
    found: list[str] = []
    cursor = ""
    pages = 0
    while True:
        answer = await client.users_list(limit=400, cursor=cursor)
        found += [user["id"] for user in answer["members"]]
        pages += 1
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break

    assert (pages, len(found), len(set(found))) == (3, 1_008, 1_008)
    assert {people.GUEST, people.DEACTIVATED, people.BOT} <= set(found)
    assert people.STRANGER not in found
    assert (await refusal(client, "users.list", cursor="@@"))["error"] == "invalid_cursor"
    assert (await refusal(client, "users.list", limit="many"))["error"] == "invalid_limit"


CHANNEL_FACTS: dict[str, dict[str, object]] = {
    people.PUBLIC: {"is_private": False, "is_member": True, "is_ext_shared": False, "is_pending_ext_shared": False},
    people.PUBLIC_WITHOUT_BOT: {"is_private": False, "is_member": False},
    people.PRIVATE: {"is_private": True, "is_member": True, "is_mpim": False},
    people.SHARED: {"is_ext_shared": True, "is_shared": True},
    people.PENDING_SHARED: {"is_ext_shared": False, "is_pending_ext_shared": True},
    people.DM_WITH_BOT: {"is_im": True, "user": people.MEMBER},
    people.GROUP_DM: {"is_mpim": True, "is_private": True},
    people.LARGE: {"num_members": 1_001},
}


@pytest.mark.parametrize("channel", CHANNEL_FACTS)
async def test_conversations_info_tells_who_else_may_be_reading(client: AsyncWebClient, channel: str) -> None:
    found = (await client.conversations_info(channel=channel, include_num_members=True))["channel"]

    assert {name: found.get(name) for name in CHANNEL_FACTS[channel]} == CHANNEL_FACTS[channel]


@pytest.mark.parametrize(
    "channel", [people.PRIVATE_WITHOUT_BOT, people.DM_BETWEEN_PEOPLE, people.GROUP_DM_WITHOUT_BOT, "C0NOWHERE1"]
)
async def test_private_places_without_the_bot_are_not_found(client: AsyncWebClient, channel: str) -> None:
    for method in ("conversations.info", "conversations.members"):
        assert (await refusal(client, method, channel=channel)).data == {"ok": False, "error": "channel_not_found"}


async def test_members_of_a_large_channel_come_in_pages(client: AsyncWebClient) -> None:
    first = await client.conversations_members(channel=people.LARGE, limit=1_000)
    rest = await client.conversations_members(
        channel=people.LARGE, limit=1_000, cursor=first["response_metadata"]["next_cursor"]
    )

    assert (len(first["members"]), len(rest["members"]), rest["response_metadata"]["next_cursor"]) == (1_000, 1, "")
    assert len({*first["members"], *rest["members"]}) == 1_001
    assert (await client.conversations_members(channel=people.WITH_GUEST))["members"] == sorted(
        people.sample_workspace().channel(people.WITH_GUEST).members
    )


async def test_user_groups_tell_their_members(client: AsyncWebClient) -> None:
    listed = await client.usergroups_list(include_users=True)
    members = await client.usergroups_users_list(usergroup=people.RECRUITERS)

    assert [(group["id"], group["users"]) for group in listed["usergroups"]] == [
        (people.RECRUITERS, [people.MEMBER, people.ADMIN])
    ]
    assert members["users"] == [people.MEMBER, people.ADMIN]
    assert (await refusal(client, "usergroups.users.list", usergroup="S0NONE"))["error"] == "no_such_subteam"


# --- response URLs ---


async def test_an_answer_is_ephemeral_unless_it_says_in_channel(
    slack: LocalSlack, session: aiohttp.ClientSession, bot: FakeBot
) -> None:
    url = await command_url(slack, people.PRIVATE_WITHOUT_BOT)
    private = await post(session, url, {"text": "psst"})
    public = await post(session, url, {"text": "all", "response_type": "in_channel"})
    again = await post(session, url, {"text": "more", "response_type": "in_channel", "replace_original": True})

    assert [private, public, again] == [(200, "ok")] * 3
    assert [(found.text, found.user_visible_to, found.command, found.command_user) for found in slack.posts] == [
        ("psst", people.MEMBER, None, None),
        ("all", None, "/spott c-1", people.MEMBER),
        ("more", None, None, None),
    ]
    assert bot.heard[0]["response_url"] == url
    assert [(call.method, call.status) for call in slack.calls] == [("response_url", 200)] * 3


async def test_a_response_url_works_five_times_in_thirty_minutes(
    slack: LocalSlack, session: aiohttp.ClientSession, clock: Clock, bot: FakeBot
) -> None:
    url, other = await command_url(slack), await command_url(slack)
    answers = [await post(session, url, {"text": "a"}) for _ in range(6)]
    clock.now += 30 * 60
    last_moment = await post(session, other, {"text": "a"})
    clock.now += 1
    late = await post(session, other, {"text": "a"})
    unknown = await post(session, f"{slack.url}/commands/T0DEMOTEAM/1", {"text": "a"})

    assert answers == [(200, "ok")] * 5 + [(404, {"ok": False, "error": "used_url"})]
    assert last_moment == (200, "ok")
    assert late == (404, {"ok": False, "error": "expired_url"})
    assert unknown == (404, {"ok": False, "error": "invalid_url"})
    assert (len(slack.posts), len(bot.heard)) == (6, 2)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"not json", "invalid_payload"),
        (b"[]", "invalid_payload"),
        ({"delete_original": True}, "no_text"),
        ({"text": "a", "response_type": "everywhere"}, "invalid_arguments"),
    ],
)
async def test_what_a_commands_response_url_does_not_take(
    slack: LocalSlack, session: aiohttp.ClientSession, bot: FakeBot, body: object, error: str
) -> None:
    status, answer = await post(session, await command_url(slack), body)

    assert (status, answer["error"], slack.posts) == (400, error, [])
    assert len(bot.heard) == 1


# --- commands over HTTP ---


async def test_a_command_is_a_signed_form_with_all_of_slacks_fields(
    slack: LocalSlack, clock: Clock, bot: FakeBot
) -> None:
    receipt = await slack.command("/spott", "c-1 private", user=people.MEMBER, channel=people.PUBLIC)

    [form] = bot.heard
    [(headers, body)] = bot.requests
    trigger_id = form.pop("trigger_id")
    assert form == {
        "token": "local-demo-verification",
        "team_id": people.TEAM,
        "team_domain": "northwind-demo",
        "channel_id": people.PUBLIC,
        "channel_name": "recruiting",
        "user_id": people.MEMBER,
        "user_name": "robin.demo",
        "command": "/spott",
        "text": "c-1 private",
        "api_app_id": "A0SPOTTAPP",
        "is_enterprise_install": "false",
        "response_url": receipt.response_url,
    }
    assert trigger_id.count(".") == 2
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    verifier = SignatureVerifier(slack.signing_secret, clock=type("At", (), {"now": staticmethod(clock)})())
    assert verifier.is_valid_request(body, headers)
    assert not verifier.is_valid_request(body + b"x", headers)
    assert (receipt.acknowledged, receipt.error, receipt.status) == (True, None, 200)


def test_sign_makes_the_signature_that_slack_documents() -> None:
    expected = hmac.new(b"secret", b"v0:1531420618:token=x", hashlib.sha256).hexdigest()

    assert sign("secret", 1531420618, b"token=x") == {
        "X-Slack-Request-Timestamp": "1531420618",
        "X-Slack-Signature": f"v0={expected}",
    }


@pytest.mark.parametrize(
    ("user", "channel", "facts"),
    [
        (people.STRANGER, people.SHARED, (people.OTHER_TEAM, "other-company", "client-example")),
        (people.GUEST, people.WITH_GUEST, (people.TEAM, "northwind-demo", "with-a-guest")),
        (people.MEMBER, people.PRIVATE, (people.TEAM, "northwind-demo", "privategroup")),
        (people.MEMBER, people.DM_WITH_BOT, (people.TEAM, "northwind-demo", "directmessage")),
    ],
)
async def test_a_command_tells_whose_account_and_what_place_it_comes_from(
    slack: LocalSlack, bot: FakeBot, user: str, channel: str, facts: tuple[str, str, str]
) -> None:
    await slack.command("/spott", user=user, channel=channel)

    assert (bot.heard[0]["team_id"], bot.heard[0]["team_domain"], bot.heard[0]["channel_name"]) == facts


async def test_an_acknowledgement_with_content_is_posted(slack: LocalSlack, bot: FakeBot) -> None:
    bot.will_answer({"text": "to you"})
    bot.will_answer({"text": "to all", "response_type": "in_channel"})
    bot.will_answer({"blocks": [{"type": "no such"}]})
    bot.answers.append(web.Response(text="plain"))
    details = [(await slack.command("/spott", "x", user=people.MEMBER, channel=people.PUBLIC)).detail for _ in range(4)]

    assert [(found.text, found.via, found.user_visible_to, found.command) for found in slack.posts] == [
        ("to you", "ack", people.MEMBER, None),
        ("to all", "ack", None, "/spott x"),
        ("plain", "ack", people.MEMBER, None),
    ]
    assert details == ["", "", "invalid_blocks", ""]


async def test_an_app_that_is_late_broken_or_away_fails_with_slacks_word(slack: LocalSlack, bot: FakeBot) -> None:
    bot.answers.append(web.Response(status=500, text="no"))
    broken = await slack.command("/spott", user=people.MEMBER, channel=people.PUBLIC)
    slack.connect_http("http://127.0.0.1:9/slack/events")
    away = await slack.command("/spott", user=people.MEMBER, channel=people.PUBLIC)
    slack.connect_http(f"{slack.api_url}auth.test")
    slack.faults.add("auth.test", Fault(delay=0.5))
    late = await slack.command("/spott", user=people.MEMBER, channel=people.PUBLIC)

    assert (broken.acknowledged, broken.error, broken.status) == (False, "dispatch_failed", 500)
    assert (away.acknowledged, away.error, away.status) == (False, "dispatch_failed", None)
    assert (late.acknowledged, late.error, late.status) == (False, "operation_timeout", None)
    assert late.seconds >= 0.3
    assert slack.posts == []


# --- faults ---


async def test_a_fault_answers_in_slacks_place_so_many_times(slack: LocalSlack, client: AsyncWebClient) -> None:
    body = {"ok": False, "error": "ratelimited"}
    slack.faults.add("users.info", Fault(status=429, headers={"Retry-After": "7"}, body=body), times=2)
    answers = [await refusal(client, "users.info", user=people.MEMBER) for _ in range(2)]

    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(429, "7")] * 2
    assert (await client.users_info(user=people.MEMBER))["ok"] is True
    assert [(call.method, call.status) for call in slack.calls] == [
        ("users.info", 429),
        ("users.info", 429),
        ("users.info", 200),
    ]


@pytest.mark.parametrize(("when", "taken"), [("before", 0), ("after", 1)])
async def test_a_connection_is_cut_before_or_after_the_message_was_taken(
    *,
    slack: LocalSlack,
    client: AsyncWebClient,
    session: aiohttp.ClientSession,
    bot: FakeBot,
    when: Literal["before", "after"],
    taken: int,
) -> None:
    slack.faults.add("chat.postMessage", Fault(reset=when))
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=people.PUBLIC, text="a")
    slack.faults.add("response_url", Fault(reset=when))
    with pytest.raises(aiohttp.ClientConnectionError):
        await post(session, await command_url(slack), {"text": "b"})

    assert len(slack.posts) == 2 * taken
    assert [(call.method, call.status, call.answer) for call in slack.calls] == [
        ("chat.postMessage", None, None),
        ("response_url", None, None),
    ]
    assert len(bot.heard) == 1


async def test_waiting_tells_what_was_there_instead(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=people.PUBLIC, text="only this")

    with pytest.raises(TimeoutError, match=r"not within 0.01 s; last of 1 posts: .*only this"):
        await slack.wait_for(lambda: len(slack.posts) == 2, timeout=0.01)
    await slack.wait_for(lambda: len(slack.posts) == 1)


# --- clicks and shortcuts ---


async def test_a_click_tells_the_button_the_person_and_the_message(
    slack: LocalSlack, client: AsyncWebClient, bot: FakeBot
) -> None:
    link = button(url="https://example.com/", value="c-1")
    sent = await client.chat_postMessage(
        channel=people.PUBLIC, text="card", blocks=[{"type": "actions", "block_id": "row", "elements": [link]}]
    )
    receipt = await slack.click(slack.posts[0], "go", user=people.STRANGER)

    [heard] = bot.heard
    [action] = heard.pop("actions")
    assert action.pop("action_ts")
    assert action == {
        "type": "button",
        "action_id": "go",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Go"},
        "value": "c-1",
    }
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


async def test_a_click_in_an_ephemeral_message_lets_the_app_replace_and_delete_it(
    slack: LocalSlack, session: aiohttp.ClientSession, bot: FakeBot
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


async def test_nobody_clicks_what_they_do_not_see(slack: LocalSlack, client: AsyncWebClient, bot: FakeBot) -> None:
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "a"}, "accessory": button()}]
    await client.chat_postEphemeral(channel=people.PUBLIC, user=people.MEMBER, text="a", blocks=blocks)

    with pytest.raises(LookupError, match="there is no element 'stop' here; there are \\['go'\\]"):
        await slack.click(slack.posts[0], "stop", user=people.MEMBER)
    with pytest.raises(LookupError, match="does not see"):
        await slack.click(slack.posts[0], "go", user=people.ADMIN)
    assert bot.heard == []


async def test_a_message_shortcut_carries_the_full_message_even_where_the_bot_is_not(
    slack: LocalSlack, session: aiohttp.ClientSession, bot: FakeBot
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


async def test_shortcuts_are_not_offered_on_ephemeral_messages(
    slack: LocalSlack, client: AsyncWebClient, bot: FakeBot
) -> None:
    await client.chat_postEphemeral(channel=people.PUBLIC, user=people.MEMBER, text="a")
    with pytest.raises(ValueError, match="ephemeral"):
        await slack.shortcut("look_up", user=people.MEMBER, message=slack.posts[0])
    await slack.shortcut("search", user=people.MEMBER)

    [heard] = bot.heard
    assert heard["type"] == "shortcut"
    assert not {"channel", "response_url", "message"} & set(heard)


# --- modals ---


async def open_modal(slack: LocalSlack, client: AsyncWebClient, bot: FakeBot, **more: object) -> str:
    await slack.shortcut("search", user=people.MEMBER)
    answer = await client.views_open(trigger_id=bot.heard[-1]["trigger_id"], view=modal(**more))
    return str(answer["view"]["id"])


async def push_trigger(slack: LocalSlack, bot: FakeBot) -> str:
    await slack.click(slack.views[-1], "go", user=people.MEMBER)
    return str(bot.heard[-1]["trigger_id"])


async def test_a_trigger_lives_three_seconds_and_once(
    slack: LocalSlack, client: AsyncWebClient, clock: Clock, bot: FakeBot
) -> None:
    await slack.shortcut("search", user=people.MEMBER)
    await slack.shortcut("search", user=people.MEMBER)
    first, second = (heard["trigger_id"] for heard in bot.heard)
    clock.now += 3
    await client.views_open(trigger_id=first, view=modal())
    used = await refusal(client, "views.open", trigger_id=first, view=modal())
    clock.now += 0.1
    late = await refusal(client, "views.open", trigger_id=second, view=modal())
    unknown = await refusal(client, "views.open", trigger_id="1.2.3", view=modal())

    assert (used["error"], late["error"], unknown["error"]) == (
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger_id",
    )
    assert [view.callback_id for view in slack.views] == ["form"]


async def test_a_view_that_slack_would_not_take_is_refused_with_a_pointer(
    slack: LocalSlack, client: AsyncWebClient, bot: FakeBot
) -> None:
    await slack.shortcut("search", user=people.MEMBER)
    long = modal(title={"type": "plain_text", "text": "x" * 25})
    answer = await refusal(client, "views.open", trigger_id=bot.heard[0]["trigger_id"], view=long)

    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title/text]" in answer["response_metadata"]["messages"][0]
    assert slack.views == []


async def test_three_modals_stack_and_no_more(slack: LocalSlack, client: AsyncWebClient, bot: FakeBot) -> None:
    root = await open_modal(slack, client, bot)
    for _ in range(2):
        await client.views_push(trigger_id=await push_trigger(slack, bot), view=modal())
    fourth = await refusal(client, "views.push", trigger_id=await push_trigger(slack, bot), view=modal())

    assert fourth["error"] == "push_limit_reached"
    assert [(view.root_view_id, view.previous_view_id) for view in slack.views] == [
        (root, None),
        (root, root),
        (root, slack.views[1].id),
    ]
    await slack.shortcut("search", user=people.MEMBER)
    outside = await refusal(client, "views.push", trigger_id=bot.heard[-1]["trigger_id"], view=modal())
    assert outside["error"] == "not_found"


async def test_an_update_by_an_old_hash_is_refused(slack: LocalSlack, client: AsyncWebClient, bot: FakeBot) -> None:
    view_id = await open_modal(slack, client, bot, external_id="one")
    old = slack.views[0].hash
    await client.views_update(view_id=view_id, hash=old, view=modal(callback_id="two"))
    stale = await refusal(client, "views.update", view_id=view_id, hash=old, view=modal(callback_id="three"))
    await client.views_update(view_id=view_id, view=modal(callback_id="four", external_id="one"))
    await client.views_update(external_id="one", view=modal(callback_id="five"))
    unknown = await refusal(client, "views.update", view_id="V0", view=modal())

    assert (stale["error"], unknown["error"]) == ("hash_conflict", "not_found")
    assert [view.callback_id for view in slack.views] == ["five"]


async def test_a_submission_carries_what_was_entered_and_closes_the_view(
    slack: LocalSlack, client: AsyncWebClient, bot: FakeBot
) -> None:
    await open_modal(slack, client, bot, private_metadata="kept")
    [view] = slack.views
    with pytest.raises(IncompleteFormError) as incomplete:
        await slack.submit(view)
    await slack.submit(view, {"who": {"name": "Ada"}})

    heard = bot.heard[-1]
    assert incomplete.value.errors == {"who": "Please complete this required field."}
    assert (heard["type"], heard["view"]["private_metadata"], heard["response_urls"]) == ("view_submission", "kept", [])
    assert heard["view"]["state"] == {"values": {"who": {"name": {"type": "plain_text_input", "value": "Ada"}}}}
    assert heard["view"]["hash"] == view.hash
    assert slack.views == []
    again = await slack.submit(view, {"who": {"name": "Ada"}})
    assert (again.acknowledged, again.detail) == (True, "")


ANSWERS: list[tuple[dict[str, Any], list[str], str]] = [
    ({"response_action": "clear"}, [], ""),
    ({"response_action": "update", "view": modal(callback_id="new")}, ["form", "new"], ""),
    ({"response_action": "push", "view": modal(callback_id="new")}, ["form", "form", "new"], ""),
    ({"response_action": "errors", "errors": {"who": "Nobody"}}, ["form", "form"], ""),
    (
        {"response_action": "errors", "errors": {"more": "Nobody"}},
        ["form", "form"],
        "errors must be keyed by the block_id of an input block",
    ),
    ({"response_action": "dance"}, ["form", "form"], "unknown response_action 'dance'"),
    ({}, ["form"], ""),
]


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        (None, "initial"),
        ("Ada", "Ada"),
        ("", None),
        ({"type": "plain_text_input", "value": "Ada"}, "Ada"),
        ({"type": "plain_text_input", "value": ""}, None),
        ({"type": "plain_text_input", "value": None}, None),
    ],
)
async def test_an_optional_input_tells_what_was_entered(
    slack: LocalSlack, client: AsyncWebClient, bot: FakeBot, entered: object, told: str | None
) -> None:
    element = {"type": "plain_text_input", "action_id": "name", "initial_value": "initial"}
    label = {"type": "plain_text", "text": "Who"}
    block = {"type": "input", "block_id": "who", "optional": True, "label": label, "element": element}
    await open_modal(slack, client, bot, blocks=[block])
    await slack.submit(slack.views[0], {"who": {"name": entered}})

    assert bot.heard[-1]["view"]["state"]["values"]["who"]["name"] == {"type": "plain_text_input", "value": told}


@pytest.mark.parametrize(("answer", "left", "detail"), ANSWERS)
async def test_the_answer_to_a_submission_decides_what_is_shown_next(
    *,
    slack: LocalSlack,
    client: AsyncWebClient,
    bot: FakeBot,
    answer: dict[str, Any],
    left: list[str],
    detail: str,
) -> None:
    await open_modal(slack, client, bot)
    await client.views_push(trigger_id=await push_trigger(slack, bot), view=modal())
    bot.will_answer(answer)
    receipt = await slack.submit(slack.views[-1], {"who": {"name": "Ada"}})

    assert ([view.callback_id for view in slack.views], receipt.detail) == (left, detail)
    if answer.get("errors") == {"who": "Nobody"}:
        assert slack.views[-1].errors == {"who": "Nobody"}


async def test_an_app_that_does_not_answer_a_form_leaves_it_open(
    slack: LocalSlack, client: AsyncWebClient, bot: FakeBot
) -> None:
    await open_modal(slack, client, bot)
    bot.answers.append(web.Response(status=500))
    receipt = await slack.submit(slack.views[0], {"who": {"name": "Ada"}})

    assert (receipt.error, len(slack.views)) == ("dispatch_failed", 1)


async def test_a_chosen_conversation_brings_a_response_url(
    slack: LocalSlack, client: AsyncWebClient, session: aiohttp.ClientSession, bot: FakeBot
) -> None:
    menu = {"type": "conversations_select", "action_id": "place", "response_url_enabled": True}
    where = {
        "type": "input",
        "block_id": "where",
        "label": {"type": "plain_text", "text": "Where"},
        "element": menu,
    }
    await open_modal(slack, client, bot, blocks=[where])
    await slack.submit(slack.views[0], {"where": {"place": people.PRIVATE_WITHOUT_BOT}})
    [target] = bot.heard[-1]["response_urls"]

    url = target.pop("response_url")
    assert target == {"block_id": "where", "action_id": "place", "channel_id": people.PRIVATE_WITHOUT_BOT}
    assert await post(session, url, {"text": "a", "response_type": "in_channel"}) == (200, "ok")
    assert (slack.posts[0].channel, slack.posts[0].user_visible_to) == (people.PRIVATE_WITHOUT_BOT, None)


async def test_closing_is_told_only_when_asked_for(slack: LocalSlack, client: AsyncWebClient, bot: FakeBot) -> None:
    await open_modal(slack, client, bot)
    silent = await slack.close(slack.views[0])
    await open_modal(slack, client, bot, notify_on_close=True)
    await client.views_push(trigger_id=await push_trigger(slack, bot), view=modal())
    await slack.close(slack.views[-1])
    heard_before = len(bot.heard)
    told = await slack.close(slack.views[0], clear=True)

    assert silent is None
    assert told is not None
    assert len(bot.heard) == heard_before + 1
    assert (bot.heard[-1]["type"], bot.heard[-1]["is_cleared"], slack.views) == ("view_closed", True, [])
