"""`python -m bot lookup`: prints in the terminal what `/spott` shows: a person, several people, or a job."""

import json
import re
import sys
from datetime import datetime
from functools import partial

from bot.cards import notices, plain, results
from bot.cards.foot import LookedUp
from bot.cards.message import Block, Message
from bot.cards.person import person_card
from bot.cards.texts import ENGLISH
from bot.clients import spott_client
from bot.jobs.directory import Jobs
from bot.jobs.resolve import JobChoice, NoJob, OneJob
from bot.jobs.resolve import resolve as resolve_job
from bot.listeners import explain
from bot.listeners.job_presenter import JobPresenter
from bot.listeners.list_presenter import Listed, ListPresenter
from bot.people.calls import SpottCalls
from bot.people.directory import Directory
from bot.people.job_query import ByJob, ByJobId
from bot.people.query import ByMany, Help, NameOrPrivate, NotUnderstood, Who
from bot.people.reading import Reading
from bot.people.resolve import Choice, Everyone, Failed, KnownId, Nobody, OnePerson, Privately, known, resolve
from bot.people.resolve_list import resolve_list
from bot.settings import SpottSettings
from bot.slack.languages import Languages
from bot.spott.errors import SpottError
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics

# "<" is excluded so that the pattern stays linear, however many dates begin before one ends.
_DATE = re.compile(r"<!date[^<>|]*+\|([^<>]*+)>")
_NOBODY = LookedUp("")


class NothingToShowError(Exception):
    """There is nothing to show; the text says why."""


async def lookup(settings: SpottSettings, typed: str, *, as_json: bool) -> int:
    """Print what `/spott` with this text shows; returns the exit code, 1 if there is nothing to show."""
    calls = SpottCalls(spott_client(settings), RateLimit(settings.spott_calls_per_minute), Metrics())
    directory = Directory(calls, cache_seconds=settings.cache_seconds, phone_regions=settings.phone_region)
    jobs = Jobs(calls, cache_seconds=settings.cache_seconds)
    try:
        card = await _Terminal(settings, directory, jobs).card(typed)
    except NothingToShowError as why:
        return _refuse(str(why))
    finally:
        await jobs.close()
        await directory.close()
    print(json.dumps({"blocks": card["blocks"]}, indent=2) if as_json else text(card))  # noqa: T201 - the output
    return 0


class _Terminal:
    """Finds out who or what is asked for, and renders it for the terminal."""

    def __init__(self, settings: SpottSettings, directory: Directory, jobs: Jobs) -> None:
        self._settings = settings
        self._directory = directory
        self._jobs = jobs
        self._reading = Reading(settings.spott_app_url, settings.phone_region, settings.spott_job_url)
        self._clock = partial(datetime.now, settings.zone)

    async def card(self, typed: str) -> Message:
        """The card, list or choice for a text.

        Raises:
            NothingToShowError: There is none.
        """
        match self._reading.typed(typed).query:
            case Help():
                raise NothingToShowError("Say who or what to look up: a person, several people, or job and its words.")
            case ByJob() | ByJobId() as job:
                return await self._job(job)
            case ByMany(people):
                listed = Listed(await resolve_list(people, self._directory), "", is_cut=False)
                return ListPresenter(self._clock, Languages()).in_modal(listed, _NOBODY)
            case who:
                return await self._person(who)

    async def _person(self, who: Who | NameOrPrivate) -> Message:
        found = await resolve(who, self._directory)
        match found.found if isinstance(found, Privately) else found:
            case OnePerson(person):
                try:
                    person = await known(KnownId(person.candidate_id, in_full=True), self._directory)
                except SpottError as error:
                    raise _failure(error) from None
                form, app_url = self._settings.card_form, self._settings.spott_app_url
                return person_card(person, now=self._clock(), say=ENGLISH, form=form, app_url=app_url)
            case Choice(hits, guessed):
                return results.picker(ENGLISH, hits, private=True, guessed=guessed)
            case Failed(error):
                raise _failure(error)
            case Nobody() | NotUnderstood() as nobody:
                raise NothingToShowError(explain.nothing(nobody, "").message(ENGLISH)["text"])
            case Everyone():
                raise AssertionError("one question has one answer")

    async def _job(self, job: ByJob | ByJobId) -> Message:
        settings = self._settings
        presenter = JobPresenter(
            self._clock, Languages(), settings.card_form, settings.spott_job_url, settings.job_stuck_days
        )
        match await resolve_job(job, self._jobs):
            case OneJob() as one:
                return presenter.in_modal(one, _NOBODY, has_thread=False)
            case JobChoice() as choice:
                return presenter.picker(ENGLISH, choice, private=True)
            case NoJob(open_only):
                raise NothingToShowError(notices.of(ENGLISH, "no_open_job" if open_only else "no_job")["text"])
            case Failed(error):
                raise _failure(error)


def _failure(error: SpottError) -> NothingToShowError:
    return NothingToShowError(f"{error} {error.remedy}")


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the output
    return 1


def text(card: Message) -> str:
    """The blocks of a message as lines of text."""
    return "\n".join(line for block in card["blocks"] for line in _block(block))


def _block(block: Block) -> list[str]:
    match block["type"]:
        case "header":
            title = block["text"]["text"]
            return [title, "=" * len(title)]
        case "section":
            return [part["text"] for part in [block.get("text"), *block.get("fields", [])] if part]
        case "context":
            return ["", *(_mrkdwn(element["text"]) for element in block["elements"] if "text" in element)]
        case "rich_text":
            return plain.lines(block)
        case "actions":
            # Only links are useful in a terminal.
            links = [button for button in block["elements"] if "url" in button]
            return ["", *(f"{link['text']['text']}: {link['url']}" for link in links)] if links else []
        case _:
            return [""]


def _mrkdwn(words: str) -> str:
    """Our own mrkdwn as text: dates become their fallback, mentions the user's id."""
    return _DATE.sub(r"\1", words).replace("<@", "@").replace(">", "")
