"""`python -m bot.sandbox`, which `make demo` runs: try the app without a Slack workspace or a Spott account."""

import argparse
import sys
from collections.abc import Sequence

from bot.server import tuning


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demo; returns the exit code."""
    tuning.prepare_imports()
    from bot.cli.output import tolerate_encodings  # noqa: PLC0415 - only after that
    from bot.sandbox.run import demo  # noqa: PLC0415

    tolerate_encodings()

    parser = argparse.ArgumentParser(
        prog="python -m bot.sandbox", description="Try the bot with a local Slack and a local Spott."
    )
    parser.add_argument("--once", action="store_true", help="stop after the first card")
    parser.add_argument("--port", type=int, default=8080, help="where the page is served (the next free one if taken)")
    args = parser.parse_args(argv)
    try:
        return tuning.run(demo(once=args.once, port=args.port))
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
