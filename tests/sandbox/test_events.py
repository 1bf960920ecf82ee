"""The local Slack sends events as the real one does: signed or in envelopes, and again until they are acknowledged."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import Clock, SmallApp
from tests.sandbox.test_socket_mode import FakeBot, connected

SCOPES = frozenset({"chat:write", "im:read", "app_mentions:read", "im:history"})
EVENTS = frozenset({"app_mention", "message.im"})


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LocalSlack]:
    local = LocalSlack(scopes=SCOPES, clock=clock, acknowledge_within=0.3, events=EVENTS)
    local.events.waits = (0.0, 0.01, 0.02)
    await local.start()
    yield local
    await local.stop()


def say(slack: LocalSlack, text: str, *, user: str = people.MEMBER, channel: str = people.PUBLIC) -> Post:
    return slack.say(text, user=user, channel=channel)


HELLO = [
    {"type": "text", "text": "Hi "},
    {"type": "user", "user_id": people.BOT},
    {"type": "text", "text": ", "},
    {"type": "link", "url": "mailto:jane@example.com", "text": "jane@example.com"},
    {"type": "text", "text": "?"},
]
BY_BOT = {
    "enterprise_id": None,
    "team_id": people.TEAM,
    "user_id": people.BOT,
    "is_bot": True,
    "is_enterprise_install": False,
}


async def test_mention_is_a_signed_json_body_with_all_of_slacks_fields(
    slack: LocalSlack, clock: Clock, bot: SmallApp
) -> None:
    post = say(slack, "Hi @spott, jane@example.com?")
    await slack.events.delivered()

    [(headers, body)] = bot.requests
    written = {"type": "rich_text", "block_id": json.loads(body)["event"]["blocks"][0]["block_id"]}
    text = "Hi <@U0SPOTTBOT>, <mailto:jane@example.com|jane@example.com>?"
    assert json.loads(body) == {
        "token": "local-demo-verification",
        "team_id": people.TEAM,
        "context_team_id": people.TEAM,
        "context_enterprise_id": None,
        "api_app_id": "A0SPOTTAPP",
        "event": {
            "type": "app_mention",
            "user": people.MEMBER,
            "ts": post.ts,
            "event_ts": post.ts,
            "text": text,
            "team": people.TEAM,
            "channel": people.PUBLIC,
            "blocks": [{**written, "elements": [{"type": "rich_text_section", "elements": HELLO}]}],
        },
        "type": "event_callback",
        "event_id": "Ev000000001",
        "event_time": int(clock.now),
        "authorizations": [BY_BOT],
        "is_ext_shared_channel": False,
        "event_context": "4-000000001",
    }
    assert headers["Content-Type"] == "application/json"
    assert "X-Slack-Retry-Num" not in headers
    assert SignatureVerifier(
        slack.signing_secret, clock=type("At", (), {"now": staticmethod(clock)})()
    ).is_valid_request(body, headers)


async def test_in_a_shared_channel_the_event_is_from_the_writers_workspace(slack: LocalSlack, bot: SmallApp) -> None:
    slack.say("@Spott hi", user=people.STRANGER, channel=people.SHARED)
    await slack.events.delivered()
    [event] = [json.loads(body) for _, body in bot.requests]
    found = (event["team_id"], event["authorizations"][0]["team_id"], event["is_ext_shared_channel"])
    assert found == (people.OTHER_TEAM, people.TEAM, True)


async def test_everything_in_a_direct_message_is_an_event(
    slack: LocalSlack, bot: SmallApp, client: AsyncWebClient
) -> None:
    typed = say(slack, "jane doe", channel=people.DM_WITH_BOT)
    slack.edit(typed, "jane roe")
    posted = await client.chat_postMessage(channel=people.DM_WITH_BOT, text="answer")
    await client.chat_delete(channel=people.DM_WITH_BOT, ts=posted["ts"])
    await client.chat_postEphemeral(channel=people.DM_WITH_BOT, user=people.MEMBER, text="for you")
    await slack.events.delivered()

    events = [json.loads(body)["event"] for _, body in bot.requests]
    kinds = [(event["type"], event["channel_type"], event.get("subtype"), event.get("bot_id")) for event in events]
    assert kinds == [
        ("message", "im", None, None),
        ("message", "im", "message_changed", None),
        ("message", "im", None, "B0SPOTTBOT"),
        ("message", "im", "message_deleted", None),
    ]
    assert events[1]["message"]["text"] == "jane roe"
    assert events[3]["deleted_ts"] == posted["ts"]


async def test_nothing_is_sent_where_the_app_is_not_subscribed_or_not_a_member(
    slack: LocalSlack, bot: SmallApp
) -> None:
    say(slack, "no mention of @Spottie, nor of spott@example.com")
    say(slack, "@Spott where are you?", channel=people.PUBLIC_WITHOUT_BOT)
    say(slack, "@Spott and us", channel=people.DM_BETWEEN_PEOPLE)
    slack.installation.scopes = SCOPES - {"app_mentions:read"}
    say(slack, "@Spott without the scope")
    slack.events.publish("app_home_opened", {"user": people.MEMBER})
    await slack.events.delivered()
    assert bot.requests == []


def retries(bot: SmallApp) -> list[tuple[str | None, str | None]]:
    return [(sent.get("X-Slack-Retry-Num"), sent.get("X-Slack-Retry-Reason")) for sent, _ in bot.requests]


async def test_event_is_sent_again_until_it_is_acknowledged(slack: LocalSlack, bot: SmallApp) -> None:
    bot.answers.extend([web.Response(status=500), web.Response(status=503)])
    say(slack, "@Spott hi")
    await slack.events.delivered()

    assert retries(bot) == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert [(sent.retry, sent.acknowledgement.error) for sent in slack.events.sent] == [
        (0, "dispatch_failed"),
        (1, "dispatch_failed"),
        (2, None),
    ]
    assert len({body for _, body in bot.requests}) == 1


async def test_event_is_given_up_after_three_retries_or_when_the_app_asks_for_none(
    slack: LocalSlack, bot: SmallApp
) -> None:
    bot.answers.extend([web.Response(status=500)] * 4)
    say(slack, "@Spott hi")
    await slack.events.delivered()
    assert len(bot.requests) == 4

    bot.answers.append(web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))
    say(slack, "@Spott hi")
    await slack.events.delivered()
    assert len(bot.requests) == 5


async def test_request_url_must_answer_the_challenge(slack: LocalSlack, bot: SmallApp) -> None:
    bot.answers.append(web.Response(text="challenge-000001"))
    assert await slack.events.verify()
    bot.will_answer({"challenge": "challenge-000002"})
    assert await slack.events.verify()
    bot.will_answer({"challenge": "another"})
    assert not await slack.events.verify()


async def test_envelope_says_how_often_the_event_was_sent(slack: LocalSlack) -> None:
    silent = FakeBot(silent=True)
    async with connected(slack, silent):
        say(slack, "@Spott hi")
        await slack.events.delivered()
    assert [
        (one.type, one.accepts_response_payload, one.retry_attempt, one.retry_reason) for one in silent.envelopes
    ] == [
        ("events_api", False, 0, ""),
        ("events_api", False, 1, "http_timeout"),
        ("events_api", False, 2, "http_timeout"),
        ("events_api", False, 3, "http_timeout"),
    ]
