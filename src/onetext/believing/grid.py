"""The grid of a case: its issues with the values that beliefs are about, and what ties issues together.

A choice has its options. A number, duration or date has every value that anybody has said of it and even steps between,
at most `MOST` in all; where a constraint makes it a product of others, products of theirs in place of even steps.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.open import Tied
from onetext.model import Assessment, Demand, Position, Predicate, Proposal, Situation
from onetext.model.belief import Grid
from onetext.model.condition import Condition, Domain, condition_of, space_of
from onetext.model.issue import Issue, Reading, Value, read_value
from onetext.model.quantity import in_unit
from onetext.solving.truth import truths

if TYPE_CHECKING:
    from onetext.model.belief import Places

MOST: Final = 41
"""How many values an issue of numbers has on the grid at most."""
STEPS: Final = 12
"""How many even steps there are about, where not every value is on the grid."""
MOST_TIED: Final = 2_000_000
"""How many joint choices of issues that constraints tie are tried one by one."""
_PARTS_OF_A_LIMIT: Final = 4


class Unbounded(Exception):
    """Issues that constraints tie have too many joint choices to try. `issues` are they."""

    def __init__(self, issues: tuple[str, ...]) -> None:
        super().__init__("too many joint choices")
        self.issues = issues


def grid_of(situation: Situation) -> Grid:
    """The grid of a situation: every issue that can have two values or more, in the order of the header.

    >>> from onetext.model import Header, make, replay
    >>> carts = {"name": "Carts", "kind": "number", "lo": "0", "hi": "100"}
    >>> grid_of(replay(make(Header, title="River", issues={"carts": carts}), [])).sizes
    (11,)
    """
    header = situation.header
    conditions = _constraints(situation)
    said = _said(situation)
    for condition in conditions:
        _add(said, condition)
    told = [Condition("in", name, reading) for name, readings in said.items() for reading in readings]
    space = space_of(header.issues, [*conditions, *told])
    values: dict[str, tuple[Value, ...]] = {}
    for name, issue in header.issues.items():
        values[name] = (*space[name].options, *_numbers(issue, space[name], said.get(name, ())))
    for condition in conditions:
        for atom in condition.atoms():
            if atom.op == "product" and atom.issue in values:
                values[atom.issue] = _products(atom, values, space[atom.issue], said.get(atom.issue, ()))
    bound = frozenset[str]().union(*(condition.issues for condition in conditions))
    issues = tuple(name for name, held in values.items() if len(held) > 1 or (name in bound and held))
    known = tuple(condition for condition in conditions if condition.issues <= set(issues))
    return Grid(issues, tuple(values[name] for name in issues), known)


def find_ties(grid: Grid, others: Iterable[Condition] = ()) -> tuple[Tied, ...]:
    """The issues that constraints (and `others`) tie together, each set with its feasible joint choices.

    Issues of one constraint alone are a set of one. Raises Unbounded where there are too many to try.
    """
    place = {name: n for n, name in enumerate(grid.issues)}
    groups: list[frozenset[str]] = []
    for condition in (*grid.constraints, *others):
        joined = condition.issues.union(*(group for group in groups if group & condition.issues))
        groups = [group for group in groups if not group & condition.issues] + ([joined] if joined else [])
    ties = []
    for group in groups:
        issues = tuple(sorted(place[name] for name in group))
        sizes = [len(grid.values[n]) for n in issues]
        if math.prod(sizes) > MOST_TIED:
            raise Unbounded(tuple(grid.issues[n] for n in issues))
        rows = np.indices(sizes).reshape(len(issues), -1).T
        part = Grid(tuple(grid.issues[n] for n in issues), tuple(grid.values[n] for n in issues))
        held = tuple(condition for condition in grid.constraints if condition.issues <= group)
        ties.append(Tied(issues, rows[truths(part, held, rows).all(axis=1)]))
    return tuple(sorted(ties, key=lambda tied: tied.issues))


def feasible(ties: Iterable[Tied], packages: Places) -> Places:
    """Those packages [package, issue] that keep every constraint."""
    for tied in ties:
        width = int(max(tied.options.max(initial=0), packages.max(initial=0))) + 1
        steps = width ** np.arange(len(tied.issues), dtype=np.int64)
        known = np.isin(packages[:, list(tied.issues)] @ steps, tied.options @ steps)
        packages = packages[known]
    return packages


def _constraints(situation: Situation) -> tuple[Condition, ...]:
    header = situation.header
    return tuple(condition_of(item.holds, header.issues, None, header.zone) for item in header.constraints.values())


def _said(situation: Situation) -> dict[str, set[Reading]]:
    """Everything that is said of each issue, as it is read; what cannot be read is passed over."""
    header, found = situation.header, dict[str, set[Reading]]()

    def hear(issue: str, stated: str) -> None:
        reading = situation.reading(issue, stated)
        if reading is not None:
            found.setdefault(issue, set()).add(reading)

    def hear_all(predicate: Predicate | None) -> None:
        for atom in () if predicate is None else predicate.atoms():
            if atom.op == "is" and atom.issue is not None:
                hear(atom.issue, atom.stated)

    for name, issue in header.issues.items():
        if issue.status_quo is not None:
            hear(name, issue.status_quo)
    for _, position in situation.of(Position):
        hear(position.issue, position.value)
    for _, demand in situation.of(Demand):
        hear_all(demand.requires)
    for _, proposal in situation.of(Proposal):
        for term in proposal.terms:
            hear(term.issue, term.value)
    for _, view in situation.of(Assessment):
        for stated in view.preference:
            hear(view.issue or "", stated)
        for predicate in (view.would_accept, view.would_refuse):
            hear_all(predicate)
        if view.comparison is not None:
            hear_all(view.comparison.better)
            hear_all(view.comparison.worse)
        if view.interval is not None and view.interval.issue in header.issues:
            limit = limit_of(view.interval.limit, header.issues[view.interval.issue])
            found.setdefault(view.interval.issue, set()).update(_parts(limit))
    return found


def limit_of(stated: object, issue: Issue) -> tuple[Decimal, Decimal]:
    """Between which numbers a limit lies; an open end is that of the issue, else the other end."""
    from onetext.model.quantity import read_quantity

    found = in_unit(read_quantity(stated), issue.unit)
    lo = found.lo if found.lo is not None else issue.lo if issue.lo is not None else found.hi
    hi = found.hi if found.hi is not None else issue.hi if issue.hi is not None else found.lo
    assert lo is not None
    assert hi is not None
    return (lo, hi) if lo <= hi else (hi, lo)


def _parts(limit: tuple[Decimal, Decimal]) -> Iterator[Reading]:
    lo, hi = limit
    for n in range(_PARTS_OF_A_LIMIT + 1):
        at = lo + (hi - lo) * n / _PARTS_OF_A_LIMIT
        yield Reading(lo=at.quantize(Decimal(1)) if lo == lo.to_integral_value() and 0 < n < _PARTS_OF_A_LIMIT else at)


def _add(said: dict[str, set[Reading]], condition: Condition) -> None:
    for atom in condition.atoms():
        if atom.op == "in" and atom.issue is not None:
            said.setdefault(atom.issue, set()).add(atom.reading)


def _numbers(issue: Issue, domain: Domain, said: Iterable[Reading]) -> tuple[Decimal, ...]:
    """The numbers of one issue, from the least to the greatest."""
    if issue.kind == "choice":
        return ()
    named = {place for reading in said for place in _places(domain, reading)}
    lo = domain.window(Reading(lo=issue.lo))[0] if issue.lo is not None else min(named, default=0)
    hi = domain.window(Reading(hi=issue.hi))[1] if issue.hi is not None else max(named, default=lo - 1)
    named = {place for place in named if lo <= place <= hi}
    if hi - lo < MOST:
        return tuple(domain.number(k) for k in range(lo, hi + 1))
    even = {*range(_up(lo, _step(hi - lo)), hi + 1, _step(hi - lo)), lo, hi}
    return tuple(map(domain.number, sorted({*_thinned(named, MOST - len(even)), *even})))


def _places(domain: Domain, reading: Reading) -> Iterator[int]:
    """Where on the grid the ends of a reading lie."""
    if reading.numbers:
        first, last = domain.window(reading)
        if first <= last:
            yield from (first for _ in [1] if reading.lo is not None)
            yield from (last for _ in [1] if reading.hi is not None)


def _step(span: int) -> int:
    """A round step, of 1, 2 or 5 and zeros, that makes about `STEPS` of a span."""
    step = 1
    while span // step > STEPS:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _up(place: int, step: int) -> int:
    return -(-place // step) * step


def _thinned(places: Iterable[int], most: int) -> list[int]:
    """Some of many places, spread evenly, the ends among them."""
    held = sorted(places)
    if len(held) <= most:
        return held
    return sorted({held[round(n * (len(held) - 1) / (most - 1))] for n in range(most)})


def _products(
    atom: Condition, values: Mapping[str, tuple[Value, ...]], domain: Domain, said: Iterable[Reading]
) -> tuple[Value, ...]:
    """Values of an issue that is a product of others: what was said of it, and products of their values."""
    name = str(atom.issue)
    if any(factor.issue not in values for factor in atom.factors) or name in {f.issue for f in atom.factors}:
        return values[name]
    options = tuple(value for value in values[name] if isinstance(value, str))
    held = [[f.times * v for v in values[f.issue] if isinstance(v, Decimal)] for f in atom.factors]
    if math.prod(map(len, held)) > MOST_TIED:
        return values[name]
    named = {place for reading in said for place in _places(domain, reading)}
    places = {
        place for numbers in itertools.product(*held) for place in _exact(domain, math.prod(numbers, start=Decimal(1)))
    }
    kept = {*_thinned(named, MOST // 2), *_thinned(places, MOST - min(len(named), MOST // 2))}
    return (*options, *map(domain.number, sorted(kept)))


def _exact(domain: Domain, number: Decimal) -> Iterator[int]:
    first, last = domain.window(Reading(lo=number, hi=number))
    yield from (first for _ in [1] if first == last)


def option_of(situation: Situation, grid: Grid, place: int, stated: str) -> frozenset[int]:
    """Which options of an issue of the grid stated words mean; none where they cannot be read."""
    header, name = situation.header, grid.issues[place]
    try:
        reading = read_value(header.issues[name], stated, header.zone)
    except ValueError:
        return frozenset()
    return frozenset(n for n, value in enumerate(grid.values[place]) if reading.holds(value))
