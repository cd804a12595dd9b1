"""Packages that differ in what is said of them, tried one by one; without a solver."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from onetext.model.condition import Condition, Domain, Package, Space, holds
from onetext.model.issue import Value
from onetext.solving.hitting import maximal_sets

_MOST = 4096
"""How many packages are tried one by one."""


@dataclass(frozen=True)
class Cells:
    """Which demands hold together: a set of bits for every package tried that keeps the constraints."""

    masks: frozenset[int]

    @cached_property
    def _largest(self) -> list[int]:
        return maximal_sets(self.masks)

    def maximal(self) -> list[int]:
        """The sets of demands that hold together and to which no other can be added."""
        return self._largest


def cells_of(space: Space, constraints: tuple[Condition, ...], demands: tuple[Condition, ...]) -> Cells | None:
    """The cells of a space; None where they are too many to try."""
    packages = representatives(space, (*constraints, *demands))
    if packages is None:
        return None
    kept = (package for package in packages if all(holds(condition, package) for condition in constraints))
    masks = (sum(1 << n for n, demand in enumerate(demands) if holds(demand, package)) for package in kept)
    return Cells(frozenset(masks))


def representatives(
    space: Space, conditions: Iterable[Condition], whole: frozenset[str] = frozenset()
) -> Iterator[Package] | None:
    """One package for every way in which the conditions may turn out; None where they are too many to try.

    Of the issues named in `whole`, every value at which something changes is kept.
    """
    atoms = [atom for condition in conditions for atom in condition.atoms()]
    tied = {name for atom in atoms if atom.op != "in" for name in atom.issues}
    count, choices = 1, []
    for name, domain in space.items():
        if name in tied:
            values = list(domain.values()) if domain.size <= _MOST else None
        else:
            values = _telling(domain, [atom for atom in atoms if atom.issue == name], name in whole)
        if values is None:
            return None
        choices.append(values)
        count *= len(values)
        if count > _MOST:
            return None
    return (dict(zip(space, values, strict=True)) for values in itertools.product(*choices))


def _telling(domain: Domain, atoms: list[Condition], whole: bool) -> list[Value]:
    """Values of one issue, one for each way in which its conditions may turn out."""
    places = {domain.first, domain.last}
    for atom in atoms:
        first, last = domain.window(atom.reading)
        places |= {first - 1, first, last, last + 1}
    numbers = [domain.number(k) for k in sorted(places) if domain.first <= k <= domain.last]
    values: list[Value] = [*domain.options, *numbers]
    if whole:
        return values
    telling: dict[tuple[bool, ...], Value] = {}
    for value in values:
        telling.setdefault(tuple(atom.reading.holds(value) for atom in atoms), value)
    return list(telling.values())
