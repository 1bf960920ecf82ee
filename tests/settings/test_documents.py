"""README, the example file and what a command loads, compared with the settings."""

import json
import re
import subprocess
import sys
from pathlib import Path

from bot.settings import Settings, load
from tests.settings.samples import NAMES

ROOT = Path(__file__).parents[2]


IMPORT_IN_TURN = """
import json, sys
from importlib import import_module
loaded = {}
for module in sys.argv[1:]:
    import_module(module)
    loaded[module] = sorted(sys.modules)
print(json.dumps(loaded))
"""
HEAVY = {"aiohttp", "bot.sandbox", "httpx", "slack_bolt"}
SPARED = {
    "bot.cli.main": HEAVY,
    "bot.cli.manifest": HEAVY,
    "bot.server.process": {
        *("bot.cli.check", "bot.cli.lookup", "bot.sandbox", "bot.server.socket_mode", "phonenumbers", "sqlalchemy")
    },
}
"""Modules that are not imported to read settings, to print a manifest, and to serve HTTP, in this order."""


def test_unneeded_modules_are_not_imported() -> None:
    words = [sys.executable, "-c", IMPORT_IN_TURN, *SPARED]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {module: set(names) for module, names in json.loads(done.stdout).items()}
    assert [name for module, spared in SPARED.items() for name in spared & loaded[module]] == []


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
