from bot.cards.markers import marker

COLOURS = [
    ("#FF0000", "red_circle"),
    ("#d32f2f", "red_circle"),
    ("#FF9800", "large_orange_circle"),
    ("#FFEB3B", "large_yellow_circle"),
    ("#2E7D32", "large_green_circle"),
    ("4CAF50", "large_green_circle"),
    ("#2196F3", "large_blue_circle"),
    ("#1565C0", "large_blue_circle"),
    ("#9C27B0", "large_purple_circle"),
    ("#795548", "large_brown_circle"),
    ("#FFFFFF", "white_circle"),
    ("#BDBDBD", "white_circle"),
    ("#000", "black_circle"),
    ("#616161", "black_circle"),
    ("#0f0", "large_green_circle"),
    ("#2196F380", "large_blue_circle"),
    (" #2196f3 ", "large_blue_circle"),
    (None, "white_circle"),
    ("", "white_circle"),
    ("<string>", "white_circle"),
    ("#12345", "white_circle"),
    ("#\uff11\uff12\uff13", "white_circle"),
    ("rgb(1,2,3)", "white_circle"),
]


def test_the_marker_is_nearest_to_the_colour() -> None:
    assert {color: marker(color) for color, _ in COLOURS} == dict(COLOURS)
