"""The made-up people of the local Spott, in the form in which its API returns them.

None of them exist; addresses and numbers are reserved for examples (RFC 2606, +1 555 01xx).
"""

from datetime import datetime, timedelta

from bot.sandbox.agency.records import Record, colleague, company_slug, day, moment, owner, place

Person = Record

SUGGESTIONS: tuple[tuple[str, str], ...] = (
    ("c-ada-lovelace", "three roles, a task in two days"),
    ("c-grace-hopper", "a task that is overdue"),
    ("c-alan-turing", "a task with a date but no time"),
    ("c-katherine-johnson", "no next task"),
    ("c-many-roles", "more roles than a card shows"),
    ("c-no-roles", "no role at any client company"),
    ("c-former", "only former roles, and a colleague who left"),
    ("c-sparse", "almost nothing is known"),
    ("c-hostile", "texts that try to be markup"),
    ("c-contacts", "email addresses and numbers in free text"),
    ("550e8400-e29b-41d4-a716-446655440000", "a UUID as id"),
    ("c-long", "texts longer than every limit"),
    ("c-404", "nobody"),
    ("c-401", "Spott refuses the key"),
    ("c-429", "Spott is busy"),
    ("c-500", "Spott is out of order"),
    ("c-slow", "the answer takes 4 seconds"),
    ("c-hang", "no answer at all"),
    ("c-garbage", "a web page instead of data"),
    ("c-huge", "8 MiB of data"),
)
"""Ids to try on the demo page, each with what it shows: first people, then ids that make the local Spott fail."""

_STAGES = {
    "Prospect": (1, "#9CA3AF"),
    "Qualified": (2, "#3B82F6"),
    "Negotiation": (3, "#F59E0B"),
    "Client": (4, "#22C55E"),
    "Lost": (5, "#EF4444"),
}


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
        search_hit(_person("c-mary-jackson", "Mary", "Jackson")),
        search_hit(_person("cc-hedy-lamarr", "Hedy", "Lamarr", clientContacts=[phone]), "clientContact"),
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
    return (_ada(now), _grace(now), _alan(now), _katherine(now), _mae(now))


def _ada(now: datetime) -> Person:
    return _person(
        "c-ada-lovelace",
        "Ada",
        "Lovelace",
        avatarUrl="https://example.com/people/ada.png",
        clientContacts=[
            _role("Head of Engineering", "Acorn Analytics", "Negotiation", department="Engineering", since=(now, 900)),
            _role("Board Adviser", "Borealis Bank", "Client", department="Data and Risk", since=(now, 420)),
            _role("Hiring Manager", "Cobalt Robotics", "Qualified", department="Platform", since=(now, 60)),
        ],
        locations=[place("London", "United Kingdom", region="England")],
        nextTaskDue=_task("Call about the backend shortlist", moment(now + timedelta(days=2))),
        lastInteractionDate=moment(now - timedelta(days=1, hours=3)),
        lastInteractionWith=colleague("u-noor"),
        nextInteractionDate=moment(now + timedelta(days=6)),
        nextInteractionWith=colleague("u-jo"),
        lastActivityDate=moment(now - timedelta(hours=2)),
        mainContact=owner("u-jo"),
    )


def _grace(now: datetime) -> Person:
    return _person(
        "c-grace-hopper",
        "Grace",
        "Hopper",
        clientContacts=[_role("CTO", "Dory Logistics", "Client", department="Technology", since=(now, 1500))],
        locations=[place("Antwerp", "Belgium")],
        nextTaskDue=_task("Send the signed terms for the compiler team", moment(now - timedelta(days=3, hours=4))),
        lastInteractionDate=moment(now - timedelta(days=12)),
        lastInteractionWith=colleague("u-jo"),
        lastActivityDate=moment(now - timedelta(days=4)),
        mainContact=owner("u-jo"),
    )


def _alan(now: datetime) -> Person:
    return _person(
        "c-alan-turing",
        "Alan",
        "Turing",
        clientContacts=[_role("VP Research", "Enigma Health", "Qualified", department="Research", since=(now, 300))],
        locations=[place("Manchester", "United Kingdom")],
        nextTaskDue=_task("Prepare the quarterly review", day(now + timedelta(days=5))),
        lastInteractionDate=day(now - timedelta(days=20)),
        lastInteractionWith=colleague("u-noor"),
        lastActivityDate=moment(now - timedelta(days=8)),
        mainContact=owner("u-noor"),
    )


