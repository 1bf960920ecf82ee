"""What a command prints."""

import sys
from io import TextIOWrapper


def tolerate_encodings() -> None:
    """Print "?" for what the output's encoding lacks: on Windows, pipes and files often know no emoji, nor 李."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
