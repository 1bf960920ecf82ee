"""The signing secret has leaked: signed requests are answered only in our Slack, and only for our workspace."""

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.cards import buttons, channel_form, notices
from bot.listeners import LOOK_UP_IN_SPOTT
from bot.sandbox.slack.identity import BOT_TOKEN, SIGNING_SECRET
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, OTHER_TEAM, PUBLIC, TEAM
from bot.sandbox.world import World, world
from bot.slack.seal import METADATA, Seal, modal_of
from tests.english import say
from tests.front_door import look_up, restarted, settled
from tests.raw_http import FORM, exchange, request_bytes
from tests.raw_server import RawServer

ADA = "c-ada-lovelace"
MAIL = "hello@acornanalytics.example.com"

_count = iter(range(10**9))


def command(**changed: object) -> dict[str, Any]:
    fields = {"command": "/spott", "text": ADA, "team_id": TEAM, "channel_id": PUBLIC, "user_id": MEMBER}
    fields["trigger_id"] = f"{next(_count)}.1.abc"
    return {**fields, **changed}


def interaction(**changed: object) -> dict[str, Any]:
    common = {"team": {"id": TEAM}, "enterprise": None, "user": {"id": MEMBER}, "channel": {"id": PUBLIC}}
    return {**common, "trigger_id": f"{next(_count)}.1.abc", **changed}


def shortcut(**changed: object) -> dict[str, Any]:
    message = {"type": "message", "ts": "1700000000.000100", "text": f"Who is {MAIL}?", "user": COLLEAGUE}
    kind = {"type": "message_action", "callback_id": LOOK_UP_IN_SPOTT, "message": message}
    return interaction(**kind, message_ts=message["ts"], **changed)


def a_click(**changed: object) -> dict[str, Any]:
    button = {"type": "button", "action_id": buttons.DETAILS, "block_id": "b", "value": ADA}
    return interaction(type="block_actions", actions=[button], container={"message_ts": "1.2"}, **changed)


def a_form(response_url: str) -> dict[str, Any]:
    """A card that is to be posted to a channel."""
    where = {"channel_id": PUBLIC, "response_url": response_url}
    chosen = {channel_form.CHANNEL: {channel_form.CHOSEN: {"selected_conversation": PUBLIC}}}
    view = {"id": "V1", "type": "modal", "callback_id": channel_form.POST_TO_CHANNEL, "state": {"values": chosen}}
    sealed = Seal(BOT_TOKEN).value(METADATA, f"person {ADA}", modal_of(MEMBER))
    return interaction(type="view_submission", response_urls=[where], view={**view, "private_metadata": sealed})


async def sent(here: World, body: dict[str, Any]) -> int:
    """Send the attacker's request with a valid signature; returns the status of the answer."""
    form = body if "command" in body else {"payload": json.dumps(body)}
    raw = urlencode(form).encode()
    headers: dict[str, str | bytes] = {"Content-Type": FORM, **sign(SIGNING_SECRET, int(time.time()), raw)}
    answer = await exchange(here.process.port, request_bytes(headers, raw))
    await settled(here)
    return answer.status


def elsewhere_urls(here: World, port: int) -> Iterator[str]:
    """Addresses outside our Slack, some of them of the attacker's server."""
    own, path = here.slack.url.removeprefix("http://"), f"/commands/{TEAM}/000000000001"
    for authority in (
        f"127.0.0.1:{port}",
        f"localhost:{port}",
        f"{own}@127.0.0.1:{port}",
        f"x:{own.partition(':')[2]}@127.0.0.1:{port}",
        f"127.0.0.1:{port}/{own}",
        f"127.0.0.1:{port}?{own}",
        f"127.0.0.1:{port}#{own}",
        f"127.0.0.1:{port}\\@{own}",
        f"user@{own}",
        f"{own}.",
        f"{own}1",
        f"{own}@",
        own.replace("127.0.0.1", "127.0.0.1."),
        own.replace("127.0.0.1", "localhost"),
        own.replace("127.0.0.1", "127.1"),
        own.replace("127.0.0.1", "2130706433"),
        own.replace("127.0.0.1", "0x7f000001"),
        own.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
        own.replace("127.0.0.1", "\uff11\uff12\uff17.0.0.1"),
        own.replace(":", ":0"),
        own.partition(":")[0],
        "hooks.slack.com",
        "hooks.slack.com.evil.example",
        "169.254.169.254",
        "[::1]",
    ):
        yield f"http://{authority}{path}"
    yield from (
        f"https://{own}{path}",
        f"HTTP://{own}{path}",
        f"//{own}{path}",
        f"http:{own}{path}",
        f"ws://{own}{path}",
    )
    yield from (f"http://{own}/services/{TEAM}/B1/x", f"http://{own}/commands/../api/chat.postMessage", f"http://{own}")


