"""The range of a sum by Fourier-Motzkin elimination in fractions: exact, and slow where there is much to eliminate.

For programs so close to the edge that a solver in floating point cannot tell on which side they lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from onetext.solving.linear import Bound, Equation, Range

Row = tuple[Mapping[str, Fraction], Fraction]
"""A sum of unknowns, each times a number, that is at most so much."""
_SUM = ""
"""The name of the sum itself among the unknowns."""


def eliminated_range(
    wanted: Mapping[str, Fraction], bounds: Mapping[str, tuple[Bound, Bound]], equations: tuple[Equation, ...]
) -> Range:
    """As `find_range`.

    >>> one, zero = Fraction(1), Fraction(0)
    >>> same = Equation({"a": one, "b": -one})
    >>> eliminated_range({"a": one}, {"a": (None, None), "b": (zero, one)}, (same,))
    Range(lo=Fraction(0, 1), hi=Fraction(1, 1), feasible=True)
    """
    defined = Equation({**wanted, _SUM: Fraction(-1)})
    rows = [row for one in (*equations, defined) for row in _both(one.times, one.total)]
    for name, (lo, hi) in bounds.items():
        rows += [({name: Fraction(-1)}, -lo)] if lo is not None else []
        rows += [({name: Fraction(1)}, hi)] if hi is not None else []
    for name in bounds:
        rows = _without(name, rows)
    if any(not times and most < 0 for times, most in rows):
        return Range(None, None, feasible=False)
    highs = [most / times[_SUM] for times, most in rows if times.get(_SUM, 0) > 0]
    lows = [most / times[_SUM] for times, most in rows if times.get(_SUM, 0) < 0]
    lo, hi = max(lows, default=None), min(highs, default=None)
    return Range(lo, hi, feasible=lo is None or hi is None or lo <= hi)


def _both(times: Mapping[str, Fraction], total: Fraction) -> list[Row]:
    """An equation as two bounds."""
    return [(dict(times), total), ({name: -value for name, value in times.items()}, -total)]


def _without(name: str, rows: list[Row]) -> list[Row]:
    """What the rows say of the other unknowns."""
    kept = {_key(row): row for row in rows if not row[0].get(name)}
    above = [row for row in rows if row[0].get(name, 0) > 0]
    below = [row for row in rows if row[0].get(name, 0) < 0]
    for high, most in above:
        for low, least in below:
            up, down = -low[name], high[name]
            names = dict.fromkeys([*high, *low])
            mixed = {other: up * high.get(other, 0) + down * low.get(other, 0) for other in names}
            row = {other: times for other, times in mixed.items() if times}, up * most + down * least
            kept[_key(row)] = row
    return list(kept.values())


def _key(row: Row) -> tuple[object, ...]:
    """What is the same for a row and its multiples."""
    size = max((abs(times) for times in row[0].values()), default=Fraction(1))
    return *((name, row[0][name] / size) for name in sorted(row[0])), row[1] / size
