"""What is typed after the command, and what it is taken for."""

import random
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.people.links import linked_id
from bot.people.query import Asked, ByEmail, ById, ByName, ByPhone, Help, NotUnderstood, Query, parse
from bot.spott.models import CANDIDATE_ID

PEOPLE = "https://app.example.com/candidates/{candidate_id}"
UUID = "3f2a1b4c-9d8e-4f70-8a61-0123456789ab"
CUID = "clh3k2j9v0000qz8t1x5y7w4e"
JANE = "jane@example.com"
MOBILE = ByPhone("+31612345678")

IDS: list[tuple[str, Query]] = [
    (UUID, ById(UUID)),
    (UUID.upper(), ById(UUID.upper())),
    (CUID, ById(CUID)),
    ("jane2", ById("jane2", "jane2")),
    ("c-1815", ById("c-1815", "c-1815")),
    ("C_7", ById("C_7", "C_7")),
    ("7", ById("7", "7")),
    ("a" * 20, ById("a" * 20, "a" * 20)),
    ("a" * 19, ByName("a" * 19, "a" * 19)),
    ("a1" * 32, ById("a1" * 32, "a1" * 32)),
    ("a1" * 33, NotUnderstood()),
    ("Wolfeschlegelsteinhausen", ById("Wolfeschlegelsteinhausen", "Wolfeschlegelsteinhausen")),
    (f'"{UUID}"', ById(UUID)),
    (f"\u201c{UUID}\u201d", ById(UUID)),
    (f"\u2018{UUID}\u2019", ById(UUID)),
    (f"\u00ab{UUID}\u00bb", ById(UUID)),
    (f"`{UUID}`", ById(UUID)),
    (f"<{UUID}>", ById(UUID)),
    (f"&lt;{UUID}&gt;", ById(UUID)),
    (f"  {UUID}\r\n", ById(UUID)),
    (f"\u00a0{UUID}\u200b", ById(UUID)),
    (f"\ufeff{UUID}", ById(UUID)),
    ("'jane2", ById("jane2", "jane2")),
    ("12345678", ById("12345678", ByPhone("12345678"))),
    ("612345678", ById("612345678", MOBILE)),
    ("1732288000123456789", ById("1732288000123456789", "1732288000123456789")),
    ("2026-11-22", ById("2026-11-22", ByPhone("20261122"))),
    ("555-0143", ById("555-0143", ByPhone("5550143"))),
    ("12345678-1234-1234-1234-123456789012", ById("12345678-1234-1234-1234-123456789012")),
]

LINKS: list[tuple[str, Query]] = [
    ("https://app.example.com/candidates/c-ada", ById("c-ada")),
    ("<https://app.example.com/candidates/c-ada>", ById("c-ada")),
    ("<https://app.example.com/candidates/c-ada|Ada Lovelace>", ById("c-ada")),
    ("https://app.example.com/candidates/c-ada/", ById("c-ada")),
    ("https://app.example.com/candidates/c-ada/notes", ById("c-ada")),
    ("https://app.example.com/candidates/c-ada?tab=notes&amp;page=2", ById("c-ada")),
    ("https://app.example.com/candidates/c-ada#history", ById("c-ada")),
    ("HTTPS://App.Example.COM/candidates/c-ada", ById("c-ada")),
    ("http://app.example.com/candidates/c-ada", ById("c-ada")),
    ("app.example.com/candidates/c-ada", ById("c-ada")),
    ("have a look at https://app.example.com/candidates/c-ada, please", ById("c-ada")),
    (f"https://app.example.com/candidates/c-ada?mail={JANE}", ById("c-ada")),
    ("help https://app.example.com/candidates/c-ada", Help()),
    ("https://app.example.com/Candidates/c-ada", NotUnderstood()),
    ("https://app.example.com/candidates/", NotUnderstood()),
    ("https://app.example.com/candidates/../users", NotUnderstood()),
    ("https://app.example.com/candidates/%2e%2e", NotUnderstood()),
    ("https://app.example.com/candidates/c-ada%2F..", NotUnderstood()),
    (f"https://app.example.com/candidates/{'x' * 65}", NotUnderstood()),
    ("https://app.example.com/jobs/c-ada", NotUnderstood()),
    ("https://app.example.com.evil.example/candidates/c-ada", NotUnderstood()),
    ("https://app.example.com@evil.example/candidates/c-ada", NotUnderstood()),
    ("https://evil.example/https://app.example.com/candidates/c-ada", NotUnderstood()),
    ("https://evil.example/candidates/c-ada", NotUnderstood()),
    ("<https://www.example.org/in/jane|Jane Doe>", NotUnderstood()),
]

