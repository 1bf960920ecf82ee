"""The local Slack is as strict as the real one: menus whose options the app suggests."""

from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import SmallApp, modal


def text(words: str, **more: object) -> dict[str, Any]:
    return {"type": "plain_text", "text": words, **more}


def option(**changed: object) -> dict[str, Any]:
    return {"text": text("Ada"), "value": "c-1", **changed}


def group(*options: dict[str, Any], label: object = None) -> dict[str, Any]:
    return {"label": label or text("People"), "options": [*options]}


async def a_menu(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp, kind: str = "external_select", **more: object
) -> View:
    menu = {"type": kind, "action_id": "who", **more}
    block = {"type": "input", "block_id": "asked", "label": text("Who"), "element": menu}
    await slack.shortcut("search", user=people.MEMBER)
    await client.views_open(trigger_id=bot.heard[-1]["trigger_id"], view=modal(blocks=[block]))
    return slack.views[0]


LONGEST = option(text=text("x" * 75), value="x" * 150, description=text("x" * 75, emoji=False))
OFFERED: dict[str, dict[str, Any]] = {
    "none": {"options": []},
    "as many and as long as they may be": {"options": [LONGEST] * 100},
    "as many groups as there may be": {"option_groups": [group(LONGEST, label=text("x" * 75))] * 100},
    "no group": {"option_groups": []},
}


@pytest.mark.parametrize("name", OFFERED)
async def test_options_are_offered_as_the_app_suggests_them(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp, name: str
) -> None:
    view = await a_menu(slack, client, bot, min_query_length=2)
    bot.will_answer(OFFERED[name])
    suggested = await slack.suggest(view, "who", "ad")
    heard = bot.heard[-1]
    assert (heard["type"], heard["action_id"], heard["block_id"], heard["value"], heard["user"]["id"]) == (
        "block_suggestion",
        "who",
        "asked",
        "ad",
        people.MEMBER,
    )
    assert (heard["container"], heard["view"]["id"]) == ({"type": "view", "view_id": view.id}, view.id)
    # Options are accepted only in the acknowledgement, so they can't be sent or opened later.
    assert {"trigger_id", "response_url"} & set(heard) == set()
    groups = OFFERED[name].get("option_groups", [group(*OFFERED[name].get("options", []))])
    assert (suggested.receipt.error, suggested.receipt.detail) == (None, "")
    assert list(suggested.options) == [one for each in groups for one in each["options"]]


REFUSED: dict[str, tuple[Any, str]] = {
    "nothing": ({}, ": missing required field: options"),
    "101 options": ({"options": [option()] * 101}, "/options: no more than 100 items allowed"),
    "101 groups": ({"option_groups": [group(option())] * 101}, "/option_groups: no more than 100 items allowed"),
    "101 in a group": (
        {"option_groups": [group(*[option()] * 101)]},
        "/option_groups/0/options: no more than 100 items allowed",
    ),
    "an empty group": ({"option_groups": [group()]}, "/option_groups/0/options: must provide at least 1 items"),
    "groups beside options": (
        {"options": [option()], "option_groups": [group(option())]},
        ": invalid additional property: options",
    ),
    "no list": ({"options": option()}, "/options: must provide an array"),
    "a long text": (
        {"options": [option(text=text("x" * 76))]},
        "/options/0/text/text: must be less than 76 characters",
    ),
    "emoji, of two units each": (
        {"options": [option(text=text("\U0001f600" * 38))]},
        "/options/0/text/text: must be less than 76 characters",
    ),
    "an empty text": ({"options": [option(text=text(""))]}, "/options/0/text/text: must be more than 0 characters"),
    "markup": ({"options": [option(text={"type": "mrkdwn", "text": "*Ada*"})]}, "/options/0/text/type: "),
    "a long value": ({"options": [option(value="x" * 151)]}, "/options/0/value: must be less than 151 characters"),
    "a number": ({"options": [option(value=1)]}, "/options/0/value: must provide a string"),
    "no value": ({"options": [{"text": text("Ada")}]}, "/options/0: missing required field: value"),
    "a long description": (
        {"options": [option(description=text("x" * 76))]},
        "/options/0/description/text: must be less than 76 characters",
    ),
    "a link, which overflow menus have": (
        {"options": [option(url="https://example.com")]},
        "/options/0: invalid additional property: url",
    ),
    "a long label": (
        {"option_groups": [group(option(), label=text("x" * 76))]},
        "/option_groups/0/label/text: must be less than 76 characters",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_nothing_is_offered_if_slack_refuses_the_options(
    slack: LocalSlack, client: AsyncWebClient, bot: SmallApp, name: str
) -> None:
    answer, problem = REFUSED[name]
    view = await a_menu(slack, client, bot)
    bot.will_answer(answer)
    suggested = await slack.suggest(view, "who", "ada")
    assert (suggested.receipt.error, suggested.groups) == (None, ())
    assert suggested.receipt.detail.startswith(problem)


async def test_nothing_is_offered_without_an_answer(slack: LocalSlack, client: AsyncWebClient, bot: SmallApp) -> None:
    view = await a_menu(slack, client, bot)
    bot.answers.append(web.Response(status=500))
    suggested = await slack.suggest(view, "who", "ada")
    assert (suggested.receipt.error, suggested.groups) == ("dispatch_failed", ())


@pytest.mark.parametrize(
    ("kind", "more", "typed", "why"),
    [
        ("external_select", {"min_query_length": 2}, "a", "shorter than min_query_length"),
        # Three letters, if the menu doesn't say.
        ("multi_external_select", {}, "ad", "shorter than min_query_length"),
        ("users_select", {}, "ada", "not suggested"),
    ],
)
async def test_app_is_not_asked_where_slack_would_not_ask_it(
    *,
    slack: LocalSlack,
    client: AsyncWebClient,
    bot: SmallApp,
    kind: str,
    more: dict[str, Any],
    typed: str,
    why: str,
) -> None:
    view = await a_menu(slack, client, bot, kind, **more)
    heard = len(bot.heard)
    with pytest.raises(ValueError, match=why):
        await slack.suggest(view, "who", typed)
    assert len(bot.heard) == heard
