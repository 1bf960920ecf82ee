"""What people ask for in messages to the app."""

from collections.abc import Callable

import pytest

from bot.people import query
from bot.people.in_chat import read
from bot.people.job_query import ByJob, ByJobId

APP = "https://app.example.com/people/{candidate_id}"
JOBS = "https://app.example.com/jobs/{vacancy_id}"
UNCLEAR = "unclear"

SENTENCES = {
    # Only a person
    "Jane Doe": "Jane Doe",
    "jane doe": "jane doe",
    "jane": "jane",
    "jane?": "jane",
    "Doe, Jane": "Jane Doe",
    "Can Yilmaz": "Can Yilmaz",
    "will smith": "will smith",
    "c-1f9": "id c-1f9",
    "https://app.example.com/people/c-1?tab=notes": "id c-1",
    "<mailto:jane@x.com|jane@x.com>": "jane@x.com",
    # Questions
    "where is Jane Doe?": "Jane Doe",
    "where's jane doe": "jane doe",
    "hi, who is Jane Doe?": "Jane Doe",
    "hey who is <mailto:jane@x.com|jane@x.com>": "jane@x.com",
    "who called from +31 6 12345678?": "+31612345678",
    "good morning! where does Jane Doe stand?": "Jane Doe",
    "do we know Maarten van der Meer?": "Maarten van der Meer",
    "is there anyone called jane doe": "jane doe",
    "what's the status of jane doe": "jane doe",
    "any news on Jane Doe?": "Jane Doe",
    "is jane doe still available?": "jane doe",
    "has anyone talked to Jane Doe lately?": "Jane Doe",
    "did anyone talk to jane doe lately": "jane doe",
    "who owns jane doe": "jane doe",
    "and Grace Hopper?": "Grace Hopper",
    "what about grace hopper": "grace hopper",
    # Requests and statements
    "can you look up Jane Doe please": "Jane Doe",
    "please post the card of Jane Doe": "Jane Doe",
    "give me the profile of jane doe": "jane doe",
    "pull up jane doe's card": "jane doe",
    "tell me about jane doe": "jane doe",
    "I just spoke to Jane Doe, who is she?": "Jane Doe",
    "no, Jane Doe of Acme": "Jane Doe",
    "jane doe from acme": "jane doe",
    "Jane Doe, thanks!": "Jane Doe",
    "also grace hopper": "grace hopper",
    # In private
    "private jane doe": "jane doe, privately",
    "where is Jane Doe, in private please": "Jane Doe, privately",
    # Several people
    "Jane Doe, John Roe": "Jane Doe & John Roe",
    "where are Jane Doe and John Roe?": "Jane Doe & John Roe",
    "who are jane@x.com and john@y.com?": "jane@x.com & john@y.com",
    # Jobs
    "job backend": "job backend",
    "job backend engineer please": "job backend engineer",
    "who is in job backend?": "job backend",
    "how is the job backend going?": "job backend",
    "show me https://app.example.com/jobs/j-1": "job id j-1",
    "wer ist in stelle backend?": "job backend",
    # Nobody in particular
    "": "help",
    "help": "help",
    "thanks!": UNCLEAR,
    "thank you so much": UNCLEAR,
    "thanks a lot Robin": UNCLEAR,
    "ok": UNCLEAR,
    "good morning": UNCLEAR,
    "Guten Morgen": UNCLEAR,
    "bonjour": UNCLEAR,
    "good job!": UNCLEAR,
    "job well done": UNCLEAR,
    "who are you?": UNCLEAR,
    "how does this work?": UNCLEAR,
    "that's not the right one": UNCLEAR,
    "what's for lunch": UNCLEAR,
    "delete this": UNCLEAR,
    ":wave:": UNCLEAR,
    "jane met john and mary": UNCLEAR,
    "the meeting about our new process is moved to the small room next to the kitchen": UNCLEAR,
}
"""Messages, and what they ask for."""

WORDS: dict[type[object], Callable[..., str]] = {
    query.Help: lambda _: "help",
    query.NotUnderstood: lambda _: UNCLEAR,
    query.ByName: lambda asked: asked.name,
    query.ById: lambda asked: f"id {asked.candidate_id}",
    query.ByEmail: lambda asked: asked.email,
    query.ByPhone: lambda asked: asked.number,
    ByJob: lambda asked: f"job {asked.text}",
    ByJobId: lambda asked: f"job id {asked.vacancy_id}",
    query.ByMany: lambda asked: " & ".join(WORDS[type(who)](who) for _, who in asked.people),
}


def meant(text: str) -> str:
    asked = read(text, app_url=APP, job_url=JOBS, phone_regions=["NL"])
    assert not asked.sensitive
    return WORDS[type(asked.query)](asked.query) + (", privately" if asked.private else "")


@pytest.mark.parametrize("mention", ["", "<@U0SPOTTBOT> ", "<@U0SPOTTBOT>: ", "<@U0SPOTTBOT|spott>, "])
def test_sentences_around_names(mention: str) -> None:
    assert len(SENTENCES) >= 60
    assert {text: meant(mention + text) for text in SENTENCES} == SENTENCES


def test_mention_may_be_anywhere() -> None:
    assert [meant(text) for text in ("Jane Doe <@U0SPOTTBOT>", "hey <@U0SPOTTBOT> where is Jane Doe?")] == [
        "Jane Doe"
    ] * 2
