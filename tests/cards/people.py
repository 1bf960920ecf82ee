"""Invented people for the tests of cards, and what a test expects of any message."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.spott.models import Contact

SAMPLES = Path(__file__).with_name("samples")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def sample(name: str) -> Any:  # noqa: ANN401  (JSON)
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def expected(name: str, made: object) -> Any:  # noqa: ANN401  (JSON)
    """What a sample says should be made; with ACCEPT_SAMPLES=1 it is `made` from now on, to be read in the diff."""
    if os.environ.get("ACCEPT_SAMPLES"):
        (SAMPLES / name).write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return sample(name)


def documented() -> dict[str, Any]:
    """The example of Spott's reference, as a fresh dict."""
    answer: dict[str, Any] = sample("contact.documented.json")
    return answer


def contact(**fields: object) -> Contact:
    """A person with a name and an id, and the fields given in Spott's spelling."""
    return Contact.model_validate({"candidateId": "c-jane-doe", "firstName": "Jane", "lastName": "Doe", **fields})


def role(title: str = "CTO", **fields: object) -> dict[str, Any]:
    return {"role": title, "company": {"name": "Acme"}, "active": True, **fields}
