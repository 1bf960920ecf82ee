"""The app's icon is what our script draws, in the size that Slack takes."""

import struct
import zlib

from tests.packaging.icon import FILE, SIZE, pixels

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def test_icon_is_a_square_png_that_slack_takes() -> None:
    file = FILE.read_bytes()
    assert (file[:8], file[12:16], struct.unpack(">II", file[16:24])) == (SIGNATURE, b"IHDR", (SIZE, SIZE))
    assert 512 <= SIZE <= 2_000


def test_icon_is_what_the_script_draws() -> None:
    # Pixels are compared, since other versions of zlib compress them differently.
    _, _, after = FILE.read_bytes().partition(b"IDAT")
    assert zlib.decompressobj().decompress(after) == pixels()
