"""Which conditions are true of which packages of a grid, over many packages at once; exact, as `condition.holds`.

Conditions are read once, as tables, and may then be asked of packages again and again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from onetext.model.condition import Condition

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Grid, Places

_GREATEST: Final = 2**62

Test = Callable[["Places"], "Flags"]
"""Packages [package, issue] to whether something is true of each [package]."""


def truths(grid: Grid, conditions: Sequence[Condition], packages: Places) -> Flags:
    """Which conditions are true of which packages: [package, condition], for option numbers [package, issue].

    Raises KeyError for a condition on an issue that the grid does not have.
    """
    return Sieve(grid, conditions)(packages)


class Sieve:
    """Some conditions over one grid; called with packages [package, issue] it gives [package, condition].

    >>> from onetext.model.belief import Grid
    >>> from onetext.model.issue import Reading
    >>> grid = Grid(("truce",), ((Decimal(10), Decimal(20), "permanent"),))
    >>> sieve = Sieve(grid, (Condition("in", "truce", Reading(lo=Decimal(15))),))
    >>> sieve(np.array([[0], [1], [2]])).ravel().tolist()
    [False, True, False]
    """

    def __init__(self, grid: Grid, conditions: Sequence[Condition]) -> None:
        place = {name: n for n, name in enumerate(grid.issues)}
        self.issues = tuple(frozenset(place[name] for name in one.issues) for one in conditions)
        self.tests = tuple(_test(one, place, grid.values) for one in conditions)

    def __len__(self) -> int:
        return len(self.tests)

    def __call__(self, packages: Places, which: Sequence[int] | None = None) -> Flags:
        """Which conditions are true of packages [package, issue]: all, or those of some numbers."""
        tests = self.tests if which is None else [self.tests[n] for n in which]
        found = np.empty((len(packages), len(tests)), dtype=bool)
        for column, test in enumerate(tests):
            found[:, column] = test(packages)
        return found

    def decided(self, issues: frozenset[int]) -> list[int]:
        """The conditions that look at none but these issues."""
        return [n for n, looked_at in enumerate(self.issues) if looked_at <= issues]


def _test(condition: Condition, place: dict[str, int], values: Sequence[Sequence[Any]]) -> Test:
    match condition.op:
        case "in":
            issue = place[str(condition.issue)]
            meant = np.array([condition.reading.holds(value) for value in values[issue]], dtype=bool)
            return lambda packages: np.asarray(meant[packages[:, issue]], dtype=bool)
        case "not":
            inner = _test(condition.parts[0], place, values)
            return lambda packages: ~inner(packages)
        case "all" | "any":
            parts = [_test(part, place, values) for part in condition.parts]
            join, start = (np.logical_and, True) if condition.op == "all" else (np.logical_or, False)

            def joined(packages: Places) -> Flags:
                found = np.full(len(packages), start, dtype=bool)
                for part in parts:
                    join(found, part(packages), out=found)
                return found

            return joined
    return _total_test(condition, place, values)


def _total_test(condition: Condition, place: dict[str, int], values: Sequence[Sequence[Any]]) -> Test:
    """A sum or product, in whole numbers on one scale; of an option that is no number it does not hold."""
    columns = [place[factor.issue] for factor in condition.factors]
    target = None if condition.issue is None else place[condition.issue]
    total, lo, hi, goals = _scaled(condition, columns, target, values)
    numeric = [
        (column, np.array([isinstance(value, Decimal) for value in values[column]], dtype=bool))
        for column in {*columns, *([] if target is None else [target])}
    ]

    def within(packages: Places) -> Flags:
        amount = total(packages)
        found = np.full(len(packages), target is not None or condition.reading.numbers)
        if target is not None:
            found &= np.asarray(amount == goals[packages[:, target]], dtype=bool)
        elif lo is not None:
            found &= np.asarray(amount >= lo, dtype=bool)
        if target is None and hi is not None:
            found &= np.asarray(amount <= hi, dtype=bool)
        for column, numbers in numeric:
            found &= numbers[packages[:, column]]
        return found

    return within


def _scaled(
    condition: Condition, columns: Sequence[int], target: int | None, values: Sequence[Sequence[Any]]
) -> tuple[Callable[[Places], Any], int | None, int | None, Any]:
    """The total of packages in whole numbers, its bounds, and what it must equal by the target's option."""
    product = condition.op == "product"
    amounts = [
        [Fraction(factor.times) * _number(value) for value in values[column]]
        for factor, column in zip(condition.factors, columns, strict=True)
    ]
    aims = [] if target is None else [_number(value) for value in values[target]]
    lo, hi = (None if end is None else Fraction(end) for end in (condition.reading.lo, condition.reading.hi))
    asked = [*aims, *(end for end in (lo, hi) if end is not None)]
    scales = [math.lcm(1, *(one.denominator for one in held)) for held in amounts]
    scales = scales if product else [math.lcm(1, *scales)] * len(scales)
    whole = math.prod(scales) if product else math.lcm(1, *scales)
    scale = math.lcm(whole, *(one.denominator for one in asked))
    most = [max((abs(one) for one in held), default=Fraction(0)) for held in amounts]
    greatest = math.prod(max(one, Fraction(1)) for one in most) if product else sum(most, Fraction(1))
    kind: Any = np.int64 if max([greatest, *map(abs, asked)]) * scale < _GREATEST else object
    tables = [np.array([int(one * of) for one in held], dtype=kind) for held, of in zip(amounts, scales, strict=True)]

    def total(packages: Places) -> Any:
        found = np.full(len(packages), scale // whole, dtype=kind) if product else np.zeros(len(packages), dtype=kind)
        for table, column in zip(tables, columns, strict=True):
            found = found * table[packages[:, column]] if product else found + table[packages[:, column]]
        return found if product else found * (scale // whole)

    first, last = (None if end is None else int(end * scale) for end in (lo, hi))
    return total, first, last, np.array([int(one * scale) for one in aims], dtype=kind)


def _number(value: Any) -> Fraction:
    return Fraction(value) if isinstance(value, Decimal) else Fraction(0)
