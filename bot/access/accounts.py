"""Lists the workspace's accounts, in three groups: its own people, its organisation's, and guests and outsiders."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial

from bot.access.slack_questions import FactsUnknownError, SlackQuestions
from bot.access.team import OwnTeam
from bot.slack import objects
from bot.slack.objects import Belonging, Person
from bot.slack.web_api import SlackAnswer, WebApi, next_cursor

_LONGEST_PAUSE = 60.0
_PAGE = 1_000
_METHOD = "users.list"


@dataclass(frozen=True, slots=True)
class Accounts:
    """The ids of the workspace's own people, of its organisation's, and of guests and outsiders."""

    own: frozenset[str]
    organisation: frozenset[str]
    foreign: frozenset[str]

    def newcomers(self, members: frozenset[str]) -> frozenset[str]:
        """The members of a conversation whose accounts are newer than this list."""
        return members - self.own - self.organisation - self.foreign


async def list_accounts(
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
    async for person, is_deactivated in _users(client, slack):
        met(person)
        found["own" if is_deactivated else team.belonging(person)].add(person.id)
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


def _page(answer: SlackAnswer) -> tuple[list[tuple[Person, bool]], str]:
    # Deactivated accounts cannot read, and Slack says nothing else about them.
    users = [(objects.person(user), user.get("deleted") is True) for user in answer["members"]]
    return users, next_cursor(answer)
