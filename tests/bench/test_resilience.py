"""Small runs of the resilience benchmark and the mixed attack; their figures mean something only on a quiet machine."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.attackers import Result
from tests.bench.mixed_attack import Attacked, Outcomes, Sample, attack
from tests.bench.resilience.__main__ import HOW_SURE
from tests.bench.resilience.cases import Table, into_readme

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@linux
@pytest.mark.thorough
async def test_quick_run_prints_both_apps_and_writes_the_readme(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- resilience: begin -->\nold\n<!-- resilience: end -->\nafter\n", encoding="utf-8")

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.resilience", "--quick"),
        *("--only", "not-slacks", "--readme", str(readme)),
        cwd=ROOT,
        # Stock Bolt's httpx wants to find authorities there.
        env={name: value for name, value in os.environ.items() if name != "SSL_CERT_FILE"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    said = output.decode()

    assert process.returncode == 0, said
    assert "did not end well" not in said
    rows = [line for line in said.splitlines() if line.startswith("| ")]
    assert rows[0] == "| | this bot | stock Bolt |"
    assert len(rows) == 1 + 2
    assert all(len(row.split(" | ")) == 3 for row in rows[1:])
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1], "old" in lines) == ("before", "after", False)
    assert sum(line.startswith("| signed, with a response_url") for line in lines) == 1


def test_readme_shows_ten_rows() -> None:
    assert len(set(HOW_SURE)) == 10


def test_readme_without_markers_is_an_error(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="has no <!-- resilience: begin"):
        into_readme(readme, Table().markdown([]))


@linux
@pytest.mark.thorough
async def test_a_few_seconds_of_mixed_attack() -> None:
    attacked = await attack(3.0, per_second=50, warm_up=0.2, rest=0.2)
    assert attacked.outcomes.typed == 15
    assert 100 <= attacked.result.made <= 150
    assert {401} <= set(attacked.result.statuses)
    assert len(list(attacked.figures())) == 6


SMALL = Sample(memory=60.0, descriptors=20, tasks=5)


@pytest.mark.parametrize(
    ("outcomes", "peak", "rest", "wanted"),
    [
        (Outcomes(times=[0.1] * 100, cards=100), 99.0, SMALL, [True] * 6),
        (Outcomes(times=[0.1] * 99 + [0.6]), 100.0, SMALL, [True] * 6),
        (Outcomes(times=[0.1] * 98 + [0.6] * 2), 60.0, SMALL, [True, False, True, True, True, True]),
        (Outcomes(times=[0.1] * 98, failed=2), 60.0, SMALL, [True, False, True, True, True, True]),
        (Outcomes(times=[0.1], lost=1), 60.0, SMALL, [True, True, False, True, True, True]),
        (Outcomes(times=[0.1], twice=1), 60.0, SMALL, [True, True, False, True, True, True]),
        (Outcomes(times=[0.1]), 100.5, SMALL, [True, True, True, False, True, True]),
        (Outcomes(times=[0.1]), 60.0, Sample(101.0, 20, 5), [True, True, True, False, True, True]),
        (Outcomes(times=[0.1]), 60.0, Sample(60.0, 41, 26), [True, True, True, True, False, False]),
        (Outcomes(times=[0.1]), 60.0, Sample(60.0, 20, -1), [True, True, True, True, True, False]),
    ],
)
def test_limits_of_an_attack(outcomes: Outcomes, peak: float, rest: Sample, wanted: list[bool]) -> None:
    attacked = Attacked(outcomes, Result(), SMALL, SMALL, peak, rest)
    assert [as_wanted for _, as_wanted in attacked.figures()] == wanted
