import asyncio
import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RIVALS = ("flask", "requests", "starlette", "trustme", "uvicorn")


def python_with_rivals() -> str | None:
    """This Python if it has the rivals' packages, or else the one that `make bench` sets up."""
    if all(map(find_spec, RIVALS)):
        return sys.executable
    prepared = ROOT / ".venv.bench" / "bin" / "python"
    return str(prepared) if prepared.exists() else None


@pytest.mark.skipif(sys.platform != "linux", reason="the benchmark pins processes to cores, which needs Linux")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" in os.environ, reason="fills both cores, so it runs alone, as in .ci/run")
async def test_quick_benchmark_writes_report_chart_and_table(tmp_path: Path) -> None:
    python = python_with_rivals()
    if python is None:
        pytest.skip("requirements-bench.txt is not installed (make bench does it)")
    readme, report, chart = tmp_path / "README.md", tmp_path / "bench.json", tmp_path / "bench.svg"
    readme.write_text("before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n", encoding="utf-8")

    process = await asyncio.create_subprocess_exec(
        *(python, "-m", "tests.bench.run", "--quick"),
        *("--json", str(report), "--svg", str(chart), "--readme", str(readme)),
        cwd=ROOT,
        # The rivals' httpx wants to find authorities there.
        env={name: value for name, value in os.environ.items() if name != "SSL_CERT_FILE"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()

    assert process.returncode == 0, said.decode()
    measured = json.loads(report.read_text(encoding="utf-8"))
    everybody = {"ours", "cached", "without_bolt", "starlette", "async", "sync"}
    assert {name: set(of) for name, of in measured["rounds"].items()} == dict.fromkeys(
        ("alone", "alone_slow_spott", "at_once"), everybody
    )
    assert chart.read_text(encoding="utf-8").startswith("<svg ")
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1], "old" in lines) == ("before", "after", False)
    assert sum(line.startswith("| ") for line in lines) == 1 + len(everybody)
