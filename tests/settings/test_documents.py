"""README, the example file and what a command loads, compared with the settings."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings, load
from tests.settings.samples import NAMES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("module", "spared"),
    [
        ("bot.cli.main", {"aiohttp", "bot.sandbox", "httpx", "slack_bolt"}),
        (
            "bot.server.process",
            {"bot.cli.check", "bot.sandbox", "bot.server.socket_mode", "bot.cli.lookup", "phonenumbers", "sqlalchemy"},
        ),
    ],
    ids=["settings are read", "HTTP is served"],
)
def test_unneeded_modules_are_not_imported(module: str, spared: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert module in done.stdout.split()
    assert spared & set(done.stdout.split()) == set()


def example() -> dict[str, str]:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", text, re.MULTILINE))


def test_example_names_exactly_the_settings() -> None:
    assert sorted(example()) == sorted(NAMES)


def test_example_shows_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("\n".join(f"{name}={value}" for name, value in example().items()), encoding="utf-8")
    assert load(env_file=file).model_dump() == Settings().model_dump()


def test_readme_names_exactly_the_settings() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("\n## Settings\n")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\|([^|]+)\|", section, re.MULTILINE)
    assert sorted(re.findall(r"`([A-Z_]+)`", "".join(first_cells))) == sorted(NAMES)
