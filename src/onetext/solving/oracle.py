"""Whether some demands can all be met; asked many times of one set of demands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Protocol

from ortools.sat.python import cp_model

from onetext.model.condition import Condition, Space, holds
from onetext.solving.cell import Cells
from onetext.solving.conflict import Budget
from onetext.solving.encoding import Encoding, Undecided, ask


class Oracle(Protocol):
    """Sets of demands are sets of bits."""

    def met(self, asked: int) -> int | None:
        """All demands that one package meets, those asked among them; None if no package does. Raises Undecided."""

    def core(self, asked: int) -> int:
        """Of demands that cannot all be met, some that cannot: maybe fewer."""


class CellOracle:
    """Answers from packages that were all tried."""

    def __init__(self, cells: Cells) -> None:
        self.masks = cells.maximal()

    def met(self, asked: int) -> int | None:
        return next((mask for mask in self.masks if mask & asked == asked), None)

    def core(self, asked: int) -> int:
        return asked


class SolverOracle:
    """Answers from the constraint solver, after two quick looks: packages found before, and single issues."""

    def __init__(
        self, space: Space, constraints: tuple[Condition, ...], demands: Mapping[str, Condition], budget: Budget
    ) -> None:
        self.budget = budget
        self.demands = tuple(demands.values())
        self.encoding = Encoding(space)
        for condition in constraints:
            self.encoding.require(condition)
        model = self.encoding.model
        self.literals = [model.new_bool_var("") for _ in self.demands]
        for literal, demand in zip(self.literals, self.demands, strict=True):
            self.encoding.require(demand, literal)
        self.found: dict[int, None] = {}
        self.windows = [dict(self._windows(demand)) for demand in self.demands]
        self.last_core = 0

    def _windows(self, demand: Condition) -> Iterator[tuple[str, cp_model.Domain]]:
        """What a demand allows on each issue where it says so outright."""
        outright = demand.parts if demand.op == "all" else (demand,)
        for atom in outright:
            if atom.op == "in" and atom.issue is not None:
                yield atom.issue, self.encoding.allowed(self.encoding.space[atom.issue], atom.reading)

    def met(self, asked: int) -> int | None:
        known = next((mask for mask in self.found if mask & asked == asked), None)
        if known is not None:
            return known
        self.last_core = self._clash(asked)
        return None if self.last_core else self._solve(asked)

    def core(self, asked: int) -> int:
        return self.last_core or asked

    def _clash(self, asked: int) -> int:
        """The demands whose windows on one issue leave nothing, or 0."""
        left: dict[str, tuple[cp_model.Domain, int]] = {}
        for n in _places(asked):
            for issue, window in self.windows[n].items():
                before, who = left.get(issue, (window, 0))
                now = before.intersection_with(window)
                left[issue] = now, who | 1 << n
                if now.is_empty():
                    return left[issue][1]
        return 0

    def _solve(self, asked: int) -> int | None:
        model, solver = self.encoding.model, cp_model.CpSolver()
        model.clear_assumptions()
        model.add_assumptions([self.literals[n] for n in _places(asked)])
        status = ask(solver, model, self.budget)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            package = self.encoding.package(solver)
            mask = sum(1 << n for n, demand in enumerate(self.demands) if holds(demand, package))
            assert mask & asked == asked, "the solver's package does not meet what it should"
            self.found[mask] = None
            return mask
        if status != cp_model.INFEASIBLE:
            raise Undecided
        named = {literal.index: n for n, literal in enumerate(self.literals)}
        found = solver.sufficient_assumptions_for_infeasibility()
        self.last_core = reduce(lambda mask, index: mask | 1 << named[index], found, 0)
        return None


def _places(mask: int) -> Iterator[int]:
    return (n for n in range(mask.bit_length()) if mask >> n & 1)
