"""Facts about this machine and its processes (Linux)."""

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("slack-bolt", "aiohttp", "httpx", "pydantic", "uvloop", "flask", "requests", "starlette")


def cores() -> tuple[int, int]:
    """Two cores that this process may use: one for the process under test, one for everything else.

    Raises:
        SystemExit: There is only one, or the system cannot pin processes.
    """
    if not hasattr(os, "sched_getaffinity"):
        raise SystemExit("The benchmark needs Linux: it pins processes to cores and reads their clocks.")
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        raise SystemExit("The benchmark needs two cores: one for the bot, one for the load.")
    return usable[0], usable[1]


def cpu_seconds(pid: int) -> float:
    """User and system time that a process has used, with all its threads."""
    # The clock from clock_getcpuclockid(3); /proc/<pid>/stat has the same in steps of 10 ms.
    return time.clock_gettime((~pid << 3) | 2)


def rss_mb(pid: int) -> float:
    """Resident memory, in MB of 1,000,000 bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def describe() -> dict[str, str]:
    """The machine and the versions, for the report."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return {
        "machine": f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }
