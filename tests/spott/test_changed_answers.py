"""However an answer is changed, its records are parsed as long as they have an id."""

import json
from datetime import UTC
from pathlib import Path as File

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.standing import standing
from bot.spott.application import ApplicationList
from bot.spott.candidate import Candidate
from bot.spott.models import Contact, Record, read
from bot.spott.vacancy import Vacancy, VacancyApplications
from tests.spott.changed import ODD, Path, change, each_level_changed, moments

SAMPLES = File(__file__).parent / "samples"


CHANGED: dict[str, tuple[type[Record], set[Path]]] = {
    "contact-documented": (Contact, {("candidateId",)}),
    "candidate-documented": (Candidate, {("id",)}),
    "candidate-realistic": (Candidate, {("id",)}),
    "applications-by-candidate-documented": (ApplicationList, {("items",), ("items", 0), ("items", 0, "id")}),
    "vacancy-documented": (Vacancy, {("id",)}),
    "vacancy-applications-realistic": (VacancyApplications, {("vacancy",), ("vacancy", "id")}),
}


def body(sample: str) -> bytes:
    return (SAMPLES / f"{sample}.200.json").read_bytes()


def check_identity(sample: str, document: object) -> None:
    """The changed answer is parsed, is about the same person as before, and its times are in UTC."""
    record, _ = CHANGED[sample]
    untouched, found = read(record, body(sample)).model_dump(), read(record, json.dumps(document).encode())
    for name in ("candidate_id", "id"):
        assert getattr(found, name, None) == untouched.get(name)
    if isinstance(found, ApplicationList):
        assert [one.id for one in found.items] == [untouched["items"][0]["id"]]
        where = standing(found.items)
        assert len(where.open) + len(where.over) == 1
    assert all(moment.utcoffset() == UTC.utcoffset(None) for moment in moments(found.model_dump()))


@pytest.mark.parametrize("sample", sorted(CHANGED))
def test_any_value_below_the_identity_may_be_anything(sample: str) -> None:
    _, kept = CHANGED[sample]
    for depth, odd, document in each_level_changed(json.loads(body(sample)), kept.__contains__, ODD):
        try:
            check_identity(sample, document)
        except Exception as fault:
            raise AssertionError(depth, odd) from fault


@settings(max_examples=40)
@given(sample=st.sampled_from(sorted(CHANGED)), data=st.data())
def test_any_mutation_below_the_identity_keeps_the_record(sample: str, data: st.DataObject) -> None:
    document = json.loads(body(sample))
    change(document, data, frozenset(CHANGED[sample][1]))
    check_identity(sample, document)
