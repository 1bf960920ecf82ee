"""`python -m bot`, which the installed command `spott-slack` runs, too."""

import gc
import os
import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    # What is loaded stays; to look for garbage in it again and again is a tenth of the start.
    gc.disable()
    # They would see all that is read, and to look for them takes 10 ms: https://docs.pydantic.dev/latest/concepts/plugins/
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from bot.cli.main import main as run_command  # noqa: PLC0415 - only after both

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
