"""How file descriptors are divided."""

import pytest

from bot.server.descriptors import AMPLE, Share, share


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (64, Share(incoming=14, slack=8, spott=8, metrics=2)),
        (256, Share(incoming=81, slack=44, spott=44, metrics=11)),
        (1_024, Share(incoming=343, slack=179, spott=179, metrics=16)),
        (4_096, AMPLE),
        (1_048_576, AMPLE),
    ],
)
def test_each_side_gets_its_share(limit: int, expected: Share) -> None:
    assert share(limit) == expected


def test_shares_leave_a_reserve() -> None:
    for limit in range(48, 8_192):
        got = share(limit)
        assert got.incoming + 2 * got.slack + got.spott + got.metrics <= limit - 24
        assert min(got.incoming, got.slack, got.spott, got.metrics) >= 2
