"""`python -m bot.sandbox`, which `make demo` runs: try the app without a Slack workspace or a Spott account."""

import argparse
import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demo; returns the exit code."""
    # Collecting garbage while importing costs 10 % of the start; `loop` turns it on again.
    gc.disable()
    from bot.cli.main import loop  # noqa: PLC0415 - only after that
    from bot.sandbox.run import demo  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="python -m bot.sandbox", description="Try the bot with a local Slack and a local Spott."
    )
    parser.add_argument("--once", action="store_true", help="end after the first card")
    parser.add_argument("--port", type=int, default=8080, help="where the page is served (the next free one if taken)")
    args = parser.parse_args(argv)
    try:
        return loop(demo(once=args.once, port=args.port))
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
