"""Finds names that look like misspelt settings. Pure."""

from collections.abc import Collection

from bot.spelling import edits

ONE_EDIT = 8
_TWO_EDITS = 14
"""If a setting's name has at least this many letters, two edits are a misspelling rather than another name."""


def meant(name: str, settings: Collection[str], *, one_edit: int = ONE_EDIT) -> str | None:
    """The setting that a name was probably meant to be.

    Two swapped letters are a misspelling in a name of any length. An extra, missing or wrong letter counts only in a
    longer name: other programs have their own settings, such as POST or HOSTS.

    Args:
        name: In capitals, and not a setting itself.
        settings: All names of settings.
        one_edit: The length from which one edit counts as a misspelling.
    """
    for setting in settings:
        allowed = (len(setting) >= one_edit) + (len(setting) >= _TWO_EDITS)
        # Only names that are almost as long are compared letter by letter.
        differ = abs(len(name) - len(setting))
        if (differ == 0 and _is_swapped(name, setting)) or (
            differ <= allowed and _is_similar(name, setting, allowed) and edits(name, setting) <= allowed
        ):
            return setting
    return None


def _is_swapped(name: str, setting: str) -> bool:
    wrong = [place for place, (one, other) in enumerate(zip(name, setting, strict=True)) if one != other]
    match wrong:
        case [first, second]:
            return name[first : second + 1] == setting[second] + setting[first]
        case _:
            return False


def _is_similar(name: str, setting: str, allowed: int) -> bool:
    """A quick check before `edits`: almost the same letters, in any order."""
    return len(set(setting).difference(name)) <= allowed
