"""Performs the Dockerfile without a container engine: the image's file system is a folder here.

The base image is a copy of the Python that runs the tests, with pip. Steps run as another user. Two kinds are not
performed but handed back: those that read the base image's own files, and, unless `registry` is set, the download
of packages. Instead, exactly the packages in the lock are copied from this environment.
"""

import functools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).parents[2]
BUILDER = 65534
_NOT_NEEDED = shutil.ignore_patterns(
    "test", "tests", "site-packages", "dist-packages", "idlelib", "tkinter", "config-*"
)
_ABOUT_THE_BASE = re.compile(r"(?<![\w.])/(etc|usr|var)/")


@dataclass
class Image:
    """One stage.

    Attributes:
        folder: The image's `/`.
        base: The Python of the base image.
    """

    folder: Path
    base: Path
    workdir: PurePosixPath = field(default_factory=lambda: PurePosixPath("/"))
    env: dict[str, str] = field(default_factory=dict)
    user: str = "root"
    entrypoint: tuple[str, ...] = ()
    healthcheck: tuple[str, ...] = ()

    def path(self, inside: str = ".") -> Path:
        """The path here of something in the image."""
        return self.folder / (self.workdir / inside).relative_to("/")

    def environment(self, **more: str) -> dict[str, str]:
        """The environment variables of a process in the image."""
        path = f"{self.base}/bin:/usr/bin:/bin"
        ours = {
            name: value.replace("$PATH", path).replace("/app/", f"{self.path('/app')}/")
            for name, value in self.env.items()
        }
        return {"PATH": path, "HOME": "/nonexistent", "LD_LIBRARY_PATH": f"{self.base}/lib", **ours, **more}

    def command(self, *words: str) -> list[str]:
        """A command that may not write one byte into a file, as in a container with a read-only file system."""
        return ["/bin/sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *words]

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a command as the image's user."""
        return subprocess.run(
            self.command(*words),
            cwd=self.path(),
            env=self.environment(**env),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **as_user(int(self.user.partition(":")[0])),
        )


@dataclass
class Build:
    """A Dockerfile being performed.

    Attributes:
        folder: The build's folder, empty at first.
        registry: Whether packages are downloaded as the Dockerfile says.
        stages: The stages so far, by name.
        base: The Python of the base image.
        image: The last stage so far.
        not_run: The steps that were not performed.
    """

    folder: Path
    registry: bool
    stages: dict[str, Image] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)

    base: Path = field(init=False)
    image: Image = field(init=False)

    def __post_init__(self) -> None:
        self.base = _python(self.folder / "usr-local")
        _give(self.base)
        self.image = Image(self.folder, self.base)

    def perform(self, dockerfile: str) -> Image:
        """Perform every instruction; returns the image that comes out."""
        for name, text in instructions(dockerfile):
            getattr(self, f"_{name.lower()}")(text)
        return self.image

    def _from(self, text: str) -> None:
        name = text.partition(" AS ")[2] or "the image"
        self.image = self.stages[name] = Image(self.folder / f"stage {len(self.stages)}", self.base)
        self.image.folder.mkdir()

    def _workdir(self, text: str) -> None:
        self.image.workdir /= text
        self.image.path().mkdir(parents=True)
        _give(self.image.path())

    def _run(self, text: str) -> None:
        downloads = re.search(r"\bpip\b.* install ", text)
        if _ABOUT_THE_BASE.search(text) or (downloads and not self.registry):
            self.not_run.append(text)
            if downloads:
                _copy_locked(self.image.path("requirements.txt"), self.image.path(".venv"))
            return
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        done = subprocess.run(
            ["/bin/sh", "-c", text],
            cwd=self.image.path(),
            env=self.image.environment(**pip),
            capture_output=True,
            text=True,
            check=False,
            **as_user(BUILDER),
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"

    def _copy(self, text: str) -> None:
        *sources, target = text.split()
        if sources[0].startswith("--from="):
            stage = self.stages[sources.pop(0).removeprefix("--from=")]
            for source in sources:
                place = self.image.path(target)
                shutil.copytree(stage.path(source), place, symlinks=True, dirs_exist_ok=True, copy_function=os.link)
        else:
            for source in sources:
                self._copy_from_context(source, target)

    def _copy_from_context(self, source: str, target: str) -> None:
        sent = [
            name for name in context() if PurePosixPath(source) in (PurePosixPath(name), *PurePosixPath(name).parents)
        ]
        assert sent, f"{source} is not in the build context"
        for name in sent:
            inside = target + source if target.endswith("/") else target
            place = self.image.path(str(PurePosixPath(inside) / PurePosixPath(name).relative_to(source)))
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, place)
        _give(self.image.path(target))

    def _env(self, text: str) -> None:
        for assignment in shlex.split(text):
            name, _, value = assignment.partition("=")
            self.image.env[name] = value

    def _user(self, text: str) -> None:
        self.image.user = text

    def _expose(self, text: str) -> None:
        assert text.isdigit()

    def _healthcheck(self, text: str) -> None:
        self.image.healthcheck = tuple(json.loads(text.partition(" CMD ")[2]))

    def _entrypoint(self, text: str) -> None:
        self.image.entrypoint = tuple(json.loads(text))


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """The name and text of each instruction, in order."""
    lines = [line for line in dockerfile.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [
        (name, text.strip())
        for name, _, text in (line.partition(" ") for line in "\n".join(lines).replace("\\\n", "").splitlines())
    ]


@functools.cache
def context() -> list[str]:
    """The files that `docker build` may read, by .dockerignore: the last line that matches decides."""
    rules = [
        line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    ]
    return [name for name in _files() if not _is_ignored(name, rules)]


def _files() -> Iterator[str]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name != ".git" and not name.startswith(".venv")]
        yield from ((Path(folder) / name).relative_to(ROOT).as_posix() for name in names)


