"""The command that `pip install .` installs: `spott-slack`, from a wheel, anywhere."""

import asyncio
import gc
import os
import subprocess
import sys
from importlib import import_module, metadata
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot import __main__
from bot.cli import check, main
from bot.sandbox.world import World
from bot.settings import Settings, load_to_serve
from tests.needs import build_backend

ROOT = Path(__file__).parents[2]


def run(*words: str, site: Path, folder: Path, **env: str) -> tuple[int, str, str]:
    """Run Python with nothing of ours in its environment but what is in `site`, and `env`."""
    kept = {name: value for name, value in os.environ.items() if name in {"HOME", "PATH", "LANG", "SSL_CERT_FILE"}}
    ended = subprocess.run(
        (sys.executable, *words),
        cwd=folder,
        env={**kept, "PYTHONPATH": str(site), **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build_backend()
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(ROOT)
        built: str = import_module("hatchling.build").build_wheel(str(folder))
    return folder / built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what is in the wheel and nothing else, and the command that pip would write."""
    site = tmp_path_factory.mktemp("site")
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    (dist_info,) = site.glob("*.dist-info")
    (command,) = metadata.Distribution.at(dist_info).entry_points
    script = f"import sys\nfrom {command.module} import {command.attr}\nsys.exit({command.attr}())\n"
    (site / command.name).write_text(script, encoding="utf-8")
    return site


@pytest.fixture
def like_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Remove from this process everything that started processes don't have."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def ours(*words: str, site: Path, folder: Path, **env: str) -> tuple[int, str, str]:
    return run(str(site / "spott-slack"), *words, site=site, folder=folder, **env)


def test_wheel_contains_only_the_package(wheel: Path) -> None:
    package = [path for path in (ROOT / "bot").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    with ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in package}


async def test_check_works_from_the_wheel(
    site: Path, tmp_path: Path, over_http: World, like_site: pytest.MonkeyPatch
) -> None:
    settings = {
        "SLACK_BOT_TOKEN": over_http.slack.bot_token,
        "SLACK_SIGNING_SECRET": over_http.slack.signing_secret,
        "SLACK_API_URL": over_http.slack.api_url,
        "SPOTT_API_KEY": over_http.spott.api_key,
        "SPOTT_API_URL": over_http.spott.url,
    }
    checked = await asyncio.to_thread(ours, "check", site=site, folder=tmp_path, **settings)
    for name, value in settings.items():
        like_site.setenv(name, value)
    expected = [str(finding) for finding in await check.findings(load_to_serve())]

    assert (checked[0], checked[1].splitlines(), checked[2]) == (0, expected, "")
    assert "ok    Slack scopes: all 9 that these settings need" in expected


def test_manifest_is_printed_from_the_wheel(site: Path, tmp_path: Path) -> None:
    expected = (ROOT / "manifests" / "socket-mode.json").read_text(encoding="utf-8")
    assert ours("manifest", site=site, folder=tmp_path) == (0, expected, "")


@pytest.mark.thorough
def test_demo_runs_from_the_wheel(site: Path, tmp_path: Path) -> None:
    code, shown, complained = run("-m", "bot.sandbox", "--once", site=site, folder=tmp_path)

    assert (code, complained) == (0, "")
    assert shown.strip()
    assert not list(tmp_path.iterdir())


def test_command_behaves_like_python_with_the_package(
    site: Path, tmp_path: Path, like_site: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    like_site.setattr(sys, "argv", [__main__.__file__])
    assert main.main(["check"]) == main.EXIT_SETTINGS
    assert ours("check", site=site, folder=tmp_path) == (main.EXIT_SETTINGS, "", capsys.readouterr().err)

    expected = main.parser().format_help()
    assert expected.startswith("usage: python -m bot [-h] command ...\n")
    code, shown, complained = ours("--help", site=site, folder=tmp_path)
    assert (code, shown.replace("spott-slack", "python -m bot"), complained) == (0, expected, "")


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
