"""`python -m bot forget` and `forget-user`: takes cards down, and erases an id from the store."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from bot.cards.texts import ENGLISH, LANGUAGES
from bot.clients import slack_client, slack_session
from bot.settings import ServingSettings
from bot.slack.forgetting import Forgetter, Forgotten
from bot.store.errors import StoreError
from bot.store.location import SqliteFile
from bot.store.store import Store


async def forget(settings: ServingSettings, who: str, *, is_colleague: bool) -> str | None:
    """Forget somebody, and print what was done and what was not; returns a sentence if it is not possible.

    Args:
        settings: The settings.
        who: A candidate's id in Spott, or a colleague's in Slack.
        is_colleague: Whether it is a colleague's.
    """
    location = settings.database
    if location is None:
        return "Nothing is kept, and so nothing can be found: DATABASE_URL is none. Remove the cards in Slack."
    if isinstance(location, SqliteFile) and not location.path.exists():
        return f"Nothing is kept yet: {location.path} doesn't exist."
    store = Store(location)
    try:
        async with slack_session() as session:
            say = LANGUAGES.get(settings.language, ENGLISH)
            forgetter = Forgetter(slack_client(settings, session), say, store.cards, store.forgetting)
            done = await (forgetter.colleague(who) if is_colleague else forgetter.candidate(who))
    except StoreError as error:
        return f"Not everything was done, since the database is {error}. Please try again."
    finally:
        await store.close()
    print(*_report(done, settings.zone), sep="\n")  # noqa: T201 - the command's output
    return None


def _report(done: Forgotten, zone: tzinfo) -> Iterator[str]:
    yield f"Cards taken down: {done.removed}."
    yield f"Rows of the log without the ID now: {done.rows}."
    yield "Processes that are running forget the person within a minute."
    if done.left:
        yield "Slack didn't let me take these down. Please remove them by hand:"
        for card in done.left:
            at = datetime.fromtimestamp(card.shown_at, zone).isoformat(timespec="minutes")
            yield f"  channel {card.channel}, posted {at}" + (f", message {card.ts}" if card.ts else "")
