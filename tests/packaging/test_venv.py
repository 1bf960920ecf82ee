"""When `.ci/venv` keeps the existing environment."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.container import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")

KEPT, REBUILT = 0, 1
"""Its exit codes where it finds no Python to build with."""
TOOLS = ("cat", "cksum", "cut", "dirname", "sh")
PYTHON = """#!/bin/sh
case "$2" in "import pip") exit {without_pip} ;; esac
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A checkout on a machine without Python."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "venv", tmp_path / ".ci")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text(f"of {lock}\n", encoding="utf-8")
    (tmp_path / "tools").mkdir()
    for tool in TOOLS:
        (tmp_path / "tools" / tool).symlink_to(shutil.which(tool) or tool)
    return tmp_path


def environment(place: Path, lock: str, *, has_pip: bool) -> None:
    """An environment that was built from the current lock."""
    python = place / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON.format(without_pip=int(not has_pip)), encoding="ascii")
    python.chmod(0o755)
    stamp = "cksum requirements*.txt | cksum | cut -d ' ' -f 1"
    said = subprocess.run(["sh", "-c", stamp], cwd=place, capture_output=True, check=True)
    (place / ".venv" / f"{lock}.stamp").write_bytes(said.stdout)


def prepare(place: Path, lock: str) -> int:
    variables = {**os.environ, "PATH": str(place / "tools"), "PYTHON": ""}
    return subprocess.run([place / ".ci" / "venv", lock], env=variables, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("built_from", "has_pip", "wanted", "then"),
    [
        ("requirements.txt", False, "requirements.txt", KEPT),
        ("requirements.txt", True, "requirements.txt", REBUILT),
        ("requirements.txt", False, "requirements-dev.txt", REBUILT),
        ("requirements-dev.txt", True, "requirements-dev.txt", KEPT),
        # A developer's environment serves the demo as it is.
        ("requirements-dev.txt", True, "requirements.txt", KEPT),
    ],
)
def test_matching_environment_is_kept(place: Path, built_from: str, wanted: str, then: int, *, has_pip: bool) -> None:
    environment(place, built_from, has_pip=has_pip)
    assert prepare(place, wanted) == then


def test_changed_lock_rebuilds_the_environment(place: Path) -> None:
    environment(place, "requirements.txt", has_pip=False)
    (place / "requirements.txt").write_text("another\n", encoding="utf-8")
    assert prepare(place, "requirements.txt") == REBUILT
