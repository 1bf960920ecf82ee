"""Draws the app's icon for Slack, without any library: `python -m tests.packaging.icon`.

Slack takes a square of 512 to 2,000 pixels and rounds its corners itself, so this one fills the square:
https://docs.slack.dev/app-management/quickstart-app-settings/. It is the same magnifier as on the demo's page.
"""

import math
import struct
import zlib
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parents[2] / ".github" / "icon.png"
SIZE: Final = 512

_Point = tuple[float, float]
_TEAL: Final = (18, 128, 122)
_WHITE: Final = (255, 255, 255)
_INSIDE, _OUTSIDE = bytes(_WHITE), bytes(_TEAL)
# In units of the page's icon, whose side is 20.
_UNIT: Final = SIZE / 20
_CENTRE: Final[_Point] = (8.8, 8.8)
_RADIUS: Final = 4.4
_HANDLE: Final[tuple[_Point, _Point]] = ((12.4, 12.4), (15.8, 15.8))
_HALF_STROKE: Final = 1.05


def pixels() -> bytes:
    """The picture from top to bottom: a filter byte and red, green and blue of each pixel, as PNG takes them."""
    return b"".join(b"\0" + b"".join(_colour(x, y) for x in range(SIZE)) for y in range(SIZE))


def png(rows: bytes) -> bytes:
    """A PNG file of these pixels: https://www.w3.org/TR/png-3/."""
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _colour(x: int, y: int) -> bytes:
    point = (x + 0.5) / _UNIT, (y + 0.5) / _UNIT
    away = min(abs(math.dist(point, _CENTRE) - _RADIUS), _from_line(point, *_HANDLE)) - _HALF_STROKE
    # The edge is one pixel wide, which smooths it.
    white = min(1.0, max(0.0, 0.5 - away * _UNIT))
    if white in {0.0, 1.0}:
        return _INSIDE if white else _OUTSIDE
    return bytes(round(ours + (theirs - ours) * white) for ours, theirs in zip(_TEAL, _WHITE, strict=True))


def _from_line(point: _Point, start: _Point, end: _Point) -> float:
    """How far a point is from the line between two others."""
    (x, y), (to_x, to_y) = ((point[0] - start[0], point[1] - start[1]), (end[0] - start[0], end[1] - start[1]))
    along = min(1.0, max(0.0, (x * to_x + y * to_y) / (to_x**2 + to_y**2)))
    return math.hypot(x - along * to_x, y - along * to_y)


if __name__ == "__main__":
    FILE.write_bytes(png(pixels()))
