"""The local Slack is as strict as the real one: modals."""

from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.conversations import is_offered
from bot.sandbox.slack.forms import IncompleteFormError
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import Clock, SmallApp, modal, post, refusal


async def open_modal(slack: LocalSlack, client: AsyncWebClient, bot: SmallApp, **more: object) -> str:
    await slack.shortcut("search", user=people.MEMBER)
    answer = await client.views_open(trigger_id=bot.heard[-1]["trigger_id"], view=modal(**more))
    return str(answer["view"]["id"])


async def push_trigger(slack: LocalSlack, bot: SmallApp) -> str:
    await slack.click(slack.views[-1], "go", user=people.MEMBER)
    return str(bot.heard[-1]["trigger_id"])


async def test_trigger_works_once_within_three_seconds(
    slack: LocalSlack, client: AsyncWebClient, clock: Clock, bot: SmallApp
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


async def test_invalid_view_is_refused_with_a_pointer(slack: LocalSlack, client: AsyncWebClient, bot: SmallApp) -> None:
    await slack.shortcut("search", user=people.MEMBER)
    long = modal(title={"type": "plain_text", "text": "x" * 25})
    answer = await refusal(client, "views.open", trigger_id=bot.heard[0]["trigger_id"], view=long)

    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title/text]" in answer["response_metadata"]["messages"][0]
    assert slack.views == []


async def test_at_most_three_modals_are_stacked(slack: LocalSlack, client: AsyncWebClient, bot: SmallApp) -> None:
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


async def test_update_with_an_old_hash_is_refused(slack: LocalSlack, client: AsyncWebClient, bot: SmallApp) -> None:
    view_id = await open_modal(slack, client, bot, external_id="one")
    old = slack.views[0].hash
    await client.views_update(view_id=view_id, hash=old, view=modal(callback_id="two"))
    stale = await refusal(client, "views.update", view_id=view_id, hash=old, view=modal(callback_id="three"))
    await client.views_update(view_id=view_id, view=modal(callback_id="four", external_id="one"))
    await client.views_update(external_id="one", view=modal(callback_id="five"))
    unknown = await refusal(client, "views.update", view_id="V0", view=modal())

    assert (stale["error"], unknown["error"]) == ("hash_conflict", "not_found")
    assert [view.callback_id for view in slack.views] == ["five"]


async def test_submission_sends_the_values_and_closes_the_view(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp
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
async def test_optional_input_sends_its_value(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp, entered: object, told: str | None
) -> None:
    element = {"type": "plain_text_input", "action_id": "name", "initial_value": "initial"}
    label = {"type": "plain_text", "text": "Who"}
    block = {"type": "input", "block_id": "who", "optional": True, "label": label, "element": element}
    await open_modal(slack, client, bot, blocks=[block])
    await slack.submit(slack.views[0], {"who": {"name": entered}})

    assert bot.heard[-1]["view"]["state"]["values"]["who"]["name"] == {"type": "plain_text_input", "value": told}


@pytest.mark.parametrize(("answer", "left", "detail"), ANSWERS)
async def test_answer_to_a_submission_decides_what_is_shown_next(
    *,
    slack: LocalSlack,
    client: AsyncWebClient,
    bot: SmallApp,
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


async def test_form_without_an_answer_stays_open(slack: LocalSlack, client: AsyncWebClient, bot: SmallApp) -> None:
    await open_modal(slack, client, bot)
    bot.answers.append(web.Response(status=500))
    receipt = await slack.submit(slack.views[0], {"who": {"name": "Ada"}})

    assert (receipt.error, len(slack.views)) == ("dispatch_failed", 1)


async def test_chosen_conversation_gets_a_response_url(
    slack: LocalSlack, client: AsyncWebClient, session: aiohttp.ClientSession, bot: SmallApp
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


async def test_view_closed_is_sent_only_if_requested(slack: LocalSlack, client: AsyncWebClient, bot: SmallApp) -> None:
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


OUTSIDE: dict[str, Any] = {"type": "conversations_select", "action_id": "place"}
CHANNELS_OF_OURS = {**OUTSIDE, "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True}}


@pytest.mark.parametrize(
    ("user", "menu", "offered"),
    [
        (
            people.MEMBER,
            CHANNELS_OF_OURS,
            {
                *(people.PUBLIC, people.PUBLIC_WITHOUT_BOT, people.PRIVATE, people.PRIVATE_WITHOUT_BOT, people.LARGE),
                *(people.WITH_GUEST, people.PENDING_SHARED),
            },
        ),
        (people.GUEST, CHANNELS_OF_OURS, {people.WITH_GUEST}),
        (people.GUEST, {"type": "channels_select", "action_id": "place"}, {people.WITH_GUEST}),
        (people.STRANGER, OUTSIDE, {people.SHARED}),
        (people.ADMIN, {**OUTSIDE, "filter": {"include": ["im", "mpim"]}}, {people.GROUP_DM_WITHOUT_BOT}),
        (
            people.MEMBER,
            {**OUTSIDE, "filter": {"include": ["im"], "exclude_bot_users": True}},
            {people.DM_BETWEEN_PEOPLE},
        ),
    ],
)
def test_menu_offers_the_conversations_that_its_user_sees_and_its_filter_includes(
    user: str, menu: dict[str, Any], offered: set[str]
) -> None:
    workspace = people.sample_workspace()
    found = {one.id for one in workspace.channels if is_offered(workspace, one, workspace.user(user), menu)}
    assert found == offered


async def test_form_is_sent_only_with_what_its_menu_offers(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp
) -> None:
    block = {
        "type": "input",
        "block_id": "where",
        "label": {"type": "plain_text", "text": "Where"},
        "element": CHANNELS_OF_OURS,
    }
    await open_modal(slack, client, bot, blocks=[block])
    for hidden in (people.SHARED, people.DM_WITH_BOT, "C0UNKNOWN1"):
        with pytest.raises(LookupError):
            await slack.submit(slack.views[0], {"where": {"place": hidden}})
    await slack.submit(slack.views[0], {"where": {"place": people.PRIVATE}})
    assert bot.heard[-1]["view"]["state"]["values"]["where"]["place"]["selected_conversation"] == people.PRIVATE
    # The menu doesn't ask for URLs.
    assert (bot.heard[-1]["response_urls"], len(bot.heard)) == ([], 2)
