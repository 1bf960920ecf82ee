"""`python -m bot lookup`: prints a person's card in the terminal."""

import json
import re
import sys
from datetime import datetime

from bot.cards import plain
from bot.cards.message import Block, Message
from bot.cards.person import person_card
from bot.cards.texts import ENGLISH
from bot.clients import spott_client
from bot.people.calls import SpottCalls
from bot.people.directory import Directory
from bot.people.resolve import KnownId, known
from bot.settings import SpottSettings
from bot.spott.errors import SpottError
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics

# "<" is excluded so that the pattern stays linear, however many dates begin before one ends.
_DATE = re.compile(r"<!date[^<>|]*+\|([^<>]*+)>")


async def lookup(settings: SpottSettings, candidate_id: str, *, as_json: bool) -> int:
    """Print a person's card; returns the exit code, 1 if there is no card."""
    calls = SpottCalls(spott_client(settings), RateLimit(settings.spott_calls_per_minute), Metrics())
    directory = Directory(calls, cache_seconds=settings.cache_seconds)
    try:
        person = await known(KnownId(candidate_id.strip(), in_full=True), directory)
    except SpottError as error:
        return _refuse(f"{error} {error.remedy}")
    finally:
        await directory.close()
    card = person_card(
        person, now=datetime.now(settings.zone), say=ENGLISH, form=settings.card_form, app_url=settings.spott_app_url
    )
    print(json.dumps({"blocks": card["blocks"]}, indent=2) if as_json else text(card))  # noqa: T201 - the output
    return 0


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
