"""A person whose texts occur nowhere else, to find out where they are shown."""

import json
import re
import string
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.sandbox.agency.applications import Applied
from bot.sandbox.people import Person
from bot.sandbox.world import World

CANARY = "5ca1ab1e-0000-4000-8000-00000000c0de"
NAMESAKE = "c-namesake-of-canary"
ASK = "a workspace admin"
JOB = "job secret"
"""A search that finds one of the jobs with canaries."""
JOBS = ("j-canary", "j-other-canary")
PEOPLE = f"{CANARY}, {NAMESAKE}"
LETTERS = string.ascii_lowercase


def with_canaries(person: Person, names: Iterator[int]) -> Person:
    """The same person, with each text replaced by a unique one, and dates far in the future."""

    def changed(value: Any, name: str) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            return {key: changed(member, key) for key, member in value.items()}
        if isinstance(value, list):
            return [changed(member, name) for member in value]
        if not isinstance(value, str) or name == "candidateId":
            return value
        number = next(names)
        canary = f"canary{LETTERS[number // 26]}{LETTERS[number % 26]}x"
        if re.match(r"\d{4}-\d\d-\d\dT", value):
            return f"21{number % 90 + 10}-03-04T05:06:07.000Z"
        return f"https://{canary}.example.com/{canary}.png" if value.startswith("https:") else canary

    return dict(changed(person, ""))


def add_jobs(here: World, names: Iterator[int]) -> None:
    """Two jobs, whose texts are unique as well, with the two people in them."""
    agency = here.spott.agency
    for number, vacancy_id in enumerate(JOBS):
        vacancy = with_canaries(agency.vacancies["j-backend"], names)
        if number == 0:
            vacancy["name"]["name"] = f"secret {vacancy['name']['name']}"
        agency.vacancies[vacancy_id] = {**vacancy, "id": vacancy_id, "restricted": False}
        for candidate_id in (CANARY, NAMESAKE):
            agency.applications.append(Applied(candidate_id, vacancy_id, "Offer", "u-jo", 2))
    for candidate_id in (CANARY, NAMESAKE):
        person, candidate = here.spott.people[candidate_id], agency.candidates["c-mary-jackson"]
        name = {**candidate["name"], **{part: person[part] for part in ("firstName", "lastName")}}
        agency.candidates[candidate_id] = {**candidate, "id": candidate_id, "name": name}


def canaries(person: Person) -> set[str]:
    """Strings that reveal that the person's data was sent: each text, and each date in both of Slack's forms."""

    def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            for member in value.values():
                yield from texts(member)
        elif isinstance(value, list):
            for member in value:
                yield from texts(member)
        elif isinstance(value, str):
            if found := re.search(r"canary[a-z]{2}x", value):
                yield found[0]
            elif value.startswith("21"):
                yield value[:10]
                yield str(int(datetime.fromisoformat(value).timestamp()))

    return set(texts(person))


def leaked(here: World, calls: int, posts: int) -> set[str]:
    """The canaries in everything sent since then, and in everything users have seen since then."""
    calls_since, posts_since = here.slack.calls[calls:], here.slack.posts[posts:]
    sent = json.dumps([call.arguments for call in calls_since]) + json.dumps([vars(post) for post in posts_since])
    people = [here.spott.people[candidate_id] for candidate_id in (CANARY, NAMESAKE)]
    jobs = [here.spott.agency.vacancies[vacancy_id] for vacancy_id in JOBS]
    return {canary for person in (*people, *jobs) for canary in canaries(person) if canary in sent}
