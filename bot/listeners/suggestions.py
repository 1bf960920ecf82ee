"""Suggests people and jobs while somebody types. Slack takes these only in the acknowledgement."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.access.quota import Quota
from bot.cards import find
from bot.cards.message import Block
from bot.jobs.directory import Jobs
from bot.listeners.background import report
from bot.listeners.find_payloads import Typing
from bot.listeners.gate import Gate
from bot.listeners.workspace_check import WorkspaceCheck
from bot.people.directory import Directory
from bot.people.folding import folded
from bot.people.parts import part
from bot.slack.languages import Languages
from bot.spott.errors import SpottError

_WITHIN: Final = 2.3
"""Seconds in all; Slack waits 3, and we promise 2.5."""
_FOR_SPOTT: Final = 1.8
_QUIET: Final = 0.35
"""Seconds without another letter after which Spott is asked."""
_TYPED_LIMIT: Final = 100
_PER_MINUTE: Final = 40
_PER_DAY: Final = 2_000


class Suggestions:
    """Answers the menu that suggests people and jobs.

    Of a user's requests only the newest asks Spott, once they pause; the others get an empty list, which Slack
    no longer shows by then. What is suggested is not counted as looked up, but has a limit of its own.

    Args:
        gate: Knows who may look people up.
        directory: The people in Spott.
        jobs: The jobs in Spott.
        workspace_check: Rejects requests of other workspaces.
        languages: Knows who reads which language.
        wall: The current time, in the time zone for dates.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        gate: Gate,
        directory: Directory,
        jobs: Jobs,
        *,
        workspace_check: WorkspaceCheck,
        languages: Languages,
        wall: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gate = gate
        self._directory = directory
        self._jobs = jobs
        self._workspace_check = workspace_check
        self._languages = languages
        self._wall = wall
        self._quota = Quota(_PER_MINUTE, _PER_DAY, clock)
        self._newest: dict[str, Typing] = {}

    async def listen(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Acknowledge with the suggestions, in time whatever Slack and Spott do; never raises."""
        groups: list[Block] | None = None
        say = self._languages.shared
        try:
            typing = Typing.model_validate(body)
            say = self._languages.of(typing.user_id)
            async with asyncio.timeout(_WITHIN):
                groups = await self._suggested(typing, body)
        except TimeoutError:
            pass
        except Exception as error:  # noqa: BLE001 - whatever failed, Slack waits for an answer
            report("suggesting", error)
        if groups is None:
            await ack(options=find.unanswered(say))
        elif groups:
            await ack(option_groups=groups)
        else:
            await ack(options=[])

    async def _suggested(self, typing: Typing, body: Mapping[str, Any]) -> list[Block] | None:
        """The groups of suggestions; None if there is no answer."""
        text = " ".join(folded(typing.text[:_TYPED_LIMIT]).split()).casefold()
        if len(text) < find.FROM_LETTERS or not await self._is_newest(typing):
            return []
        check = self._workspace_check
        if check.foreign(body) if check.is_known else await check.refusal(body):
            return []
        if await self._gate.refusal_to_ask(typing.user_id):
            return []
        if self._directory.wait or self._quota.take_here(typing.user_id) is not None:
            return None
        end = asyncio.get_running_loop().time() + _FOR_SPOTT
        people, jobs = await asyncio.gather(
            part(self._directory.search_as_typed(text), end), part(self._jobs.find_as_typed(text), end)
        )
        if isinstance(people, SpottError):
            return None
        vacancies = () if isinstance(jobs, SpottError) else jobs.vacancies
        return find.groups(self._languages.of(typing.user_id), people, vacancies, self._wall())

    async def _is_newest(self, typing: Typing) -> bool:
        """Whether the user pauses, so that no newer request arrives."""
        self._newest[typing.user_id] = typing
        await asyncio.sleep(_QUIET)
        if self._newest.get(typing.user_id) is not typing:
            return False
        del self._newest[typing.user_id]
        return True
