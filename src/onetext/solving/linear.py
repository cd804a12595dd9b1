"""Between what a linear sum may lie while equations over the same unknowns hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

Bound = Fraction | None


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum of unknowns, each times a number, that is to be `total`."""

    times: Mapping[str, Fraction]
    total: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Range:
    """The least and greatest value of a sum; None: without bound. `feasible` no: nothing satisfies the equations."""

    lo: Bound
    hi: Bound
    feasible: bool = True


def find_range(
    wanted: Mapping[str, Fraction], bounds: Mapping[str, tuple[Bound, Bound]], equations: Iterable[Equation] = ()
) -> Range:
    """The range of a sum over all values within their bounds that satisfy the equations; exact.

    Where no equation shares an unknown with the sum, bounds are added up; else a linear program is solved (GLOP of
    OR-Tools) and its answer is worked out again in fractions.

    >>> one, taken, held = Fraction(1), (Fraction(237), Fraction(263)), (Fraction(133), Fraction(133))
    >>> find_range({"taken": one, "held": -one}, {"taken": taken, "held": held})
    Range(lo=Fraction(104, 1), hi=Fraction(130, 1), feasible=True)
    """
    tied = _connected(wanted, tuple(equations))
    if not tied:
        return Range(_end(wanted, bounds, low=True), _end(wanted, bounds, low=False))
    from onetext.solving.simplex import solve_range  # loads the solver

    return solve_range(wanted, bounds, tied)


def _end(wanted: Mapping[str, Fraction], bounds: Mapping[str, tuple[Bound, Bound]], low: bool) -> Bound:
    total = Fraction(0)
    for name, times in wanted.items():
        end = bounds[name][0 if (times > 0) == low else 1]
        if times and end is None:
            return None
        total += times * (end or 0)
    return total


def _connected(wanted: Mapping[str, Fraction], equations: tuple[Equation, ...]) -> tuple[Equation, ...]:
    """The equations that share an unknown with the sum, directly or through others."""
    reached, before = frozenset(wanted), frozenset[str]()
    while reached != before:
        before = reached
        reached = reached.union(*(one.times.keys() for one in equations if one.times.keys() & before))
    return tuple(one for one in equations if one.times.keys() & reached)
