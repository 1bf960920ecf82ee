"""Two processes that share a PostgreSQL, between a local Slack and a local Spott, for `tests.bench.several`."""

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Executable

from bot.cards import notices
from bot.sandbox.slack.feed import Event, PostChanged
from bot.sandbox.slack.workspace import BOT, Channel, sample_workspace
from bot.store import engine
from bot.store.location import located
from tests.bench.rolling import POLL_SECONDS, UNAVAILABLE, Backend, Router
from tests.deploy import SCOPES, Site, site
from tests.english import say
from tests.raw_http import HOST
from tests.store.databases import database

ASKERS = tuple(user.id for user in sample_workspace().users if user.name.startswith("crowd"))
CHANNELS = tuple(f"C0BENCH{number:03}" for number in range(20))

_BUSY_MACHINE = 10.0
"""Seconds for an acknowledgement, since this measures whether things are done once, not how fast."""

_KNOW_EACH_OTHER = 6.0
_CANDIDATE = re.compile(r"Ada Bench(\d+)")


class Both(Router):
    """Sends each request to all ready processes at once, and answers as the first one that accepts it."""

    async def pass_on(self, request: bytes) -> bytes:
        """The answer to a request."""
        alive = [backend for backend in self.backends if backend.ready and not backend.running.has_ended]
        answers = await asyncio.gather(*(backend.ask(request) for backend in alive), return_exceptions=True)
        accepted = [answer for answer in answers if isinstance(answer, bytes) and answer.startswith(b"HTTP/1.1 200")]
        return accepted[0] if accepted else UNAVAILABLE


class Posts:
    """The app's posts, as they arrive.

    Attributes:
        cards: When each candidate's card was posted, by number, in the loop's seconds.
        told: When each user got a direct message that the app was restarting.
    """

    def __init__(self, here: Site) -> None:
        self.cards: defaultdict[int, list[float]] = defaultdict(list)
        self.told: defaultdict[str, list[float]] = defaultdict(list)
        self._here = here
        self._sorry = notices.of(say, "restarting")["text"]
        here.slack.installation.feed.followers.append(self._follow)

    def _follow(self, event: Event) -> None:
        if not isinstance(event, PostChanged) or event.type != "post" or event.post.author != BOT:
            return
        post, now = event.post, asyncio.get_running_loop().time()
        if post.text == self._sorry and self._here.slack.installation.channel(post.channel).kind == "im":
            (user,) = self._here.slack.installation.channel(post.channel).members - {BOT}
            self.told[user].append(now)
        elif found := _CANDIDATE.search(post.text):
            self.cards[int(found[1])].append(now)


class Pair:
    """The two processes, and the users who ask them.

    Attributes:
        backends: The processes.
        posts: What they post.
    """

    def __init__(self, here: Site, router: Router, database_url: str) -> None:
        self.here = here
        self.backends = router.backends
        self.posts = Posts(here)
        self._database_url = database_url

    async def ask(self, number: int, *, user: str, mention: bool = False) -> bool:
        """Ask for a candidate, by a command or by mentioning the app; returns whether it was acknowledged."""
        slack, candidate_id = self.here.slack, f"c-bench-{number}"
        channel = CHANNELS[number % len(CHANNELS)]
        if mention:
            slack.say(f"@Spott {candidate_id}", user=user, channel=channel)
            return True
        return (await slack.command("/spott", candidate_id, user=user, channel=channel)).error is None

    async def load(self, asking: Sequence[Callable[[], Any]], per_second: float) -> list[Any]:
        """Do all of this at a steady pace; returns the result of each."""
        loop = asyncio.get_running_loop()
        began, started = loop.time(), []
        for turn, ask in enumerate(asking):
            await asyncio.sleep(max(0.0, began + turn / per_second - loop.time()))
            started.append(asyncio.ensure_future(ask()))
        return await asyncio.gather(*started)

    async def rows(self, query: Executable) -> list[Any]:
        """The rows in the database."""
        return await rows(self._database_url, query)


async def rows(database_url: str, query: Executable) -> list[Any]:
    """The rows in a database."""
    location = located(database_url, Path())
    assert location is not None
    connecting = engine.create(location)
    async with connecting.connect() as connection:
        found = list(await connection.execute(query))
    await connecting.dispose()
    return found


@asynccontextmanager
async def prepared(people: int) -> AsyncIterator[Site]:
    """A local Slack with channels that the app is in, and a local Spott with this many candidates, numbered from 1."""
    scopes = SCOPES | {"app_mentions:read"}
    async with site(acknowledge_within=_BUSY_MACHINE, scopes=scopes, events=frozenset({"app_mention"})) as here:
        members = frozenset({*ASKERS, BOT})
        here.slack.change(*(Channel(one, one.lower(), "public", members) for one in CHANNELS))
        ada = here.spott.people["c-ada-lovelace"]
        for number in range(1, people + 1):
            candidate_id = f"c-bench-{number}"
            here.spott.people[candidate_id] = ada | {"candidateId": candidate_id, "lastName": f"Bench{number}"}
        yield here


@asynccontextmanager
async def pair(router: Router, folder: Path, *, people: int, **settings: str) -> AsyncIterator[Pair]:
    """Start two processes that know of each other.

    Args:
        router: Gives them Slack's requests.
        folder: Stays empty, since the database is PostgreSQL.
        people: How many candidates there are, from 1.
        settings: Settings of both.
    """
    async with database("postgresql", folder) as url, prepared(people) as here:
        settings["DATABASE_URL"] = url
        router.backends += [Backend(await here.run(socket_mode=False, wait=True, **settings)) for _ in range(2)]
        await router.start()
        here.slack.connect_http(f"http://{HOST}:{router.port}/slack/events")
        await asyncio.sleep(_KNOW_EACH_OTHER + 3 * POLL_SECONDS)
        try:
            yield Pair(here, router, url)
        finally:
            await router.stop()
