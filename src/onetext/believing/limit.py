"""From words about values to options of the grid: what terms name outright, and where a limit may lie."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from onetext.believing.heard import Line
from onetext.model.belief import Grid
from onetext.model.condition import Condition, holds
from onetext.model.issue import Reading


def allowed_by(terms: Condition, grid: Grid) -> dict[int, frozenset[int]]:
    """The options that terms name outright, for each issue that they do so of: by the parts about one issue alone."""
    found: dict[int, frozenset[int]] = {}
    for part in terms.parts if terms.op == "all" else (terms,):
        if len(part.issues) == 1:
            (name,) = part.issues
            place = grid.issues.index(name)
            options = frozenset(n for n, value in enumerate(grid.values[place]) if holds(part, {name: value}))
            found[place] = found.get(place, options) & options
    return found


def red_lines_of(
    entry: str, weight: float, issue: str, sign: int, ends: tuple[Decimal, Decimal], values: tuple[object, ...]
) -> Iterator[Line]:
    """Red lines at the values where a limit may lie, each with the chance that it is true while no stricter one is.

    The limit is taken to lie anywhere between its ends, and to be the value nearest to it.
    """
    lo, hi = ends
    numbers = sorted(value for value in values if isinstance(value, Decimal))
    inner = [n for n in numbers if lo <= n <= hi] or [min(numbers, key=lambda n: (abs(n - lo), n))]
    left = 1.0
    for number, share in sorted(zip(inner, _shares(inner, lo, hi), strict=True), reverse=sign > 0):
        chance = min(weight * share / left, 1.0)
        left -= weight * share
        reading = Reading(lo=number) if sign > 0 else Reading(hi=number)
        if chance > 0:
            yield Line((entry,), chance, Condition("in", issue, reading), limit=entry)


def _shares(values: list[Decimal], lo: Decimal, hi: Decimal) -> list[float]:
    """How much of a range lies nearest to each of some values in it, from the least to the greatest.

    >>> _shares([Decimal(40), Decimal(45), Decimal(50)], Decimal(40), Decimal(50))
    [0.25, 0.5, 0.25]
    """
    if lo == hi:
        return [1 / len(values)] * len(values)
    borders = [lo, *((one + other) / 2 for one, other in itertools.pairwise(values)), hi]
    return [float((above - below) / (hi - lo)) for below, above in itertools.pairwise(borders)]
