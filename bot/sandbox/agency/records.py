"""The building blocks of the answers."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

Record = dict[str, Any]

_STAGES = {
    "Prospect": (1, "#9CA3AF"),
    "Qualified": (2, "#3B82F6"),
    "Negotiation": (3, "#F59E0B"),
    "Client": (4, "#22C55E"),
    "Lost": (5, "#EF4444"),
}


_USERS: Final = {
    "u-jo": ("Jo Martin", "jo.martin@example.com", None),
    "u-noor": ("Noor Haddad", "noor@example.com", None),
    "u-lee": ("Lee Okafor", "lee@example.com", "2024-02-29T17:00:00.000Z"),
}
"""Name, email address, and since when they have no access."""


def users() -> list[Record]:
    """The agency's own Spott users."""
    return [owner(user_id) for user_id in _USERS]


def owner(user_id: str) -> Record:
    """A user with an email address, as in `mainContact`."""
    name, email, deactivated_at = _USERS[user_id]
    return {"userId": user_id, "name": name, "email": email, "avatarUrl": None, "deactivatedAt": deactivated_at}


def colleague(user_id: str) -> Record:
    """A user without an email address, as in `owner` and `triggeredByUser`."""
    known = owner(user_id)
    return {"id": user_id} | {name: known[name] for name in ("name", "avatarUrl", "deactivatedAt")}


def place(city: str, country: str, *, region: str | None = None, state: str | None = None) -> Record:
    """A location."""
    return {
        "type": "primary_home",
        "street1": "1 Example Street",
        "street2": None,
        "postalCode": "00000",
        "city": city,
        "region": region,
        "state": state,
        "country": country,
        "rawCityCountry": f"{city}, {country}",
        "latitude": 0.0,
        "longitude": 0.0,
        "formattedAddress": f"1 Example Street, 00000 {city}, {country}",
    }


def company_slug(name: str) -> str:
    """The part of a company's ids that is made from its name."""
    return "".join(islice(filter(str.isalnum, name.lower()), 30))


def client(name: str) -> Record:
    """A client company, as in applications and jobs."""
    slug = company_slug(name)
    return {
        "industry": None,
        "size": "51-200 employees",
        "id": f"co-{slug}",
        "name": name,
        "description": None,
        "domain": f"{slug}.example.com",
        "logoUrl": None,
    }


def wrapped(view_type: str, name: str, value: object) -> Record:
    """A value wrapped in an object under its own name."""
    return {"viewType": view_type, name: value}


def moment(when: datetime) -> str:
    """A time."""
    return f"{when.isoformat()[:19]}.000Z"


def day(when: datetime) -> str:
    """A date without a time."""
    return f"{when.isoformat()[:10]}T00:00:00.000Z"


def contact(candidate_id: str, first: str, last: str, **known: object) -> Record:
    """A person's contact overview, with only what is `known`."""
    return {
        "clientContacts": [],
        "candidateId": candidate_id,
        "firstName": first,
        "lastName": last,
        "avatarUrl": None,
        "locations": [],
        "lastInteractionDate": None,
        "lastInteractionWith": None,
        "nextInteractionDate": None,
        "nextInteractionWith": None,
        "lastActivityDate": None,
        "nextTaskDue": None,
        "mainContact": None,
    } | known


_HABITS: Final[Record] = {
    "value": {"viewType": "customText", "text": "Prefers a call before noon"},
    "attributeDefinitionId": "ca-habits",
    "label": "Habits",
    "aiFillOngoing": False,
    "aiOverridden": False,
    "isFilledByAI": False,
}


def role(
    title: str,
    company: str,
    stage: str,
    *,
    since: tuple[datetime, int],
    until: tuple[datetime, int] | None = None,
    department: str | None = None,
    stage_name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> Record:
    """A person's role at a client company.

    Args:
        title: The job title.
        company: The client's name.
        stage: One of the stages of a client.
        since: Now, and how many days ago they began.
        until: Now, and how many days ago they left; None if they are still there.
        department: Where in the company.
        stage_name: Another name for the stage.
        email: Their address there; by default the company's.
        phone: Their number there; by default the company's.
    """
    order, color = _STAGES[stage]
    slug = company_slug(company)
    return {
        "id": f"cc-{slug}",
        "company": {"id": f"co-{slug}", "name": company, "logoUrl": None},
        "role": title,
        "department": department,
        "startDate": day(since[0] - timedelta(days=since[1])),
        "endDate": until and day(until[0] - timedelta(days=until[1])),
        "active": until is None,
        "stage": {"id": f"st-{order}", "order": order, "name": stage_name or stage, "colorHex": color},
        "emailAddresses": [{"purpose": "work", "email": email or f"hello@{slug}.example.com", "isPrimary": True}],
        "phoneNumbers": [{"purpose": "work", "phoneNumber": phone or f"+1 555 01{len(slug):02}", "isPrimary": True}],
        "customAttributes": [_HABITS],
    }


def task(content: str, due: str) -> Record:
    """A colleague's next task with a person."""
    return {"id": "t-1", "content": content, "dueDate": due}
