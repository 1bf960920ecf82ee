"""The building blocks of the answers."""

from datetime import datetime
from typing import Any

Record = dict[str, Any]


def users() -> list[Record]:
    """The agency's own Spott users."""
    return [
        {"userId": user_id, "name": name, "email": email, "avatarUrl": None, "deactivatedAt": deactivated_at}
        for user_id, name, email, deactivated_at in (
            ("u-jo", "Jo Martin", "jo.martin@example.com", None),
            ("u-noor", "Noor Haddad", "noor@example.com", None),
            ("u-lee", "Lee Okafor", "lee@example.com", "2024-02-29T17:00:00.000Z"),
        )
    ]


def owner(user_id: str) -> Record:
    """A user with an email address, as in `mainContact`."""
    return next(user for user in users() if user["userId"] == user_id)


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
    return "".join(letter for letter in name.lower() if letter.isalnum())[:30]


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
    return when.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def day(when: datetime) -> str:
    """A date without a time."""
    return when.strftime("%Y-%m-%dT00:00:00.000Z")
