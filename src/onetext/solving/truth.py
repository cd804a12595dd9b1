"""Which conditions are true of which packages of a grid, over many packages at once; exact, as `condition.holds`."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from onetext.model.condition import Condition, scaled

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Grid, Places

_SAFE = 2**62
"""Whole numbers below this are held in 64 bits; greater ones as Python's."""


def truths(grid: Grid, conditions: tuple[Condition, ...], packages: Places) -> Flags:
    """Which conditions are true of which packages: [package, condition], for option numbers [package, issue].

    Raises KeyError for a condition on an issue that the grid does not have.
    """
    reader = _Reader(grid, packages)
    columns = [reader.truth(condition) for condition in conditions]
    return np.stack(columns, axis=1) if columns else np.zeros((len(packages), 0), dtype=bool)


class _Reader:
    """Packages, looked at through conditions."""

    def __init__(self, grid: Grid, packages: Places) -> None:
        self.values = dict(zip(grid.issues, grid.values, strict=True))
        self.chosen = {name: packages[:, place] for place, name in enumerate(grid.issues)}
        self.count = len(packages)

    def truth(self, condition: Condition) -> Flags:
        match condition.op:
            case "all" | "any":
                join = np.logical_and if condition.op == "all" else np.logical_or
                found = np.full(self.count, condition.op == "all")
                for part in condition.parts:
                    found = join(found, self.truth(part))
                return found
            case "not":
                return np.logical_not(self.truth(condition.parts[0]))
            case "in":
                name = str(condition.issue)
                return np.asarray([condition.reading.holds(value) for value in self.values[name]])[self.chosen[name]]
        return self._number(condition)

    def _number(self, condition: Condition) -> Flags:
        """A sum or product, in whole numbers; of values that are no numbers it does not hold."""
        times = [Fraction(factor.times) for factor in condition.factors]
        tables = [
            [time * n for n in self._numbers(factor.issue)]
            for time, factor in zip(times, condition.factors, strict=True)
        ]
        scales = [scaled(table) for table in tables]
        if condition.op == "sum":
            scales = [math.lcm(1, *scales)] * len(scales)
        whole = [[int(n * scale) for n in table] for table, scale in zip(tables, scales, strict=True)]
        scale = (scales[0] if scales else 1) if condition.op == "sum" else math.prod(scales)
        target = [] if condition.issue is None else [n * scale for n in self._numbers(condition.issue)]
        greatest = [max((abs(n) for n in table), default=0) for table in whole]
        reach = sum(greatest) if condition.op == "sum" else math.prod(max(most, 1) for most in greatest)
        kind: Any = np.int64 if max([reach, *(math.ceil(abs(n)) for n in target)]) < _SAFE else object
        total: Any = np.full(self.count, 0 if condition.op == "sum" else 1, dtype=kind)
        for factor, table in zip(condition.factors, whole, strict=True):
            own = np.asarray(table, dtype=kind)[self.chosen[factor.issue]]
            total = total + own if condition.op == "sum" else total * own
        found = self._counted(condition)
        if condition.issue is not None:
            fits = np.asarray([n.denominator == 1 for n in target])
            aim = np.asarray([int(n) for n in target], dtype=kind)
            chosen = self.chosen[str(condition.issue)]
            return np.asarray(found & fits[chosen] & (total == aim[chosen]), dtype=bool)
        lo, hi = condition.reading.lo, condition.reading.hi
        if not condition.reading.numbers:
            return np.zeros(self.count, dtype=bool)
        if lo is not None:
            found = found & np.asarray(total >= _clipped(math.ceil(Fraction(lo) * scale), kind), dtype=bool)
        if hi is not None:
            found = found & np.asarray(total <= _clipped(math.floor(Fraction(hi) * scale), kind), dtype=bool)
        return found

    def _numbers(self, issue: str) -> list[Fraction]:
        return [Fraction(value) if isinstance(value, Decimal) else Fraction(0) for value in self.values[issue]]

    def _counted(self, condition: Condition) -> Flags:
        found = np.ones(self.count, dtype=bool)
        for name in condition.issues:
            found &= np.asarray([isinstance(value, Decimal) for value in self.values[name]])[self.chosen[name]]
        return found


def _clipped(number: int, kind: Any) -> int:
    """A bound as the array can hold it: beyond what any total reaches it makes no difference."""
    return number if kind is object else max(min(number, _SAFE), -_SAFE)
