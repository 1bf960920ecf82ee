"""A person's next task, and whether it is overdue. Pure."""

from datetime import datetime
from typing import Final, TypeGuard

from bot.cards import dates
from bot.cards.message import Block, elements, facts, line, quote, rich_text
from bot.cards.reader import Reader
from bot.cards.text import emoji, escape_fallback, literal
from bot.cards.texts import Language
from bot.spott.models import Task

_CONTENT_LIMIT: Final = 150


def next_task(task: Task | None, now: datetime, text: Reader, limit: int = _CONTENT_LIMIT) -> Block:
    """A block that says whether there is a next task, and if it is overdue.

    Args:
        task: The task from Spott.
        now: The current time (aware).
        text: Prepares its content for display.
        limit: The longest content, in UTF-16 units.
    """
    if not _is_there(task):
        return rich_text(_line("warning", elements(text.say, "task_none")))
    due = task.due_date
    if due is None:
        lead = _line("pushpin", elements(text.say, "task_undated"))
    elif dates.is_past(due, now):
        lead = _line("rotating_light", _overdue(due, now, text.say))
    else:
        when, relative = dates.element(due, now, text.say), dates.relative(due, now, text.say)
        lead = _line("pushpin", elements(text.say, "task_due", when=when, relative=relative))
    content = text(task.content, limit)
    return rich_text(lead, quote(literal(content))) if content else rich_text(lead)


def in_short(task: Task | None, now: datetime, text: Reader) -> Block:
    """The next task as one line of a rich_text block: in how many days it is due, and what it is about."""
    if not _is_there(task):
        return _line("warning", elements(text.say, "task_none"))
    return facts(*_short(task, now, text))


def in_few_words(task: Task | None, now: datetime, text: Reader) -> str:
    """The next task as plain text; not escaped."""
    if not _is_there(task):
        return text.say("task_none_plain")
    _, lead, about = _short(task, now, text)
    return text.say("task_about", task=lead, about=about) if about else lead


def _short(task: Task, now: datetime, text: Reader) -> tuple[str, str, str]:
    """An emoji, when the task is due, and what it is about."""
    about, due, say = text(task.content, _CONTENT_LIMIT), task.due_date, text.say
    if due is None:
        return "pushpin", say("task"), about
    days, about = dates.days_until(due, now), about or say("task")
    if dates.is_past(due, now):
        return "rotating_light", say.count("days_overdue", -days) if days < 0 else say("overdue"), about
    return "pushpin", say.count("task_in_days", days) if days > 0 else say("task_today"), about


def in_fallback(task: Task | None, now: datetime, text: Reader) -> str:
    """The next task as one line for a message's top-level text."""
    say = text.say
    if not _is_there(task):
        return say("task_none_plain")
    content = escape_fallback(text(task.content, _CONTENT_LIMIT))
    due = task.due_date
    if due is None:
        lead = say("task_undated_plain")
    elif dates.is_past(due, now):
        lead = _overdue_plain(due, now, say)
    else:
        lead = say("task_due_plain", when=dates.in_words(due, now, say), relative=dates.relative(due, now, say))
    return say("task_about", task=lead, about=content) if content else lead


def _overdue(due: datetime, now: datetime, say: Language) -> list[Block]:
    days, when = -dates.days_until(due, now), dates.element(due, now, say)
    if days <= 0:
        return elements(say, "task_overdue", when=when)
    return elements(say, "task_overdue_days", when=when, overdue=say.count("days_overdue", days))


def _overdue_plain(due: datetime, now: datetime, say: Language) -> str:
    days, when = -dates.days_until(due, now), dates.in_words(due, now, say)
    if days <= 0:
        return say("task_overdue_plain", when=when)
    return say("task_overdue_days_plain", when=when, overdue=say.count("days_overdue", days))


def _line(sign: str, words: list[Block]) -> Block:
    return line(emoji(sign), literal(" "), *words)


def _is_there(task: Task | None) -> TypeGuard[Task]:
    # Without a task Spott may send an empty object.
    return task is not None and bool(task.id or task.content or task.due_date)
