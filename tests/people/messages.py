"""Messages as Slack sends them, and plain ones, each with the people it names."""

from typing import Any

from bot.people.in_message import Candidate, find_in_message
from bot.people.query import ByEmail, ById, ByPhone

Message = dict[str, Any]

PEOPLE = "https://app.example.com/candidates/{candidate_id}"
UUID = "3f2a1b4c-9d8e-4f70-8a61-0123456789ab"
CUID = "clh3k2j9v0000qz8t1x5y7w4e"
ADA = ById("c-ada")
JANE = ByEmail("jane@example.com")
JOHN = ByEmail("john@example.org")
MOBILE = ByPhone("+31612345678")
OFFICE = ByPhone("+31201234567")
NOBODY: list[Candidate] = []


def rich(*elements: Message, kind: str = "rich_text_section", **more: Any) -> Message:  # noqa: ANN401 - Slack's JSON
    return {
        "type": "message",
        "text": "",
        "blocks": [
            {
                "type": "rich_text",
                "block_id": "0612345678",
                "elements": [{"type": kind, "elements": [*elements], **more}],
            }
        ],
    }


def words(text: str, **style: bool) -> Message:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def link(url: str, text: str | None = None) -> Message:
    return {"type": "link", "url": url, **({"text": text} if text else {})}


SIGNATURES: list[tuple[str, list[Candidate]]] = [
    (
        (
            "Kind regards,\nJane Doe\nHead of People | Example BV\nT: +31 20 123 4567\nM: +31 6 12345678\n"
            "<mailto:jane@example.com|jane@example.com> | <https://www.example.com|www.example.com>\n"
            "Keizersgracht 123, 1015 CJ Amsterdam\nKvK 01234567 | BTW NL001234567B01"
        ),
        [OFFICE, MOBILE, JANE],
    ),
    ("Met vriendelijke groet,\n\nJane Doe\n06 - 12 34 56 78", [MOBILE]),
    ("Jane Doe\nTel. 020-1234567 / 06-12345678\nFax 020-7654321", [OFFICE, MOBILE]),
    ("Jane Doe · t +31 (0)20 123 45 67 · f +31 (0)20 765 43 21", [OFFICE]),
    ("Jane Doe\nT: 020 1234567\nF: 020 7654321", [OFFICE]),
    ("Tel/Fax: 020 1234567", [OFFICE]),
    ("Telefax: +31 20 7654321", NOBODY),
    ("*Jane Doe*\n_jane@example.com_\n\u260e 020 123 4567", [JANE, OFFICE]),
    ("Jane Doe (jane@example.com, 06-12345678)", [JANE, MOBILE]),
    ("Jane Doe\n\u202a+31 6 12345678\u202c", [MOBILE]),
    ("Jane, +31 6 12345678 9-17h", [MOBILE]),
    ("Sent from my phone +31 6 12345678.", [MOBILE]),
]

MAILS: list[tuple[str, list[Candidate]]] = [
    (
        (
            "---------- Forwarded message ---------\n"
            "From: Jane Doe &lt;<mailto:jane@example.com|jane@example.com>&gt;\n"
            "Date: Mon, 23 Nov 2026 at 09:15\nSubject: My application 2026-0042\n"
            "To: <mailto:john@example.org|john@example.org>"
        ),
        [JANE, JOHN],
    ),
    (
        (
            "&gt; Message-ID: &lt;CAF0612345678@mail.example.com&gt;\n&gt; In-Reply-To: &lt;abc@mail.example.com&gt;\n"
            "&gt; X-Sender: bounce@example.net\n"
            "&gt; From: jane@example.com\n&gt; Date: Mon, 23 Nov 2026 09:15:00 +0100 (CET)"
        ),
        [JANE],
    ),
    ("References: &lt;a1@mail.example.com&gt; &lt;a2@mail.example.com&gt;\nFrom: jane@example.com", [JANE]),
    ("References: John (john@example.org), Jane (jane@example.com)", [JOHN, JANE]),
    ("From: no-reply@example.com\nReply-To: Jane.Doe@Example.com", [ByEmail("jane.doe@example.com")]),
    ("Delivery failed: mailer-daemon@example.com, donotreply@example.com", NOBODY),
    (
        "Von: Jane Doe [mailto:jane@example.com]\nGesendet: Montag, 23. November 2026 09:15\nAn: 'john@example.org'",
        [JANE, JOHN],
    ),
    ("jane@example.com schreef op 22-11-2026 om 14:30:\n&gt; Bel me op 06-12345678", [JANE, MOBILE]),
    ("[cid:image001.png@01DC5B3A.7F0E1D20] jane@example.com", [JANE]),
    ("<mailto:jane@example.com|john@example.org>", [JANE]),
    ("0612345678@example.com", [ByEmail("0612345678@example.com")]),
    ("Mail Jane@example.com or jane@EXAMPLE.com!", [JANE]),
    (f"token_id={UUID}\nRequest ID: {UUID}", NOBODY),
    (f'{{"trace-id": "{UUID}", "session": "{CUID}"}}', NOBODY),
    (f"vacancyId: {UUID}, job #{CUID}", NOBODY),
    (f"Candidate ID: {UUID}", [ById(UUID)]),
    (f'"candidate_id": "{UUID}", "user_id": "{CUID}"', [ById(UUID)]),
]

