"""Free text about a person as a channel reads it, from the command to the post."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.slack.workspace import PUBLIC
from bot.sandbox.world import World, world
from tests.front_door import look_up, names_on

SOMEBODY = "c-oona-obryan"


def person(**fields: object) -> dict[str, Any]:
    return {"candidateId": SOMEBODY, "firstName": "Oona", "lastName": "O&#39;Bryan", **fields}


async def test_channel_sees_the_meaning_and_nothing_private(over_http: World) -> None:
    task = "<p>Offer&nbsp;EUR 95.000 + car</p><p>IBAN BE68 5390 0754 7034, born 1990-02-01, jane&#64;example.com</p>"
    over_http.spott.people[SOMEBODY] = person(nextTaskDue={"content": task}, clientContacts=[{"role": "R&amp;D lead"}])
    post = await look_up(over_http, SOMEBODY)
    assert (post.channel, post.user_visible_to) == (PUBLIC, None)
    assert names_on(post.blocks) == ["Oona O'Bryan"]
    assert "R&D lead" in str(post.blocks)
    told = "Offer (amount hidden) + car IBAN (account hidden), born (date hidden), (email hidden)"
    assert told in str(post.blocks)
    assert f"Next task, no due date: {told}" in post.text


@pytest.mark.parametrize(("zone", "told"), [("Etc/GMT-12", "1 day overdue"), ("Etc/GMT+12", "today")])
async def test_day_ends_in_the_configured_time_zone(zone: str, told: str) -> None:
    # Twelve hours ahead of UTC it is always one day later than twelve hours behind it.
    today = datetime.now(ZoneInfo("Etc/GMT+12")).date()
    async with world(time_zone=zone) as here:
        here.spott.people[SOMEBODY] = person(nextTaskDue={"content": "Call", "dueDate": f"{today}T00:00:00Z"})
        assert told in (await look_up(here, SOMEBODY)).text
