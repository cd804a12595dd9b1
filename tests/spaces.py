"""Small spaces of packages made from a seed: what options are worth, what ties issues, where a total is cut."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from onetext.solving import Factor, Tie, is_in, product_is, product_within, sum_within

Table = list[list[Any]]


@dataclass
class Small:
    """One small space."""

    tables: list[Table]
    factors: list[Factor]
    caps: list[Any] | None
    reservation: list[Fraction]


def small_space(seed: int, tied: bool, capped: bool = False) -> Small:
    """A space of up to 1,024 packages and two to four parties; numbers are small, decimal-like or very long."""
    dice = random.Random(seed)
    parties, sizes = dice.randint(2, 4), [dice.randint(1, 4) for _ in range(dice.randint(1, 5))]
    reach, split = dice.choice([(3, 1), (10, 1), (50, 20), (10**30, 7)])

    def number() -> Fraction:
        return Fraction(dice.randint(-reach, reach), split)

    def row() -> tuple[Fraction, ...]:
        return tuple(number() for _ in range(parties))

    tables = [[list(row()) for _ in range(size)] for size in sizes]
    factors = []
    for _ in range(dice.randint(1, 4) if tied else 0):
        factors.append(Factor(_tie(dice, sizes, 2), None if dice.random() < 0.4 else row()))
    caps = [dice.choice([None, number() * len(sizes)]) for _ in range(parties)] if capped else None
    return Small(tables, factors, caps, [number() / 2 for _ in range(parties)])


def _tie(dice: random.Random, sizes: list[int], depth: int) -> Tie:
    kind = dice.choice(["in", "sum", "product", "all", "any", "not"] if depth else ["in", "sum"])
    if kind == "in":
        issue = dice.randrange(len(sizes))
        return is_in(issue, [option for option in range(sizes[issue]) if dice.random() < 0.6])
    if kind == "not":
        return ~_tie(dice, sizes, depth - 1)
    if kind in ("all", "any"):
        one, other = _tie(dice, sizes, depth - 1), _tie(dice, sizes, depth - 1)
        return one & other if kind == "all" else one | other
    issues = dice.sample(range(len(sizes)), dice.randint(1, min(3, len(sizes))))
    amounts = {issue: [dice.randint(-3, 3) for _ in range(sizes[issue])] for issue in issues}
    lo, hi = dice.choice([(None, dice.randint(-3, 3)), (dice.randint(-3, 3), None), (-1, 2), (Fraction(1, 2), 2)])
    if kind == "sum":
        return sum_within(amounts, lo, hi)
    if len(issues) > 1 and dice.random() < 0.5:
        return product_is({issue: amounts[issue] for issue in issues[:-1]}, issues[-1], amounts[issues[-1]])
    return product_within(amounts, lo, hi)
