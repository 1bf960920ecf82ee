"""A person's next task, and whether it is overdue. Pure."""

from datetime import datetime
from typing import Final, TypeGuard

from bot.cards import dates
from bot.cards.message import Block, elements, facts, line, quote, rich_text
from bot.cards.text import Reader, emoji, escape_fallback, literal, spott_text
from bot.cards.texts import say, say_count
from bot.spott.models import Task

_CONTENT_LIMIT: Final = 150


def next_task(task: Task | None, now: datetime, text: Reader = spott_text, limit: int = _CONTENT_LIMIT) -> Block:
    """A block that says whether there is a next task, and if it is overdue.

    Args:
        task: The task from Spott.
        now: The current time (aware).
        text: Prepares its content for display.
        limit: The longest content, in UTF-16 units.
    """
    if not _is_there(task):
        return rich_text(_line("warning", elements("task_none")))
    due = task.due_date
    if due is None:
        lead = _line("pushpin", elements("task_undated"))
    elif dates.is_past(due, now):
        lead = _line("rotating_light", _overdue(due, now))
    else:
        when, relative = dates.element(due, now), dates.relative(due, now)
        lead = _line("pushpin", elements("task_due", when=when, relative=relative))
    content = text(task.content, limit)
    return rich_text(lead, quote(literal(content))) if content else rich_text(lead)


def in_short(task: Task | None, now: datetime, text: Reader) -> Block:
    """The same as one line of a rich_text block: when it is due, in days, and what it is about."""
    if not _is_there(task):
        return _line("warning", elements("task_none"))
    about, due = text(task.content, _CONTENT_LIMIT), task.due_date
    if due is None:
        return facts("pushpin", say("task"), about)
    days, about = dates.days_until(due, now), about or say("task")
    if dates.is_past(due, now):
        return facts("rotating_light", say_count("days_overdue", -days) if days < 0 else say("overdue"), about)
    return facts("pushpin", say_count("task_in_days", days) if days > 0 else say("task_today"), about)


def in_fallback(task: Task | None, now: datetime, text: Reader = spott_text) -> str:
    """The same as one line for a message's top-level text."""
    return in_words(task, now, lambda raw, limit: escape_fallback(text(raw, limit)))


def in_words(task: Task | None, now: datetime, text: Reader) -> str:
    """The same as one line of plain text; not escaped."""
    if not _is_there(task):
        return say("task_none_plain")
    content = text(task.content, _CONTENT_LIMIT)
    due = task.due_date
    if due is None:
        lead = say("task_undated_plain")
    elif dates.is_past(due, now):
        lead = _overdue_plain(due, now)
    else:
        lead = say("task_due_plain", when=dates.in_words(due, now), relative=dates.relative(due, now))
    return say("task_about", task=lead, about=content) if content else lead


def _overdue(due: datetime, now: datetime) -> list[Block]:
    days, when = -dates.days_until(due, now), dates.element(due, now)
    if days <= 0:
        return elements("task_overdue", when=when)
    return elements("task_overdue_days", when=when, overdue=say_count("days_overdue", days))


def _overdue_plain(due: datetime, now: datetime) -> str:
    days, when = -dates.days_until(due, now), dates.in_words(due, now)
    if days <= 0:
        return say("task_overdue_plain", when=when)
    return say("task_overdue_days_plain", when=when, overdue=say_count("days_overdue", days))


def _line(sign: str, words: list[Block]) -> Block:
    return line(emoji(sign), literal(" "), *words)


def _is_there(task: Task | None) -> TypeGuard[Task]:
    # Without a task Spott may send an empty object.
    return task is not None and bool(task.id or task.content or task.due_date)
