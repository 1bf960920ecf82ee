"""Answers about a person other than the one asked for, or about no one, are counted and not shown."""

import json
from collections.abc import Mapping

import pytest

from bot.cards import notices
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, DM_WITH_BOT, MEMBER, PUBLIC, TEAM
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import look_up

ADA, GRACE = "c-ada-lovelace", "c-grace-hopper"
HELLO = "550e8400-e29b-41d4-a716-44665544000a"


def counted(here: World) -> dict[str, int]:
    """The number of discarded answers, by reason."""
    lines = here.process.bot.metrics.text().decode().splitlines()
    values = [
        line.removeprefix("spott_slack_answers_disbelieved_total").split() for line in lines if "eved_total{" in line
    ]
    return {labels.partition('"')[2].rstrip('"}'): int(float(value)) for labels, value in values}


OTHERS: Mapping[str, str] = {
    "another person": GRACE,
    "the same id in capitals": ADA.upper(),
    "an extra letter": f"{ADA}x",
    "longer than any id": "c" * 65,
    "not an id": f"{ADA}/../{GRACE}",
}


@pytest.mark.parametrize("other", OTHERS)
async def test_spotts_record_of_another_person_is_neither_shown_nor_cached(over_http: World, other: str) -> None:
    here = over_http
    record = {**here.spott.people[GRACE], "candidateId": OTHERS[other]}
    here.spott.answers[ADA] = RawAnswer(body=json.dumps(record).encode())
    for _ in range(2):
        post = await look_up(here, ADA)
        sentence = notices.of(say, "answer_not_understood", reference=post.text.split("`")[1])["text"]
        assert (post.text, post.user_visible_to) == (sentence, MEMBER)
    assert counted(here) == {"spott_other_person": 2}
    del here.spott.answers[ADA]
    assert (await look_up(here, ADA)).text.startswith("Ada Lovelace\n")


async def test_uuid_in_capitals_is_the_same_person(over_http: World) -> None:
    over_http.spott.people[HELLO.upper()] = {**over_http.spott.people[ADA], "candidateId": HELLO}
    assert (await look_up(over_http, HELLO.upper())).text.startswith("Ada Lovelace\n")
    assert counted(over_http) == {}


USER: Mapping[str, object] = {
    "id": MEMBER,
    "team_id": TEAM,
    "deleted": False,
    "is_bot": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
}
CHANNEL: Mapping[str, object] = {"id": PUBLIC, "is_im": False, "is_ext_shared": False}

ABOUT_WHO_ASKS: Mapping[str, tuple[object, str]] = {
    "a colleague": ({**USER, "id": COLLEAGUE}, "slack_other_user"),
    "no id": ({**USER, "id": None}, "slack_other_user"),
    "a list": ([USER], "slack_malformed"),
    "workspaces that are not a list": ({**USER, "enterprise_user": {"teams": TEAM}}, "slack_malformed"),
}


@pytest.mark.parametrize("answer", ABOUT_WHO_ASKS)
async def test_answer_about_another_user_does_not_identify_the_asker(over_http: World, answer: str) -> None:
    user, reason = ABOUT_WHO_ASKS[answer]
    over_http.slack.faults.add("users.info", Fault(200, body={"ok": True, "user": user}))
    post = await look_up(over_http, ADA)
    assert (post.text, post.user_visible_to) == (
        notices.of(say, "access_unknown", ask="a workspace admin")["text"],
        MEMBER,
    )
    assert counted(over_http) == {reason: 1}


UNKNOWN = say("private_unknown")
ABOUT_THE_PLACE: Mapping[str, tuple[str, str, Mapping[str, object], str, str]] = {
    "another channel": (
        "conversations.info",
        PUBLIC,
        {"channel": {**CHANNEL, "id": "C2"}},
        "slack_other_channel",
        UNKNOWN,
    ),
    "a direct message by flag": (
        "conversations.info",
        PUBLIC,
        {"channel": {**CHANNEL, "is_im": True}},
        "slack_kind",
        UNKNOWN,
    ),
    "a direct message by id": (
        "conversations.info",
        DM_WITH_BOT,
        {"channel": {**CHANNEL, "id": DM_WITH_BOT}},
        "slack_kind",
        UNKNOWN,
    ),
    "a flag of another type": (
        "conversations.info",
        PUBLIC,
        {"channel": {**CHANNEL, "is_im": "no"}},
        "slack_kind",
        UNKNOWN,
    ),
    "no channel": ("conversations.info", PUBLIC, {"channel": [CHANNEL]}, "slack_malformed", UNKNOWN),
    "no members": ("conversations.members", PUBLIC, {"members": []}, "slack_no_members", UNKNOWN),
    "members of another type": ("conversations.members", PUBLIC, {"members": [1, 2]}, "slack_malformed", UNKNOWN),
    "members as a string": ("conversations.members", PUBLIC, {"members": MEMBER}, "slack_malformed", UNKNOWN),
}


@pytest.mark.parametrize("answer", ABOUT_THE_PLACE)
async def test_answer_about_another_conversation_does_not_identify_it(over_http: World, answer: str) -> None:
    method, channel, body, reason, line = ABOUT_THE_PLACE[answer]
    over_http.slack.faults.add(method, Fault(200, body={"ok": True, **body}))
    post = await look_up(over_http, ADA, channel=channel)
    assert post.user_visible_to == MEMBER
    assert line in str(post.blocks)
    assert counted(over_http) == {reason: 1}


async def test_search_hit_with_an_unusable_id_is_not_offered(over_http: World) -> None:
    here = over_http
    here.spott.people["c" * 65] = {**here.spott.people["c-no-roles"], "candidateId": "c" * 65}
    post = await look_up(here, "Sam Taylor")
    values = [block["accessory"]["value"] for block in post.blocks if "accessory" in block]
    assert values
    assert not any("c" * 65 in value for value in values)
