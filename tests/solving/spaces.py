"""Small spaces and demands at random, for the fast ways and the slow truth."""

from __future__ import annotations

import random
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations, product

from onetext.model.condition import Condition, Domain, Space
from onetext.model.issue import Reading
from onetext.model.predicate import Factor
from onetext.solving import Knot

Sets = list[tuple[str, ...]]
Question = tuple[Space, list[Condition], dict[str, Condition]]


def small_question(seed: int) -> Question:
    """A space of one to four issues, constraints on it and up to seven demands."""
    return _Author(seed).question()


class _Author:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.space = {f"issue-{n}": self.domain() for n in range(self.rng.randint(1, 4))}
        self.numeric = [name for name, domain in self.space.items() if domain.first <= domain.last]

    def question(self) -> Question:
        constraints = [self.condition(1) for _ in range(self.rng.choice([0, 0, 1, 1, 2]))]
        return self.space, constraints, {f"d{n}": self.condition(2) for n in range(self.rng.randint(1, 7))}

    def domain(self) -> Domain:
        kind, rng = self.rng.random(), self.rng
        if kind < 0.4:
            return Domain(tuple("abcd"[: rng.randint(1, 4)]))
        if kind < 0.8:
            start, unit = Decimal(rng.choice([0, 0, 1])), Decimal(rng.choice(["1", "0.5"]))
            return Domain((), start, unit, rng.choice([-2, 0]), rng.randint(1, 5))
        return Domain(("ever",), first=0, last=rng.randint(0, 3))

    def range(self, lowest: int, highest: int) -> tuple[Decimal | None, Decimal | None]:
        lo = Decimal(self.rng.randint(lowest, highest))
        hi = lo + self.rng.randint(0, 2)
        return lo if self.rng.random() < 0.6 else None, hi if self.rng.random() < 0.6 else None

    def condition(self, depth: int) -> Condition:
        chance = self.rng.random()
        if depth == 0 or chance < 0.5:
            return self.total() if len(self.numeric) and self.rng.random() < 0.3 else self.value()
        if chance < 0.65:
            return Condition("not", parts=(self.condition(depth - 1),))
        count = 0 if self.rng.random() < 0.05 else self.rng.randint(1, 3)
        return Condition(self.rng.choice(["all", "any"]), parts=tuple(self.condition(depth - 1) for _ in range(count)))

    def value(self) -> Condition:
        name = self.rng.choice(sorted(self.space))
        domain = self.space[name]
        options = frozenset(option for option in domain.options if self.rng.random() < 0.5)
        if name not in self.numeric:
            return Condition("in", name, Reading(options, numbers=False))
        lo, hi = self.range(-2, 4)
        return Condition("in", name, Reading(options, self.rng.random() < 0.9, lo, hi))

    def total(self) -> Condition:
        named = self.rng.sample(self.numeric, min(len(self.numeric), self.rng.randint(1, 2)))
        lo, hi = self.range(-3, 5)
        if self.rng.random() < 0.6 or len(named) == 1:
            factors = tuple(Factor(name, Decimal(self.rng.choice(["1", "-1", "2", "0.5"]))) for name in named)
            return Condition("sum", None, Reading(lo=lo, hi=hi), factors)
        factors = tuple(Factor(name, Decimal(1)) for name in named)
        if self.rng.random() < 0.4:
            return Condition("product", self.rng.choice(self.numeric), Reading(), factors)
        return Condition("product", None, Reading(lo=lo, hi=hi), factors)


def together(knots: tuple[Knot, ...]) -> tuple[Sets, Sets]:
    """The sticking points and ways out of all knots, as the definitions give them for all demands at once."""
    sticking = {found for knot in knots for found in knot.sticking}
    if frozenset() in sticking:
        return ordered(sticking), []
    ways = [frozenset().union(*choice) for choice in product(*(knot.ways for knot in knots))] if knots else []
    return ordered(sticking), ordered(ways)


def ordered(sets: object) -> Sets:
    """Sets of ids by size and then by ids."""
    assert isinstance(sets, list | tuple | set)
    return sorted((tuple(sorted(found)) for found in sets), key=lambda ids: (len(ids), ids))


def hitting(sets: Iterable[Iterable[str]]) -> list[frozenset[str]]:
    """The minimal hitting sets, by the definition; of no sets none."""
    asked = [frozenset(one) for one in sets]
    names = sorted(frozenset().union(*asked))
    every = [frozenset(some) for size in range(1, len(names) + 1) for some in combinations(names, size)]
    hits = [some for some in every if all(some & one for one in asked)]
    return [some for some in hits if not any(other < some for other in hits)]


def windows(seed: int, issues: int = 12, demands: int = 40, each: int = 4) -> tuple[Space, dict[str, Condition]]:
    """Demands that each want several numbers within windows."""
    rng = random.Random(seed)
    space = {f"issue-{n:02}": Domain(first=0, last=100) for n in range(issues)}
    return space, {f"d{n:02}": Condition("all", parts=tuple(_window(rng, space, each))) for n in range(demands)}


def _window(rng: random.Random, space: Space, each: int) -> list[Condition]:
    starts = {name: Decimal(rng.randint(0, 70)) for name in rng.sample(sorted(space), each)}
    return [Condition("in", name, Reading(lo=lo, hi=lo + rng.randint(10, 50))) for name, lo in starts.items()]
