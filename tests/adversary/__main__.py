"""`python -m tests.adversary` prints the slowest patterns at 4,000 characters, and those with the worst growth."""

from itertools import islice

from tests.adversary.costs import cost
from tests.adversary.patterns import by_module

# ruff: noqa: T201

SHOWN = 12


def main() -> None:
    """Try every pattern in every way it is used; takes about 5 s."""
    everything = [used for found in by_module().values() for used in found]
    found = [(cost(used, method), f"{used.where} {method}") for used in everything for method in used.methods]
    print(f"{len(everything)} patterns, {len(found)} uses")
    for each, where in islice(sorted(found, key=lambda one: -one[0].slowest_ms), SHOWN):
        print(f"{each.slowest_ms:8.2f} ms  {where}  {each.slowest_text[:100]}")
    for each, where in islice(sorted(found, key=lambda one: -one[0].growth), SHOWN):
        print(f"{each.growth:8.2f} x   {where}  {each.growth_text[:100]}")


if __name__ == "__main__":
    main()
