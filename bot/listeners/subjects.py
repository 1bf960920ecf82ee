"""The people and jobs that a look-up was about, for the log: only Spott's ids, never what was typed. Pure."""

from bot.jobs.resolve import FoundJob, JobQuestion, KnownJob, NoJob, OneJob
from bot.people.other_records import OtherRecords
from bot.people.query import NotUnderstood
from bot.people.resolve import Choice, Everyone, Failed, Found, KnownId, Nobody, Nothing, OnePerson, Privately, Question
from bot.people.resolve_list import FoundList
from bot.slack.notice import Notice
from bot.telemetry.journal import Outcome, Subject


def of_person(
    question: Question | OtherRecords, found: Found | Privately | Everyone | Nothing | Notice
) -> tuple[Subject, ...]:
    """The people who were found; if nobody was, the person whose card or name was clicked.

    Args:
        question: Who was asked for.
        found: The result.
    """
    match found:
        case Privately(one):
            return of_person(question, one)
        case Everyone(people):
            return tuple(map(_in_a_list, people))
        case OnePerson():
            return (Subject(candidate_id=found.candidate_id),)
        case _:
            return (
                (Subject(candidate_id=question.candidate_id),) if isinstance(question, KnownId | OtherRecords) else ()
            )


def of_list(found: FoundList | Notice) -> tuple[Subject, ...]:
    """The people in a list, each with the result."""
    return () if isinstance(found, Notice) else tuple(_in_a_list(one.found) for one in found.people)


def of_job(question: JobQuestion, found: FoundJob | NoJob | Failed | Notice) -> tuple[Subject, ...]:
    """The job that was found; if none was, the job whose card or title was clicked."""
    if isinstance(found, OneJob):
        return (Subject(job_id=found.vacancy.id),)
    return (Subject(job_id=question.vacancy_id),) if isinstance(question, KnownJob) else ()


def _in_a_list(found: Found | Nothing) -> Subject:
    match found:
        case OnePerson():
            return Subject(candidate_id=found.candidate_id, outcome=Outcome.CARD)
        case Choice():
            return Subject(outcome=Outcome.CHOICE)
        case Nobody():
            return Subject(outcome=Outcome.NOT_FOUND)
        case NotUnderstood():
            return Subject(outcome=Outcome.UNCLEAR)
        case Failed():
            return Subject(outcome=Outcome.SPOTT_UNAVAILABLE)
