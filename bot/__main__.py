"""`python -m bot`."""

import gc
import os
import sys

if __name__ == "__main__":
    # What is loaded stays; to look for garbage in it again and again is a tenth of the start.
    gc.disable()
    # They would see all that is read, and to look for them takes 10 ms: https://docs.pydantic.dev/latest/concepts/plugins/
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from bot.commands import main

    sys.exit(main())