def silent(here: World) -> tuple[int, int]:
    """The requests to Spott and the messages in Slack."""
    return len(here.spott.requests), len(here.slack.posts) + len(here.slack.views)


async def test_response_url_outside_slack_is_refused_before_any_call(
    over_http: World, elsewhere: RawServer, caplog: pytest.LogCaptureFixture
) -> None:
    urls = [*elsewhere_urls(over_http, elsewhere.port)]
    assert len(urls) >= 25
    before, calls = silent(over_http), len(over_http.slack.calls)
    makers = (command, shortcut, a_click, a_form)
    for make in makers:
        statuses = {url: await sent(over_http, make(response_url=url)) for url in urls}
        assert statuses == dict.fromkeys(urls, 403)
    assert silent(over_http) == before
    assert len(over_http.slack.calls) == calls
    assert elsewhere.connections == 0
    refused = f'spott_slack_requests_refused_total{{reason="response_url"}} {len(makers) * len(urls)}.0'
    assert refused in over_http.process.bot.metrics.text().decode()
    lines = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert lines == ["request refused: response_url"] * (len(makers) * len(urls))


async def test_slacks_public_hosts_are_refused_with_another_slack(over_http: World) -> None:
    # The connection for the answer would be opened during the call to Spott.
    assert await sent(over_http, command(response_url=f"https://hooks.slack.com/commands/{TEAM}/1/x")) == 403


NAMED: list[dict[str, Any]] = [
    {"team_id": OTHER_TEAM, "team": {"id": OTHER_TEAM}},
    {"team_id": "", "team": None},
    {"team_id": f"{TEAM}X", "team": {"id": f"{TEAM}X"}},
    {"team_id": "E0EXAMPLE1", "team": {"id": "E0EXAMPLE1"}},
    {"enterprise_id": "E0ATTACKER", "enterprise": {"id": "E0ATTACKER"}},
    {
        "team_id": OTHER_TEAM,
        "team": {"id": OTHER_TEAM},
        "enterprise_id": "E0EXAMPLE1",
        "enterprise": {"id": "E0EXAMPLE1"},
    },
    {"team_id": "", "team": None, "enterprise_id": "E0ATTACKER", "enterprise": {"id": "E0ATTACKER"}},
]


@pytest.mark.parametrize("named", NAMED)
async def test_request_from_another_workspace_is_refused_and_counted(over_http: World, named: dict[str, Any]) -> None:
    before, views = len(over_http.spott.requests), len(over_http.slack.views)
    makers = (command, shortcut, a_click)
    for number, make in enumerate(makers):
        assert await sent(over_http, make(**named)) == 200
        (post,) = over_http.slack.posts[number:]
        assert post.text == notices.of(say, "outsider")["text"]
    assert (len(over_http.spott.requests), len(over_http.slack.views)) == (before, views)
    text = over_http.process.bot.metrics.text().decode()
    assert 'spott_slack_requests_refused_total{reason="team"} 3.0' in text


async def test_response_url_of_another_workspace_is_refused(over_http: World) -> None:
    url = f"{over_http.slack.url}/commands/{OTHER_TEAM}/000000000001"
    assert await sent(over_http, command(response_url=url)) == 200
    assert await sent(over_http, a_form(url)) == 200
    assert over_http.spott.requests == []
    assert [post.text for post in over_http.slack.posts] == [notices.of(say, "outsider")["text"]]


async def test_no_call_to_spott_until_our_workspace_is_known() -> None:
    refused = Fault(200, body={"ok": False, "error": "internal_error"})
    async with world() as before:
        before.slack.faults.add("auth.test", refused, times=3)
        async with restarted(before) as here:
            post = await look_up(here, ADA)
            assert post.text == notices.of(say, "access_unknown", ask="a workspace admin")["text"]
            await sent(here, command(team_id=OTHER_TEAM))
            assert here.spott.requests == []
            # Once it has, our requests are answered and others' are not.
            await sent(here, command(team_id=OTHER_TEAM))
            assert here.slack.posts[-1].text == notices.of(say, "outsider")["text"]
            assert here.spott.requests == []
            assert (await look_up(here, ADA)).text.startswith("Ada Lovelace\n")