EMAILS: list[tuple[str, Query]] = [
    (JANE, ByEmail(JANE)),
    ("Jane.Doe@Example.COM", ByEmail("jane.doe@example.com")),
    (f"<mailto:{JANE}|{JANE}>", ByEmail(JANE)),
    (f"<mailto:{JANE}>", ByEmail(JANE)),
    (f"<mailto:{JANE}?subject=Hello|write>", ByEmail(JANE)),
    ("<mailto:jane%2Bjobs@example.com|x>", ByEmail("jane+jobs@example.com")),
    (f"mailto:{JANE}", ByEmail(JANE)),
    (f"<{JANE}>", ByEmail(JANE)),
    (f"'{JANE}'", ByEmail(JANE)),
    (f"Jane Doe &lt;{JANE}&gt;", ByEmail(JANE)),
    (f"Jane Doe {JANE}", ByEmail(JANE)),
    (f"Jane Doe\n{JANE}", ByEmail(JANE)),
    (f"{JANE}, john@example.com", ByEmail(JANE)),
    (f"{JANE}.", ByEmail(JANE)),
    (f"_{JANE}_", ByEmail(JANE)),
    ("o'brien@example.com", ByEmail("o'brien@example.com")),
    ("jane@mail.example.co.uk", ByEmail("jane@mail.example.co.uk")),
    ("jos\u00e9@example.com", ByEmail("jos\u00e9@example.com")),
    ("jane@xn--exmple-cua.com", ByEmail("jane@xn--exmple-cua.com")),
    (f"{JANE} +31 6 12345678", ByEmail(JANE)),
    ("jane@", NotUnderstood()),
    ("jane@example", NotUnderstood()),
    ("jane doe@2x.png", NotUnderstood()),
]

PHONES: list[tuple[str, Query]] = [
    ("+31612345678", MOBILE),
    ("+31 6 12345678", MOBILE),
    ("+31 (0)6 1234 5678", MOBILE),
    ("(+31) 6-1234-5678", MOBILE),
    ("0031612345678", MOBILE),
    ("00 31 6 12345678", MOBILE),
    ("0612345678", MOBILE),
    ("06 12 34 56 78", MOBILE),
    ("06-12345678", MOBILE),
    ("06.12.34.56.78", MOBILE),
    ("(06) 12345678", MOBILE),
    ("06 12345678 ext. 12", MOBILE),
    ("\u202a+31 6 12345678\u202c", MOBILE),
    ("+31\u00a06\u00a012345678", MOBILE),
    ("+31 6\u201012345678", MOBILE),
    ("\uff0b\uff13\uff11\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", MOBILE),
    ("\u0660\u0666 \u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", MOBILE),
    ("<tel:+31612345678|+31 6 12345678>", MOBILE),
    ("<tel:0612345678|06 12345678>", MOBILE),
    ("tel:+31-6-1234-5678", MOBILE),
    ("tel: 06 12345678", MOBILE),
    ("Jane Doe 06 12345678", MOBILE),
    ("`06 12345678`", MOBILE),
    ("+1 555 0142", ByPhone("+15550142")),
    ("+1 (212) 555-0142", ByPhone("+12125550142")),
    ("+44 7700 900123", ByPhone("+447700900123")),
    ("+49 30 23125 012", ByPhone("+493023125012")),
    ("06 1234 5678 9012", ByPhone("06123456789012")),
    ("+999 12345678", ByPhone("+99912345678")),
    ("+12 34", NotUnderstood()),
    ("12 34", NotUnderstood()),
    ("++31612345678", NotUnderstood()),
    ("1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6", NotUnderstood()),
]

