"""Linear programs by GLOP of OR-Tools, their answers worked out again in fractions.

The solver says at which bounds the unknowns of its best point lie. The rest follows from the equations, in fractions,
and the point is checked against every bound and equation.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from onetext.solving.inequality import eliminated_range
from onetext.solving.linear import Bound, Equation, Range

Solver = pywraplp.Solver


def solve_range(
    wanted: Mapping[str, Fraction], bounds: Mapping[str, tuple[Bound, Bound]], equations: tuple[Equation, ...]
) -> Range:
    """The range of a sum while equations hold; by elimination where the solver's answer does not bear checking."""
    program = _Program(wanted, bounds, equations)
    try:
        if not program.is_feasible():
            return Range(None, None, feasible=False)
        return Range(program.best(maximise=False), program.best(maximise=True))
    except ArithmeticError:
        return eliminated_range(wanted, program.bounds, equations)


class _Program:
    """One linear program in the solver, and the same in fractions."""

    def __init__(
        self,
        wanted: Mapping[str, Fraction],
        bounds: Mapping[str, tuple[Bound, Bound]],
        equations: tuple[Equation, ...],
    ) -> None:
        self.wanted, self.equations = wanted, equations
        self.names = tuple(dict.fromkeys([*wanted, *(name for one in equations for name in one.times)]))
        self.bounds = {name: bounds[name] for name in self.names}
        self.solver = Solver.CreateSolver("GLOP")
        infinity = self.solver.infinity()
        self.unknowns = {}
        for name, (lo, hi) in self.bounds.items():
            low, high = -infinity if lo is None else float(lo), infinity if hi is None else float(hi)
            self.unknowns[name] = self.solver.NumVar(low, high, name)
        for one in equations:
            row = self.solver.Constraint(float(one.total), float(one.total))
            for name, times in one.times.items():
                row.SetCoefficient(self.unknowns[name], float(times))

    def is_feasible(self) -> bool:
        """Whether any values satisfy the equations."""
        self.solver.Objective().Clear()
        status = self.solver.Solve()
        if status not in (Solver.OPTIMAL, Solver.INFEASIBLE):
            raise ArithmeticError("the linear program was not decided")
        return bool(status == Solver.OPTIMAL)

    def best(self, maximise: bool) -> Bound:
        """The greatest or least value of the sum; None: without bound."""
        objective = self.solver.Objective()
        objective.Clear()
        for name, times in self.wanted.items():
            objective.SetCoefficient(self.unknowns[name], float(times))
        objective.SetOptimizationDirection(maximise)
        status = self.solver.Solve()
        if status == Solver.UNBOUNDED:
            return None
        if status != Solver.OPTIMAL:
            raise ArithmeticError("the linear program was not decided")
        values = self._exact()
        return sum((times * values[name] for name, times in self.wanted.items()), Fraction(0))

    def _exact(self) -> dict[str, Fraction]:
        """The solver's point in fractions; raises ArithmeticError if it breaks a bound or an equation."""
        values, free = {}, []
        for name, (lo, hi) in self.bounds.items():
            status = self.unknowns[name].basis_status()
            if status in (Solver.AT_LOWER_BOUND, Solver.FIXED_VALUE) and lo is not None:
                values[name] = lo
            elif status == Solver.AT_UPPER_BOUND and hi is not None:
                values[name] = hi
            elif status == Solver.FREE:
                values[name] = Fraction(0)
            else:
                free.append(name)
        values |= _solve_exactly(free, values, self.equations)
        for name, (lo, hi) in self.bounds.items():
            if (lo is not None and values[name] < lo) or (hi is not None and values[name] > hi):
                raise ArithmeticError("the linear program's answer breaks a bound")
        for one in self.equations:
            if sum(times * values[name] for name, times in one.times.items()) != one.total:
                raise ArithmeticError("the linear program's answer breaks an equation")
        return values


def _solve_exactly(
    free: list[str], fixed: Mapping[str, Fraction], equations: tuple[Equation, ...]
) -> dict[str, Fraction]:
    """The values of the free unknowns by Gauss's elimination in fractions; unknowns the equations leave open are 0."""
    rows = []
    for one in equations:
        known = sum((times * fixed[name] for name, times in one.times.items() if name in fixed), Fraction(0))
        rows.append([*(one.times.get(name, Fraction(0)) for name in free), one.total - known])
    pivots: dict[str, list[Fraction]] = {}
    for column, name in enumerate(free):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [_less(row, pivot, column) for row in rows]
        pivots = {other: _less(row, pivot, column) for other, row in pivots.items()} | {name: pivot}
    return {name: pivots[name][-1] if name in pivots else Fraction(0) for name in free}


def _less(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    """A row less as much of the pivot as leaves 0 in its column."""
    times = row[column]
    return [value - times * other for value, other in zip(row, pivot, strict=True)] if times else row
