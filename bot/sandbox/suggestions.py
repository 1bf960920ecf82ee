"""Suggestions for what to type on the demo's page, each with what it shows."""

from bot.sandbox.slack.page import Suggestion

PEOPLE = (
    Suggestion("Ada Lovelace", "three roles, and a task in two days"),
    Suggestion("Jane Doe", "the README's example"),
    Suggestion("Grace Hopper", "an overdue task"),
    Suggestion("Lotte Vermeulen", "a talent manager in Antwerpen"),
    Suggestion("Maarten van der Meer", "an HR director in Eindhoven"),
    Suggestion("Céline Dubois", "or just “celine dubois”"),
    Suggestion("Jörg Weiß", "or just “jorg weiss”"),
    Suggestion("Katherine Johnson", "no next task"),
    Suggestion("Sam Taylor", "two people with the same name"),
    Suggestion("Sanne de Vries", "a candidate in Utrecht"),
    Suggestion("Mary Jackson", "a candidate who works for no client"),
    Suggestion("jane@example.com", "by email address, answered in private"),
    Suggestion("+44 20 7946 0123", "by phone number, also in private"),
    Suggestion("https://nl.linkedin.com/in/sanne-de-vries-000000", "by LinkedIn profile"),
    Suggestion("Mary Jackson, Sanne de Vries; Grace Hopper", "several people, a line each"),
    Suggestion("private Alan Turing", "a card for you alone"),
    Suggestion("job backend", "a job with the candidates in each stage"),
    Suggestion("job acorn", "two jobs at one client"),
    Suggestion("help", "what you can type"),
)
"""The first is what the demo looks up by itself."""

FOR_DEVELOPERS = tuple(
    Suggestion(text, hint, for_developers=True)
    for text, hint in (
        ("c-alan-turing", "a candidate ID; a task without an hour"),
        ("550e8400-e29b-41d4-a716-446655440000", "a UUID as ID"),
        ("c-many-roles", "more roles than a card shows"),
        ("c-no-roles", "no role at any client company"),
        ("c-former", "only former roles, and a colleague who left"),
        ("c-sparse", "hardly anything is known"),
        ("c-hostile", "texts that try to be more than text"),
        ("c-contacts", "email addresses and numbers inside free text"),
        ("c-long", "texts beyond every limit"),
        ("c-404", "nobody"),
        ("c-401", "Spott refuses the key"),
        ("c-429", "Spott is busy"),
        ("c-500", "Spott is down"),
        ("c-slow", "the answer takes 4 seconds"),
        ("c-hang", "Spott never answers"),
        ("c-garbage", "a web page instead of data"),
        ("c-huge", "8 MiB of data"),
    )
)
"""IDs of odd records, and IDs that make the local Spott fail."""