NAMES: list[tuple[str, Query]] = [
    ("Jane Doe", ByName("Jane Doe")),
    ("  Jane   Doe  ", ByName("Jane Doe")),
    ("Jane\tDoe", ByName("Jane Doe")),
    ("Jane\u00a0Doe", ByName("Jane Doe")),
    ("Doe, Jane", ByName("Jane Doe")),
    ("Doe,Jane", ByName("Jane Doe")),
    ("Doe, Jane Mary", ByName("Jane Mary Doe")),
    ("van der Berg, Jan", ByName("Jan van der Berg")),
    ("Doe,", ByName("Doe", "Doe")),
    ("Jane Doe, PhD", ByName("Jane Doe")),
    ("Doe, Jane, M.B.A.", ByName("Jane Doe")),
    ("Doe, John Jr.", ByName("John Doe")),
    ("Doe\uff0c Jane", ByName("Jane Doe")),
    ('"Jane Doe"', ByName("Jane Doe")),
    ("\u201eJane Doe\u201c", ByName("Jane Doe")),
    ("&lt;Jane Doe&gt;", ByName("Jane Doe")),
    ("Jane", ByName("Jane", "Jane")),
    ("jane.doe", ByName("jane.doe")),
    ("Anne-Marie", ByName("Anne-Marie", "Anne-Marie")),
    ("c-ada-lovelace", ByName("c-ada-lovelace", "c-ada-lovelace")),
    ("jane_doe", ByName("jane doe", "jane_doe")),
    ("O'Brien", ByName("O'Brien")),
    ("O\u2019Brien", ByName("O'Brien")),
    ("'t Hart", ByName("'t Hart")),
    ("\u2019t Hart, Piet", ByName("Piet 't Hart")),
    ("'Jane Doe'", ByName("Jane Doe")),
    ("Zo\u00eb Kr\u00f6ger", ByName("Zo\u00eb Kr\u00f6ger")),
    ("Zoe\u0308", ByName("Zo\u00eb")),
    ("J. R. R. Doe", ByName("J. R. R. Doe")),
    ("\u674e\u5c0f\u9f8d", ByName("\u674e\u5c0f\u9f8d")),
    ("\u0410\u043d\u043d\u0430", ByName("\u0410\u043d\u043d\u0430")),
    ("\u0641\u0627\u0637\u0645\u0629", ByName("\u0641\u0627\u0637\u0645\u0629")),
    ("\u092a\u094d\u0930\u093f\u092f\u093e", ByName("\u092a\u094d\u0930\u093f\u092f\u093e")),
    ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", ByName("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627")),
    ("Jane Doe (she/her)", ByName("Jane Doe")),
    ("Jo", ByName("Jo", "Jo")),
    ("a " * 50, ByName(("a " * 50).strip())),
    ("a " * 51, NotUnderstood()),
    ("J", NotUnderstood()),
]

NOT_UNDERSTOOD = (
    *("...", "-", "--", "___", "!", "?", "()", "\U0001f44d", "\U0001f44d\U0001f3fd"),
    *("../users", "..", "/", "a/b", "\\", "a\\b", "%2e%2e", "%2F", "?x=1", "#f", "a&amp;b", "a=b", "a;b", "{}", "${x}"),
    *(
        "<script>alert</script>",
        "<!channel>",
        "<@U0123ABCD>",
        "<#C0123ABCD|general>",
        "Jane\nDoe",
        "Jane\r\nX-Api-Key: x",
    ),
    *(
        "Jane\x00",
        "c1\x00",
        "\x7f",
        "c1\x1b[31m",
        "c1\u202e2",
        "c1 2",
        "c1\u00e9",
        "x" * 10_000,
    ),
    *("Jane Doe 2", "Henry VIII: king", "//app.example.com", "c1'--", "c1*", "c1|c2", "$(id)", "javascript:alert(1)"),
)

HELPS = ("", " ", "\n", "help", "HELP", " Help ", "--help", "\u2014help", "'help'", "help me", "jane help", '""', "<>")

TABLE: list[tuple[str, Query]] = [
    *IDS,
    *LINKS,
    *EMAILS,
    *PHONES,
    *NAMES,
    *((text, NotUnderstood()) for text in NOT_UNDERSTOOD),
    *((text, Help()) for text in HELPS),
]


def dutch(text: str) -> Asked:
    return parse(text, app_url=PEOPLE, phone_regions=["NL"])


