"""Texts typed after the command, and how they are read."""

import pytest

from bot.people.job_query import ByJob, ByJobId
from bot.people.links import linked_id
from bot.people.query import Asked, ByEmail, ById, ByName, ByPhone, Help, NotUnderstood, Query
from bot.people.typed import parse
from tests.people.typed import (
    EMAILS,
    JANE,
    MOBILE,
    PHONES,
    TABLE,
    UUID,
    dutch,
)


def test_how_a_text_is_classified() -> None:
    assert {text: dutch(text).query for text, _ in TABLE} == dict(TABLE)


def test_table_has_no_duplicates() -> None:
    assert len({text for text, _ in TABLE}) == len(TABLE)


WITHOUT_SETTINGS = [
    ("0612345678", ByPhone("0612345678")),
    ("06 12345678", ByPhone("0612345678")),
    ("06-12345678", ByPhone("0612345678")),
    ("612345678", ById("612345678", ByPhone("612345678"))),
    ("212-555-0142", ById("212-555-0142", ByPhone("2125550142"))),
    ("+31612345678", MOBILE),
    ("0031612345678", MOBILE),
    ("tel: 06 12345678", ByPhone("0612345678")),
    ("mobile 06 12345678", ByPhone("0612345678")),
    ("https://app.example.com/candidates/c-ada", NotUnderstood()),
    (UUID, ById(UUID)),
    (JANE, ByEmail(JANE)),
    ("Jane Doe", ByName("Jane Doe")),
]


def test_without_settings_nothing_is_guessed() -> None:
    assert {text: parse(text).query for text, _ in WITHOUT_SETTINGS} == dict(WITHOUT_SETTINGS)


@pytest.mark.parametrize(
    ("region", "text", "query"),
    [
        ("US", "(212) 555-0142", ByPhone("+12125550142")),
        ("US", "212-555-0142", ByPhone("+12125550142")),
        ("US", "2125550142", ById("2125550142", ByPhone("+12125550142"))),
        ("GB", "07700 900123", ByPhone("+447700900123")),
        ("FR", "06 39 98 12 34", ByPhone("+33639981234")),
        ("nl", "06 12345678", MOBILE),
        ("XX", "06 12345678", ByPhone("0612345678")),
        ("", "06 12345678", ByPhone("0612345678")),
    ],
)
def test_numbers_without_a_country_code_belong_to_the_region(region: str, text: str, query: Query) -> None:
    assert parse(text, phone_regions=[region] if region else []).query == query


@pytest.mark.parametrize("word", ["private", "PRIVATE", "--private", "\u2014private", "\u2013private", "*private*"])
def test_private_is_recognised_first_or_last(word: str) -> None:
    for subject in (UUID, "Jane Doe", "Doe, Jane", JANE, "+31 6 12345678", "help", "!", ""):
        alone = dutch(subject)
        wanted = Asked(alone.query, private=True, sensitive=alone.sensitive)
        assert [dutch(f"{word} {subject}"), dutch(f"{subject} {word}")] == [wanted, wanted], subject


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("private", Help()),
        ("private private", Help()),
        ("private: Jane Doe", ByName("Jane Doe")),
        ("Jane Doe, private", ByName("Jane Doe")),
        ('"Jane Doe private"', ByName("Jane Doe")),
        ("private Jane Doe private", ByName("Jane Doe")),
        ("private <https://app.example.com/candidates/c-ada>", ById("c-ada")),
    ],
)
def test_more_ways_to_say_private(text: str, query: Query) -> None:
    assert dutch(text) == Asked(query, private=True)


@pytest.mark.parametrize("text", ["Jane Private Doe", "privately", "Privat", "private@example.com", "c-private"])
def test_private_is_only_that_word_at_an_end(text: str) -> None:
    assert not dutch(text).private


