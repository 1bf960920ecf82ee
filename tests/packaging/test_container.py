"""The image that the Dockerfile describes, built as far as that goes without a container engine."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.world import World
from tests.packaging.container import ROOT, Build, Image, as_user, context, instructions
from tests.raw_http import free_port

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the image is for Linux")

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
CERTIFICATES = "test -s /etc/ssl/certs/ca-certificates.crt"
INSTALL = (
    "python -m pip --python .venv install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes"
    " --only-binary :all: --requirement requirements.txt"
)
REGISTRY = bool(os.environ.get("INSTALL_FROM_REGISTRY"))
"""Whether the locked packages are downloaded as the Dockerfile says, as `.ci/run` does; tests use no network."""

SETTINGS = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "0123456789abcdef",
    "SLACK_API_URL": "http://127.0.0.1:9",
    "SPOTT_API_KEY": "key",
    "SPOTT_API_URL": "http://127.0.0.1:9",
}


@pytest.fixture(scope="module")
def build() -> Iterator[Build]:
    folder = Path(tempfile.mkdtemp(prefix="image-"))
    folder.chmod(0o755)
    try:
        build = Build(folder, registry=REGISTRY)
        build.perform(DOCKERFILE)
        yield build
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def image(build: Build) -> Image:
    return build.image


@pytest.mark.thorough
def test_every_step_was_run_except_those_that_need_the_base_image_or_network(build: Build) -> None:
    assert build.not_run == ([CERTIFICATES] if REGISTRY else [INSTALL, CERTIFICATES])


def test_build_context_contains_only_the_app() -> None:
    assert {name.partition("/")[0] for name in context()} == {"LICENSE", "bot", "requirements.txt"}
    assert not [name for name in context() if name.endswith(".pyc")]


@pytest.mark.thorough
def test_image_contains_only_the_app(image: Image) -> None:
    assert {path.name for path in image.path().iterdir()} == {".venv", "LICENSE", "bot", "data", "requirements.txt"}


@pytest.mark.thorough
def test_image_has_neither_pip_nor_setuptools(image: Image) -> None:
    look = (
        "from importlib.util import find_spec; print([find_spec(name) for name in ('pip', 'setuptools', 'hatchling')])"
    )
    for python in ("python", f"{image.base}/bin/python"):
        found = image.run(python, "-c", look)
        assert (found.stdout, found.stderr) == ("[None, None, None]\n", "")


@pytest.mark.thorough
def test_image_looks_a_person_up_as_another_user_without_writing(image: Image) -> None:
    before = sorted(image.folder.rglob("*"))

    looked_up = image.run("python", "-m", "bot.sandbox", "--once")

    assert (looked_up.returncode, looked_up.stderr) == (0, "")
    assert looked_up.stdout.strip()
    assert sorted(image.folder.rglob("*")) == before


@pytest.mark.thorough
def test_image_reports_missing_settings(image: Image) -> None:
    checked = image.run(*image.entrypoint, "check")

    assert checked.returncode == 2
    assert [line.partition(" ")[0] for line in checked.stderr.splitlines()] == [
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SPOTT_API_KEY",
        "See",
    ]


async def test_health_check_tells_whether_the_bot_serves(over_http: World) -> None:
    python, *words = json.loads(dict(instructions(DOCKERFILE))["HEALTHCHECK"].partition(" CMD ")[2])
    assert python == "python"
    told = []
    for port in (over_http.bot_url.rpartition(":")[2], str(free_port())):
        process = await asyncio.create_subprocess_exec(
            sys.executable, *words, env={"PORT": port}, stderr=asyncio.subprocess.DEVNULL
        )
        told.append(await process.wait())
    assert told == [0, 1]


@pytest.mark.thorough
def test_health_check_works_and_the_container_stops(image: Image) -> None:
    port = str(free_port())
    assert image.run(*image.healthcheck, PORT=port).returncode != 0

    with subprocess.Popen(
        image.command(*image.entrypoint),
        cwd=image.path(),
        env=image.environment(**SETTINGS, HOST="127.0.0.1", PORT=port),
        stderr=subprocess.DEVNULL,
        **as_user(int(image.user.partition(":")[0])),
    ) as process:
        try:
            until = time.monotonic() + 20
            while (healthy := image.run(*image.healthcheck, PORT=port)).returncode and time.monotonic() < until:
                time.sleep(0.1)
            assert (healthy.returncode, healthy.stderr) == (0, "")
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_image_user_is_numeric_and_not_root() -> None:
    user = dict(instructions(DOCKERFILE))["USER"]
    assert all(number.isdigit() and int(number) >= 1000 for number in user.split(":"))


def test_both_stages_use_the_same_python() -> None:
    bases = [text.partition(" ")[0] for name, text in instructions(DOCKERFILE) if name == "FROM"]
    assert bases == ["python:3.14-slim-trixie"] * 2
