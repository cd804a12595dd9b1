"""The best of a number over packages, by the constraint solver."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from ortools.sat.python import cp_model

from onetext.model.condition import Condition, Space, holds, total_of
from onetext.model.issue import Reading
from onetext.solving.conflict import Budget
from onetext.solving.encoding import Encoding, Undecided, ask, span_of

_EFFORT = 4.0


def nearest_by_solver(space: Space, conditions: Iterable[Condition], wanted: Condition) -> Decimal | None:
    """As `find_nearest`, where there are too many packages to try; None also where the limit was reached."""
    kept = tuple(conditions)
    try:
        return _nearest(space, kept, wanted)
    except Undecided:
        return None


def _nearest(space: Space, kept: tuple[Condition, ...], wanted: Condition) -> Decimal | None:
    encoding = Encoding(space)
    for condition in kept:
        encoding.require(condition)
    model = encoding.model
    anything = Condition(wanted.op, wanted.issue, Reading(), wanted.factors)
    encoding.require(anything)
    total, scale = encoding.number(wanted.issue) if wanted.op == "in" and wanted.issue else encoding.total(wanted)
    lo, hi = span_of(wanted.reading, scale)
    away = model.new_int_var(0, 1 << 61, "")
    model.add(away >= lo - total)
    model.add(away >= total - hi)
    model.minimize(away)
    solver, budget = cp_model.CpSolver(), Budget(_EFFORT)
    if not _solved(solver, model, budget):
        return None
    model.add(away == solver.value(away))
    model.minimize(total)
    if not _solved(solver, model, budget):
        raise Undecided
    package = encoding.package(solver)
    assert all(holds(condition, package) for condition in (*kept, anything)), "the solver's package breaks a condition"
    found = total_of(wanted, package)
    assert found is not None
    assert Fraction(found) * scale == solver.value(total)
    return found


def _solved(solver: cp_model.CpSolver, model: cp_model.CpModel, budget: Budget) -> bool:
    """Whether there is a best package, rather than none at all. Raises Undecided."""
    status = ask(solver, model, budget)
    if status == cp_model.INFEASIBLE:
        return False
    if status != cp_model.OPTIMAL:
        raise Undecided
    return True
