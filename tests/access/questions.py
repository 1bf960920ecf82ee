"""The questions that Slack can be asked about people and places."""

from collections.abc import Callable, Coroutine
from typing import Any

from bot.access.snapshot import Fact, Readers
from bot.sandbox.slack.workspace import (
    MEMBER,
    PUBLIC,
    RECRUITERS,
    TEAM,
)
from bot.slack.objects import Person
from tests.known_facts import Known

FULL_MEMBER: dict[str, object] = {
    "id": "U1",
    "team_id": TEAM,
    "deleted": False,
    "is_bot": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
}


async def person(known: Known, user_id: str) -> Person:
    found = await known.facts.people.get(user_id)
    assert found.value is not None
    return found.value


async def readers_of(known: Known, channel_id: str) -> Readers:
    found = await known.facts.readers.get(channel_id)
    assert found.value is not None
    return found.value


Question = Callable[[Known], Coroutine[Any, Any, Fact[Any]]]

QUESTIONS: dict[str, Question] = {
    "users.info": lambda known: known.facts.people.get(MEMBER),
    "usergroups.users.list": lambda known: known.facts.groups.get(RECRUITERS),
    "conversations.info": lambda known: known.facts.channels.get(PUBLIC),
    "conversations.members": lambda known: known.facts.readers.get(PUBLIC),
    "users.list": lambda known: known.facts.readers.get(PUBLIC),
    "auth.test": lambda known: known.facts.team.get(),
}
