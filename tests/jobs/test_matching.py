"""Which jobs are meant by a few words."""

import pytest

from bot.jobs.matching import is_meant, rarest_word, words
from bot.spott.models import Company
from bot.spott.vacancy import Vacancy

BACKEND = Vacancy(id="v-1", title="Senior Back-end Engineer (m/f/d)", client=Company(name="Acme Robotics"))
FINANCE = Vacancy(id="v-2", title="Hoofd Financiën", company_name="Crème & Söhne AG")
NAMELESS = Vacancy(id="v-3")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("back-end acme", [BACKEND], id="title-and-client"),
        pytest.param("acme back", [BACKEND], id="any-order-and-beginnings"),
        pytest.param("ENGINEER", [BACKEND], id="case"),
        pytest.param("financien creme", [FINANCE], id="without-diacritics"),
        pytest.param("FINANCIËN söhne", [FINANCE], id="with-diacritics"),
        pytest.param("Financie\u0308n", [FINANCE], id="decomposed"),
        pytest.param("acme finance", [], id="one-word-is-not-there"),
        pytest.param("ngineer", [], id="the-middle-of-a-word"),
        pytest.param("& - /", [BACKEND, FINANCE, NAMELESS], id="no-word"),
    ],
)
def test_jobs_match_if_they_contain_all_words(text: str, meant: list[Vacancy]) -> None:
    assert [job for job in (BACKEND, FINANCE, NAMELESS) if is_meant(job, words(text))] == meant


@pytest.mark.parametrize(
    ("text", "word"),
    [("backend acme", "backend"), ("a Zoë & Co", "Zoë"), ("", None), ("?!", None), ("x" * 10_000, "x" * 200)],
    ids=["longest", "as-typed", "empty", "no-word", "cut"],
)
def test_longest_word_is_searched(text: str, word: str | None) -> None:
    assert rarest_word(text) == word
