"""`python -m tests.bench.team [--look-ups 500]`: a team of fifty, within Spott's rate limit.

They look up people, lists and jobs. A local Slack, a local Spott that takes 600 calls a minute, and the app run in this
process, so the times include theirs. Each person asks again a few seconds after the answer. It takes about two minutes,
and fails unless each look-up is answered once.
"""

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bot.cards import notices
from bot.cards.texts import ENGLISH
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import MANY_PEOPLE, PUBLIC, sample_workspace
from bot.sandbox.world import World, world
from tests.bench.measure import say

CALLS_PER_MINUTE = 600
USERS = tuple(f"U0CROWD{number:04}" for number in range(1, 51))
JOBS = ("job backend", "job lead data", "job acorn", "job financial", "job all comptable", "job production")
_LIST = 3
_PAUSE = (4.0, 14.0)
_ANSWER_SECONDS = 30.0
_LIKE = "c-ada-lovelace"
_PEOPLE = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """A look-up: its text, the answer, and the seconds until it arrived."""

    text: str
    answer: Post
    seconds: float


def add_people(here: World) -> list[str]:
    """Add contacts with applications; returns their ids."""
    agency, ids = here.spott.agency, [f"c-team-{number:03}" for number in range(_PEOPLE)]
    theirs = [one for one in agency.applications if one.candidate_id == _LIKE]
    for candidate_id in ids:
        here.spott.people[candidate_id] = {**here.spott.people[_LIKE], "candidateId": candidate_id}
        agency.candidates[candidate_id] = {**agency.candidates[_LIKE], "id": candidate_id}
        agency.applications += [replace(one, candidate_id=candidate_id) for one in theirs]
    return ids


def texts(ids: list[str], count: int, dice: random.Random) -> list[str]:
    """The texts to type; a third of them are lists and jobs."""
    people = [dice.choice(ids) for _ in range(count - count // 3)]
    lists = [", ".join(dice.sample(ids, _LIST)) for _ in range(count // 6)]
    typed = [*people, *lists, *(dice.choice(JOBS) for _ in range(count - len(people) - len(lists)))]
    dice.shuffle(typed)
    return typed


def answers_to(here: World, user: str) -> list[Post]:
    """The notices to a user and the posts for them, in order."""
    return [post for post in here.slack.posts if user in {post.user_visible_to, post.command_user}]


async def one_user(here: World, user: str, typed: list[str], dice: random.Random) -> list[Asked]:
    """Ask one thing after the other."""
    asked: list[Asked] = []
    for text in typed:
        await asyncio.sleep(dice.uniform(*_PAUSE) if asked else dice.uniform(0, _PAUSE[1]))
        before, started = len(answers_to(here, user)), time.perf_counter()
        await here.slack.command("/spott", text, user=user, channel=PUBLIC)
        await here.slack.wait_for(lambda: len(answers_to(here, user)) > before, _ANSWER_SECONDS)  # noqa: B023 - awaited here
        asked.append(Asked(text, answers_to(here, user)[before], time.perf_counter() - started))
    return asked


def kind(one: Asked) -> str:
    """The answer that somebody got."""
    busy = notices.of(ENGLISH, "spott_busy", wait=notices.Wait(1))["text"].partition("1")[0]
    if one.answer.text.startswith(busy[:20]):
        return "told that Spott is busy"
    if ENGLISH("jobs_not_loaded") in str(one.answer.blocks):
        return "answered without jobs"
    return "answered in full"


async def run(look_ups: int) -> int:
    """Measure and print; returns the exit code."""
    dice = random.Random(1)
    limits: dict[str, Any] = {"spott_calls_per_minute": CALLS_PER_MINUTE, "lookups_per_person": (1_000, 10_000)}
    async with world(workspace=sample_workspace(crowd=MANY_PEOPLE), **limits) as here:
        here.spott.limit_per_minute = CALLS_PER_MINUTE
        typed = texts(add_people(here), look_ups, dice)
        shares = [typed[place :: len(USERS)] for place in range(len(USERS))]
        users = zip(USERS, shares, strict=True)
        asked = [*chain.from_iterable(await asyncio.gather(*(one_user(here, *share, dice) for share in users)))]
        await here.process.idle(10)
        posts = sum(len(answers_to(here, user)) for user in USERS)
        slowest = sorted(asked, key=lambda one: one.seconds)
        told = ", ".join(f"{count} {what}" for what, count in Counter(map(kind, asked)).most_common())
        say(f"{len(asked)} look-ups by {len(USERS)} people: {told}; {posts - len(asked)} answered twice")
        say(f"{len(here.spott.requests)} calls to Spott")
        middle, last = slowest[len(slowest) // 2], slowest[-1]
        say(f"the slowest waited {last.seconds:.2f} s for {last.text!r}, the median {middle.seconds:.2f} s")
        return 0 if posts == len(asked) == look_ups else 1


def main() -> int:
    """Read the command line, and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.team", description=__doc__)
    parser.add_argument("--look-ups", type=int, default=500)
    return asyncio.run(run(parser.parse_args().look_ups))


if __name__ == "__main__":
    sys.exit(main())
