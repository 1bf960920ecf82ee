"""The local Slack's facts about accounts, conversations and groups."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import refusal

PERSON_FACTS: dict[str, dict[str, object]] = {
    people.MEMBER: {"is_bot": False, "deleted": False, "is_restricted": False, "is_ultra_restricted": False},
    people.ADMIN: {"is_admin": True, "is_owner": False},
    people.OWNER: {"is_admin": True, "is_owner": True},
    people.GUEST: {"is_restricted": True, "is_ultra_restricted": False, "team_id": people.TEAM},
    people.SINGLE_CHANNEL_GUEST: {"is_restricted": True, "is_ultra_restricted": True},
    people.STRANGER: {"is_stranger": True, "is_restricted": False, "team_id": people.OTHER_TEAM},
    people.DEACTIVATED: {"deleted": True},
    people.OTHER_BOT: {"is_bot": True},
}


@pytest.mark.parametrize("user", PERSON_FACTS)
async def test_users_info_describes_the_kind_of_account(client: AsyncWebClient, user: str) -> None:
    found = (await client.users_info(user=user))["user"]

    assert {name: found.get(name) for name in PERSON_FACTS[user]} == PERSON_FACTS[user]
    assert ("is_stranger" in found) is (user == people.STRANGER)


async def test_users_list_pages_through_the_workspace_without_outsiders(client: AsyncWebClient) -> None:
    found: list[str] = []
    cursor = ""
    pages = 0
    while True:
        answer = await client.users_list(limit=20, cursor=cursor)
        found += [user["id"] for user in answer["members"]]
        pages += 1
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break

    assert (pages, len(found), len(set(found))) == (3, 59, 59)
    assert {people.GUEST, people.DEACTIVATED, people.BOT} <= set(found)
    assert people.STRANGER not in found
    assert (await refusal(client, "users.list", cursor="@@"))["error"] == "invalid_cursor"
    assert (await refusal(client, "users.list", limit="many"))["error"] == "invalid_limit"


CHANNEL_FACTS: dict[str, dict[str, object]] = {
    people.PUBLIC: {"is_private": False, "is_member": True, "is_ext_shared": False, "is_pending_ext_shared": False},
    people.PUBLIC_WITHOUT_BOT: {"is_private": False, "is_member": False},
    people.PRIVATE: {"is_private": True, "is_member": True, "is_mpim": False},
    people.SHARED: {"is_ext_shared": True, "is_shared": True},
    people.PENDING_SHARED: {"is_ext_shared": False, "is_pending_ext_shared": True},
    people.DM_WITH_BOT: {"is_im": True, "user": people.MEMBER},
    people.GROUP_DM: {"is_mpim": True, "is_private": True},
    people.LARGE: {"num_members": 52},
}


@pytest.mark.parametrize("channel", CHANNEL_FACTS)
async def test_conversations_info_says_who_else_can_read(client: AsyncWebClient, channel: str) -> None:
    found = (await client.conversations_info(channel=channel, include_num_members=True))["channel"]

    assert {name: found.get(name) for name in CHANNEL_FACTS[channel]} == CHANNEL_FACTS[channel]


@pytest.mark.parametrize(
    "channel", [people.PRIVATE_WITHOUT_BOT, people.DM_BETWEEN_PEOPLE, people.GROUP_DM_WITHOUT_BOT, "C0NOWHERE1"]
)
async def test_private_conversations_without_the_bot_are_not_found(client: AsyncWebClient, channel: str) -> None:
    for method in ("conversations.info", "conversations.members"):
        assert (await refusal(client, method, channel=channel)).data == {"ok": False, "error": "channel_not_found"}


async def test_large_channels_members_are_paginated(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.change(people.sample_workspace(crowd=people.MANY_PEOPLE).channel(people.LARGE))
    first = await client.conversations_members(channel=people.LARGE, limit=1_000)
    rest = await client.conversations_members(
        channel=people.LARGE, limit=1_000, cursor=first["response_metadata"]["next_cursor"]
    )

    assert (len(first["members"]), len(rest["members"]), rest["response_metadata"]["next_cursor"]) == (1_000, 1, "")
    assert len({*first["members"], *rest["members"]}) == 1_001
    assert (await refusal(client, "conversations.members", channel=people.LARGE, limit=1_001))["error"] == (
        "invalid_limit"
    )
    assert (await client.conversations_members(channel=people.WITH_GUEST))["members"] == sorted(
        people.sample_workspace().channel(people.WITH_GUEST).members
    )


async def test_user_groups_list_their_members(client: AsyncWebClient) -> None:
    listed = await client.usergroups_list(include_users=True)
    members = await client.usergroups_users_list(usergroup=people.RECRUITERS)

    assert [(group["id"], group["users"]) for group in listed["usergroups"]] == [
        (people.RECRUITERS, [people.MEMBER, people.ADMIN])
    ]
    assert members["users"] == [people.MEMBER, people.ADMIN]
    assert (await refusal(client, "usergroups.users.list", usergroup="S0NONE"))["error"] == "no_such_subteam"
