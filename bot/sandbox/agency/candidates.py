"""The agency's candidates: a dozen who are not contacts, and all contacts as candidates."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.sandbox.agency.records import Record, day, moment, owner, place, wrapped


class _Known(NamedTuple):
    candidate_id: str
    first: str
    last: str
    city: str
    country: str
    owner: str
    status: str
    spoke: int | None  # days ago
    speaks: int | None = None  # in days


_CANDIDATES = (
    _Known("c-mary-jackson", "Mary", "Jackson", "Hampton", "United States", "u-noor", "actively_looking", 4),
    _Known("c-sanne-de-vries", "Sanne", "de Vries", "Utrecht", "Netherlands", "u-jo", "actively_looking", 1, 2),
    _Known("c-jeroen-van-den-berg", "Jeroen", "van den Berg", "Breda", "Netherlands", "u-jo", "do_not_contact", 90),
    _Known("c-elodie-lefevre", "Élodie", "Lefèvre", "Lille", "France", "u-noor", "actively_looking", 9),
    _Known("c-jean-baptiste-moreau", "Jean-Baptiste", "Moreau", "Lyon", "France", "u-noor", "not_actively_looking", 60),
    _Known("c-jurgen-gross", "Jürgen", "Groß", "Köln", "Germany", "u-jo", "actively_looking", 12),
    _Known("c-anke-muller-schmidt", "Anke", "Müller-Schmidt", "Düsseldorf", "Germany", "u-jo", "do_not_poach", 30),
    _Known(
        "c-joris-vandenbroucke", "Joris", "Vandenbroucke", "Kortrijk", "Belgium", "u-noor", "actively_looking", None
    ),
    _Known("c-lies-dhondt", "Lies", "D'hondt", "Gent", "Belgium", "u-noor", "actively_looking", 5, 3),
    _Known("c-imogen-clarke", "Imogen", "Clarke", "Leeds", "United Kingdom", "u-jo", "actively_looking", 9),
    _Known("c-thomas-oneill", "Thomas", "O'Neill", "Cork", "Ireland", "u-lee", "not_actively_looking", 700),
    _Known("c-lukasz-nowak", "Łukasz", "Nowak", "Gdańsk", "Poland", "u-noor", "zz-not-documented", None),
)


def candidates(now: datetime, contacts: Iterable[Record]) -> dict[str, Record]:
    """All candidates, by id.

    Args:
        now: An aware time; interactions are placed around it.
        contacts: The contact overviews of the candidates who are also contacts.
    """
    records = [*(_candidate(known, now) for known in _CANDIDATES), *map(_of_contact, contacts)]
    return {record["id"]: record for record in records}


def search_hit(candidate: Record) -> Record:
    """A candidate as a search result."""
    social = candidate["socialMedia"]["socialMedia"]
    return {
        "entityType": "candidate",
        "id": candidate["id"],
        "firstName": candidate["name"]["firstName"],
        "middleName": None,
        "lastName": candidate["name"]["lastName"],
        "secondLastName": None,
        "avatarUrl": candidate["name"]["avatarUrl"],
        "phoneNumbers": [entry["phoneNumber"] for entry in candidate["phoneNumbers"]["phoneNumbers"]],
        "emailAddresses": [entry["email"] for entry in candidate["emails"]["emails"]],
        "linkedInUrl": social[0]["url"] if social else None,
    }


def _candidate(known: _Known, now: datetime) -> Record:
    slug = known.candidate_id.removeprefix("c-")
    with_owner = owner(known.owner)
    spoke = None if known.spoke is None else moment(now - timedelta(days=known.spoke))
    speaks = None if known.speaks is None else day(now + timedelta(days=known.speaks))
    return {
        "id": known.candidate_id,
        "name": wrapped("candidateName", "firstName", known.first) | {"lastName": known.last, "avatarUrl": None},
        "gender": wrapped("candidateGender", "gender", "female"),
        "nationality": wrapped("candidateNationality", "nationality", ["Belgian"]),
        "status": wrapped("candidateStatus", "status", [known.status]),
        "emails": wrapped(
            "candidateEmails",
            "emails",
            [{"purpose": "personal", "email": f"{slug}@example.org", "isPrimary": True}],
        ),
        "phoneNumbers": wrapped(
            "candidatePhoneNumbers",
            "phoneNumbers",
            [{"purpose": "personal", "phoneNumber": f"+1 555 01{80 + len(slug) % 20}", "isPrimary": True}],
        ),
        "locations": wrapped("candidateLocation", "locations", [place(known.city, known.country)]),
        "dateOfBirth": wrapped("candidateDateOfBirth", "dateOfBirth", "1987-06-05T00:00:00.000Z"),
        "socialMedia": wrapped(
            "candidateSocialMedia",
            "socialMedia",
            [{"url": f"https://www.linkedin.com/in/{slug}-000000", "type": "LINKEDIN", "isPrimary": True}],
        ),
        **_spoken(spoke, with_owner if spoke else None, speaks, with_owner if speaks else None),
        "mainContact": wrapped("candidateMainContact", "user", with_owner),
        "languages": wrapped("candidateLanguages", "languages", []),
        "compensation": wrapped(
            "candidateCompensation",
            "compensation",
            {"id": "cp-1", "totalCompensation": 68_321, "baseCompensation": 61_234},
        ),
        "currentPlacements": {"hasCurrentPlacement": False, "placements": []},
    }


def _of_contact(contact: Record) -> Record:
    spoke, speaks = contact.get("lastInteractionWith"), contact.get("nextInteractionWith")
    locations = [known for known in contact.get("locations") or () if known]
    return {
        "id": contact["candidateId"],
        "name": wrapped("candidateName", "firstName", contact.get("firstName"))
        | {"lastName": contact.get("lastName"), "avatarUrl": contact.get("avatarUrl")},
        "status": wrapped("candidateStatus", "status", ["not_actively_looking"]),
        "emails": wrapped("candidateEmails", "emails", []),
        "phoneNumbers": wrapped("candidatePhoneNumbers", "phoneNumbers", []),
        "locations": wrapped("candidateLocation", "locations", locations),
        "socialMedia": wrapped("candidateSocialMedia", "socialMedia", []),
        **_spoken(
            contact.get("lastInteractionDate"),
            spoke and owner(spoke["id"]),
            contact.get("nextInteractionDate"),
            speaks and owner(speaks["id"]),
        ),
        "mainContact": wrapped("candidateMainContact", "user", contact.get("mainContact")),
        "currentPlacements": {"hasCurrentPlacement": False, "placements": []},
    }


def _spoken(spoke: str | None, with_whom: Record | None, speaks: str | None, whom_with: Record | None) -> Record:
    return {
        "lastInteractionDate": wrapped("candidateLastInteractionDate", "lastInteractionDate", spoke),
        "lastInteractionWith": wrapped("candidateLastInteractionWith", "user", with_whom),
        "nextInteractionDate": wrapped("candidateNextInteractionDate", "nextInteractionDate", speaks),
        "nextInteractionWith": wrapped("candidateNextInteractionWith", "user", whom_with),
    }
