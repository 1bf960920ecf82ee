"""The local Slack reports links to the app and accepts its previews as the real one does."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import Clock, SmallApp, refusal

SCOPES = frozenset({"links:read", "links:write"})
PAGE = "https://app.example.com/people/1"
WORDS = {"type": "plain_text", "text": "Ada"}
SECTION = {"type": "section", "text": WORDS}
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Ada"}]}]}


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LocalSlack]:
    local = LocalSlack(
        scopes=SCOPES, clock=clock, events=frozenset({"link_shared"}), unfurl_domains=("app.example.com", "10.0.0.1")
    )
    await local.start()
    yield local
    await local.stop()


def say(slack: LocalSlack, text: str = PAGE, *, user: str = people.MEMBER, channel: str = people.PUBLIC) -> Post:
    return slack.say(text, user=user, channel=channel)


async def reported_links(slack: LocalSlack) -> list[dict[str, Any]]:
    """The links that were reported to the app, without fields that no one reads."""
    await slack.events.delivered()
    return [{key: value for key, value in sent.event.items() if key != "event_ts"} for sent in slack.events.sent]


async def test_only_links_to_the_apps_domains_are_reported(slack: LocalSlack, bot: SmallApp) -> None:
    other = "https://example.com/ https://notapp.example.com/ https://10.0.0.1/ app.example.com/people/1"
    first = say(slack, f"Who is {PAGE}? {PAGE} {other} http://eu.APP.example.com:8443/?a=1&b=2", channel=people.PRIVATE)
    reply = slack.say(PAGE, user=people.MEMBER, channel=people.PRIVATE, thread_ts=first.ts)
    unfurl_ids = list(slack.installation.links.reported)
    shared = {
        "type": "link_shared",
        "channel": people.PRIVATE,
        "is_bot_user_member": True,
        "user": people.MEMBER,
        "source": "conversations_history",
        "user_locale": "en-US",
    }
    assert await reported_links(slack) == [
        shared
        | {
            "message_ts": first.ts,
            "unfurl_id": unfurl_ids[0],
            "links": [
                {"domain": "app.example.com", "url": PAGE},
                {"domain": "app.example.com", "url": "http://eu.APP.example.com:8443/?a=1&amp;b=2"},
            ],
        },
        shared
        | {
            "message_ts": reply.ts,
            "thread_ts": first.ts,
            "unfurl_id": unfurl_ids[1],
            "links": [{"domain": "app.example.com", "url": PAGE}],
        },
    ]
    assert len(bot.requests) == 2


async def test_links_from_apps_and_other_organisations_are_not_reported(slack: LocalSlack) -> None:
    say(slack, user=people.STRANGER, channel=people.SHARED)
    say(slack, user=people.OTHER_BOT)
    say(slack, "no link")
    slack.installation.scopes = frozenset({"links:write"})
    say(slack)
    assert await reported_links(slack) == []


async def test_pasted_link_is_reported_without_a_conversation(slack: LocalSlack, bot: SmallApp) -> None:
    slack.paste(f"{PAGE} and more", user=people.MEMBER)
    (unfurl_id,) = slack.installation.links.reported
    assert await reported_links(slack) == [
        {
            "type": "link_shared",
            "channel_id": "COMPOSER",
            "user": people.MEMBER,
            "message_ts": unfurl_id,
            "unfurl_id": unfurl_id,
            "source": "composer",
            "links": [{"domain": "app.example.com", "url": PAGE}],
            "user_locale": "en-US",
        }
    ]
    assert len(bot.requests) == 1


async def test_preview_is_shown_below_the_message_and_replaced_by_the_next(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    post = say(slack)
    (unfurl_id,) = slack.installation.links.reported
    await client.chat_unfurl(channel=people.PUBLIC, ts=post.ts, unfurls={PAGE: {"blocks": [SECTION]}})
    again = {"type": "section", "text": {**WORDS, "text": "Grace"}}
    ways: dict[str, Any] = {"unfurl_id": unfurl_id, "source": "conversations_history"}
    await client.api_call("chat.unfurl", json={**ways, "unfurls": {PAGE: {"blocks": [again]}}})
    assert [(found.text, found.unfurls) for found in slack.posts] == [(f"<{PAGE}>", {PAGE: [again]})]
    slack.edit(post, "Never mind")
    assert (await refusal(client, "chat.unfurl", channel=people.PUBLIC, ts=post.ts, unfurls=PREVIEW))["error"] == (
        "cannot_unfurl_message"
    )


PREVIEW = {PAGE: {"blocks": [SECTION]}}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"channel": None}, "missing_channel"),
        ({"ts": None}, "missing_ts"),
        ({"unfurls": None}, "missing_unfurls"),
        ({"unfurls": "{"}, "invalid_unfurls_format"),
        ({"unfurls": {PAGE: "Ada"}}, "invalid_unfurls_format"),
        ({"channel": "C0NOWHERE1"}, "cannot_find_channel"),
        ({"ts": "1.000001"}, "cannot_find_message"),
        ({"unfurls": {"https://app.example.com/people/2": {"blocks": [SECTION]}}}, "cannot_unfurl_url"),
        ({"unfurls": {PAGE: {"blocks": [RICH]}}}, "invalid_blocks"),
        ({"unfurls": {PAGE: {"blocks": []}}}, "invalid_blocks"),
        ({"unfurls": {PAGE: {"blocks": [{"type": "section", "text": {**WORDS, "text": ""}}]}}}, "invalid_blocks"),
        ({"source": "composer"}, "invalid_arguments"),
        ({"channel": None, "ts": None, "source": "composer"}, "missing_unfurl_id"),
        ({"channel": None, "ts": None, "unfurl_id": "x"}, "missing_source"),
        ({"channel": None, "ts": None, "unfurl_id": "x", "source": "x"}, "invalid_source"),
        ({"channel": None, "ts": None, "unfurl_id": "x", "source": "composer"}, "invalid_unfurl_id"),
    ],
)
async def test_wrong_preview_is_refused(
    slack: LocalSlack, client: AsyncWebClient, changed: dict[str, object], error: str
) -> None:
    post = say(slack)
    arguments = {"channel": people.PUBLIC, "ts": post.ts, "unfurls": PREVIEW, **changed}
    given = {name: value for name, value in arguments.items() if value is not None}
    assert (await refusal(client, "chat.unfurl", **given))["error"] == error
    assert slack.posts[0].unfurls == {}


async def test_message_without_a_reported_link_gets_no_preview(slack: LocalSlack, client: AsyncWebClient) -> None:
    post = say(slack, user=people.STRANGER, channel=people.SHARED)
    where = {"channel": people.SHARED, "ts": post.ts}
    assert (await refusal(client, "chat.unfurl", **where, unfurls=PREVIEW))["error"] == "cannot_unfurl_message"


async def test_click_in_a_preview_says_which_link_it_is_and_not_what_the_message_is(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp
) -> None:
    button = {"type": "button", "action_id": "show", "text": WORDS, "value": "1"}
    post = say(slack)
    await client.chat_unfurl(
        channel=people.PUBLIC, ts=post.ts, unfurls={PAGE: {"blocks": [{**SECTION, "accessory": button}]}}
    )
    await slack.events.delivered()
    receipt = await slack.click(slack.posts[0], "show", user=people.COLLEAGUE)
    clicked = bot.heard[-1]
    unfurl = {"is_app_unfurl": True, "app_unfurl_url": PAGE}
    assert clicked["container"] == {
        "type": "message_attachment",
        "message_ts": post.ts,
        "attachment_id": 1,
        "channel_id": people.PUBLIC,
        "is_ephemeral": False,
        **unfurl,
    }
    drawn = [{**SECTION, "block_id": f"{post.ts}-0-0", "accessory": button}]
    assert clicked["app_unfurl"] == {"id": 1, "blocks": drawn, **unfurl}
    assert (clicked["response_url"], "message" in clicked) == (receipt.response_url, False)
