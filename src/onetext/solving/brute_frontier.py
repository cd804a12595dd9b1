"""The slow truth: every package tried, and every payoff compared with every other, by the definition."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from onetext.solving.tie import Factor

Payoff = tuple[Fraction, ...]


def list_frontier(
    tables: Sequence[Any], factors: Sequence[Factor] = (), caps: Sequence[Any] | None = None
) -> dict[Payoff, list[tuple[int, ...]]]:
    """Every payoff that no other dominates, with all packages that have it. For small spaces only.

    >>> frontier = list_frontier([[[4, 0], [1, 3]], [[0, 2], [3, 0]]])
    >>> sorted(tuple(map(int, payoff)) for payoff in frontier)
    [(1, 5), (4, 3), (7, 0)]
    """
    by_payoff: dict[Payoff, list[tuple[int, ...]]] = {}
    for package in itertools.product(*(range(len(table)) for table in tables)):
        if all(factor.worth is not None or factor.tie.holds(package) for factor in factors):
            by_payoff.setdefault(payoff_of(package, tables, factors, caps), []).append(package)
    return {
        payoff: packages
        for payoff, packages in by_payoff.items()
        if not any(_dominates(other, payoff) for other in by_payoff)
    }


def payoff_of(
    package: Sequence[int], tables: Sequence[Any], factors: Sequence[Factor], caps: Sequence[Any] | None
) -> Payoff:
    """What a package is worth to each party."""
    rows = [table[option] for table, option in zip(tables, package, strict=True)]
    rows += [factor.worth for factor in factors if factor.worth is not None and factor.tie.holds(package)]
    total = [sum(map(Fraction, column), Fraction(0)) for column in zip(*rows, strict=True)]
    caps = caps or [None] * len(total)
    return tuple(value if cap is None else min(value, Fraction(cap)) for value, cap in zip(total, caps, strict=True))


def _dominates(one: Payoff, other: Payoff) -> bool:
    return one != other and all(mine >= theirs for mine, theirs in zip(one, other, strict=True))
