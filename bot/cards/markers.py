"""The circle emoji that is closest to a stage's colour. Pure."""

import re
from functools import lru_cache
from typing import Final

NO_COLOUR: Final = "white_circle"

_HEX: Final = re.compile(r"\s*#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\s*")
_SHORT_HEX: Final = 3
# Averages of the colours that these emoji have on Apple, Google and Windows.
_CIRCLES: Final = {
    "red_circle": (0xE0, 0x28, 0x3A),
    "large_orange_circle": (0xF5, 0x8A, 0x1F),
    "large_yellow_circle": (0xFB, 0xCB, 0x3B),
    "large_green_circle": (0x5B, 0xB4, 0x50),
    "large_blue_circle": (0x3D, 0x8F, 0xE8),
    "large_purple_circle": (0x9B, 0x5F, 0xD0),
    "large_brown_circle": (0x8E, 0x5A, 0x3C),
    "white_circle": (0xED, 0xED, 0xED),
    "black_circle": (0x2E, 0x33, 0x38),
}
# There is no grey circle: if red, green and blue differ by less than this, only brightness counts.
_GREY_SPREAD: Final = 24
_MIDDLE: Final = 128


def marker(color_hex: str | None) -> str:
    """Slack's name for the circle emoji closest to a colour.

    Args:
        color_hex: "#2E7D32", "2e7d32" or "#283", with or without transparency; anything else counts as no colour.

    Returns:
        An emoji name without colons; "white_circle" for no colour.
    """
    found = _HEX.fullmatch(color_hex or "")
    if not found:
        return NO_COLOUR
    digits = found[1]
    if len(digits) == _SHORT_HEX:
        digits = "".join(digit * 2 for digit in digits)
    return _nearest(digits[:6].lower())


@lru_cache(maxsize=256)
def _nearest(digits: str) -> str:
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    if max(red, green, blue) - min(red, green, blue) < _GREY_SPREAD:
        return "white_circle" if green >= _MIDDLE else "black_circle"
    return min(_CIRCLES, key=lambda name: _distance((red, green, blue), _CIRCLES[name]))


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The "redmean" distance, which approximates human perception within RGB.

    https://en.wikipedia.org/wiki/Color_difference#sRGB
    """
    mean = (one[0] + other[0]) / 2
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    return (2 + mean / 256) * red * red + 4 * green * green + (2 + (255 - mean) / 256) * blue * blue
