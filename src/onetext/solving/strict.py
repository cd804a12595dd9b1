"""Whether strict linear inequalities can all hold, by GLOP of OR-Tools; a small margin is taken for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

Form = Mapping[int, float]
"""A linear form: the factor of each unknown."""

MARGIN: Final = 1e-7
"""A greatest common margin below this is none: the inequalities hold at most with equality."""


def can_hold_strictly(strict: Sequence[Form], weak: Sequence[Form], equal: Sequence[Form], unknowns: int) -> bool:
    """Whether unknowns from 0 to 1 make every strict form positive, every weak one not negative, every equal one 0.

    Raises ArithmeticError where the solver decides nothing.

    >>> falls, rises = {0: 1.0, 1: -1.0}, {0: -1.0, 1: 1.0}
    >>> can_hold_strictly([falls], [], [], 2), can_hold_strictly([falls, rises], [], [], 2)
    (True, False)
    """
    from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

    solver = pywraplp.Solver.CreateSolver("GLOP")
    held = [solver.NumVar(0, 1, "") for _ in range(unknowns)]
    margin = solver.NumVar(0, 1, "")
    for forms, lo, hi, own in (
        (strict, 0.0, solver.infinity(), -1.0),
        (weak, 0.0, solver.infinity(), 0.0),
        (equal, 0.0, 0.0, 0.0),
    ):
        for form in forms:
            row = solver.Constraint(lo, hi)
            for unknown, factor in form.items():
                row.SetCoefficient(held[unknown], factor)
            row.SetCoefficient(margin, own)
    solver.Objective().SetCoefficient(margin, 1)
    solver.Objective().SetMaximization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        raise ArithmeticError("the linear program was not decided")
    return bool(margin.solution_value() > MARGIN)
