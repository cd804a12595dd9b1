"""Sums of two sets of points of which none dominates another: what is left, how often, and from what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onetext.solving.nondominated import nondominated
from onetext.solving.whole import BITS, Ints, add, ranks

_BLOCK: Final = 3_000_000
"""How many sums are made at a time."""


@dataclass(frozen=True)
class Points:
    """Payoffs that no other dominates, each once.

    values: # [point, party, limb]. counts: how many packages have the payoff (Python's numbers beyond int64).
    keys: the least sum of hashes among these packages; `left` and `right` are what that one is the sum of.
    """

    values: Ints
    counts: NDArray[Any]
    keys: Ints
    left: Ints
    right: Ints

    def __len__(self) -> int:
        return len(self.values)

    def at(self, places: Ints) -> Points:
        """Some of the points."""
        held = (self.values, self.counts, self.keys, self.left, self.right)
        return Points(*(array[places] for array in held))


def thin(values: Ints, counts: NDArray[Any], keys: Ints, groups: Ints | None = None) -> Points:
    """Of any points, those that no other dominates (within a group), with `right` their places."""
    places, starts = nondominated(ranks(values), groups)
    return _merged(values, counts, keys, places, starts)


def _merged(values: Ints, counts: NDArray[Any], keys: Ints, places: Ints, starts: Ints) -> Points:
    first = places[starts]
    none = np.zeros(len(first), np.int64)
    if len(starts) == len(places):
        return Points(values[first], counts[first], keys[first], none, first)
    best = np.minimum.reduceat(keys[places], starts)
    run = np.zeros(len(places), np.int64)
    run[starts[1:]] = 1
    run = np.cumsum(run)
    at_best = np.flatnonzero(keys[places] == best[run])
    _, position = np.unique(run[at_best], return_index=True)
    chosen = places[at_best[position]]
    return Points(values[chosen], np.add.reduceat(counts[places], starts), best, none, chosen)


def add_points(a: Points, b: Points) -> Points:
    """The payoffs of a part of a and a part of b that no other dominates; `left` and `right` say which parts."""
    if len(b) > len(a):
        swapped = add_points(b, a)
        return Points(swapped.values, swapped.counts, swapped.keys, swapped.right, swapped.left)
    step = max(1, _BLOCK // len(a))
    found: Points | None = None
    for start in range(0, len(b), step):
        block = _add_block(a, b, start, min(start + step, len(b)))
        found = block if found is None else _joined(found, block)
    assert found is not None
    return found


def _add_block(a: Points, b: Points, start: int, stop: int) -> Points:
    width, size = stop - start, len(a)
    values = add(b.values[start:stop, None], a.values[None]).reshape(width * size, *a.values.shape[1:])
    keys = (b.keys[start:stop, None] + a.keys[None]).ravel()
    if int(a.counts.max()) * int(b.counts.max()) * len(b) < 1 << (BITS + 2):
        counts = (b.counts[start:stop, None] * a.counts[None]).ravel()
    else:
        counts = (b.counts[start:stop, None].astype(object) * a.counts[None].astype(object)).ravel()
    kept = thin(values, counts, keys)
    return Points(kept.values, kept.counts, kept.keys, kept.right % size, kept.right // size + start)


def _joined(a: Points, b: Points) -> Points:
    both = [
        np.concatenate((getattr(a, name), getattr(b, name))) for name in ("values", "counts", "keys", "left", "right")
    ]
    values, counts, keys, left, right = both
    kept = thin(values, counts, keys)
    return Points(kept.values, kept.counts, kept.keys, left[kept.right], right[kept.right])
