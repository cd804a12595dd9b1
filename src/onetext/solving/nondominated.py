"""Which points no other is better than: at least as good for everybody and better for somebody."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from onetext.solving.whole import Ints

_EXACT_FLOAT: Final = 1 << 53
_KEY_LIMIT: Final = 1 << 62


def nondominated(points: Ints, groups: Ints | None = None) -> tuple[Ints, Ints]:
    """The points that no other dominates: their places, equal points one after the other, and where each run starts.

    `points`: # [point, party], larger is better. `groups`: # [point]; only points of one group are compared.
    By definition, in O(n log n) steps for two parties (sorting) and three (moocore), more beyond.

    >>> places, starts = nondominated(np.array([[1, 3], [2, 2], [1, 3], [1, 1]]))
    >>> places.tolist(), starts.tolist()
    ([1, 0, 2], [0, 1])
    """
    if points.shape[1] == 2:
        return _sweep(points, groups)
    if groups is not None and len(groups) and groups.min() != groups.max():
        points = np.column_stack((points, groups, -groups))
    return _by_library(points)


def _sweep(points: Ints, groups: Ints | None) -> tuple[Ints, Ints]:
    first, second = points[:, 0], points[:, 1]
    if not len(points):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    span = int(second.max()) + 1
    if groups is None and int(first.max()) < _KEY_LIMIT // span and second.min() >= 0 and first.min() >= 0:
        key = first * span + second
        order = np.argsort(-key, kind="stable")
        seconds = second[order]
        same = np.diff(key[order]) == 0
    else:
        keys = (-second, -first) if groups is None else (-second, -first, groups)
        order = np.lexsort(keys)
        seconds = second[order]
        same = np.ones(len(order) - 1, bool)
        for key in keys:
            same &= np.diff(key[order]) == 0
        if groups is not None:
            new = np.concatenate(([True], np.diff(groups[order]) != 0))
            seconds = np.unique(seconds, return_inverse=True)[1] + (np.cumsum(new) * (len(order) + 1))
    best = np.maximum.accumulate(seconds)
    keep = np.empty(len(order), bool)
    keep[0] = True
    np.greater(seconds[1:], best[:-1], out=keep[1:])
    if not same.any():
        return order[keep], np.arange(int(keep.sum()))
    run = np.concatenate(([0], np.cumsum(~same)))  # equal points share a run; the first of a run tells for all
    starts = np.concatenate(([0], np.flatnonzero(~same) + 1))
    kept = keep[starts][run]
    return order[kept], np.flatnonzero(np.concatenate(([True], np.diff(run[kept]) != 0)))


def _by_library(points: Ints) -> tuple[Ints, Ints]:
    from moocore import is_nondominated  # loaded with the first frontier of three parties

    if not len(points):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    columns = [_small(points[:, party]) for party in range(points.shape[1])]
    floats = np.column_stack(columns).astype(np.float64)
    kept = np.flatnonzero(is_nondominated(floats, maximise=True, keep_weakly=True))
    order = kept[np.lexsort(points[kept].T)]
    new = (points[order[1:]] != points[order[:-1]]).any(axis=1)
    return order, np.concatenate(([0], np.flatnonzero(new) + 1))


def _small(column: Ints) -> NDArray[np.int64]:
    """A column ordered the same, of whole numbers that a float holds exactly."""
    if int(column.min()) > -_EXACT_FLOAT and int(column.max()) < _EXACT_FLOAT:
        return column
    return np.unique(column, return_inverse=True)[1]