@pytest.mark.parametrize(("text", "query"), TABLE)
def test_what_a_text_is_taken_for(text: str, query: Query) -> None:
    assert dutch(text).query == query


def test_no_text_stands_twice_in_the_table() -> None:
    assert len({text for text, _ in TABLE}) == len(TABLE) > 120


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("0612345678", ByPhone("0612345678")),
        ("06 12345678", ByPhone("0612345678")),
        ("06-12345678", ByPhone("0612345678")),
        ("612345678", ById("612345678", ByPhone("612345678"))),
        ("212-555-0142", ById("212-555-0142", ByPhone("2125550142"))),
        ("+31612345678", MOBILE),
        ("0031612345678", MOBILE),
        ("tel: 06 12345678", ByPhone("0612345678")),
        ("mobile 06 12345678", ByPhone("0612345678")),
        ("https://app.example.com/candidates/c-ada", NotUnderstood()),
        (UUID, ById(UUID)),
        (JANE, ByEmail(JANE)),
        ("Jane Doe", ByName("Jane Doe")),
    ],
)
def test_without_settings_nothing_is_guessed(text: str, query: Query) -> None:
    assert parse(text).query == query


@pytest.mark.parametrize(
    ("region", "text", "query"),
    [
        ("US", "(212) 555-0142", ByPhone("+12125550142")),
        ("US", "212-555-0142", ByPhone("+12125550142")),
        ("US", "2125550142", ById("2125550142", ByPhone("+12125550142"))),
        ("GB", "07700 900123", ByPhone("+447700900123")),
        ("FR", "06 39 98 12 34", ByPhone("+33639981234")),
        ("nl", "06 12345678", MOBILE),
        ("XX", "06 12345678", ByPhone("0612345678")),
        ("", "06 12345678", ByPhone("0612345678")),
    ],
)
def test_numbers_without_a_country_are_of_the_region(region: str, text: str, query: Query) -> None:
    assert parse(text, phone_regions=[region] if region else []).query == query


@pytest.mark.parametrize("subject", [UUID, "Jane Doe", "Doe, Jane", JANE, "+31 6 12345678", "help", "!", ""])
@pytest.mark.parametrize("word", ["private", "PRIVATE", "--private", "\u2014private", "\u2013private", "*private*"])
def test_private_may_stand_first_or_last_before_anything(subject: str, word: str) -> None:
    alone = dutch(subject)
    wanted = Asked(alone.query, private=True, sensitive=alone.sensitive)
    assert [dutch(f"{word} {subject}"), dutch(f"{subject} {word}")] == [wanted, wanted]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("private", Help()),
        ("private private", Help()),
        ("private: Jane Doe", ByName("Jane Doe")),
        ("Jane Doe, private", ByName("Jane Doe")),
        ('"Jane Doe private"', ByName("Jane Doe")),
        ("private Jane Doe private", ByName("Jane Doe")),
        ("private <https://app.example.com/candidates/c-ada>", ById("c-ada")),
    ],
)
def test_more_ways_to_say_private(text: str, query: Query) -> None:
    assert dutch(text) == Asked(query, private=True)


@pytest.mark.parametrize("text", ["Jane Private Doe", "privately", "Privat", "private@example.com", "c-private"])
def test_private_is_only_that_word_at_an_end(text: str) -> None:
    assert not dutch(text).private


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        *((text, True) for text, _ in EMAILS[:20]),
        *((text, True) for text, _ in PHONES[:29]),
        ("jane@localhost", True),
        (f"https://app.example.com/candidates/c-ada?mail={JANE}", True),
        (f"https://www.example.org/?mail={JANE}", True),
        (f"Jane {JANE} " + "x" * 1_000, True),
        ("help +31 6 12345678", True),
        ("Jane (06-12345678) #1", True),
        ("612345678", True),
        ("1234567", True),
        ("123456", False),
        ("1732288000123456789", False),
        ("12345678-1234-1234-1234-123456789012", False),
        ("clh12345678901234567890ab", False),
        ("https://app.example.com/candidates/1234567890", False),
        ("Jane Doe", False),
        ("@jane", False),
        (UUID, False),
        ("", False),
    ],
)
def test_an_address_or_number_anywhere_makes_the_text_sensitive(text: str, sensitive: bool) -> None:  # noqa: FBT001
    assert dutch(text).sensitive is sensitive


