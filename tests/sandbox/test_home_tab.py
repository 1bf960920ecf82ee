"""The local Slack is as strict as the real one: the app's Home tab."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import Clock, SmallApp, button, refusal

NOTHING: dict[str, Any] = {}
WORDS = {"type": "plain_text", "text": "Welcome"}
FIELD = {
    "type": "input",
    "block_id": "who",
    "dispatch_action": True,
    "label": {"type": "plain_text", "text": "Who"},
    "element": {"type": "plain_text_input", "action_id": "name"},
}


def home(**more: object) -> dict[str, Any]:
    blocks = [{"type": "section", "block_id": "top", "text": WORDS}, FIELD]
    return {
        "type": "home",
        "blocks": [*blocks, {"type": "actions", "block_id": "more", "elements": [button()]}],
        **more,
    }


async def publish(client: AsyncWebClient, user: str = people.MEMBER, **more: object) -> dict[str, Any]:
    answer = await client.api_call("views.publish", json={"user_id": user, "view": home(), **more})
    view: dict[str, Any] = answer["view"]
    return view


async def test_published_tab_is_returned_with_every_field(
    slack: LocalSlack, client: AsyncWebClient, clock: Clock
) -> None:
    view = await publish(client, view=home(private_metadata="kept", callback_id="first"))
    blocks = view.pop("blocks")
    assert [block["block_id"] for block in blocks] == ["top", "who", "more"]
    assert view == {
        "id": "VH0MEMBER01",
        "team_id": people.TEAM,
        "type": "home",
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "submit": None,
        "close": None,
        "private_metadata": "kept",
        "callback_id": "first",
        "external_id": "",
        "state": {"values": {}},
        "hash": f"{int(clock.now)}.00000001",
        "clear_on_close": False,
        "notify_on_close": False,
        "root_view_id": "VH0MEMBER01",
        "previous_view_id": None,
        "app_id": "A0SPOTTAPP",
        "app_installed_team_id": people.TEAM,
        "bot_id": "B0SPOTTBOT",
    }
    assert slack.installation.home_tabs.of(people.COLLEAGUE) is None


async def test_tab_is_published_anew_unless_the_hash_is_old(slack: LocalSlack, client: AsyncWebClient) -> None:
    first = await publish(client)
    second = await publish(client, hash=first["hash"])
    stale = await refusal(client, "views.publish", user_id=people.MEMBER, view=home(), hash=first["hash"])
    other = await refusal(client, "views.publish", user_id=people.COLLEAGUE, view=home(), hash=second["hash"])
    third = await publish(client)

    assert (stale["error"], other["error"]) == ("hash_conflict", "hash_conflict")
    assert first["id"] == second["id"] == third["id"]
    assert len({first["hash"], second["hash"], third["hash"]}) == 3
    shown = slack.installation.home_tabs.all()
    assert [(user, view.hash) for user, view in shown.items()] == [(people.MEMBER, third["hash"])]


@pytest.mark.parametrize(
    ("arguments", "error", "messages"),
    [
        pytest.param({"user_id": "U0NOBODY01"}, "invalid_arguments", ["invalid `user_id`"], id="unknown user"),
        pytest.param({"user_id": ""}, "invalid_arguments", ["invalid `user_id`"], id="no user"),
        pytest.param({"view": "{"}, "invalid_arguments", None, id="no JSON"),
        pytest.param({"view": home(type="modal")}, "invalid_arguments", None, id="modal"),
        pytest.param(
            {"view": home(blocks=[{"type": "section", "text": WORDS}] * 101)},
            "invalid_arguments",
            ["[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"],
            id="101 blocks",
        ),
        pytest.param(
            {"view": home(blocks=[{"type": "section", "text": {**WORDS, "text": "x" * 3_000}}] * 90)},
            "view_too_large",
            ["[ERROR] must be less than 250001 bytes [json-pointer:/view]"],
            id="over 250 KB",
        ),
        pytest.param({"view": home(external_id="taken")}, "duplicate_external_id", None, id="external_id of another"),
    ],
)
async def test_wrong_tab_is_refused(
    slack: LocalSlack, client: AsyncWebClient, arguments: dict[str, Any], error: str, messages: list[str] | None
) -> None:
    await publish(client, people.COLLEAGUE, view=home(external_id="taken"))
    answer = await refusal(client, "views.publish", **{"user_id": people.MEMBER, "view": home(), **arguments})

    assert (answer["error"], (answer.get("response_metadata") or NOTHING).get("messages")) == (error, messages)
    assert slack.installation.home_tabs.of(people.MEMBER) is None


async def test_app_without_a_home_tab_cannot_publish_one() -> None:
    local = LocalSlack(home_tab=False)
    with pytest.raises(MethodError) as refused:
        local.installation.home_tabs.publish(people.MEMBER, home())
    assert refused.value.error == "not_enabled"


async def test_click_on_the_tab_names_the_view_and_opens_a_modal_but_no_second_tab(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp
) -> None:
    view = await publish(client)
    tab = slack.installation.home_tabs.of(people.MEMBER)
    assert tab is not None
    await slack.click(tab, "name", user=people.MEMBER, chosen="Ada")
    [heard] = bot.heard
    words = {"type": "modal", "title": {"type": "plain_text", "text": "Ada"}, "blocks": home()["blocks"][:1]}
    pushed = await refusal(client, "views.push", trigger_id=heard["trigger_id"], view=words)
    await slack.click(tab, "go", user=people.MEMBER)
    await client.views_open(trigger_id=bot.heard[-1]["trigger_id"], view=words)

    assert [{name: heard["actions"][0][name] for name in ("type", "action_id", "block_id", "value")}] == [
        {"type": "plain_text_input", "action_id": "name", "block_id": "who", "value": "Ada"}
    ]
    assert heard["container"] == {"type": "view", "view_id": view["id"]}
    typed = {"values": {"who": {"name": {"type": "plain_text_input", "value": "Ada"}}}}
    assert heard["view"] == {**view, "state": typed}
    assert {"response_url", "channel", "message"} & set(heard) == set()
    assert pushed["error"] == "not_found"
    assert [(shown.user, shown.is_home) for shown in slack.views] == [(people.MEMBER, False)]
