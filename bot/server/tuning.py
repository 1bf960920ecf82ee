"""Settings of the whole process that make it faster: garbage collection, the event loop, and file descriptors.

Importing this module costs almost nothing, so that a command can call it first.
"""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Coroutine
from importlib import import_module
from typing import TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)

_DESCRIPTORS_WANTED = 8_192
_DESCRIPTORS_ON_WINDOWS = 2_048
_COLLECT_AFTER = (50_000, 20, 50)


def prepare_imports() -> None:
    """Make importing cheaper; call it before anything heavy is imported.

    Collecting garbage while modules load costs 10 % of the start, and pydantic takes 10 ms to look for plugins, which
    would see all that is parsed: https://docs.pydantic.dev/latest/concepts/plugins/
    """
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def run(work: Coroutine[None, None, T]) -> T:
    """Run `work` on uvloop where available; garbage is collected from now on, except for what importing created."""
    gc.freeze()
    gc.enable()
    factory = None if sys.platform == "win32" else import_module("uvloop").new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(work)


def collect_rarely() -> None:
    """Exclude what lives as long as the process from garbage collection, and collect less often; call it once started.

    By default the collector walks all of it repeatedly, which costs a tenth of a look-up's CPU and causes the longest
    pauses. The little garbage left from the start is kept: collecting it would cost over 5 % of the start.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    loop = type(asyncio.get_running_loop())
    log.info(
        "tuned: event loop %s, %d file descriptors, garbage collected after %d objects",
        loop.__module__.partition(".")[0],
        file_descriptors(),
        _COLLECT_AFTER[0],
    )


def file_descriptors() -> int:
    """How many descriptors the process may open, after raising the soft limit as far as is useful and allowed."""
    if sys.platform == "win32":
        return _DESCRIPTORS_ON_WINDOWS
    resource = import_module("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS_WANTED if hard == resource.RLIM_INFINITY else min(_DESCRIPTORS_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return _DESCRIPTORS_WANTED if soft == resource.RLIM_INFINITY else int(soft)