@pytest.mark.parametrize(
    ("pattern", "url", "candidate_id"),
    [
        ("https://a.example/p/{candidate_id}/overview", "https://a.example/p/c1/overview?x=1", "c1"),
        ("https://a.example/p/{candidate_id}/overview", "https://a.example/p/c1/notes", None),
        ("https://a.example/p/{candidate_id}/", "https://a.example/p/c1", "c1"),
        ("https://a.example/p?id={candidate_id}", "https://a.example/p?id=c1&tab=2", "c1"),
        ("https://a.example/p?id={candidate_id}", "https://a.example/p/id=c1", None),
        ("https://a.example/#/p/{candidate_id}", "https://a.example/#/p/c1", "c1"),
        ("https://a.example:8443/{candidate_id}", "https://a.example:8443/c1", "c1"),
        ("https://a.example/{candidate_id}", "https://aXexample/c1", None),
        ("https://{candidate_id}.a.example", "https://c1.a.example", "c1"),
        (None, "https://a.example/p/c1", None),
    ],
)
def test_links_of_every_pattern_that_may_be_set(pattern: str | None, url: str, candidate_id: str | None) -> None:
    assert linked_id(url, pattern) == candidate_id


HOSTILE = (
    *("../users", "..", "%2e%2e", "%2F", "a/b", "/", "\\", "?x=1", "#f", "&a=b", "https://evil.example", ":8080"),
    *(
        "\r\n",
        "\r\nX-Api-Key: x",
        "\x00",
        "\x7f",
        "\u202e",
        "\uff0e\uff0e",
        "\u0661",
        "\u00e9",
        "\U0001f600",
    ),
    *("{}", "${x}", "$(id)", ";", "'--", "<script>", "*", "|", "~", "^", "[", "]", "=", "!", "x" * 65, "/../"),
)


def hostile_ids() -> list[str]:
    """A thousand texts that no id may look like, the same in every run."""
    dice = random.Random(20)
    texts = ["c1" + piece + "1" for piece in HOSTILE]
    while len(texts) < 1_000:
        pieces = dice.choices((*HOSTILE, "c-ada", "1", "clh3k2j9v0000qz8t1x5y7w4e"), k=dice.randint(2, 5))
        middle = dice.choice(HOSTILE)
        texts.append(f"c1{''.join(pieces)}{middle}2")
    return texts


def test_no_hostile_id_is_taken_for_an_id() -> None:
    texts = hostile_ids()
    assert len(texts) == 1_000
    assert [text for text in texts if isinstance(dutch(text).query, ById)] == []


def _ids(query: Query) -> list[str]:
    match query:
        case ById(candidate_id):
            return [candidate_id]
        case ByName(else_id=str(else_id)):
            return [else_id]
    return []


texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*HOSTILE, *(text for text, _ in TABLE), " ", ",", "private"]), max_size=5).map("".join),
    st.from_regex(r"[<+(]{0,2}[0-9A-Za-z@./() _|:-]{1,40}[>)]?", fullmatch=True),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.sampled_from([None, PEOPLE]), st.sampled_from([None, "NL", "US", "DE", "XX"]))
@example("\ud800", None, None)
def test_any_text_gives_an_answer_and_ids_are_well_formed(text: str, app_url: str | None, region: str | None) -> None:
    query = parse(text, app_url=app_url, phone_regions=[region] if region else []).query
    assert all(CANDIDATE_ID.fullmatch(candidate_id) for candidate_id in _ids(query))
    if isinstance(query, ByName):
        assert 2 <= len(query.name) <= 100
        assert not set(query.name) & set("/\\?#%&=<>{}@\r\n\x00")


@pytest.mark.parametrize(
    "piece", ["a", "a-", "a@", "a.", "@", "1", "1 ", "+", "(", "<", "<https:", "'", "\u200b", "private "]
)
def test_long_texts_take_no_long_time(piece: str) -> None:
    started = time.thread_time()
    for length in (999, 100_000):
        dutch(piece * (length // len(piece)))
    assert time.thread_time() - started < 5
