"""Prints every text that people read, in each language: `python -m tests.sheet`, or `… nl de` for some."""

import sys
from collections.abc import Iterator, Sequence

from bot.cards.texts import LANGUAGES


def sheet(codes: Sequence[str]) -> Iterator[str]:
    """The lines of the sheet: a key, then its text in each language."""
    languages = [LANGUAGES[code] for code in codes]
    for key in LANGUAGES["en"].texts:
        yield f"\n{key}"
        yield from (f"  {one.code}  {one.texts[key]!r}" for one in languages)
    for key, forms in LANGUAGES["en"].counts.items():
        yield f"\n{key}"
        yield from (f"  {one.code}  {form}: {one.counts[key][form]!r}" for form in forms for one in languages)
    yield "\nmonths"
    yield from (f"  {one.code}  {', '.join(one.months)}" for one in languages)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in sheet(sys.argv[1:] or [*LANGUAGES]))
