"""The frontier of tied issues by a constraint solver, point after point, each proved: CP-SAT of OR-Tools.

Of the packages that no known point is as good as for everybody, the one with the greatest sum is on the frontier; when
there is none such left, the frontier is whole. Limits are in the solver's deterministic time, alike on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from onetext.solving.tie import Tie
from onetext.solving.tied import Tied
from onetext.solving.whole import join

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

DETERMINISTIC_SECONDS: Final = 60.0
_LARGEST: Final = 1 << 60


@dataclass(frozen=True)
class Proved:
    """Points with a package each, and whether it is proved that there are no others."""

    points: tuple[tuple[int, ...], ...]
    packages: tuple[tuple[int, ...], ...]
    whole: bool


class NotForThisSolver(Exception):
    """Something that CP-SAT cannot say in 64 bits, or at all."""


def prove_frontier(tied: Tied, limit: float = DETERMINISTIC_SECONDS) -> Proved:
    """The frontier of tied issues, one package a point, until none is left or the limit is reached.

    Raises NotForThisSolver for numbers beyond 60 bits.
    """
    from ortools.sat.python import cp_model  # only where elimination would need too many labels

    search = _Search(tied, cp_model)
    found: dict[tuple[int, ...], tuple[int, ...]] = {}
    while True:
        solver = cp_model.CpSolver()
        solver.parameters.max_deterministic_time = limit
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        status = solver.solve(search.model)
        limit -= (
            solver.deterministic_time
            if hasattr(solver, "deterministic_time")
            else solver.response_proto.deterministic_time
        )
        if status == cp_model.INFEASIBLE:
            return Proved(tuple(found), tuple(found.values()), True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Proved(tuple(found), tuple(found.values()), False)
        package = search.package(solver)
        point = search.payoff(package)
        found[point] = package
        if status != cp_model.OPTIMAL or limit <= 0:
            return Proved(tuple(found), tuple(found.values()), False)
        search.exclude(point)


class _Search:
    def __init__(self, tied: Tied, cp_model: object) -> None:
        self.tied = tied
        self.tables = [join(table) for table in tied.tables]
        self.parties = tied.tables[0].shape[1]
        if any(self._reach(party) >= _LARGEST for party in range(self.parties)):
            raise NotForThisSolver
        self.model = cp_model.CpModel()  # type: ignore[attr-defined]
        self.chosen = [[self.model.new_bool_var("") for _ in table] for table in self.tables]
        for options in self.chosen:
            self.model.add_exactly_one(options)
        worth = []
        for tie, value in tied.ties:
            literal = self._literal(tie)
            if value is None:
                self.model.add(literal == 1)
            else:
                worth.append((literal, value))
        self.payoffs = [self._sum(party, worth) for party in range(self.parties)]
        self.model.maximize(sum(self.payoffs))

    def _reach(self, party: int) -> int:
        own = sum(int(table[:, party].max()) for table in self.tables)
        return own + sum(abs(value[party]) for _, value in self.tied.ties if value is not None)

    def _sum(self, party: int, worth: list[tuple[Any, tuple[int, ...]]]) -> Any:
        reach = self._reach(party)
        total = self.model.new_int_var(-reach, reach, "")
        own = [
            int(value) * literal
            for options, table in zip(self.chosen, self.tables, strict=True)
            for literal, value in zip(options, table[:, party], strict=True)
            if value
        ]
        self.model.add(total == sum(own) + sum(value[party] * literal for literal, value in worth))
        cap = self.tied.caps[party] if self.tied.caps else None
        if cap is None:
            return total
        cut = self.model.new_int_var(-reach, cap, "")
        self.model.add_min_equality(cut, [total, self.model.new_constant(cap)])
        return cut

    def _literal(self, tie: Tie) -> Any:
        match tie.op:
            case "true" | "false":
                return self.model.new_constant(int(tie.op == "true"))
            case "not":
                return self._literal(tie.parts[0]).negated()
            case "in":
                literal = self.model.new_bool_var("")
                self.model.add(sum(self.chosen[tie.issue][option] for option in sorted(tie.options)) == literal)
                return literal
            case "all" | "any":
                parts = [self._literal(part) for part in tie.parts]
                literal = self.model.new_bool_var("")
                bound = self.model.add_bool_and if tie.op == "all" else self.model.add_bool_or
                other = self.model.add_bool_or if tie.op == "all" else self.model.add_bool_and
                bound(parts).only_enforce_if(literal)
                other([part.negated() for part in parts]).only_enforce_if(literal.negated())
                return literal
            case "sum":
                return self._within(tie)
        raise NotForThisSolver

    def _within(self, tie: Tie) -> Any:
        ends = [end for end in (tie.lo, tie.hi) if end is not None]
        scale = 1
        for number in (*ends, *(value for _, values in tie.amounts for value in values)):
            scale = scale * number.denominator // _gcd(scale, number.denominator)
        total = sum(
            int(value * scale) * literal
            for issue, values in tie.amounts
            for literal, value in zip(self.chosen[issue], values, strict=True)
        )
        literal = self.model.new_bool_var("")
        sides = []
        if tie.lo is not None:
            sides.append((total >= int(tie.lo * scale), total < int(tie.lo * scale)))
        if tie.hi is not None:
            sides.append((total <= int(tie.hi * scale), total > int(tie.hi * scale)))
        fails = []
        for holds, breaks in sides:
            self.model.add(holds).only_enforce_if(literal)
            broken = self.model.new_bool_var("")
            self.model.add(breaks).only_enforce_if(broken)
            fails.append(broken)
        self.model.add_bool_or([literal, *fails])
        return literal

    def exclude(self, point: tuple[int, ...]) -> None:
        """Ask for packages that are better for somebody."""
        better = []
        for payoff, value in zip(self.payoffs, point, strict=True):
            literal = self.model.new_bool_var("")
            self.model.add(payoff > value).only_enforce_if(literal)
            better.append(literal)
        self.model.add_bool_or(better)

    def package(self, solver: cp_model.CpSolver) -> tuple[int, ...]:
        """The options that a solution chose."""
        return tuple(next(n for n, literal in enumerate(row) if solver.value(literal)) for row in self.chosen)

    def payoff(self, package: tuple[int, ...]) -> tuple[int, ...]:
        """What a package is worth, by the definition."""
        total = [
            sum(int(table[o, p]) for table, o in zip(self.tables, package, strict=True)) for p in range(self.parties)
        ]
        for tie, worth in self.tied.ties:
            if worth is not None and tie.holds(package):
                total = [own + more for own, more in zip(total, worth, strict=True)]
        caps = self.tied.caps or (None,) * self.parties
        return tuple(own if cap is None else min(own, cap) for own, cap in zip(total, caps, strict=True))


def _gcd(one: int, other: int) -> int:
    return one if not other else _gcd(other, one % other)
