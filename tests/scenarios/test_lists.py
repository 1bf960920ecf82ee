"""Only users on the lists in the settings may look people up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import notices
from bot.cli.check import findings
from bot.sandbox.slack.workspace import (
    ADMIN,
    COLLEAGUE,
    MEMBER,
    RECRUITERS,
)
from bot.sandbox.world import world
from bot.settings import ServingSettings
from tests.english import say
from tests.front_door import age_facts, look_up
from tests.scenarios.canaries import ASK, CANARY
from tests.scenarios.entries import FACTS


async def test_users_not_on_the_list_cause_no_requests() -> None:
    async with world(allowed_users={MEMBER}) as here:
        post = await look_up(here, CANARY, user=COLLEAGUE)
        assert post.text == notices.of(say, "not_listed", ask=ASK)["text"]
        assert here.spott.requests == []
        assert FACTS.isdisjoint(call.method for call in here.slack.calls)


@pytest.mark.parametrize(
    ("overrides", "user"),
    [
        ({"allowed_users": {COLLEAGUE}}, COLLEAGUE),
        ({"allowed_user_groups": {RECRUITERS}}, ADMIN),
        ({"allowed_users": {COLLEAGUE}, "allowed_user_groups": {RECRUITERS}}, COLLEAGUE),
        ({"allowed_users": {COLLEAGUE}, "allowed_user_groups": {RECRUITERS}}, MEMBER),
        ({"allowed_user_groups": {RECRUITERS, "S0GONE"}}, MEMBER),
    ],
)
async def test_listed_users_may_look_people_up(overrides: Mapping[str, Any], user: str) -> None:
    async with world(**overrides) as here:
        assert (await look_up(here, "c-ada-lovelace", user=user)).text.startswith("Ada Lovelace\n")


async def test_leaving_the_group_ends_access_once_the_facts_expire() -> None:
    async with world(allowed_user_groups={RECRUITERS}) as here:
        await look_up(here, "c-ada-lovelace")
        (group,) = here.slack.workspace.user_groups
        here.slack.change(replace(group, members=(ADMIN,)))
        age_facts(here)
        assert (await look_up(here, "c-ada-lovelace")).text == notices.of(say, "not_listed", ask=ASK)["text"]


async def test_unknown_group_lets_no_one_in_and_check_says_why() -> None:
    lacking = {"commands", "chat:write", "users:read", "channels:read", "groups:read", "im:read", "mpim:read"}
    async with world(allowed_user_groups={RECRUITERS}) as here:
        here.slack.installation.scopes = frozenset(lacking)
        assert (await look_up(here, "c-ada-lovelace")).text == notices.of(say, "access_unknown", ask=ASK)["text"]
        values = ServingSettings(
            slack_bot_token=here.slack.bot_token,
            slack_app_token=here.slack.app_token,
            slack_api_url=here.slack.api_url,
            spott_api_key=here.spott.api_key,
            spott_api_url=here.spott.url,
            allowed_user_groups={RECRUITERS},
        )
        said = list(map(str, await findings(values)))
        assert any(line.startswith("WRONG") and "usergroups:read" in line for line in said), said
        without_groups = values.model_copy(update={"allowed_user_groups": frozenset()})
        assert not any("usergroups:read" in str(line) for line in await findings(without_groups))
