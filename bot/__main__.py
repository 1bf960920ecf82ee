"""`python -m bot`, which the installed command `spott-slack` runs, too."""

import sys

from bot.server import tuning


def main() -> int:
    """Run the command line; returns the exit code."""
    tuning.prepare_imports()
    from bot.cli.main import main as run_command  # noqa: PLC0415 - only after that

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
