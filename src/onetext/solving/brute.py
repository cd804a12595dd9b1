"""The slow truth: every package and every set of demands, by the definitions. For tests of small cases."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

from onetext.model.condition import Condition, Package, Space, holds

Sets = tuple[frozenset[str], ...]


def all_packages(space: Space) -> Iterator[Package]:
    """Every package of a space."""
    for values in itertools.product(*(domain.values() for domain in space.values())):
        yield dict(zip(space, values, strict=True))


def brute_conflicts(
    space: Space, constraints: Iterable[Condition], demands: Mapping[str, Condition]
) -> tuple[Sets, Sets]:
    """Every minimal unsatisfiable subset and every minimal correction set, by the definitions.

    >>> brute_conflicts({}, [], {})
    ((), ())
    """
    constraints = tuple(constraints)
    kept = [package for package in all_packages(space) if all(holds(one, package) for one in constraints)]
    met = {frozenset(name for name, demand in demands.items() if holds(demand, package)) for package in kept}

    def satisfiable(asked: frozenset[str]) -> bool:
        return any(asked <= found for found in met)

    names = sorted(demands)
    sets = [frozenset(some) for size in range(len(names) + 1) for some in itertools.combinations(names, size)]
    sticking = [one for one in sets if not satisfiable(one) and all(satisfiable(one - {name}) for name in one)]
    ways = [
        one
        for one in sets
        if one
        and satisfiable(frozenset(names) - one)
        and not any(satisfiable(frozenset(names) - one | {n}) for n in one)
    ]
    return tuple(sticking), tuple(ways)