COUNTRIES: list[tuple[str, str, list[Candidate]]] = [
    ("NL", "Bel me: 06 12 34 56 78", [MOBILE]),
    ("NL", "of op 0031 (0)6 1234 5678", [MOBILE]),
    ("BE", "GSM 0470 12 34 56, BTW BE 0470.123.456", [ByPhone("+32470123456")]),
    ("DE", "Handy: 0171 / 39 20 012 oder 030/23125012", [ByPhone("+491713920012"), ByPhone("+493023125012")]),
    ("FR", "06.12.34.56.78 (port.)", [ByPhone("+33612345678")]),
    ("GB", "call me on 020 7946 0123 x12", [ByPhone("+442079460123")]),
    ("GB", "+44 7700 900123 or (0121) 234 5678", [ByPhone("+447700900123"), ByPhone("+441212345678")]),
    ("US", "Cell (212) 555-0142, office 212.555.0143", [ByPhone("+12125550142"), ByPhone("+12125550143")]),
    ("US", "text 2125550142", [ByPhone("+12125550142")]),
    ("US", "from abroad: 011 31 6 12345678", [MOBILE]),
    ("SE", "070-174 06 05", [ByPhone("+46701740605")]),
    ("ES", "m\u00f3vil 612 34 56 78", [ByPhone("+34612345678")]),
    ("PL", "tel. kom. 512 345 678", [ByPhone("+48512345678")]),
    ("CH", "079 123 45 67", [ByPhone("+41791234567")]),
    ("IT", "cell. 312 345 6789", [ByPhone("+393123456789")]),
    ("AU", "0491 570 006", [ByPhone("+61491570006")]),
    ("IE", "087 123 4567", [ByPhone("+353871234567")]),
    ("IN", "+91 98765 43210", [ByPhone("+919876543210")]),
    ("BR", "+55 (11) 91234-5678", [ByPhone("+5511912345678")]),
    ("JP", "\uff0b81 90-1234-5678", [ByPhone("+819012345678")]),
    ("US", "order 2125550142, 2125550143, #212-555-0144, $212 555 0145", NOBODY),
    ("FR", "le 01.02.2024, de 09.30-11.45, 01 200 000 EUR", NOBODY),
    ("ES", "612345678", NOBODY),
    ("DK", "61.95.54.30", [ByPhone("+4561955430")]),
    ("DK", "61.195.54.3, 2014-02-16", NOBODY),
    ("DE", "08-12-2014, 07.30-16.15, 0.87437162, BE 0444.673.928, DE72 ABNA 0761 5849 3115 1", NOBODY),
    ("DE", "tel. 030 / 23125012 - 0171 3920012", [ByPhone("+493023125012"), ByPhone("+491713920012")]),
    ("DE", "030 / 0231 250125", [ByPhone("+49300231250125")]),
    ("DE", "<tel:+31612345678|06 12345678>", [MOBILE]),
    ("XX", "06 12345678, +31 6 12345678", [MOBILE]),
]

