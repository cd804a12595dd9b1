"""What is heard with doubt, inside the prior: which of the things heard are so is drawn with everything else.

A thing that was heard with the weight w holds, exactly, in a share w of the draws before any answer, and tells nothing
in the others. Things that cannot all be so never hold together: their chances are those that are left. Answers then
change how likely each is, as they change all else.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.believing.open import Open
from onetext.believing.prior import Meant, Prior

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Places

Pairs = frozenset[tuple[int, int]]
"""The first of each pair is above the second."""
Levels = tuple[int, ...]
"""For each thing the level on which it stands, the best 0; -1: it stands on none. Within a level nothing is said."""

MOST_ITEMS: Final = 4
"""How many doubtful orders of the same things are taken into account: those that weigh most."""
_MOST_ORDERS: Final = 60
_LEAST: Final = 1e-12
_WIDTH: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Perhaps:
    """An order that holds with a chance."""

    chance: float
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is doubtful: the orders of the options of each issue, of the weights of issues, and where the outside option
    lies: (chance, lo, hi) for each scenario of the events, their chances summing to 1. The last `bounds` limits of the
    `Open` tell whether each of its bounds counts."""

    values: tuple[tuple[Perhaps, ...], ...]
    weights: tuple[Perhaps, ...] = ()
    outside: tuple[tuple[tuple[float, float, float], ...], ...] = (((1.0, 0.0, 1.0),),)
    bounds: int = 0


class DoubtfulPrior(Prior):
    """`Prior` with doubts.

    >>> doubts = Doubts(((Perhaps(0.9, frozenset([(1, 0), (2, 1)])),),))
    >>> prior = DoubtfulPrior(Open(sizes=(3,), listed=0.0), doubts)
    >>> worth = prior.express(np.random.default_rng(7).random((4000, prior.width)) * 2).worth
    >>> bool(0.88 < (np.diff(worth) >= 0).all(axis=1).mean() < 0.94)
    True
    """

    def __init__(self, open_: Open, doubts: Doubts) -> None:
        self.doubts = doubts
        super().__init__(open_)
        listed = open_.listed
        along = [listed if isinstance(listed, float) else listed[issue] for issue in range(self.issues)]
        self.rows = [_rows(d, n, own) for d, n, own in zip(doubts.values, open_.sizes, along, strict=True)]
        self.weight_rows = _rows(doubts.weights, self.issues, 0.0)
        self.curves = [_curve(pieces) for pieces in doubts.outside]

    def express(self, latents: Floats) -> Meant:
        """What latents [draw, latent] mean."""
        meant = super().express(latents)
        outside = meant.outside.copy()
        for scenario, (chances, ends) in enumerate(self.curves):
            there = meant.event == scenario
            outside[there] = np.interp(meant.outside[there], chances, ends)
        return replace(meant, outside=outside, bodies=meant.bodies + (outside - meant.outside)[:, None])

    def excess(self, meant: Meant) -> Floats:
        """By how much each draw [draw] breaks a bound that counts in it."""
        found = np.zeros(len(meant.outside))
        counts = meant.limits[:, meant.limits.shape[1] - self.doubts.bounds :]
        for n, bound in enumerate(self.open.bounds):
            form = meant.worth @ np.asarray(bound.worth)
            found += counts[:, n] * (np.maximum(bound.lo - form, 0) + np.maximum(form - bound.hi, 0))
        return found

    def _orders(self, issue: int) -> tuple[Floats, Places] | None:
        return None  # `rows` in their place

    def _weight_orders(self) -> Places | None:
        return None

    def _ordered_weights(self, raw: Floats, order: Floats) -> Floats:
        return _laid(raw, order, self.weight_rows)

    def _values(self, values: Floats, shape: Floats) -> Floats:
        """The values of the options [draw, column], worst 0 and best 1."""
        found = np.zeros(values.shape)
        for issue, (first, size) in enumerate(zip(self.open.starts, self.open.sizes, strict=True)):
            if size > 1:
                own = _laid(values[:, first : first + size], shape[:, issue], self.rows[issue])
                least, most = own.min(axis=1, keepdims=True), own.max(axis=1, keepdims=True)
                found[:, first : first + size] = (own - least) / np.maximum(most - least, _LEAST)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """What may hold of an order: chances, summed up, and levels [row, thing].

    `ranks` [row, thing], where no two things share a level: of the numbers of those that stand on one, which is whose,
    the least 0. None where some do.
    """

    until: Floats
    levels: Places
    ranks: Places | None


