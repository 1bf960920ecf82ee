"""The made-up people of the local Spott, in the form in which its API returns them.

None of them exist; addresses and numbers are reserved for examples (RFC 2606, +1 555 01xx, Ofcom's +44 20 7946 0xxx).
"""

from datetime import datetime, timedelta

from bot.sandbox.agency.records import Record, colleague, contact, day, moment, owner, place, role, task

Person = Record

_AT_CLIENTS = (
    ("c-lotte-vermeulen", "Lotte", "Vermeulen", "Talent Manager", "Zeebries Energie", "Antwerpen", "Belgium"),
    ("c-maarten-van-der-meer", "Maarten", "van der Meer", "HR-directeur", "Tulp Robotics", "Eindhoven", "Netherlands"),
    ("c-celine-dubois", "Céline", "Dubois", "Directrice des opérations", "Atelier Lumière", "Lyon", "France"),
    ("c-jorg-weiss", "Jörg", "Weiß", "Leiter Entwicklung", "Nordlicht Werke", "Hamburg", "Germany"),
)
"""Id, name, role, company, city and country."""


def people(now: datetime) -> dict[str, Person]:
    """All people, by candidate id.

    Args:
        now: An aware time; tasks and interactions are placed around it.
    """
    everybody = (*_ordinary(now), *_with_odd_roles(now), *_with_odd_texts(now))
    return {person["candidateId"]: person for person in everybody}


def found_only_by_search() -> list[Person]:
    """Search results without a contact overview; Spott answers 404 for their ids."""
    phone = {"phoneNumbers": [{"phoneNumber": "+1 555 0171"}]}
    return [
        search_hit(contact("c-mary-jackson", "Mary", "Jackson")),
        search_hit(contact("cc-hedy-lamarr", "Hedy", "Lamarr", clientContacts=[phone]), "clientContact"),
    ]


def search_hit(person: Person, entity_type: str = "candidate") -> Person:
    """A person as a search result."""
    roles = person.get("clientContacts") or []
    return {
        "entityType": entity_type,
        "id": person["candidateId"],
        "firstName": person.get("firstName"),
        "middleName": None,
        "lastName": person.get("lastName"),
        "secondLastName": None,
        "avatarUrl": person.get("avatarUrl"),
        "phoneNumbers": [entry["phoneNumber"] for role in roles for entry in role.get("phoneNumbers") or []],
        "emailAddresses": [entry["email"] for role in roles for entry in role.get("emailAddresses") or []],
        "linkedInUrl": None,
    }


def _ordinary(now: datetime) -> tuple[Person, ...]:
    return (_ada(now), _jane(now), _grace(now), _alan(now), _katherine(now), _mae(now), *_at_clients(now))


def _jane(now: datetime) -> Person:
    """The person in the examples of the README and `/spott help`."""
    return contact(
        "c-jane-doe",
        "Jane",
        "Doe",
        clientContacts=[
            role(
                "Head of People",
                "Quayside Software",
                "Client",
                since=(now, 700),
                email="jane@example.com",
                phone="+44 20 7946 0123",
            )
        ],
        locations=[place("Ghent", "Belgium")],
        nextTaskDue=task("Agree on dates for the interviews", moment(now + timedelta(days=1))),
        lastInteractionDate=moment(now - timedelta(days=2)),
        lastInteractionWith=colleague("u-noor"),
        lastActivityDate=moment(now - timedelta(days=1)),
        mainContact=owner("u-noor"),
    )


def _at_clients(now: datetime) -> tuple[Person, ...]:
    return tuple(
        contact(
            candidate_id,
            first,
            last,
            clientContacts=[
                role(title, company, ("Client", "Negotiation")[number % 2], since=(now, 240 + 90 * number))
            ],
            locations=[place(city, country)],
            nextTaskDue=task("Ask for the next vacancies", day(now + timedelta(days=3 + number))),
            lastInteractionDate=moment(now - timedelta(days=6 + number)),
            lastInteractionWith=colleague("u-jo"),
            mainContact=owner("u-jo"),
        )
        for number, (candidate_id, first, last, title, company, city, country) in enumerate(_AT_CLIENTS)
    )


def _ada(now: datetime) -> Person:
    return contact(
        "c-ada-lovelace",
        "Ada",
        "Lovelace",
        avatarUrl="https://example.com/people/ada.png",
        clientContacts=[
            role("Head of Engineering", "Acorn Analytics", "Negotiation", department="Engineering", since=(now, 900)),
            role("Board Adviser", "Borealis Bank", "Client", department="Data and Risk", since=(now, 420)),
            role("Hiring Manager", "Cobalt Robotics", "Qualified", department="Platform", since=(now, 60)),
        ],
        locations=[place("London", "United Kingdom", region="England")],
        nextTaskDue=task("Call about the backend shortlist", moment(now + timedelta(days=2))),
        lastInteractionDate=moment(now - timedelta(days=1, hours=3)),
        lastInteractionWith=colleague("u-noor"),
        nextInteractionDate=moment(now + timedelta(days=6)),
        nextInteractionWith=colleague("u-jo"),
        lastActivityDate=moment(now - timedelta(hours=2)),
        mainContact=owner("u-jo"),
    )


