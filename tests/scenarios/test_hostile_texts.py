"""Texts in Spott that are meant to slow the bot down: the card is posted at once, and no one else has to wait."""

import asyncio
import json
import time

import pytest

from bot.sandbox.world import World, world
from tests.front_door import assert_all_accepted, look_up, names_on, settled, type_command
from tests.raw_server import RawServer
from tests.spott.test_faults import ok

SOMEBODY = "550e8400-e29b-41d4-a716-446655440000"
# The card's header if the last name is one of these.
HOSTILE = {
    "dates": (("2019-11-2020-" * 22)[:278] + "99999", "Ada (phone hidden)"),
    "marks": ("a" + "\u0323\u0301" * 50_000, "Name not in Spott"),
    "expanding": ("\ufdfa" * 100_000, "Ada " + "\ufdfa" * 145 + "\u2026"),
    "invisible": ("x\u200b" * 100_000, "Ada " + "x" * 145 + "\u2026"),
    "digits": ("1 " * 100_000, "Ada (phone hidden)"),
    "at signs": ("a@" * 100_000, "Ada " + "a@" * 72 + "a\u2026"),
}


def person(last_name: str) -> bytes:
    role = {"role": last_name[:9_000], "company": {"name": last_name[:9_000]}, "active": True}
    answer = {"candidateId": SOMEBODY, "firstName": "Ada", "lastName": last_name, "clientContacts": [role] * 12}
    return json.dumps(answer, ensure_ascii=False).encode()


@pytest.mark.parametrize("kind", HOSTILE)
async def test_hostile_name_does_not_block_the_event_loop(kind: str, server: RawServer) -> None:
    last_name, heading = HOSTILE[kind]
    async with world(spott_api_url=server.url) as here:
        server.answers = [ok(person("Lovelace").replace(SOMEBODY.encode(), b"c-warm-up-1"))]
        await look_up(here, "c-warm-up-1")
        server.answers = [ok(person(last_name))]
        began = time.thread_time()
        card = await look_up(here, SOMEBODY)
        # The whole process, including the local Slack, runs in this thread.
        assert time.thread_time() - began < 1.0
        assert names_on(card.blocks) == [heading]
        assert_all_accepted(here)


async def test_others_are_answered_while_a_hostile_card_is_rendered(over_http: World) -> None:
    here = over_http
    asked = [f"c-somebody-{number}" for number in range(20)]
    hostile = json.loads(person(HOSTILE["dates"][0]))
    here.spott.people.update({one: {**hostile, "candidateId": one} for one in asked})
    await asyncio.gather(*(type_command(here, text) for text in [*asked, "help"]))
    await settled(here)
    names = [name for post in here.slack.posts for name in names_on(post.blocks)]
    assert names.count("Ada (phone hidden)") == 20
    assert len(here.slack.posts) == 21
    assert_all_accepted(here)