def _is_ignored(name: str, rules: Sequence[str]) -> bool:
    path = PurePosixPath(name)
    ignored = False
    for rule in rules:
        pattern = rule.removeprefix("!")
        tails = [path, *path.parents]
        # A `*` does not cross a slash, but what is in an ignored folder is ignored, too.
        if any(_fits(str(tail), pattern) for tail in tails):
            ignored = rule == pattern
    return ignored


def _fits(name: str, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatchcase(name.rpartition("/")[2], pattern[3:])
    return name.count("/") == pattern.count("/") and name != "." and fnmatchcase(name, pattern)


def as_user(number: int) -> dict[str, Any]:
    """For `subprocess`: another user, if this one may become another."""
    return {"user": number, "group": number, "extra_groups": []} if os.geteuid() == 0 else {}


def _give(folder: Path) -> None:
    """Let the user of the steps write there."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, BUILDER, BUILDER, follow_symlinks=False)


def _python(place: Path) -> Path:
    """A Python of its own, with pip, that everybody may run: a copy of the one that runs this."""
    version = sysconfig.get_python_version()
    (place / "bin").mkdir(parents=True)
    (place / "lib").mkdir()
    shutil.copy(Path(sys.base_prefix) / "bin" / f"python{version}", place / "bin" / f"python{version}")
    (place / "bin" / "python").symlink_to(f"python{version}")
    shutil.copytree(sysconfig.get_path("stdlib"), place / "lib" / f"python{version}", ignore=_NOT_NEEDED)
    for library in Path(sys.base_prefix, "lib").glob("libpython*"):
        shutil.copy(library, place / "lib")
    packages = place / "lib" / f"python{version}" / "site-packages"
    packages.mkdir()
    _copy_package("pip", packages)
    return place


def _copy_locked(lock: Path, venv: Path) -> None:
    """Copy the packages that a lock names from this environment."""
    packages = next(venv.glob("lib/python*/site-packages"))
    for name, marker in re.findall(r"^([\w.-]+)==[^ ]+( ;)?", lock.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            _copy_package(name, packages)
        except metadata.PackageNotFoundError:
            assert marker, f"{name} is locked, but not installed here"


def _copy_package(name: str, packages: Path) -> None:
    for file in metadata.files(name) or ():
        if ".." not in file.parts:
            (packages / file).parent.mkdir(parents=True, exist_ok=True)
            # With its time, so that compiled files stay valid and are not compiled on each start.
            shutil.copy2(str(file.locate()), packages / file)
