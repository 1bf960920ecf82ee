"""The command that `pip install .` gives: `spott-slack`, from a wheel, anywhere."""

import asyncio
import gc
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot import __main__
from bot.cli import main
from bot.sandbox.world import World
from tests.needs import build_backend

ROOT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")


def run(*words: str | Path, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing of ours in its environment but `env`."""
    kept = {name: value for name, value in os.environ.items() if name in {"HOME", "PATH", "LANG", "SSL_CERT_FILE"}}
    return subprocess.run(
        words, cwd=folder, env={**kept, **env}, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build_backend()
    folder = tmp_path_factory.mktemp("wheel")
    build = (*PIP, "wheel", "--no-index", "--no-build-isolation", "--no-deps", "--wheel-dir", folder, ROOT)
    built = run(*build, folder=folder)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel, and nothing else, is installed."""
    site = tmp_path_factory.mktemp("site")
    installed = run(*PIP, "install", "--no-index", "--no-deps", "--target", site, wheel, folder=site)
    assert installed.returncode == 0, installed.stderr
    return site


def ours(*words: str, site: Path, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, site / "bin" / "spott-slack", *words, folder=folder, PYTHONPATH=str(site), **env)


def from_checkout(*words: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "bot", *words, folder=folder, PYTHONPATH=str(ROOT), **env)


def settings(here: World) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": here.slack.bot_token,
        "SLACK_SIGNING_SECRET": here.slack.signing_secret,
        "SLACK_API_URL": here.slack.api_url,
        "SPOTT_API_KEY": here.spott.api_key,
        "SPOTT_API_URL": here.spott.url,
    }


def test_wheel_contains_only_the_package(wheel: Path) -> None:
    package = [path for path in (ROOT / "bot").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        assert names == {path.relative_to(ROOT).as_posix() for path in package}


async def test_check_works_from_the_wheel(site: Path, tmp_path: Path, over_http: World) -> None:
    checked = await asyncio.to_thread(ours, "check", site=site, folder=tmp_path, **settings(over_http))
    expected = await asyncio.to_thread(from_checkout, "check", folder=tmp_path, **settings(over_http))

    assert (checked.returncode, checked.stdout, checked.stderr) == (0, expected.stdout, "")
    assert "ok    Slack scopes: all 9 that these settings need" in checked.stdout.splitlines()


def test_manifest_is_printed_from_the_wheel(site: Path, tmp_path: Path) -> None:
    printed = ours("manifest", site=site, folder=tmp_path)
    expected = (ROOT / "manifests" / "socket-mode.json").read_text(encoding="utf-8")
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, expected, "")


def test_demo_runs_from_the_wheel(site: Path, tmp_path: Path) -> None:
    shown = run(sys.executable, "-m", "bot.sandbox", "--once", folder=tmp_path, PYTHONPATH=str(site))

    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.strip()
    assert not list(tmp_path.iterdir())


def test_both_ways_to_run_it_behave_the_same(site: Path, tmp_path: Path) -> None:
    installed, checkout = (ours("check", site=site, folder=tmp_path), from_checkout("check", folder=tmp_path))
    assert (installed.returncode, installed.stderr) == (checkout.returncode, checkout.stderr)
    assert installed.returncode == main.EXIT_SETTINGS

    installed, checkout = (ours("--help", site=site, folder=tmp_path), from_checkout("--help", folder=tmp_path))
    assert installed.stdout.replace("spott-slack", "python -m bot") == checkout.stdout
    assert checkout.stdout.startswith("usage: python -m bot [-h] command ...\n")


def test_command_starts_without_garbage_collection_and_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    at_start: list[tuple[bool, str | None]] = []

    def command() -> int:
        at_start.append((gc.isenabled(), os.environ.get("PYDANTIC_DISABLE_PLUGINS")))
        return 7

    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "set for the test to take back")
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS")
    monkeypatch.setattr(main, "main", command)
    try:
        assert __main__.main() == 7
    finally:
        gc.enable()
    assert at_start == [(False, "__all__")]
