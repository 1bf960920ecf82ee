"""What the process does for speed, and that it logs it."""

import gc
import re
from collections.abc import Iterator

import pytest

from bot.server import tuning


@pytest.fixture
def collector() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("collector")
async def test_tuning_is_logged_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.server.tuning")
    tuning.collect_rarely()
    (line,) = caplog.messages
    assert re.fullmatch(
        r"tuned: event loop (asyncio|uvloop), [0-9]+ file descriptors, garbage collected after 50000 objects", line
    )
    assert gc.get_threshold()[0] == 50_000
    assert gc.get_freeze_count() > 0
