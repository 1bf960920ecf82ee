"""Phone numbers that Spott keeps, in every way in which people write them."""

import pytest

from bot.people.phones import is_same, national, readings

DUTCH, FRENCH = "+31612345678", "+33612345678"


@pytest.mark.parametrize(
    ("number", "regions", "found"),
    [
        ("06 12345678", ["NL"], (DUTCH,)),
        ("06 12345678", ["NL", "FR"], (DUTCH, FRENCH)),
        ("06 12345678", ["FR", "NL"], (FRENCH, DUTCH)),
        ("06 12345678", ["US", "NL"], (DUTCH,)),
        ("+33612345678", ["NL", "FR"], (FRENCH,)),
        ("06'12'34'56'78", ["NL"], (DUTCH,)),
        ("06 12345678", [], ()),
    ],
)
def test_number_is_parsed_for_each_country_in_turn(number: str, regions: list[str], found: tuple[str, ...]) -> None:
    assert readings(number, regions) == found


@pytest.mark.parametrize(
    ("number", "regions", "dialled"),
    [
        (DUTCH, ["NL"], "0612345678"),
        (DUTCH, ["BE", "NL"], "0612345678"),
        ("+12125550142", ["US"], "2125550142"),
        ("+390612345678", ["IT"], "0612345678"),
        (DUTCH, ["BE"], None),
        (DUTCH, [], None),
        ("0612345678", ["NL"], None),
    ],
)
def test_how_a_number_is_dialled_in_its_country(number: str, regions: list[str], dialled: str | None) -> None:
    assert national(number, regions) == dialled


SAME = [
    (DUTCH, "+31 (0)6 12 34 56 78", [], True),
    (DUTCH, "0031-6-12345678", [], True),
    (DUTCH, "31612345678", [], True),
    (DUTCH, "06\u201312345678 (mobile)", [], True),
    (DUTCH, "06 12345678, ext. 12", ["NL"], True),
    (DUTCH, "06 12345678", ["BE", "NL"], True),
    (DUTCH, "06 12345678", ["FR"], False),
    (DUTCH, "+33 6 12 34 56 78", ["NL"], False),
    (DUTCH, "131612345678", ["NL"], False),
    (DUTCH, "ask Jane", ["NL"], False),
    (DUTCH, "020 1234567 / 06 12345678", ["NL"], True),
    (DUTCH, "Jane: +31 6 12345678, her office: 020 1234567", [], True),
    (DUTCH, "020 1234567 / 06 12345679", ["NL"], False),
    ("0612345678", "06 12 34 56 78", [], True),
    ("0612345678", "+31 6 12345678", [], True),
    ("0612345678", "+33 6 12345678", [], True),
    ("0612345678", "+31 6 12345679", [], False),
    ("2125550142", "+1 (212) 555-0142", [], True),
    ("5550142", "+1 (212) 555-0142", [], None),
]


def test_whether_two_numbers_are_the_same() -> None:
    for asked, kept, regions, same in SAME:
        assert is_same(asked, kept, regions) is same, (asked, kept)
