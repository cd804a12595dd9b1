"""Minimal unsatisfiable subsets and minimal correction sets, both at once, the smallest corrections first.

A map holds what is not explored: sets that contain no set known to clash and lie in none known to hold together. Its
largest set is asked of an oracle. If it holds together, nothing can be added to it, and what it lacks is the smallest
correction left; if not, it is shrunk to clashes that share nothing. When the map is empty, all is found.

After Liffiton, Previti, Malik and Marques-Silva, "Fast, flexible MUS enumeration", Constraints 21 (2016), and the
implicit hitting sets of Moreno-Centeno and Karp, Operations Research 61 (2013).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ortools.sat.python import cp_model

from onetext.model.condition import Condition, Space
from onetext.solving.cell import Cells
from onetext.solving.conflict import Budget, Knot, Search, ids_of
from onetext.solving.encoding import Undecided, ask
from onetext.solving.oracle import CellOracle, Oracle, SolverOracle

_PATIENCE = 10
"""How many sets in a row may hold together, once enough corrections are listed, before no more clashes are sought."""


def enumerate_sets(
    space: Space,
    constraints: tuple[Condition, ...],
    demands: Mapping[str, Condition],
    cells: Cells | None,
    search: Search,
    budget: Budget,
    apart: frozenset[frozenset[str]] = frozenset(),
) -> Knot:
    """The knot of some demands, each sort of set up to a limit; what is cut is marked so."""
    names = tuple(demands)
    bits = {name: 1 << n for n, name in enumerate(names)}
    blocked = [sum(bits[name] for name in pair) for pair in apart if pair <= bits.keys()]
    try:
        oracle = SolverOracle(space, constraints, demands, budget) if cells is None else CellOracle(cells)
        return _Search(oracle, names, search, blocked, budget).run()
    except Undecided:
        return Knot(names, (), (), all_sticking=False, all_ways=False)


class _Search:
    """One search, with what it found so far."""

    def __init__(
        self, oracle: Oracle, names: tuple[str, ...], search: Search, blocked: list[int], budget: Budget
    ) -> None:
        self.oracle, self.names, self.limit, self.progress = oracle, names, search.limit, search.progress
        self.clashing: list[int] = []
        self.holding: list[int] = []
        self.map = _Map(len(names), budget)
        for mask in blocked:
            self.map.never_within(mask)

    def run(self) -> Knot:
        """Everything, or as much as the limit allows."""
        whole = self._explore()
        lacking = [((1 << len(self.names)) - 1) & ~mask for mask in self.holding]
        sticking, ways = ids_of(self.clashing, self.names), ids_of(filter(None, lacking), self.names)
        return Knot(
            self.names,
            sticking[: self.limit],
            ways[: self.limit],
            whole and len(sticking) <= self.limit,
            whole and len(ways) <= self.limit,
        )

    def _explore(self) -> bool:
        """Whether the map was emptied before a limit or an open question stopped it."""
        in_vain = 0
        while in_vain < _PATIENCE and (len(self.clashing) < self.limit or len(self.holding) < self.limit):
            try:
                found = self.map.largest()
                if found is None:
                    return True
                seed, largest = found
                if self._learn(seed, largest):
                    if largest:
                        self._learn_all_as_large(seed.bit_count())
                    in_vain += len(self.holding) >= self.limit
                else:
                    in_vain = 0
                self.progress(len(self.clashing) + len(self.holding))
            except Undecided:
                return False
        return False

    def _learn(self, seed: int, largest: bool = True) -> bool:
        """Whether a set holds together; either way the map is the smaller for it."""
        if self.oracle.met(seed) is not None:
            seed = seed if largest else self._grown(seed)
            self.holding.append(seed)
            self.map.not_below(seed)
            return True
        for clash in self._clashes(seed):
            self.clashing.append(clash)
            self.map.never_within(clash)
        return False

    def _learn_all_as_large(self, size: int) -> None:
        """The other sets of the largest size: no two of one size lie in each other, so each can be asked by itself."""
        room = self.limit - len(self.holding)
        for seed in self.map.all_of(size, room) if room > 0 else ():
            if not any(clash & seed == clash for clash in self.clashing):
                self._learn(seed)

    def _grown(self, seed: int) -> int:
        """A set that holds together, with as many more demands as still do."""
        for n in range(len(self.names)):
            if not seed >> n & 1 and (more := self.oracle.met(seed | 1 << n)) is not None:
                seed |= more
        return seed

    def _clashes(self, seed: int) -> Iterator[int]:
        """Minimal clashes in a set that does not hold together, no two with a common demand."""
        while self.oracle.met(seed) is None:
            clash = self._shrink(self.oracle.core(seed))
            yield clash
            if not clash:
                return
            seed &= ~clash

    def _shrink(self, clash: int) -> int:
        """A clash from which no demand can be left out."""
        bit = 1
        while bit <= clash:
            if clash & bit and self.oracle.met(clash & ~bit) is None:
                clash = self.oracle.core(clash & ~bit)
            bit <<= 1
        return clash


class _Map:
    """The sets of demands that are not explored."""

    def __init__(self, count: int, budget: Budget) -> None:
        self.budget = budget
        self.model = cp_model.CpModel()
        self.chosen = [self.model.new_bool_var("") for _ in range(count)]
        self.model.maximize(sum(self.chosen))

    def _of(self, mask: int) -> list[cp_model.IntVar]:
        return [literal for n, literal in enumerate(self.chosen) if mask >> n & 1]

    def never_within(self, clash: int) -> None:
        """Leave out every set that holds a clash."""
        self.model.add_bool_or([literal.negated() for literal in self._of(clash)])

    def not_below(self, mask: int) -> None:
        """Leave out every set that lies in one that holds together."""
        self.model.add_bool_or(self._of(((1 << len(self.chosen)) - 1) & ~mask))

    def largest(self) -> tuple[int, bool] | None:
        """A large set left and whether it is known to be the largest; None if none is left. Raises Undecided."""
        solver = cp_model.CpSolver()
        status = ask(solver, self.model, self.budget)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise Undecided
        mask = sum(1 << n for n, literal in enumerate(self.chosen) if solver.boolean_value(literal))
        return mask, status == cp_model.OPTIMAL

    def all_of(self, size: int, limit: int) -> list[int]:
        """The sets left of one size, up to a limit; in an order of their own."""
        model = self.model.clone()
        model.clear_objective()  # type: ignore[no-untyped-call]
        model.add(sum(model.get_bool_var_from_proto_index(literal.index) for literal in self.chosen) == size)
        solver, found = cp_model.CpSolver(), _Listed(self.chosen, limit)
        solver.parameters.enumerate_all_solutions = True
        ask(solver, model, self.budget, found)
        return sorted(found.masks)


class _Listed(cp_model.CpSolverSolutionCallback):
    """Keeps solutions as sets of bits until there are enough."""

    def __init__(self, chosen: list[cp_model.IntVar], limit: int) -> None:
        super().__init__()
        self.chosen, self.limit = chosen, limit
        self.masks: list[int] = []

    def on_solution_callback(self) -> None:
        self.masks.append(sum(1 << n for n, literal in enumerate(self.chosen) if self.boolean_value(literal)))
        if len(self.masks) >= self.limit:
            self.stop_search()