def _grace(now: datetime) -> Person:
    return contact(
        "c-grace-hopper",
        "Grace",
        "Hopper",
        clientContacts=[role("CTO", "Dory Logistics", "Client", department="Technology", since=(now, 1500))],
        locations=[place("Antwerp", "Belgium")],
        nextTaskDue=task("Send the signed terms for the compiler team", moment(now - timedelta(days=3, hours=4))),
        lastInteractionDate=moment(now - timedelta(days=12)),
        lastInteractionWith=colleague("u-jo"),
        lastActivityDate=moment(now - timedelta(days=4)),
        mainContact=owner("u-jo"),
    )


def _alan(now: datetime) -> Person:
    return contact(
        "c-alan-turing",
        "Alan",
        "Turing",
        clientContacts=[role("VP Research", "Enigma Health", "Qualified", department="Research", since=(now, 300))],
        locations=[place("Manchester", "United Kingdom")],
        nextTaskDue=task("Prepare the quarterly review", day(now + timedelta(days=5))),
        lastInteractionDate=day(now - timedelta(days=20)),
        lastInteractionWith=colleague("u-noor"),
        lastActivityDate=moment(now - timedelta(days=8)),
        mainContact=owner("u-noor"),
    )


def _katherine(now: datetime) -> Person:
    return contact(
        "c-katherine-johnson",
        "Katherine",
        "Johnson",
        clientContacts=[role("Director of Operations", "Falcon Aerospace", "Prospect", since=(now, 30))],
        locations=[place("Hampton", "United States", state="Virginia")],
        lastInteractionDate=moment(now - timedelta(days=45)),
        lastInteractionWith=colleague("u-noor"),
        lastActivityDate=moment(now - timedelta(days=45)),
        mainContact=owner("u-noor"),
    )


def _mae(now: datetime) -> Person:
    return contact(
        "550e8400-e29b-41d4-a716-446655440000",
        "Mae",
        "Jemison",
        clientContacts=[role("Talent Partner", "Gantry Software", "Client", department="People", since=(now, 200))],
        locations=[place("Lyon", "France")],
        nextTaskDue=task("Book the kick-off for two product roles", moment(now + timedelta(hours=20))),
        lastActivityDate=moment(now - timedelta(days=2)),
        mainContact=owner("u-jo"),
    )


def _with_odd_roles(now: datetime) -> tuple[Person, ...]:
    clients = ("Harbour", "Indigo", "Juniper", "Kestrel", "Lumen", "Maple", "Nimbus", "Orchard", "Pebble")
    stages = ("Client", "Negotiation", "Qualified", "Prospect")
    many = [
        role("Interim CFO", f"{client} Group", stages[index % 4], since=(now, 100 + 90 * index))
        for index, client in enumerate(clients)
    ]
    former = [
        role("Finance Director", f"{client} Partners", "Lost", since=(now, 2500), until=(now, 1200 + 100 * index))
        for index, client in enumerate(("Quill", "Rowan", "Sable", "Tamarind"))
    ]
    return (
        contact("c-many-roles", "Robin", "Many", clientContacts=many + former, mainContact=owner("u-jo")),
        contact("c-no-roles", "Sam", "Taylor", locations=[place("Porto", "Portugal")], mainContact=owner("u-noor")),
        contact(
            "c-former",
            "Sam",
            "Taylor",
            clientContacts=[
                role("Head of Talent", "Umber Retail", "Client", since=(now, 2000), until=(now, 400)),
                role("HR Manager", "Velvet Foods", "Lost", since=(now, 3200), until=(now, 2010)),
            ],
            locations=[place("Ghent", "Belgium")],
            nextTaskDue=task("Ask where Sam works now", day(now + timedelta(days=1))),
            lastInteractionDate=moment(now - timedelta(days=410)),
            lastInteractionWith=colleague("u-lee"),
            mainContact=owner("u-lee"),
        ),
        {
            "candidateId": "c-sparse",
            "firstName": "Kim",
            "lastName": None,
            "clientContacts": [{"id": "cc-sparse", "company": None, "role": None, "active": True, "stage": None}],
            "locations": [None],
            "nextTaskDue": {"id": None, "content": None, "dueDate": None},
            "mainContact": None,
        },
    )


def _with_odd_texts(now: datetime) -> tuple[Person, ...]:
    hostile = "<!channel> *bold* _it_ `code` <https://example.org|click> @everyone :tada:\n> quote \u202egnp.exe"
    private = "mail robin@example.com or call +1 555 0142 (desk: 555-0143)"
    long = "A text without an end in sight. " * 200
    return tuple(
        contact(
            f"c-{name}",
            first,
            last,
            avatarUrl=avatar,
            clientContacts=[role(text, text, "Qualified", stage_name=text, department=text, since=(now, 50))],
            locations=[place(text, text, region=text)],
            nextTaskDue=task(text, moment(now + timedelta(days=3))),
            lastInteractionDate=moment(now - timedelta(days=3)),
            lastInteractionWith=colleague("u-jo") | {"name": text},
            lastActivityDate=moment(now - timedelta(days=3)),
            mainContact=owner("u-jo") | {"name": text},
        )
        for name, first, last, text, avatar in (
            ("hostile", "<!channel>", "*Bobby* <@U0000001> Tables", hostile, "javascript:alert(1)"),
            ("contacts", "Casey", "Numbers", private, None),
            ("long", "Lana " * 60, "Long " * 60, long, f"https://example.com/{'a' * 4000}.png"),
        )
    )
