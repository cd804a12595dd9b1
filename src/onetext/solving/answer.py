"""Recorded answers as packages: which whole packages a side has answered to, and how."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from onetext.model.belief import Answered, Belief, Grid
from onetext.model.condition import Condition
from onetext.solving.same import Same

Told = tuple[tuple[int, ...], str, str]
"""A package of option numbers, the state, and the entry that records it."""


def answers_of(belief: Belief) -> tuple[Told, ...]:
    """The packages that a side has answered to as a whole, each with its last answer, in the order of the record."""
    return _answers(Same(belief.grid, belief.answered)) if belief.answered else ()


@lru_cache(maxsize=32)
def _answers(same: Same) -> tuple[Told, ...]:
    """Ten thousand answers are read but once."""
    grid, answered = cast(tuple[Grid, Sequence[Answered]], same.held)
    found: dict[tuple[int, ...], Told] = {}
    for one in answered:
        package = package_of(grid, one.terms)
        if package is not None:
            found.pop(package, None)
            found[package] = (package, one.state, one.entry)
    return tuple(found.values())


def package_of(grid: Grid, terms: Condition) -> tuple[int, ...] | None:
    """The one package that a condition is true of, or None where it is true of several or none.

    Told from what it asks of each issue outright; other conditions are taken as true of several.
    """
    asked = terms.parts if terms.op == "all" else (terms,)
    if any(one.op != "in" or one.issue not in grid.issues for one in asked):
        return None
    if {one.issue for one in asked} != set(grid.issues):
        return None
    options: dict[str, list[int]] = {}
    for one in asked:
        issue = str(one.issue)
        values = grid.values[grid.issues.index(issue)]
        places = options.get(issue, range(len(values)))
        options[issue] = [n for n in places if one.reading.holds(values[n])]
    if any(len(held) != 1 for held in options.values()):
        return None
    return tuple(options[issue][0] for issue in grid.issues)
