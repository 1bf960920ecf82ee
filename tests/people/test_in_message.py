"""Messages as they come from Slack, and whom they may be about."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.people.in_message import Candidate, Found, find_in_message
from bot.people.query import ByEmail, ById, ByPhone
from bot.spott.models import CANDIDATE_ID

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

SHARED: Message = {
    "text": "",
    "attachments": [
        {
            "is_share": True,
            "from_url": "https://example.slack.com/archives/C0612345678/p1732288000123456",
            "author_name": "Robin",
            "author_id": "U0612345678",
            "ts": "1732288000.123456",
            "text": "Call Jane, +31 6 12345678",
            "fallback": "[November 22nd, 2026] robin: Call Jane, +31 6 12345678",
            "message_blocks": [{"team": "T1", "channel": "C1", "message": rich(words("or jane@example.com"))}],
        }
    ],
}

STRUCTURED: dict[str, tuple[Message, list[Candidate]]] = {
    "words that are styled apart are one": (rich(words("+31 6 "), words("12345678", bold=True)), [MOBILE]),
    "text and blocks say the same": (
        {**rich(words("Mail "), link("mailto:jane@example.com", "jane@example.com")), "text": "Mail jane@example.com"},
        [JANE],
    ),
    "link elements": (
        rich(link("https://app.example.com/candidates/c-ada?x=1", "Ada"), words(" "), link("tel:+31612345678", "Ada")),
        [ADA, MOBILE],
    ),
    "a label that says more than its link": (rich(link("https://example.org/jane", "jane@example.com")), [JANE]),
    "mentions, emoji and dates between figures": (
        rich(
            *(words("06"), {"type": "user", "user_id": "U0612345678"}, words("1234")),
            *({"type": "emoji", "name": "phone"}, words("5678"), {"type": "date", "timestamp": 1732288000}),
        ),
        NOBODY,
    ),
    "a mention and an address": (
        rich({"type": "user", "user_id": "U1"}, words("jane@example.com"), {"type": "channel", "channel_id": "C1"}),
        [JANE],
    ),
    "inline code": (rich(words("+31 6 12345678", code=True), words(" " + UUID, code=True)), [ById(UUID)]),
    "preformatted": (rich(words("jane@example.com 06 12345678"), kind="rich_text_preformatted"), [JANE]),
    "a quote": (rich(words("Jane: 06 12345678"), kind="rich_text_quote"), [MOBILE]),
    "a list": (
        rich(
            {"type": "rich_text_section", "elements": [words("06 12345678")]},
            {"type": "rich_text_section", "elements": [words("020 1234567")]},
            kind="rich_text_list",
            style="bullet",
        ),
        [MOBILE, OFFICE],
    ),
    "sections, fields, contexts, headers": (
        {
            "blocks": [
                {"type": "header", "text": {"type": "plain_text", "text": "Jane &amp; john@example.org"}},
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": "<mailto:jane@example.com|Jane>"},
                    "fields": [{"type": "mrkdwn", "text": "*Tel*\n06 12345678"}, {"type": "plain_text", "text": "12"}],
                },
                {"type": "context", "elements": [{"type": "mrkdwn", "text": f"id `{UUID}`"}]},
                {"type": "divider"},
            ]
        },
        [JOHN, JANE, MOBILE, ById(UUID)],
    ),
    "buttons: what they show and where they lead, not what they carry": (
        {
            "blocks": [
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "text": {"type": "plain_text", "text": "Open"},
                            "url": "https://app.example.com/candidates/c-ada",
                            "value": "john@example.org",
                            "action_id": "0612345678",
                        }
                    ],
                }
            ]
        },
        [ADA],
    ),
    "an image's words": (
        {
            "blocks": [
                {
                    "type": "image",
                    "image_url": "https://example.org/0612345678.png",
                    "alt_text": "jane@example.com",
                    "title": {"type": "plain_text", "text": "Jane"},
                }
            ]
        },
        [JANE],
    ),
    "a table": (
        {
            "blocks": [
                {
                    "type": "table",
                    "rows": [
                        [{"type": "raw_text", "text": "06 12345678"}, {"type": "raw_text", "text": "020 1234567"}],
                        [rich(words("jane@example.com"))["blocks"][0]],
                    ],
                }
            ]
        },
        [MOBILE, OFFICE, JANE],
    ),
    "a markdown block": (
        {"blocks": [{"type": "markdown", "text": "**Ada** [open](https://app.example.com/candidates/c-ada)"}]},
        [ADA],
    ),
    "an old attachment": (
        {
            "attachments": [
                {
                    "id": 612345678,
                    "color": "#061234",
                    "pretext": "New lead",
                    "title": "Ada",
                    "title_link": "https://app.example.com/candidates/c-ada",
                    "text": "<mailto:jane@example.com|Jane>",
                    "fields": [{"title": "Phone", "value": "+31 6 12345678", "short": True}],
                    "footer": "john@example.org",
                    "image_url": "https://example.org/john2@example.org",
                }
            ]
        },
        [ADA, JANE, MOBILE, JOHN],
    ),
    "an attachment with blocks": ({"attachments": [{"blocks": rich(words("jane@example.com"))["blocks"]}]}, [JANE]),
    "an unfurled link": (
        {"attachments": [{"from_url": "https://app.example.com/candidates/c-ada", "service_name": "Example"}]},
        [ADA],
    ),
    "an attachment with its fallback alone": ({"attachments": [{"fallback": "Jane: jane@example.com"}]}, [JANE]),
    "a message that was shared": (SHARED, [MOBILE, JANE]),
    "a mail that was sent to Slack": (
        {
            "files": [
                {
                    "filetype": "email",
                    "title": "Fwd: 0612345678",
                    "from": [{"address": "jane@example.com", "name": "Jane", "original": "Jane <jane@example.com>"}],
                    "to": [{"address": "john@example.org"}],
                    "plain_text": "Call me: 06-12345678",
                }
            ]
        },
        [JANE, MOBILE],
    ),
    "other files are not read": (
        {
            "files": [
                {"filetype": "pdf", "title": "jane@example.com", "name": "0612345678.pdf", "plain_text": "06 12345678"}
            ]
        },
        NOBODY,
    ),
    "who wrote it is not whom it is about": (
        {"user": "U0612345678", "ts": "1732288000.123456", "user_profile": {"email": "john@example.org"}, "text": "hi"},
        NOBODY,
    ),
    "parts of wrong types": (
        {
            "text": 7,
            "blocks": [None, 1, {"type": "section", "text": None}, {"type": 3}],
            "attachments": {},
            "files": [1],
        },
        NOBODY,
    ),
}


def found(message: Message, region: str | None = "NL") -> list[Candidate]:
    return list(find_in_message(message, app_url=PEOPLE, phone_regions=[region] if region else []).candidates)


@pytest.mark.parametrize(("text", "candidates"), TEXTS)
def test_what_is_found_in_a_text(text: str, candidates: list[Candidate]) -> None:
    assert found({"type": "message", "text": text}) == candidates


@pytest.mark.parametrize(("region", "text", "candidates"), COUNTRIES)
def test_numbers_as_the_countries_write_them(region: str, text: str, candidates: list[Candidate]) -> None:
    assert found({"text": text}, region) == candidates


@pytest.mark.parametrize("name", STRUCTURED)
def test_what_is_found_in_blocks_attachments_and_mails(name: str) -> None:
    message, candidates = STRUCTURED[name]
    assert found(message) == candidates


@pytest.mark.parametrize(
    ("text", "candidates"),
    [(text, candidates) for text, candidates in (*SIGNATURES, *MAILS, *NO_PHONES) if "<" not in text],
)
def test_rich_text_says_the_same_as_text_without_markup(text: str, candidates: list[Candidate]) -> None:
    assert found(rich(words(text))) == candidates


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("06 12345678, tel 020 1234567", NOBODY),
        ("+31 6 12345678, 0031 20 1234567, +1 555 0142", [MOBILE, OFFICE, ByPhone("+15550142")]),
        (f"https://app.example.com/candidates/c-ada https://app.example.com/candidates/{UUID}", NOBODY),
        (f"jane@example.com {UUID}", [JANE, ById(UUID)]),
    ],
)
def test_without_settings_nothing_is_guessed(text: str, candidates: list[Candidate]) -> None:
    assert list(find_in_message({"text": text}).candidates) == candidates


def test_one_address_in_two_spellings_is_one_person() -> None:
    assert find_in_message({"text": "jane@example.com JANE@example.com"}).candidates == (JANE,)


def test_ten_are_enough() -> None:
    text = " ".join(f"person{number}@example.com" for number in range(30))
    assert found({"text": text}) == [ByEmail(f"person{number}@example.com") for number in range(10)]


@pytest.mark.parametrize(("before", "candidates"), [(19_980, [JANE]), (20_000, NOBODY)])
def test_twenty_thousand_characters_are_read(before: int, candidates: list[Candidate]) -> None:
    assert found({"text": "x " * (before // 2) + "jane@example.com"}) == candidates


@pytest.mark.parametrize(("before", "candidates"), [(99, [MOBILE]), (100, NOBODY)])
def test_a_hundred_figures_are_looked_at(before: int, candidates: list[Candidate]) -> None:
    assert found({"text": "1234567, " * before + "+31 6 12345678"}) == candidates


def nested(depth: int) -> Message:
    element = words("jane@example.com")
    for _ in range(depth):
        element = {"type": "rich_text_section", "elements": [element]}
    return {"blocks": [element]}


@pytest.mark.parametrize(("depth", "candidates"), [(4, [JANE]), (500, NOBODY)])
def test_depth_is_bounded(depth: int, candidates: list[Candidate]) -> None:
    assert found(nested(depth)) == candidates


@pytest.mark.parametrize(("before", "candidates"), [(4_000, [JANE]), (5_000, NOBODY)])
def test_parts_are_bounded(before: int, candidates: list[Candidate]) -> None:
    assert found(rich(*[words("")] * before, words("jane@example.com"))) == candidates


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1 ",
            "1  ",
            "1-  ",
            "0 / ",
            "12 / ",
            "06 12345678  ",
            "0612345 ",
            "+31 ",
            "+1 555 0142 ",
            "+",
            "(",
            "(1",
            "1/2-3.",
            "00",
        ),
        *(
            "a@",
            "a.",
            "a@a.",
            "a-",
            "<",
            "<a|",
            "`",
            "```",
            "``` `",
            "https://",
            "x-a:",
            "NL91 ABNA ",
            "1.",
            "\u200b",
            "&amp;",
        ),
    ],
)
def test_long_messages_take_no_long_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    started = time.thread_time()
    found({"text": text, "blocks": rich(words(text))["blocks"], "attachments": [{"text": text}]})
    assert time.thread_time() - started < 2


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([text for text, _ in TEXTS]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "elements", "url", "style", "fields", "rows", "blocks", "value", "message"]
            ),
            inner | st.sampled_from(["text", "link", "mrkdwn", "plain_text", "rich_text_preformatted", "section"]),
            max_size=5,
        )
    ),
    max_leaves=15,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(["text", "blocks", "attachments", "files"]), json),
    st.sampled_from([None, PEOPLE]),
    st.sampled_from([None, "NL", "US", "DE", "XX"]),
)
def test_any_message_gives_an_answer(message: Message, app_url: str | None, region: str | None) -> None:
    answer = find_in_message(message, app_url=app_url, phone_regions=[region] if region else [])
    assert isinstance(answer, Found)
    assert len(answer.candidates) == len(set(answer.candidates)) <= 10
    ids = [candidate.candidate_id for candidate in answer.candidates if isinstance(candidate, ById)]
    assert all(CANDIDATE_ID.fullmatch(candidate_id) for candidate_id in ids)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([text for text, _ in TEXTS] + [" ", "\n", "|", "<", ">", "`"]), max_size=6).map("".join)
)
def test_any_mixture_of_texts_gives_an_answer(text: str) -> None:
    assert len(found({"text": text})) <= 10


def test_the_table_is_long_enough() -> None:
    assert len({text for text, _ in TEXTS}) + len(COUNTRIES) + len(STRUCTURED) > 100
