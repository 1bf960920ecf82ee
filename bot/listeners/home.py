"""The app's Home tab: shown when a user opens it, and never more often than once in ten seconds."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias

from bot.access.decide import Access
from bot.cache import Memory
from bot.cards.home import ForAdmins, Logged, Recent, home, refused_home
from bot.cards.texts import Language
from bot.jobs.directory import Jobs
from bot.listeners import explain, for_admins
from bot.listeners.home_payloads import HomeClick, HomeOpened
from bot.listeners.link_previews import LINKS_SCOPE, Choices
from bot.listeners.recents import LookUpsKept, named
from bot.people.directory import Directory
from bot.people.parts import part
from bot.slack.installation import Installed
from bot.slack.reply import Reply
from bot.spott.errors import SpottError
from bot.store.errors import StoreError
from bot.telemetry.journal import Outcome

_EVERY_SECONDS: Final = 10
_REMEMBERED_SECONDS: Final = 60.0
_PROBE_SECONDS: Final = 2.0

_ReadRecents: TypeAlias = Callable[[Language, str], Coroutine[Any, Any, Sequence[Recent] | str]]


class Home:
    """Answers what users do on their Home tab, except for the cards that it opens.

    Args:
        access: Who may look people up.
        directory: The people in Spott.
        jobs: The jobs in Spott.
        kept: The look-ups in the store; None without a store.
        installed: The workspace.
        previews: Remembers who turned previews off; None if users can't.
        limits: How many look-ups each person may make per minute and per day.
        wall: The current time, in the time zone for dates.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        access: Access,
        directory: Directory,
        jobs: Jobs,
        kept: LookUpsKept | None,
        installed: Installed,
        *,
        previews: Choices | None,
        limits: tuple[int, int],
        wall: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._access = access
        self._directory = directory
        self._jobs = jobs
        self._kept = kept
        self._installed = installed
        self._previews = previews
        self._limits = limits
        self._wall = wall
        self._published = Memory[str, int](seconds=_REMEMBERED_SECONDS, clock=clock)

    async def opened(self, event: HomeOpened, reply: Reply) -> None:
        """Show a user's Home tab, unless it was published just now."""
        # Another process may have published it; the event's metadata says when.
        before = max(self._published.known(event.user_id) or 0, event.published_at or 0)
        if event.at - before < _EVERY_SECONDS:
            reply.end_silently(Outcome.TWICE)
            return
        self._published.put(event.user_id, event.at)
        await self._publish(event.user_id, event.at, event.view_hash, reply, self._recents)

    async def clear(self, click: HomeClick, reply: Reply) -> None:
        """Clear a user's last look-ups, and show them that it is done."""
        if self._kept is not None:
            self._kept.clear(click.user_id)
        self._published.put(click.user_id, click.at)
        await self._publish(click.user_id, click.at, click.view_hash, reply, _none)

    async def turn_previews_off(self, click: HomeClick, reply: Reply) -> None:
        """Show nothing below a user's links from now on, and say so on their Home tab."""
        await self._turn_previews(click, reply, off=True)

    async def turn_previews_on(self, click: HomeClick, reply: Reply) -> None:
        """Show previews below a user's links again, and say so on their Home tab."""
        await self._turn_previews(click, reply, off=False)

    async def _turn_previews(self, click: HomeClick, reply: Reply, *, off: bool) -> None:
        if self._previews is not None:
            self._previews.turn(click.user_id, off=off)
        self._published.put(click.user_id, click.at)
        await self._publish(click.user_id, click.at, click.view_hash, reply, self._recents, previews_off=off)

    async def _publish(
        self,
        user_id: str,
        at: int,
        view_hash: str | None,
        reply: Reply,
        recents: _ReadRecents,
        *,
        previews_off: bool | None = None,
    ) -> None:
        refusal, _ = await self._access.decide(self._access.known(user_id, None))
        # By now, their language is known.
        say, now = reply.say, self._wall()
        if refusal:
            why = explain.refused(refusal, self._access.policy.admins).message(say)
            view = refused_home(say, why, await self._for_admins(say, user_id, now), now=now, at=at)
        else:
            last, part_for_admins, are_off = await asyncio.gather(
                recents(say, user_id),
                self._for_admins(say, user_id, now),
                self._previews_off(user_id, chosen=previews_off),
            )
            view = home(say, last, part_for_admins, now=now, at=at, previews_off=are_off)
        await reply.publish_home(view, view_hash)

    async def _previews_off(self, user_id: str, *, chosen: bool | None) -> bool | None:
        """Whether a user has turned previews off, just now or before; None if there are none, or this is unknown."""
        installation = self._installed.known
        if self._previews is None or installation is None or LINKS_SCOPE not in installation.scopes:
            return None
        if chosen is not None:
            return chosen
        try:
            return await self._previews.are_off(user_id)
        except StoreError:
            return None

    async def _recents(self, say: Language, user_id: str) -> Sequence[Recent] | str:
        if self._kept is None:
            return say("home_not_remembered")
        try:
            recents = await self._kept.recents(user_id)
        except StoreError:
            return say("home_recents_unavailable")
        return await named(recents, self._directory, self._jobs)

    async def _for_admins(self, say: Language, user_id: str, now: datetime) -> ForAdmins | None:
        if not await self._access.is_admin(user_id):
            return None
        spott, log = await asyncio.gather(self._ask_spott(), self._log())
        policy = self._access.policy
        return ForAdmins(
            for_admins.state(say, spott, token_age=self._installed.age, log=self._log_works(say), now=now),
            for_admins.places(say, policy),
            for_admins.people(say, policy, self._limits),
            log,
            can_forget=self._kept is not None,
        )

    async def _ask_spott(self) -> SpottError | None:
        """Why Spott does not answer; None if it does."""
        answer = await part(self._directory.probe(), asyncio.get_running_loop().time() + _PROBE_SECONDS)
        return answer if isinstance(answer, SpottError) else None

    async def _log(self) -> Sequence[Logged] | None:
        if self._kept is None:
            return ()
        try:
            return await self._kept.log()
        except StoreError:
            return None

    def _log_works(self, say: Language) -> str:
        if self._kept is None:
            return say("home_log_off")
        return say("home_log_fails" if self._kept.problem else "home_log_works")


async def _none(_: Language, __: str) -> Sequence[Recent]:
    """No look-ups: the user has just cleared them, even if the store has not written that yet."""
    return ()
