"""The local Slack is as strict as the real one: commands over HTTP, response URLs, and faults on demand."""

import hashlib
import hmac
from typing import Literal

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.server import Fault, LocalSlack
from bot.sandbox.slack.signature import sign
from tests.sandbox.small_app import Clock, SmallApp, command_url, post, refusal


async def test_command_is_a_signed_form_with_all_of_slacks_fields(
    slack: LocalSlack, clock: Clock, bot: SmallApp
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


def test_sign_computes_the_documented_signature() -> None:
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
async def test_command_names_the_account_and_the_conversation(
    slack: LocalSlack, bot: SmallApp, user: str, channel: str, facts: tuple[str, str, str]
) -> None:
    await slack.command("/spott", user=user, channel=channel)

    assert (bot.heard[0]["team_id"], bot.heard[0]["team_domain"], bot.heard[0]["channel_name"]) == facts


async def test_acknowledgement_with_content_is_posted(slack: LocalSlack, bot: SmallApp) -> None:
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


async def test_late_broken_or_missing_app_fails_with_slacks_error(slack: LocalSlack, bot: SmallApp) -> None:
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


async def test_answer_is_ephemeral_unless_in_channel(
    slack: LocalSlack, session: aiohttp.ClientSession, bot: SmallApp
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


async def test_response_url_works_five_times_within_thirty_minutes(
    slack: LocalSlack, session: aiohttp.ClientSession, clock: Clock, bot: SmallApp
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
async def test_command_response_url_refuses_invalid_answers(
    slack: LocalSlack, session: aiohttp.ClientSession, bot: SmallApp, body: object, error: str
) -> None:
    status, answer = await post(session, await command_url(slack), body)

    assert (status, answer["error"], slack.posts) == (400, error, [])
    assert len(bot.heard) == 1


async def test_fault_replaces_slacks_answer_the_given_number_of_times(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
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
async def test_connection_is_cut_before_or_after_handling_the_message(
    *,
    slack: LocalSlack,
    client: AsyncWebClient,
    session: aiohttp.ClientSession,
    bot: SmallApp,
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


async def test_failed_wait_reports_what_was_there_instead(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=people.PUBLIC, text="only this")

    with pytest.raises(TimeoutError, match=r"not within 0.01 s; last of 1 posts: .*only this"):
        await slack.wait_for(lambda: len(slack.posts) == 2, timeout=0.01)
    await slack.wait_for(lambda: len(slack.posts) == 1)
