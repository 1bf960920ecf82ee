"""`python -m tests.attackers KIND PORT`: one kind of attack on a port of this machine; prints its result as JSON."""

import argparse
import asyncio
import json
import resource
from typing import Any

from tests.attackers import KINDS
from tests.raw_http import HOST


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.attackers", description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("port", type=int)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--at-once", type=int)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--options", type=json.loads, default={}, help="options of the kind, as JSON")
    told = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    options: dict[str, Any] = told.options
    attack = KINDS[told.kind](
        HOST,
        told.port,
        connections=told.connections,
        seconds=told.seconds,
        at_once=told.at_once,
        pause=told.pause,
        **options,
    )
    result = asyncio.run(attack)
    print(result.as_json())  # noqa: T201 - the caller reads it


if __name__ == "__main__":
    main()
