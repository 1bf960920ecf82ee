"""Texts that try to be more than text, and people full of them."""

import random
import re
from typing import Any

from hypothesis import strategies as st

INGREDIENTS = [
    *("<!channel>", "<!here>", "<!everyone>", "<@U012ABCDEF>", "<#C012ABCDEF|general>", "<!subteam^S012ABCDEF>"),
    *("<https://evil.example|Open>", "https://evil.example/?a=b&c", "www.evil.example", "evil.example", "mailto:x"),
    *("@here", "@channel", "@everyone", "#general", ":smile:", ":+1:", "*bold*", "_italic_", "~struck~", "`code`"),
    *(
        "```",
        "> quote",
        "&lt;!channel&gt;",
        "&amp;",
        "&",
        "<",
        ">",
        "|",
        "[x](https://evil.example)",
        "<!date^1^{date}|x>",
    ),
    *(
        "\n",
        "\r\n",
        "\t",
        "\u2028",
        "\u2029",
        "\u0085",
        "\x00",
        "\x1b[31m",
        "\x7f",
        "\ufeff",
        "\u200b",
        "\u200d",
        "\u200c",
    ),
    *("\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u00ad", "\u2060", "\U000e0041", "\u3164", "\u2800"),
    *(
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "🏴\U000e0067\U000e0062\U000e007f",
        "🇧🇪",
        "e" + "\u0301" * 60,
        "\u0300" * 30,
        "ﷺ" * 20,
    ),
    *(
        "\ufffe",
        "\uffff",
        "\U0010ffff",
        "\ue000",
        "漢字",
        "می\u200cخواهم",
        "x" * 5_000,
        "👩" * 2_000,
        "&" * 3_000,
        "'",
        '"',
    ),
]


def hostile_strings(count: int) -> list[str]:
    choose = random.Random(2_026)  # a fixed seed: the same strings on every run
    return ["".join(choose.choices(INGREDIENTS, k=choose.randint(1, 8))) for _ in range(count)]


def with_every_text(value: Any, text: str) -> Any:  # noqa: ANN401  (JSON)
    """The same answer with `text` in every field that contains a string, except dates."""
    if isinstance(value, dict):
        return {key: with_every_text(member, text) for key, member in value.items()}
    if isinstance(value, list):
        return [with_every_text(member, text) for member in value]
    return text if isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\dT", value) else value


long_texts = st.text(min_size=1, max_size=8).map(lambda text: (text * 400)[:400])
"""Repeated, since hypothesis draws each character by itself."""
texts = st.none() | st.text(max_size=40) | st.sampled_from(INGREDIENTS) | long_texts
moments = st.none() | st.datetimes().map(lambda moment: f"{moment.isoformat()}Z") | st.just("2026-11-22T00:00:00Z")
colleagues = st.none() | st.fixed_dictionaries({"id": texts, "name": texts, "email": texts, "deactivatedAt": moments})
stages = st.none() | st.fixed_dictionaries(
    {
        "order": st.none() | st.floats() | st.integers(),
        "name": texts,
        "colorHex": texts | st.from_regex(r"#[0-9a-f]{6}"),
    }
)
emails = st.sampled_from(["jane@example.com", "j.d+x@mail.example.co.uk"])
addresses = st.lists(
    st.fixed_dictionaries(
        {
            "purpose": texts,
            "email": texts | emails,
            "phoneNumber": texts | st.text("+ ()-0123456789", min_size=5, max_size=20),
            "isPrimary": st.none() | st.booleans(),
        }
    ),
    max_size=2,
)
custom = st.lists(
    st.fixed_dictionaries(
        {"label": texts, "value": st.none() | st.fixed_dictionaries({"text": texts}), "aiFillOngoing": st.booleans()}
    ),
    max_size=2,
)
held = st.fixed_dictionaries(
    {
        "role": texts,
        "company": st.none() | st.fixed_dictionaries({"name": texts, "logoUrl": texts}),
        "department": texts,
        "startDate": moments,
        "endDate": moments,
        "active": st.none() | st.booleans(),
        "stage": stages,
    },
    optional={"emailAddresses": addresses, "phoneNumbers": addresses, "customAttributes": custom},
)
people = st.fixed_dictionaries(
    {"candidateId": st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True) | st.text(min_size=1).map("c{}".format)},
    optional={
        "firstName": texts,
        "lastName": texts,
        "avatarUrl": texts | st.just("https://images.example.com/a.png"),
        "clientContacts": st.lists(held, max_size=4),
        "locations": st.lists(st.fixed_dictionaries({"city": texts, "country": texts, "street1": texts}), max_size=3),
        "lastInteractionDate": moments,
        "lastInteractionWith": colleagues,
        "nextInteractionDate": moments,
        "nextInteractionWith": colleagues,
        "lastActivityDate": moments,
        "nextTaskDue": st.none() | st.fixed_dictionaries({"id": texts, "content": texts, "dueDate": moments}),
        "mainContact": colleagues,
    },
)

users = st.none() | st.fixed_dictionaries({"id": texts, "name": texts})
companies = st.none() | st.fixed_dictionaries({"id": texts, "name": texts})
jobs = st.fixed_dictionaries(
    {
        "items": st.lists(
            st.fixed_dictionaries(
                {"id": st.text(min_size=1)},
                optional={
                    "stage": stages,
                    "owner": users,
                    "client": companies,
                    "vacancy": st.none() | st.fixed_dictionaries({"id": texts, "title": texts, "client": companies}),
                    "latestActivity": st.none() | st.fixed_dictionaries({"date": moments, "triggeredByUser": users}),
                    "placements": st.lists(st.fixed_dictionaries({"startDate": moments}), max_size=2),
                    "rejection": st.none()
                    | st.fixed_dictionaries({"reason": texts, "createdAt": moments, "rejectedByUser": users}),
                },
            ),
            max_size=4,
        )
    }
)
