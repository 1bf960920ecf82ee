"""The README's chart: two bar charts as SVG, readable on light and on dark pages."""

from collections.abc import Mapping
from html import escape

from tests.bench.figures import Row
from tests.bench.measured import AT_ONCE

_WIDTH, _LABELS, _BARS, _BAR, _STEP = 860, 330, 400, 16, 26

_STYLE = """
  text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #24292f; }
  .title { font-weight: 600; }
  .note { font-size: 12px; fill: #57606a; }
  .bar { fill: #8c959f; }
  .ours { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .note { fill: #9198a1; }
    .bar { fill: #656c76; }
    .ours { fill: #4493f8; }
  }
"""


def svg(rows: Mapping[str, Row], about: Mapping[str, str]) -> str:
    """The chart, as a complete document."""
    per_second = [(row.name, row.per_second.middle, f"{row.per_second.middle:,.0f}") for row in rows.values()]
    to_card = [(row.name, row.p50.middle, f"{row.p50.middle:.1f} ms") for row in rows.values()]
    first, bottom = _panel(f"Look-ups a second on one core, {AT_ONCE} concurrent (longer is better)", per_second, 24)
    second, bottom = _panel("Time to the card, one look-up at a time, median (shorter is better)", to_card, bottom + 28)
    note = f"{about['machine']}; Python {about['python']}; loopback with TLS, Spott answering at once"
    height = bottom + 28
    size = f'width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title">',
            '<title id="title">Look-ups a second and time to the card, this bot and others</title>',
            f"<style>{_STYLE}</style>",
            *first,
            *second,
            f'<text class="note" x="0" y="{bottom + 16}">{escape(note)}</text>',
            "</svg>\n",
        )
    )


def _panel(title: str, bars: list[tuple[str, float, str]], top: int) -> tuple[list[str], int]:
    """The SVG elements of one panel, and its bottom edge."""
    lines = [f'<text class="title" x="0" y="{top}">{escape(title)}</text>']
    most = max(value for _, value, _ in bars)
    for place, (name, value, shown) in enumerate(bars):
        y, width = top + 14 + place * _STEP, max(1.0, value / most * _BARS)
        kind = "bar ours" if name.startswith("this bot") else "bar"
        lines += [
            f'<text x="0" y="{y + 13}">{escape(name)}</text>',
            f'<rect class="{kind}" x="{_LABELS}" y="{y}" width="{width:.1f}" height="{_BAR}" rx="2"/>',
            f'<text x="{_LABELS + width + 8:.1f}" y="{y + 13}">{escape(shown)}</text>',
        ]
    return lines, top + 14 + len(bars) * _STEP
