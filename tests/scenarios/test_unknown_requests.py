"""Requests without a listener, and requests to a wrong path, are acknowledged, counted and logged."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import buttons, notices, views
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import assert_all_accepted, look_up, point_at, settled, shown
from tests.raw_http import exchange, request_bytes
from tests.scenarios.actions import ADA, CANARY, Act, counted, log_messages, look_ups, posted, refused, running

# Requests without a listener.


def with_action(card: Post, action_id: str) -> Post:
    return replace(card, blocks=json.loads(json.dumps(card.blocks).replace(buttons.REFRESH, action_id)))


async def an_unknown_button(here: World) -> Act:
    unknown = f"{buttons.REFRESH}_{CANARY}"
    card = with_action(await look_up(here, ADA), unknown)
    return lambda here: here.slack.click(card, unknown, user=MEMBER)


async def an_unknown_command(_: World) -> Act:
    return lambda here: here.slack.command(f"/{CANARY}", CANARY, user=MEMBER, channel=PUBLIC)


async def an_unknown_shortcut(here: World) -> Act:
    message = here.slack.say("Who is that?", user=COLLEAGUE, channel=PUBLIC)
    return lambda here: here.slack.shortcut(CANARY, user=MEMBER, message=message)


async def an_unknown_modal(here: World) -> Act:
    form = await point_at(here, here.slack.say("Lunch?", user=COLLEAGUE, channel=PUBLIC))
    other = replace(form, content={**form.content, "callback_id": CANARY})
    return lambda here: here.slack.submit(other, {views.QUERY: {views.TYPED: CANARY}})


UNKNOWN = {
    "block_actions": (an_unknown_button, notices.of(say, "button_too_old"), "not_understood"),
    "command": (an_unknown_command, notices.of(say, "help"), "help"),
    "message_action": (an_unknown_shortcut, notices.of(say, "help"), "help"),
    "view_submission": (an_unknown_modal, notices.of(say, "button_too_old"), "not_understood"),
}


@pytest.mark.parametrize("what", UNKNOWN)
async def test_unknown_action_is_acknowledged_reported_counted_and_logged(
    transport: str, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    before, notice, outcome = UNKNOWN[what]
    async with running(transport) as here:
        act = await before(here)
        for _ in range(2):
            receipt = await act(here)
            await settled(here)
            assert (receipt.acknowledged, receipt.detail) == (True, "")
        mine = [post for post in shown(here) if post.via != "say" and not post.text.startswith("Ada Lovelace\n")]
        assert [post.text for post in mine] == [notice["text"]] * 2
        # Outside of a conversation, the notice is a direct message.
        assert all(post.user_visible_to == MEMBER or post.channel.startswith("D") for post in mine)
        figures = await counted(here)
        assert refused("unknown", 2) in figures
        assert look_ups("stray request", outcome).replace("1.0", "2.0") in figures
        assert_all_accepted(here)
    assert log_messages(caplog, "bot.listeners.fallback") == [
        f"no listener for a {what}: compare the app in Slack with its manifest"
    ]
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "event": {"type": "reaction_added", "reaction": CANARY}, "team_id": "T1"},
        {"type": "block_suggestion", "action_id": CANARY, "value": CANARY},
        {"type": "view_closed", "view": {"callback_id": CANARY}},
        {"type": "app_rate_limited"},
        {"type": "canary"},
    ],
    ids=lambda body: body["type"],
)
async def test_unknown_request_without_an_answer_is_acknowledged_and_counted(
    body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async with running("http") as here:
        answer = await posted(here, json.dumps(body).encode())
        await settled(here)
        assert (answer.status, answer.body) == (200, b"")
        assert await counted(here) == [refused("unknown")]
        assert here.slack.posts == []
    assert log_messages(caplog, "bot.listeners.fallback") == [
        "no listener for a request: compare the app in Slack with its manifest"
    ]
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "body", [b'{"team": 5}', b'{"type": 5}', b'{"command": 5}', b"a=b", b'{"type": "%s"}' % (b"x" * 99)]
)
async def test_only_unparseable_requests_are_bad_requests(body: bytes) -> None:
    async with running("http") as here:
        answer = await posted(here, body)
        assert (answer.status, answer.body) == (400, b"")
        assert await counted(here) == [refused("nonsense")]


# Requests from Slack to other paths.

PATHS = ["/slack/events/", "//slack/events", "/", "/bot/slack/events", "/slack/events%2F", "/Slack/Events", "/healthz"]


@pytest.mark.parametrize("path", [*PATHS, f"/{CANARY}?{CANARY}"])
async def test_request_to_a_wrong_path_is_counted_and_the_log_says_what_to_set(
    path: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with running("http") as here:
        for later in range(3):
            answer = await posted(here, b"command=%2Fspott", path=path, later=later)
            assert (answer.status, answer.body) == (405 if path == "/healthz" else 404, b"")
        assert await counted(here) == [refused("path", 3)]
    (line,) = log_messages(caplog, "bot.server.http")
    assert line == (
        "a request with a signature like Slack's came to another path: in the Slack app, "
        "every Request URL must be https://, the host of this app, and exactly /slack/events"
    )
    assert CANARY not in caplog.text


async def test_http_request_in_socket_mode_is_counted_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with running("socket mode") as here:
        assert (await posted(here, b"command=%2Fspott")).status == 404
        assert await counted(here) == [refused("path")]
    (line,) = log_messages(caplog, "bot.server.http")
    assert line == (
        "a request with a signature like Slack's came over HTTP, but this app uses Socket Mode: "
        "turn Socket Mode on in the Slack app, or unset SLACK_APP_TOKEN"
    )


async def test_unsigned_requests_to_other_paths_leave_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    async with running("http") as here:
        for method in ("POST", "GET"):
            answer = await exchange(here.process.port, request_bytes({}, b"", method=method, path="/wp-login.php"))
            assert answer.status == 404
        assert await counted(here) == []
    assert log_messages(caplog, "bot.server.http") == []
