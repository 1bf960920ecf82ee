"""Tools that some tests need: if one is missing, the test is skipped with the reason; in CI it fails."""

import os
import shutil
from importlib.util import find_spec
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it in CI, since it cannot run here."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def browser() -> str:
    """The path of Chromium, for tests of pages."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return found or missing("no Chromium is installed (on Debian: apt-get install chromium)")


def openssl() -> str:
    """The path of openssl, which creates certificates."""
    return shutil.which("openssl") or missing("no openssl is installed (on Debian: apt-get install openssl)")


def build_backend() -> None:
    """Require hatchling, which environments older than the lock file lack."""
    if find_spec("hatchling") is None:
        missing("hatchling is not installed (make test brings it)")


def postgres() -> str:
    """The URL of a PostgreSQL server on which the tests may create schemas; `.ci/run` starts one."""
    return os.environ.get("TEST_POSTGRES_URL") or missing("TEST_POSTGRES_URL names no PostgreSQL to test on")
