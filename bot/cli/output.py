"""The output of commands."""

import sys
from io import TextIOWrapper


def tolerate_encodings() -> None:
    """Print "?" for characters that the output's encoding lacks, such as emoji and 李 in pipes and files on Windows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
