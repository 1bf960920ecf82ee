"""How far apart the spellings of two words are. Pure."""


def edits(one: str, other: str) -> int:
    """How many letters of one word have to be inserted, deleted, replaced or swapped with the next to get the other.

    Optimal string alignment: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, this in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, that in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (this != that))
            if i > 1 and j > 1 and this == other[j - 2] and one[i - 2] == that:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
