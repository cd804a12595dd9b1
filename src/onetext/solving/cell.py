"""Packages that differ in what is said of them, tried one by one; without a solver."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from onetext.model.condition import Condition, Domain, Package, Space, holds, total_of
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
    packages = representatives(space, constraints, demands)
    if packages is None:
        return None
    masks = (sum(1 << n for n, demand in enumerate(demands) if holds(demand, package)) for package in packages)
    return Cells(frozenset(masks if demands else itertools.islice(masks, 1)))


def representatives(
    space: Space,
    constraints: tuple[Condition, ...],
    demands: tuple[Condition, ...],
    whole: frozenset[str] = frozenset(),
) -> Iterator[Package] | None:
    """One package for every way in which the demands may turn out under the constraints; None where those to try are
    too many.

    Of the issues named in `whole`, every value at which something changes is kept.
    """
    atoms = [atom for condition in (*constraints, *demands) for atom in condition.atoms()]
    tied = {name for atom in atoms if atom.op != "in" for name in atom.issues}
    given = _given(constraints)
    count, choices = 1, []
    for name, domain in space.items():
        if name in given:
            continue
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
    free = [name for name in space if name not in given]
    packages = (dict(zip(free, values, strict=True)) for values in itertools.product(*choices))
    complete = filter(None, (_completed(package, given, space) for package in packages)) if given else packages
    return (one for one in complete if all(holds(constraint, one) for constraint in constraints))


def _given(constraints: tuple[Condition, ...]) -> dict[str, Condition]:
    """Issues that a constraint makes the product of others, none of which is so given itself."""
    given: dict[str, Condition] = {}
    factors: set[str] = set()
    for constraint in constraints:
        if constraint.op == "product" and constraint.issue is not None:
            own = {factor.issue for factor in constraint.factors}
            if constraint.issue not in factors | own and not own & given.keys():
                given.setdefault(constraint.issue, constraint)
                factors |= own
    return given


def _completed(package: dict[str, Value], given: dict[str, Condition], space: Space) -> Package | None:
    """The package with the products in it; None where an issue cannot have that number."""
    found = dict(package)
    for issue, constraint in given.items():
        total, domain = total_of(constraint, package), space[issue]
        place = None if total is None else (total - domain.start) / domain.unit
        if place is None or place != int(place) or not domain.first <= place <= domain.last:
            return None
        found[issue] = domain.number(int(place))
    return {name: found[name] for name in space}


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
