"""Conditions for the constraint solver CP-SAT of OR-Tools.

Each issue is one whole number: the place of a number on its grid, and one place beyond it for every option.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from ortools.sat.python import cp_model

from onetext.model.condition import Condition, Domain, Package, Space, scaled
from onetext.model.issue import Reading, Value
from onetext.solving.conflict import Budget

_GREATEST = 1 << 61

Literal = cp_model.IntVar
Seen = cp_model.CpSolverSolutionCallback
Expression = cp_model.LinearExpr


class Undecided(Exception):
    """The solver came to no answer within its limit, or its numbers are too small for the question."""


@dataclass
class Encoding:
    """A model of some issues; `package` reads a solution back."""

    space: Space
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    places: dict[str, cp_model.IntVar] = field(default_factory=dict)
    products: dict[tuple[str, ...], tuple[cp_model.IntVar, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, domain in self.space.items():
            allowed = self.allowed(domain, Reading(frozenset(domain.options)))
            self.places[name] = self.model.new_int_var_from_domain(allowed, name)

    @staticmethod
    def allowed(domain: Domain, reading: Reading) -> cp_model.Domain:
        """The places of an issue that a reading allows."""
        first, last = domain.window(reading)
        beyond = [domain.last + 1 + n for n, option in enumerate(domain.options) if option in reading.options]
        spans = [[place, place] for place in beyond] + ([[first, last]] if first <= last else [])
        return cp_model.Domain.from_intervals(spans)

    def require(self, condition: Condition, under: Literal | None = None, positive: bool = True) -> None:
        """Let a condition hold (or, if not positive, fail) wherever a literal is true; without one, always."""
        match condition.op:
            case "not":
                self.require(condition.parts[0], under, not positive)
            case "all" | "any" if (condition.op == "all") == positive:
                for part in condition.parts:
                    self.require(part, under, positive)
            case "all" | "any":
                chosen = [self.model.new_bool_var("") for _ in condition.parts]
                for literal, part in zip(chosen, condition.parts, strict=True):
                    self.require(part, literal, positive)
                self._enforce(self.model.add_bool_or(chosen), under)
            case "in":
                domain = self.space[str(condition.issue)]
                allowed = self.allowed(domain, condition.reading)
                self._within(self.places[str(condition.issue)], allowed, under, positive)
            case _:
                self._require_total(condition, under, positive)

    def _require_total(self, condition: Condition, under: Literal | None, positive: bool) -> None:
        """A sum or product holds where all its issues have numbers and the total is as read."""
        names = sorted(condition.issues)
        total, scale = self.total(condition)
        spans = [span_of(condition.reading, scale)] if condition.issue is None else [(0, 0)]
        numeric = [(self.places[name], self.allowed(self.space[name], Reading())) for name in names]
        right = cp_model.Domain.from_intervals([list(span) for span in spans if span[0] <= span[1]])
        if positive:
            for place, numbers in numeric:
                self._within(place, numbers, under, True)
            self._within(total, right, under, True)
            return
        parts: list[tuple[Expression, cp_model.Domain]] = [*numeric, (total, right)]
        chosen = [self.model.new_bool_var("") for _ in parts]
        for literal, (expression, allowed) in zip(chosen, parts, strict=True):
            self._within(expression, allowed, literal, False)
        self._enforce(self.model.add_bool_or(chosen), under)

    def total(self, condition: Condition) -> tuple[Expression, int]:
        """A sum or product (less the issue that it should equal) as an expression in whole numbers, and its scale."""
        if condition.op == "sum":
            terms = {
                factor.issue: Fraction(factor.times) * Fraction(self.space[factor.issue].unit)
                for factor in condition.factors
            }
            starts = [Fraction(f.times) * Fraction(self.space[f.issue].start) for f in condition.factors]
            scale = scaled([*terms.values(), sum(starts, Fraction(0))])
            names, times = list(terms), [int(each * scale) for each in terms.values()]
            found = Expression.weighted_sum([self.places[name] for name in names], times)
            return found + int(sum(starts, Fraction(0)) * scale), scale
        product, scale = self._product(tuple(sorted(factor.issue for factor in condition.factors)))
        if condition.issue is None:
            return 1 * product, scale
        target, own = self.number(condition.issue)
        common = scaled([Fraction(1, scale), Fraction(1, own)])
        return (common // scale) * product - (common // own) * target, common

    def _product(self, names: tuple[str, ...]) -> tuple[cp_model.IntVar, int]:
        if names not in self.products:
            expressions, scale, greatest = [], 1, 1
            for name in names:
                expression, own = self.number(name)
                domain = self.space[name]
                ends = [abs(domain.number(k)) * own for k in (domain.first, domain.last + len(domain.options))]
                expressions.append(expression)
                scale, greatest = scale * own, greatest * max(1, *map(int, ends))
            if greatest > _GREATEST:
                raise Undecided
            product = self.model.new_int_var(-greatest, greatest, "")
            self.model.add_multiplication_equality(product, expressions)
            self.products[names] = product, scale
        return self.products[names]

    def number(self, name: str) -> tuple[Expression, int]:
        """The number of an issue as a whole number, and its scale."""
        domain = self.space[name]
        scale = scaled([domain.unit, domain.start])
        return int(domain.unit * scale) * self.places[name] + int(domain.start * scale), scale

    def _within(self, expression: Expression, allowed: cp_model.Domain, under: Literal | None, positive: bool) -> None:
        domain = allowed if positive else allowed.complement()
        self._enforce(self.model.add_linear_expression_in_domain(expression, domain), under)

    @staticmethod
    def _enforce(constraint: cp_model.Constraint, under: Literal | None) -> None:
        if under is not None:
            constraint.only_enforce_if(under)

    def package(self, solver: cp_model.CpSolver) -> Package:
        """The package of the last solution."""
        return {name: self._value(self.space[name], solver.value(place)) for name, place in self.places.items()}

    @staticmethod
    def _value(domain: Domain, place: int) -> Value:
        return domain.number(place) if place <= domain.last else domain.options[place - domain.last - 1]


def span_of(reading: Reading, scale: int) -> tuple[int, int]:
    """A range in whole numbers of a scale, cut to what the solver can hold."""
    lo = -_GREATEST if reading.lo is None else -((-Fraction(reading.lo) * scale) // 1)
    hi = _GREATEST if reading.hi is None else (Fraction(reading.hi) * scale) // 1
    return max(int(lo), -_GREATEST), min(int(hi), _GREATEST)


_ONE_QUESTION = 2.0
"""How much of a budget one question may take."""


def ask(solver: cp_model.CpSolver, model: cp_model.CpModel, budget: Budget, seen: Seen | None = None) -> int:
    """The status of one question, asked of a solver whose answers are the same at every run. Raises Undecided."""
    if budget.is_spent():
        raise Undecided
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = min(budget.left, _ONE_QUESTION)
    status = solver.solve(model, seen)
    budget.left -= solver.response_proto.deterministic_time
    return int(status)
