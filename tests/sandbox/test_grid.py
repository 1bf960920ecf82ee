"""The local Slack describes an organisation as Enterprise Grid does."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import grid
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.slack.workspace import MEMBER, OTHER_TEAM, PUBLIC, STRANGER, TEAM

SCOPES = frozenset({"users:read", "channels:read", "groups:read", "im:read", "mpim:read"})


@pytest.fixture
async def client() -> AsyncIterator[AsyncWebClient]:
    slack = LocalSlack(grid.grid_workspace(), SCOPES)
    await slack.start()
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
    await slack.stop()


async def test_auth_test_names_the_organisation(client: AsyncWebClient) -> None:
    assert (await client.auth_test())["enterprise_id"] == grid.ORGANISATION


@pytest.mark.parametrize(
    ("user", "team", "teams"),
    [
        (MEMBER, TEAM, [TEAM]),
        (grid.SISTER, grid.SISTER_TEAM, [grid.SISTER_TEAM]),
        (grid.SISTER_GUEST, grid.SISTER_TEAM, [grid.SISTER_TEAM]),
        (grid.IN_BOTH, grid.SISTER_TEAM, [grid.SISTER_TEAM, TEAM]),
        (STRANGER, OTHER_TEAM, None),
    ],
)
async def test_account_lists_its_workspaces(
    client: AsyncWebClient, user: str, team: str, teams: list[str] | None
) -> None:
    found = (await client.users_info(user=user))["user"]
    assert (found["team_id"], found.get("enterprise_user", {}).get("teams")) == (team, teams)
    assert ("is_stranger" in found) is (user == STRANGER)


async def test_users_list_contains_the_workspaces_accounts(client: AsyncWebClient) -> None:
    listed = {user["id"] for user in (await client.users_list(limit=1_000))["members"]}
    assert grid.IN_BOTH in listed
    assert listed.isdisjoint({grid.SISTER, grid.SISTER_GUEST, STRANGER})


FLAGS = ("is_shared", "is_ext_shared", "is_org_shared", "is_global_shared", "is_org_default")


@pytest.mark.parametrize(
    ("channel", "set_flags", "teams"),
    [
        (PUBLIC, [], [TEAM]),
        (grid.ORG_SHARED, ["is_shared", "is_org_shared"], [TEAM, grid.SISTER_TEAM]),
        (grid.ORG_WIDE, ["is_shared", "is_org_shared", "is_global_shared"], [TEAM, grid.ORGANISATION]),
        (grid.ORG_DEFAULT, ["is_shared", *FLAGS[2:]], [TEAM, grid.ORGANISATION]),
        (grid.ORG_AND_CLIENT, ["is_shared", "is_ext_shared", "is_org_shared"], [TEAM, grid.SISTER_TEAM, OTHER_TEAM]),
    ],
)
async def test_channel_says_who_else_can_read_it(
    client: AsyncWebClient, channel: str, set_flags: list[str], teams: list[str]
) -> None:
    found = (await client.conversations_info(channel=channel))["channel"]
    assert [flag for flag in FLAGS if found.get(flag)] == set_flags
    assert found["shared_team_ids"] == teams
