import time

import pytest

from bot.cards.masking import mask
from bot.cards.text import clean
from tests.english import say

ADDRESSES = [
    "jane@example.com",
    "Jane.Doe+spott@mail.example.co.uk",
    "o'brien@example.com",
    "jane_doe-1@sub-domain.example.org",
    "jane@EXAMPLE.COM",
    "jane\uff20example.com",
    "jane\ufe6bexample\uff0ecom",
    "\uff4a\uff41\uff4e\uff45\uff20\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.com",
    "jané@exämple.com",
    "用户@例子.广告",
    "जेन@उदाहरण.भारत",
    "jane@例子。广告",
    "\U0001d423ane@example.com",
    "jane\u200d@example.com",
    "jane\u200b@exam\u00adple.com",
    "jane@example\u2060.com",
    "jane@\u202eexample.com",
    "jane%40example.com",
    "jane(at)example.com",
    "jane (at) example (dot) com",
    "jane [AT] example [DOT] com",
    "jane@[192.0.2.1]",
    "jane@ example.com",
    "jane@\nexample.com",
    "5550100199@example.com",
]
NUMBERS = [
    "5550100",
    "555-0100",
    "5550100199",
    "+15550100199",
    "+1 555 010 0199",
    "+1 (555) 010-0199",
    "(555) 010-0199",
    "555.010.0199",
    "555/010/0199",
    "555 - 010 - 0199",
    "1-555-010-0199",
    "001 555 010 0199",
    "+1 555 010 0199 ext. 42",
    "555-010-0199 x42",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "0612345678",
    "+44 (0)20 7946 0199",
    "030/123456-78",
    "12 34 56 78",
    "612 345 678",
    "612.345.678",
    "+852 2019-2023",
    "00 2019 - 2023",
    "555\u2011010\u20110199",
    "555\u2013010\u20130199",
    "555\u00b7010\u00b70199",
    "555\u00a0010\u00a00199",
    "555\u200b010\u200b0199",
    "555\u00ad0100\u2060199",
    "\uff15\uff15\uff15\uff10\uff11\uff10\uff10\uff11\uff19\uff19",
    "\uff15\u200d\uff15\u200d\uff15\u200d\uff10\u200d\uff11\u200d\uff10\u200d\uff10",
    "\uff0b\uff11 555 010 0199",
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",
    "\u0966\u0967\u0968\u0969\u096a\u096b\u096c",
    "\u2460\u2461\u2462\u2463\u2464\u2465\u2466",
    "5\u20e35\u20e35\u20e30\u20e31\u20e30\u20e30\u20e3",
    "555\n010\n0199",
    "2026-11-22 0612345678",
]
KEPT = [
    "",
    "Call Jane about the offer",
    "2026-11-22",
    "2026/11/22",
    "22.11.2026",
    "22/11/2026",
    "11-22-2026",
    "2026-11-22 14:30",
    "22.11.2026 09:30 call",
    "2026-11-22T09:30:00Z",
    "2019 - 2023",
    "2019-2023",
    "2019\u20132023",
    "CTO (2019-2023)",
    "03/2021 - 11/2023",
    "01.03.2021 - 30.11.2023",
    "22. - 24.11.2026",
    "2024 (150 people)",
    "120.000",
    "80.000 - 95.000",
    "1.250.000",
    "6-digit code 123456",
    "Java 17, 2 days, 3 rounds",
    "CTO @ Booking.com",
    "@example on every site",
    "Sales@Acme",
    "Head of R&D (at Acme)",
    "👩\u200d💻 team of 12",
    "می\u200cخواهم",
    "三百人の会社",
    "Grade ② of ③",
]


def test_email_address_is_masked() -> None:
    for address in ADDRESSES:
        assert mask(clean(address), say) == "(email hidden)", address
        assert mask(clean(f"Write to <{address}>, today"), say) == "Write to (email hidden), today", address


def test_a_telephone_number_is_masked() -> None:
    for number in NUMBERS:
        assert mask(clean(number), say) == "(phone hidden)", number
        assert mask(clean(f"Ring {number}, today"), say) == "Ring (phone hidden), today", number


def test_other_text_stays_readable() -> None:
    assert [text for text in KEPT if mask(clean(text), say) != clean(text)] == []


def test_several_are_masked_in_one_text() -> None:
    text = "Jané: jane@example.com or +1 555 010 0199, since 2019-2023 (joe@example.org)"
    assert mask(text, say) == "Jané: (email hidden) or (phone hidden), since 2019-2023 (email hidden)"


@pytest.mark.parametrize(
    "bomb", ["@" * 4_000, "a" * 4_000 + "@", "1 " * 2_000, "1     " * 600, "(at" * 1_300, "1-2." * 999]
)
def test_masking_is_fast(bomb: str) -> None:
    began = time.thread_time()
    mask(bomb, say)
    mask(bomb + "é", say)
    assert time.thread_time() - began < 1
