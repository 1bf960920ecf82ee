import pytest

from bot.cards.message import Block
from bot.cards.room import that_fit

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
def test_no_more_blocks_than_a_modal_takes(groups: list[int], beside: int, fit: int) -> None:
    assert that_fit([[DIVIDER] * size for size in groups], beside=[DIVIDER] * beside) == fit


@pytest.mark.parametrize(("text", "fit"), [("x" * 10_000, 23), ("\u6f22" * 10_000, 3), ("x" * 240_000, 0)])
def test_no_more_bytes_than_a_modal_takes(text: str, fit: int) -> None:
    assert that_fit([[{"type": "section", "text": text}]] * 50) == fit
