"""Made-up people for the tests of cards, and checks for any message."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.cards.message import Message
from bot.cards.person import person_card
from bot.people.person import Person
from bot.people.standing import standing
from bot.spott.application import Application, ApplicationList
from bot.spott.candidate import Candidate
from bot.spott.models import Contact
from tests.english import say

SAMPLES = Path(__file__).with_name("samples")
FROM_SPOTT = Path(__file__).parents[1] / "spott" / "samples"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def sample(name: str) -> Any:  # noqa: ANN401  (JSON)
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def expected(name: str, made: object) -> Any:  # noqa: ANN401  (JSON)
    """The expected result in a sample; with ACCEPT_SAMPLES=1 it becomes `made`, to be reviewed in the diff."""
    if os.environ.get("ACCEPT_SAMPLES"):
        (SAMPLES / name).write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return sample(name)


def documented() -> dict[str, Any]:
    """The example of Spott's reference, as a fresh dict."""
    answer: dict[str, Any] = sample("contact.documented.json")
    return answer


def from_spott(name: str) -> Any:  # noqa: ANN401  (JSON)
    """A sample of Spott's answers, as a fresh value."""
    return json.loads((FROM_SPOTT / f"{name}.200.json").read_text(encoding="utf-8"))


def applications(answer: object) -> tuple[Application, ...]:
    """All applications of a person, from Spott's answer."""
    return ApplicationList.model_validate(answer).items


def person(
    record: Contact | Candidate, applications: Sequence[Application] | None = (), candidate: Candidate | None = None
) -> Person:
    """A person with these applications, or None if they could not be loaded."""
    candidate = candidate or (record if isinstance(record, Candidate) else None)
    return Person(record, None if applications is None else standing(applications), candidate)


def card_of(
    record: Contact | Candidate,
    applications: Sequence[Application] | None = (),
    *,
    now: datetime = NOW,
    **how: Any,  # noqa: ANN401 - as `person_card` takes it
) -> Message:
    """The card of a person."""
    return person_card(person(record, applications), now=now, **how, say=say)


def contact(**fields: object) -> Contact:
    """A person with a name and an id, and the fields given in Spott's spelling."""
    return Contact.model_validate({"candidateId": "c-jane-doe", "firstName": "Jane", "lastName": "Doe", **fields})


def role(title: str = "CTO", **fields: object) -> dict[str, Any]:
    return {"role": title, "company": {"name": "Acme"}, "active": True, **fields}
