"""The GitHub workflows: pinned, with few rights, and on every supported Python."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.packaging.container import ROOT, instructions

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"), key=str)
CI = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_with_their_version(workflow: Path) -> None:
    used = re.findall(r"uses: *(.*)", workflow.read_text(encoding="utf-8"))
    assert used
    assert [use for use in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9.]+", use)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_read_only_and_use_no_secrets(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    assert re.findall(r"^ *permissions:.*\n(?: +.*\n)+", text, re.MULTILINE) == ["permissions:\n  contents: read\n"]
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_ci_covers_the_oldest_supported_python_and_the_images() -> None:
    listed = re.search(r"python: \[(.*)\]", CI)
    assert listed
    checked = re.findall(r'"([0-9.]+)"', listed[1])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base = dict(instructions((ROOT / "Dockerfile").read_text(encoding="utf-8")))["FROM"]

    assert checked == ["3.11", "3.12", "3.13", "3.14"]
    assert project["requires-python"] == f">={checked[0]}"
    assert base == f"python:{checked[-1]}-slim-trixie"
