import pytest

from bot.cards.message import Block
from bot.cards.modal_size import fitting

DIVIDER: Block = {"type": "divider"}


@pytest.mark.parametrize(
    ("groups", "beside", "fit"),
    [
        ([], 0, 0),
        ([1] * 96, 0, 96),
        ([1] * 97, 0, 96),
        ([1] * 96, 6, 90),
        ([50, 46, 1], 0, 2),
        ([50, 47, 1], 0, 1),
        ([97], 0, 0),
    ],
)
def test_no_more_blocks_than_a_modal_allows(groups: list[int], beside: int, fit: int) -> None:
    made = [[DIVIDER] * size for size in groups]
    assert fitting(made, beside=[DIVIDER] * beside) == made[:fit]


@pytest.mark.parametrize(("text", "fit"), [("x" * 10_000, 23), ("\u6f22" * 10_000, 3), ("x" * 240_000, 0)])
def test_no_more_bytes_than_a_modal_allows(text: str, fit: int) -> None:
    assert len(fitting([[{"type": "section", "text": text}]] * 50)) == fit


def test_blocks_that_do_not_fit_are_not_built() -> None:
    made = iter([[DIVIDER] * 50] * 9)
    assert len(fitting(made)) == 1
    assert len(list(made)) == 7