def _rows(doubts: Sequence[Perhaps], size: int, listed: float) -> _Rows:
    """Every way in which doubtful things hold together or not."""
    items = sorted(doubts, key=lambda item: -item.chance)[:MOST_ITEMS]
    found: list[tuple[float, Levels]] = []
    for so in itertools.product((True, False), repeat=len(items)):
        chance = float(
            np.prod([item.chance if holds else 1 - item.chance for item, holds in zip(items, so, strict=True)])
        )
        pairs = frozenset[tuple[int, int]]().union(
            *(item.pairs for item, holds in zip(items, so, strict=True) if holds)
        )
        if not any(so):
            up = tuple(range(size - 1, -1, -1))
            found += [(chance * listed / 2, up), (chance * listed / 2, up[::-1]), (chance * (1 - listed), (-1,) * size)]
        elif chance > 0:
            ways = _levels(pairs, size)
            found += [(chance / len(ways), way) for way in ways]
    kept = [(chance, levels) for chance, levels in found if chance > 0]
    if not kept:  # all is certain and cannot be so together: nothing is said
        kept = [(1.0, (-1,) * size)]
    until = np.cumsum([chance for chance, _ in kept])
    levels = np.array([levels for _, levels in kept], dtype=np.int64).reshape(len(kept), size)
    return _Rows(until / until[-1], levels, _ranks(levels))


def _ranks(levels: Places) -> Places | None:
    """From the least number, on the lowest level, to the greatest; None where things share a level."""
    named = levels >= 0
    if any(len(set(row[held])) < held.sum() for row, held in zip(levels, named, strict=True)):
        return None
    above = levels[:, None, :] > levels[:, :, None]  # whether the last is lower than the one before
    return np.asarray((above & named[:, None, :]).sum(axis=2), dtype=np.int64)


def _levels(pairs: Pairs, size: int) -> list[Levels]:
    """The ways to lay things on levels that keep an order: one, where it is one of levels; none, if it is a circle."""
    above = np.zeros((size, size), dtype=bool)
    for upper, lower in pairs:
        above[upper, lower] = True
    for middle in range(size):
        above |= above[:, [middle]] & above[[middle], :]
    if above.diagonal().any():
        return []
    involved = sorted({thing for pair in pairs for thing in pair})
    level = _depths(above, involved)
    apart = level[involved][:, None] < level[involved][None, :]
    if np.array_equal(apart, above[np.ix_(involved, involved)]):
        return [tuple(int(n) for n in level)]
    return list(_total(above, involved, size))


def _depths(above: Floats, involved: list[int]) -> Places:
    """For each thing the length of the longest way down to it; -1 for those that the order does not name."""
    level = np.full(len(above), -1)
    for thing in sorted(involved, key=lambda thing: int(above[:, thing].sum())):
        over = [level[other] for other in involved if above[other, thing]]
        level[thing] = max(over, default=-1) + 1
    return level


def _total(above: Floats, involved: list[int], size: int) -> Iterator[Levels]:
    """Total orders that keep a partial one: all, or as many as are taken, by chance."""
    dice = np.random.default_rng(0)
    exact = list(itertools.islice(_extensions(above, [], set(involved)), _MOST_ORDERS + 1))
    orders = exact if len(exact) <= _MOST_ORDERS else [_shuffled(above, involved, dice) for _ in range(_MOST_ORDERS)]
    for order in orders:
        level = [-1] * size
        for n, thing in enumerate(order):
            level[thing] = n
        yield tuple(level)


def _extensions(above: Floats, begun: list[int], left: set[int]) -> Iterator[list[int]]:
    if not left:
        yield begun
    for thing in sorted(left):
        if not any(above[other, thing] for other in left):
            yield from _extensions(above, [*begun, thing], left - {thing})


def _shuffled(above: Floats, involved: list[int], dice: np.random.Generator) -> list[int]:
    left, order = set(involved), []
    while left:
        free = [thing for thing in sorted(left) if not any(above[other, thing] for other in left)]
        order.append(free[int(dice.integers(len(free)))])
        left.remove(order[-1])
    return order


def _laid(raw: Floats, shape: Floats, rows: _Rows) -> Floats:
    """Numbers [draw, thing], independent and alike, given an order: those on a higher level get the greater ones.

    Exact: the order within a level is that in which they came, and the numbers are the same.
    """
    if len(rows.levels) == 1 and (rows.levels < 0).all():
        return raw
    chosen = np.minimum(np.searchsorted(rows.until, shape, side="right"), len(rows.levels) - 1)
    levels = rows.levels[chosen]
    named = levels >= 0
    if rows.ranks is not None:
        ranked = np.sort(np.where(named, raw, np.inf), axis=1)
        return np.where(named, np.take_along_axis(ranked, rows.ranks[chosen], axis=1), raw)
    span = float(raw.max(initial=0)) + 1
    places = np.argsort(np.where(named, raw - span * levels, np.inf), axis=1)
    found = np.empty_like(raw)
    np.put_along_axis(found, places, np.sort(np.where(named, raw, np.inf), axis=1), axis=1)
    return np.where(named, found, raw)


def _curve(pieces: Iterable[tuple[float, float, float]]) -> tuple[Floats, Floats]:
    """The summed chances of a mixture of ranges, and the numbers at which they are reached."""
    held = [(chance, lo, max(hi, lo + _WIDTH)) for chance, lo, hi in pieces if chance > 0]
    ends = np.unique([end for _, lo, hi in held for end in (lo, hi)])
    until = sum(chance * np.clip((ends - lo) / (hi - lo), 0, 1) for chance, lo, hi in held)
    return np.asarray(until, dtype=np.float64), ends
