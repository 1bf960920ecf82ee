"""The workspace's accounts, listed once an hour, by whether they are its own people."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial

from bot.access.slack_questions import FactsUnknownError, SlackQuestions
from bot.access.team import OwnTeam
from bot.slack import objects
from bot.slack.objects import Belonging, Person
from bot.slack.web_api import Said, WebApi, next_cursor

_LONGEST_PAUSE = 60.0
_PAGE = 1_000
_METHOD = "users.list"


@dataclass(frozen=True, slots=True)
class Accounts:
    """The workspace's accounts, by whether they are its own people."""

    own: frozenset[str]
    organisation: frozenset[str]
    foreign: frozenset[str]

    def newcomers(self, members: frozenset[str]) -> frozenset[str]:
        """Those of `members` that are newer than the list."""
        return members - self.own - self.organisation - self.foreign


async def listed(
    client: WebApi, team: OwnTeam, slack: SlackQuestions, met: Callable[[Person], None] = lambda _: None
) -> Accounts:
    """List all accounts (users.list).

    Args:
        client: Slack's Web API.
        team: Our workspace.
        slack: Asks Slack.
        met: Called with each account.

    Raises:
        FactsUnknownError: Slack does not say.
    """
    await team.current()
    found: dict[Belonging, set[str]] = {"own": set(), "organisation": set(), "foreign": set()}
    async for person, reads_nothing in _users(client, slack):
        met(person)
        found["own" if reads_nothing else team.belonging(person)].add(person.id)
    return Accounts(**{name: frozenset(ids) for name, ids in found.items()})


async def _users(client: WebApi, slack: SlackQuestions) -> AsyncIterator[tuple[Person, bool]]:
    cursor = ""
    while True:
        try:
            users, cursor = await slack.ask(
                _METHOD, partial(client.users_list, limit=_PAGE, cursor=cursor, include_locale=True), _page
            )
        except FactsUnknownError as error:
            # Large workspaces have more pages than Slack allows per minute, so continue when it says so.
            if error.retry_after is None or error.retry_after > _LONGEST_PAUSE:
                raise
            await asyncio.sleep(error.retry_after)
            slack.resume(_METHOD)
            continue
        for user in users:
            yield user
        if not cursor:
            return


def _page(answer: Said) -> tuple[list[tuple[Person, bool]], str]:
    # Deactivated accounts cannot read, and Slack says nothing else about them.
    users = [(objects.person(user), user.get("deleted") is True) for user in answer["members"]]
    return users, next_cursor(answer)