LINKS: list[tuple[str, list[Candidate]]] = [
    ("<https://app.example.com/candidates/c-ada>", [ADA]),
    ("<https://app.example.com/candidates/c-ada|Ada> knows +31 6 12345678", [ADA, MOBILE]),
    ("see <https://app.example.com/candidates/c-ada?tab=notes&amp;call=0612345678|here>", [ADA]),
    ("<https://app.example.com/candidates/c-ada#note-0612345678>.", [ADA]),
    ("<https://app.example.com/candidates/c-ada/jobs/0612345678>", [ADA]),
    ("(https://app.example.com/candidates/c-ada).", [ADA]),
    ("*<http://app.example.com/candidates/c-ada|app.example.com/candidates/c-ada>*", [ADA]),
    ("[Ada](https://app.example.com/candidates/c-ada) and https://app.example.com/candidates/c-ada/", [ADA]),
    (f"<https://app.example.com/candidates/{UUID}> ({UUID})", [ById(UUID)]),
    ("<https://app.example.com/candidates/c-ada> <https://app.example.com/candidates/c-bob>", [ADA, ById("c-bob")]),
    (f"<https://app.example.com/jobs/{UUID}>", NOBODY),
    (f"<https://files.example.com/{UUID}/0612345678?mail=jane@example.com&amp;tel=%2B31612345678>", NOBODY),
    ("<https://app.example.com/candidates/..%2Fusers> <https://app.example.com/candidates/>", NOBODY),
    ("<https://app.example.com.evil.example/candidates/c-ada>", NOBODY),
    ("<https://evil.example/?to=https://app.example.com/candidates/c-ada>", NOBODY),
    ("<https://example.slack.com/archives/C0612345678/p1732288000123456>", NOBODY),
    ("<https://chat.example.org/31612345678|+31 6 12345678>", [MOBILE]),
    ("<tel:+31612345678|06-12345678>, <tel:0201234567|office>", [MOBILE, OFFICE]),
    ("<mailto:jane@example.com?subject=Hi%20john@example.org|write to Jane>", [JANE]),
]

IDS: list[tuple[str, list[Candidate]]] = [
    (UUID, [ById(UUID)]),
    (f"id: {UUID.upper()}.", [ById(UUID.upper())]),
    (f"{CUID} and (candidate_id={CUID})", [ById(CUID)]),
    (f"`{CUID}`", [ById(CUID)]),
    ("c-ada-lovelace, ada1815 and c" + "a" * 24, NOBODY),
    (f"x{CUID} {CUID}x {UUID}-1 a-{UUID}", NOBODY),
    ("commit 9fceb02d0ae598e95dc970b74767f19372d61af8", NOBODY),
    (
        "<@U0612345678> <#C0612345678|jobs> <!subteam^S0612345678|@team> <!date^1732288000^{date}|0612345678> U0612345",
        NOBODY,
    ),
]

CODE: list[tuple[str, list[Candidate]]] = [
    ("```\n0612345678\n+31 6 12345678\n```", NOBODY),
    ("`+31 6 12345678` is how to write it", NOBODY),
    (f"```{{'id': '{UUID}', 'email': 'jane@example.com', 'phone': '+31612345678'}}```", [ById(UUID), JANE]),
    ("```code``` +31 6 12345678 ```code```", [MOBILE]),
    ("a ` b +31 6 12345678", [MOBILE]),
    ("``` never closed +31 6 12345678", [MOBILE]),
]

NO_PHONES: list[tuple[str, list[Candidate]]] = [
    ("order 0612345678, ordernummer 06-12345678, invoice no. 0201234567", NOBODY),
    ("#0612345678 ABC-0612345678 abc_0612345678 0612345678abc", NOBODY),
    ("22-11-2026 14:30, 2026-11-22T09:15:00+0100, 20261122, 01.02.2024 - 03.04.2025", NOBODY),
    ("NL91 ABNA 0417 1643 00, NL91ABNA0417164300, GB29 NWBK 6016 1331 9268 19, DE89 3704 0044 0532 0130 00", NOBODY),
    ("4111 1111 1111 1111 and 0612 3456 7890 1234", NOBODY),
    ("\u20ac 120.000 - 150.000, EUR 06 12345678, 06 12345678 EUR, +20 000 000 users", NOBODY),
    ("192.168.100.200, 10.0.0.1:8080, v10.15.7, version 10.0.19045.3693, build 0201234567", NOBODY),
    ("52.3702157, 4.8951679 and 0.1276474", NOBODY),
    ("1015 CJ Amsterdam, 75001 Paris, 10118-0110", NOBODY),
    ("VAT 0201234567, BSN 012345678, NL001234567B01, BE 0123.456.789", NOBODY),
    ("Meeting ID: 020 123 4567, passcode 0612345678", NOBODY),
    ("1732288000.123456 1732288000", NOBODY),
    ("555-0143 and 12345678", NOBODY),
    ("git@example.com:people/web.git react@18.2.0 logo@2x.png @jane jane@localhost", NOBODY),
    ("Room 5, 2 pm, 50% of 100, 3-5 years, 40 h, 24/7", NOBODY),
    ("", NOBODY),
]

TEXTS = [*SIGNATURES, *MAILS, *LINKS, *IDS, *CODE, *NO_PHONES]


def found(message: Message, region: str | None = "NL") -> list[Candidate]:
    return list(find_in_message(message, app_url=PEOPLE, phone_regions=[region] if region else []).candidates)
