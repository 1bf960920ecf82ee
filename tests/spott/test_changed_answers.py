"""Whatever else an answer may be, its records are read as long as they have an id."""

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
from tests.spott.changed import Path, change, moments

SAMPLES = File(__file__).parent / "samples"


@pytest.mark.parametrize(
    ("record", "sample", "kept"),
    [
        pytest.param(Contact, "contact-documented", {("candidateId",)}, id="contact"),
        pytest.param(Candidate, "candidate-documented", {("id",)}, id="candidate"),
        pytest.param(Candidate, "candidate-realistic", {("id",)}, id="realistic-candidate"),
        pytest.param(
            ApplicationList,
            "applications-by-candidate-documented",
            {("items",), ("items", 0), ("items", 0, "id")},
            id="applications",
        ),
        pytest.param(Vacancy, "vacancy-documented", {("id",)}, id="vacancy"),
        pytest.param(
            VacancyApplications,
            "vacancy-applications-realistic",
            {("vacancy",), ("vacancy", "id")},
            id="vacancy-applications",
        ),
    ],
)
@settings(max_examples=50)
@given(data=st.data())
def test_any_mutation_below_the_identity_keeps_the_record(
    record: type[Record], sample: str, kept: set[Path], data: st.DataObject
) -> None:
    document = json.loads((SAMPLES / f"{sample}.200.json").read_bytes())
    untouched = read(record, json.dumps(document).encode()).model_dump()
    change(document, data, frozenset(kept))
    found = read(record, json.dumps(document).encode())
    for name in ("candidate_id", "id"):
        assert getattr(found, name, None) == untouched.get(name)
    if isinstance(found, ApplicationList):
        assert [one.id for one in found.items] == [untouched["items"][0]["id"]]
        where = standing(found.items)
        assert len(where.open) + len(where.over) == 1
    assert all(moment.utcoffset() == UTC.utcoffset(None) for moment in moments(found.model_dump()))
