"""E-mail addresses in running text: their positions; and none is cut out of something longer."""

from bot.people.emails import emails_in

FOUND = [
    ("Mail Jane@Example.com.", [(5, "jane@example.com")]),
    ("*jane@example.com*, _john@example.org_", [(1, "jane@example.com"), (21, "john@example.org")]),
    ("*Mail jane@example.com*", [(6, "jane@example.com")]),
    ("T:jane@example.com/john@example.org", [(2, "jane@example.com"), (19, "john@example.org")]),
    ("06-12345678/jane@example.com/+31-20-1234567", [(12, "jane@example.com")]),
    ("2026/jane@example.com, 06-12345678/jane", []),
    ("id=7&mail=jane@example.com", [(10, "jane@example.com")]),
    ("{'email': 'jane@example.com'}", [(11, "jane@example.com")]),
    ("\u2709jane@example.com|john@example.org", [(1, "jane@example.com"), (18, "john@example.org")]),
    ("bounce=jane@example.com, sales/jane@example.com", []),
    ("jane@example.com@evil.example, jane@example.com_x", []),
    ("ssh://git@example.com/people.git git@example.com:people/web", []),
    ("logo@2x.png react@18.2.0 jane@localhost @jane", []),
]


def test_only_whole_addresses_are_found() -> None:
    for text, found in FOUND:
        emails = list(emails_in(text))
        assert [(email.start, email.address) for email in emails] == found, text
        assert [text[email.start : email.end].lower() for email in emails] == [address for _, address in found], text