SENSITIVE = [
    *((text, True) for text, _ in EMAILS[:20]),
    *((text, True) for text, _ in PHONES[:29]),
    ("jane@localhost", True),
    (f"https://app.example.com/candidates/c-ada?mail={JANE}", True),
    (f"https://www.example.org/?mail={JANE}", True),
    (f"Jane {JANE} " + "x" * 1_000, True),
    ("help +31 6 12345678", True),
    ("Jane (06-12345678) #1", True),
    ("612345678", True),
    ("1234567", True),
    ("123456", False),
    ("1732288000123456789", False),
    ("12345678-1234-1234-1234-123456789012", False),
    ("clh12345678901234567890ab", False),
    ("https://app.example.com/candidates/1234567890", False),
    ("Jane Doe", False),
    ("@jane", False),
    (UUID, False),
    ("", False),
]


def test_address_or_number_anywhere_makes_the_text_sensitive() -> None:
    assert {text: dutch(text).sensitive for text, _ in SENSITIVE} == dict(SENSITIVE)


LINKS = [
    ("https://a.example/p/{candidate_id}/overview", "https://a.example/p/c1/overview?x=1", "c1"),
    ("https://a.example/p/{candidate_id}/overview", "https://a.example/p/c1/notes", None),
    ("https://a.example/p/{candidate_id}/", "https://a.example/p/c1", "c1"),
    ("https://a.example/p?id={candidate_id}", "https://a.example/p?id=c1&tab=2", "c1"),
    ("https://a.example/p?id={candidate_id}", "https://a.example/p/id=c1", None),
    ("https://a.example/#/p/{candidate_id}", "https://a.example/#/p/c1", "c1"),
    ("https://a.example:8443/{candidate_id}", "https://a.example:8443/c1", "c1"),
    ("https://a.example/{candidate_id}", "https://aXexample/c1", None),
    ("https://{candidate_id}.a.example", "https://c1.a.example", "c1"),
    (None, "https://a.example/p/c1", None),
]


def test_links_of_every_pattern_that_may_be_set() -> None:
    for pattern, url, candidate_id in LINKS:
        assert linked_id(url, pattern) == candidate_id, (pattern, url)


JOBS = [
    ("job backend", ByJob("backend")),
    ("Job: Backend  Acme", ByJob("Backend Acme")),
    ("job all backend acme", ByJob("backend acme", open_only=False)),
    ("job all", ByJob("all")),
    ("vacature backend acme", ByJob("backend acme")),
    ("Poste : tous backend", ByJob("backend", open_only=False)),
    ("poste tous backend", ByJob("backend", open_only=False)),
    ("Stelle alle Backend", ByJob("Backend", open_only=False)),
    ("stelle hilfe", ByJob("hilfe")),
    ("job private banker", ByJob("private banker")),
    ("job help desk", ByJob("help desk")),
    ("job help", Help()),
    ("job", ByName("job", "job")),
    ("jobs Doe", ByName("jobs Doe")),
    ('"Job Doe"', ByName("Job Doe")),
    ("Doe, Job", ByName("Job Doe")),
    ("Jane Job Doe", ByName("Jane Job Doe")),
]


def test_job_before_other_words_asks_for_a_job() -> None:
    assert {text: parse(text).query for text, _ in JOBS} == dict(JOBS)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("private job backend", Asked(ByJob("backend"), private=True)),
        ("job backend private", Asked(ByJob("backend"), private=True)),
        ("job private backend", Asked(ByJob("private backend"))),
    ],
)
def test_a_job_may_be_private_too(text: str, asked: Asked) -> None:
    assert parse(text) == asked


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("<https://app.example.com/jobs/j-1?tab=people|Backend>", ByJobId("j-1")),
        ("see https://app.example.com/jobs/j-1, please", ByJobId("j-1")),
        ("https://app.example.com/people/j-1", ById("j-1")),
    ],
)
def test_links_to_jobs_are_recognised(text: str, query: Query) -> None:
    people, jobs = "https://app.example.com/people/{candidate_id}", "https://app.example.com/jobs/{vacancy_id}"
    assert parse(text, app_url=people, job_url=jobs).query == query
