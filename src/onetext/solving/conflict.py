"""Which demands cannot all be met: minimal unsatisfiable subsets and minimal correction sets.

Demands are split into knots, which share no issue with each other, also not through a constraint. Few enough packages
that differ in what is said of them are tried one by one (`cell`); otherwise a constraint solver answers (`encoding`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from onetext.model.condition import Condition, Space, holds
from onetext.solving.cell import Cells, cells_of
from onetext.solving.hitting import minimal_hitting_sets

Sets = tuple[frozenset[str], ...]
Progress = Callable[[int], None]
"""Is told how many sets were found so far."""


def unseen(found: int) -> None:
    """A progress that nobody looks at."""


def never() -> bool:
    """A search that nobody stops."""
    return False


@dataclass(frozen=True, slots=True)
class Search:
    """How far to search. `limit`: how many sets of each sort are listed for a knot. `effort`: how much work the solver
    may do on all of them, in its own units: about seconds, and the same at every run. `solver`: whether to use it
    (None: where it is needed). `stopped` is asked again and again whether to end with what is found so far."""

    limit: int = 500
    effort: float = 30.0
    solver: bool | None = None
    progress: Progress = unseen
    stopped: Callable[[], bool] = never


SEARCH: Final = Search()


@dataclass(slots=True)
class Budget:
    """How much work one search may still do, and whether it is to end before."""

    left: float
    stopped: Callable[[], bool] = never

    def is_spent(self) -> bool:
        """Whether nothing more is to be asked."""
        return self.left <= 0 or self.stopped()


@dataclass(frozen=True, slots=True)
class Knot:
    """Demands that hang together, and what is wrong among them.

    `sticking`: every minimal set of them that cannot all hold (an empty set: the constraints alone cannot).
    `ways`: every minimal set without which the others can. Each is whole unless `all_sticking` or `all_ways` is no.
    """

    demands: tuple[str, ...]
    sticking: Sets
    ways: Sets
    all_sticking: bool = True
    all_ways: bool = True


def find_conflicts(
    space: Space,
    constraints: Iterable[Condition],
    demands: Mapping[str, Condition],
    search: Search = SEARCH,
    apart: Iterable[frozenset[str]] = (),
) -> tuple[Knot, ...]:
    """The knots in which something cannot all be met, by their first demand; those whose constraints cannot, alone.

    `apart`: pairs of demands that nobody asks of together, such as two readings of one.

    Minimal unsatisfiable subsets are the minimal hitting sets of the minimal correction sets, and the reverse: Reiter,
    "A theory of diagnosis from first principles", Artificial Intelligence 32 (1987); Liffiton and Sakallah, "Algorithms
    for computing minimal unsatisfiable subsets of constraints", Journal of Automated Reasoning 40 (2008).

    >>> from decimal import Decimal
    >>> from onetext.model.condition import Domain
    >>> from onetext.model.issue import Reading
    >>> rate = {"rate": Domain(first=0, last=20)}
    >>> at_most = Condition("in", "rate", Reading(hi=Decimal(10)))
    >>> at_least = Condition("in", "rate", Reading(lo=Decimal(12)))
    >>> (knot,) = find_conflicts(rate, [], {"north": at_least, "south": at_most})
    >>> [sorted(found) for found in knot.sticking], [sorted(found) for found in knot.ways]
    ([['north', 'south']], [['north'], ['south']])
    """
    budget = Budget(search.effort, search.stopped)
    alone = tuple(frozenset([name]) for name, found in demands.items() if not found.issues and not holds(found, {}))
    found = [Knot(tuple(sorted(one)), (one,), (one,)) for one in alone]
    spaced = {name: condition for name, condition in demands.items() if condition.issues}
    for part in _parts(space, tuple(constraints), spaced):
        knot = _solve(part, search, budget, frozenset(apart))
        if knot.sticking or not knot.all_sticking:
            found.append(knot)
    impossible = [knot for knot in found if frozenset() in knot.sticking]
    return tuple(sorted(impossible or found, key=lambda knot: knot.demands))


@dataclass(frozen=True, slots=True)
class Part:
    """What hangs together: a space of some issues, and the constraints and demands on them."""

    space: Space
    constraints: tuple[Condition, ...]
    demands: Mapping[str, Condition]


def _parts(space: Space, constraints: tuple[Condition, ...], demands: Mapping[str, Condition]) -> list[Part]:
    """The constraints and demands, grouped by the issues that tie them together."""
    group: dict[str, str] = {}

    def root(issue: str) -> str:
        while group.setdefault(issue, issue) != issue:
            issue = group[issue]
        return issue

    for condition in (*constraints, *demands.values()):
        first, *others = sorted(condition.issues) or [""]
        for other in others:
            group[root(other)] = root(first)
    parts: dict[str, tuple[list[Condition], dict[str, Condition]]] = {}
    for condition in constraints:
        parts.setdefault(root(min(condition.issues, default="")), ([], {}))[0].append(condition)
    for name in sorted(demands):
        parts.setdefault(root(min(demands[name].issues)), ([], {}))[1][name] = demands[name]
    return [
        Part({issue: space[issue] for issue in group if root(issue) == key and issue in space}, tuple(held), wanted)
        for key, (held, wanted) in parts.items()
    ]


def _solve(part: Part, search: Search, budget: Budget, apart: frozenset[frozenset[str]]) -> Knot:
    names = tuple(part.demands)
    cells = None if search.solver else cells_of(part.space, part.constraints, tuple(part.demands.values()))
    knot = None if cells is None else _by_cells(cells, names, search.limit)
    if knot is None:
        from onetext.solving.marco import enumerate_sets  # loads the solver

        knot = enumerate_sets(part.space, part.constraints, part.demands, cells, search, budget, apart)
    kept = tuple(found for found in knot.sticking if not any(pair <= found for pair in apart))
    return Knot(names, kept, knot.ways, knot.all_sticking, knot.all_ways)


def _by_cells(cells: Cells, names: tuple[str, ...], limit: int) -> Knot | None:
    """All sets, where the packages can be tried one by one and the sets are few; else None."""
    whole = (1 << len(names)) - 1
    if not cells.masks:
        return Knot(names, (frozenset(),), ())
    withdrawn = [whole & ~mask for mask in cells.maximal()]
    if withdrawn == [0]:
        return Knot(names, (), ())
    sticking = minimal_hitting_sets(withdrawn, limit)
    if sticking is None or len(withdrawn) > limit:
        return None
    return Knot(names, ids_of(sticking, names), ids_of(withdrawn, names))


def ids_of(masks: Iterable[int], names: tuple[str, ...]) -> Sets:
    """Sets of ids for sets of bits, smaller ones first, then by their ids."""
    found = (frozenset(name for n, name in enumerate(names) if mask >> n & 1) for mask in masks)
    return tuple(sorted(found, key=lambda ids: (len(ids), sorted(ids))))