def _katherine(now: datetime) -> Person:
    return _person(
        "c-katherine-johnson",
        "Katherine",
        "Johnson",
        clientContacts=[_role("Director of Operations", "Falcon Aerospace", "Prospect", since=(now, 30))],
        locations=[place("Hampton", "United States", state="Virginia")],
        lastInteractionDate=moment(now - timedelta(days=45)),
        lastInteractionWith=colleague("u-noor"),
        lastActivityDate=moment(now - timedelta(days=45)),
        mainContact=owner("u-noor"),
    )


def _mae(now: datetime) -> Person:
    return _person(
        "550e8400-e29b-41d4-a716-446655440000",
        "Mae",
        "Jemison",
        clientContacts=[_role("Talent Partner", "Gantry Software", "Client", department="People", since=(now, 200))],
        locations=[place("Lyon", "France")],
        nextTaskDue=_task("Book the kick-off for two product roles", moment(now + timedelta(hours=20))),
        lastActivityDate=moment(now - timedelta(days=2)),
        mainContact=owner("u-jo"),
    )


def _with_odd_roles(now: datetime) -> tuple[Person, ...]:
    clients = ("Harbour", "Indigo", "Juniper", "Kestrel", "Lumen", "Maple", "Nimbus", "Orchard", "Pebble")
    stages = ("Client", "Negotiation", "Qualified", "Prospect")
    many = [
        _role("Interim CFO", f"{client} Group", stages[index % 4], since=(now, 100 + 90 * index))
        for index, client in enumerate(clients)
    ]
    former = [
        _role("Finance Director", f"{client} Partners", "Lost", since=(now, 2500), until=(now, 1200 + 100 * index))
        for index, client in enumerate(("Quill", "Rowan", "Sable", "Tamarind"))
    ]
    return (
        _person("c-many-roles", "Robin", "Many", clientContacts=many + former, mainContact=owner("u-jo")),
        _person("c-no-roles", "Sam", "Taylor", locations=[place("Porto", "Portugal")], mainContact=owner("u-noor")),
        _person(
            "c-former",
            "Sam",
            "Taylor",
            clientContacts=[
                _role("Head of Talent", "Umber Retail", "Client", since=(now, 2000), until=(now, 400)),
                _role("HR Manager", "Velvet Foods", "Lost", since=(now, 3200), until=(now, 2010)),
            ],
            locations=[place("Ghent", "Belgium")],
            nextTaskDue=_task("Ask where Sam works now", day(now + timedelta(days=1))),
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
        _person(
            f"c-{name}",
            first,
            last,
            avatarUrl=avatar,
            clientContacts=[_role(text, text, "Qualified", stage_name=text, department=text, since=(now, 50))],
            locations=[place(text, text, region=text)],
            nextTaskDue=_task(text, moment(now + timedelta(days=3))),
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


def _person(candidate_id: str, first: str, last: str, **known: object) -> Person:
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


def _role(
    role: str,
    company: str,
    stage: str,
    *,
    since: tuple[datetime, int],
    until: tuple[datetime, int] | None = None,
    department: str | None = None,
    stage_name: str | None = None,
) -> Person:
    order, color = _STAGES[stage]
    slug = company_slug(company)
    return {
        "id": f"cc-{slug}",
        "company": {"id": f"co-{slug}", "name": company, "logoUrl": None},
        "role": role,
        "department": department,
        "startDate": day(since[0] - timedelta(days=since[1])),
        "endDate": until and day(until[0] - timedelta(days=until[1])),
        "active": until is None,
        "stage": {"id": f"st-{order}", "order": order, "name": stage_name or stage, "colorHex": color},
        "emailAddresses": [{"purpose": "work", "email": f"hello@{slug}.example.com", "isPrimary": True}],
        "phoneNumbers": [{"purpose": "work", "phoneNumber": f"+1 555 01{len(slug):02}", "isPrimary": True}],
        "customAttributes": [
            {
                "value": {"viewType": "customText", "text": "Prefers a call before noon"},
                "attributeDefinitionId": "ca-habits",
                "label": "Habits",
                "aiFillOngoing": False,
                "aiOverridden": False,
                "isFilledByAI": False,
            }
        ],
    }


def _task(content: str, due: str) -> Person:
    return {"id": "t-1", "content": content, "dueDate": due}
