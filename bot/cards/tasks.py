"""A person's next task, and whether it is overdue. Pure."""

from datetime import datetime
from typing import Final, TypeGuard

from bot.cards import dates
from bot.cards.message import Block, line, quote, rich_text
from bot.cards.text import Reader, emoji, escape_fallback, literal, spott_text
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
        return rich_text(_line("warning", "No next task"))
    due = task.due_date
    if due is None:
        lead = _line("pushpin", "Next task", literal(", no due date"))
    elif dates.is_past(due, now):
        lead = _line("rotating_light", "Overdue:", literal(" next task was due "), dates.element(due))
    else:
        lead = _line("pushpin", "Next task", literal(" due "), dates.element(due))
    content = text(task.content, limit)
    return rich_text(lead, quote(literal(content))) if content else rich_text(lead)


def in_fallback(task: Task | None, now: datetime, text: Reader = spott_text) -> str:
    """The same as one line for a message's top-level text."""
    if not _is_there(task):
        return "No next task"
    content = escape_fallback(text(task.content, _CONTENT_LIMIT))
    about = f": {content}" if content else ""
    if task.due_date is None:
        return f"Next task, no due date{about}"
    due = dates.in_words(task.due_date)
    if dates.is_past(task.due_date, now):
        return f"Overdue since {due}{about}"
    return f"Next task due {due}{about}"


def _line(sign: str, label: str, *rest: Block) -> Block:
    return line(emoji(sign), literal(" "), literal(label, bold=True), *rest)


def _is_there(task: Task | None) -> TypeGuard[Task]:
    # Without a task Spott may send an empty object.
    return task is not None and bool(task.id or task.content or task.due_date)
