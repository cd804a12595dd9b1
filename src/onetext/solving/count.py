"""How many packages give every party at least so much: also those that others dominate, and without listing them.

Issues are taken one after the other. Of partial packages only what each party still needs is held, and those are
dropped for which no payoff on the frontier of the issues left is enough: each that is held is part of one that counts.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onetext.solving.sums import Points, add_points, thin
from onetext.solving.tie import Tie
from onetext.solving.whole import BITS, Ints

MOST_HELD: Final = 40_000
MOST_TRIED: Final = 3_000
_MOST_PAIRS: Final = 30_000_000


def count_reaching(parts: Sequence[Ints], least: Sequence[int]) -> int | None:
    """How many packages are worth at least `least` to each party; None where that would take too long.

    `parts`: of issues that nothing ties to others, what each option is worth # [option, party].

    >>> count_reaching([np.array([[4, 0], [1, 3]]), np.array([[0, 2], [3, 0]])], [1, 2])
    3
    """
    lows = [part.min(axis=0) for part in parts]
    ordered = sorted((part - low for part, low in zip(parts, lows, strict=True)), key=len)
    wanted = [bound - sum(int(low[p]) for low in lows) for p, bound in enumerate(least)]
    fronts = _fronts(ordered)
    if fronts is None or max(map(abs, wanted)) >= 1 << BITS:
        return None
    need = np.maximum(np.array([wanted], np.int64), 0)
    counts = np.ones(1, object)
    for part, front in zip(reversed(ordered), reversed(fronts), strict=True):
        if len(need) * len(part) > MOST_HELD * 10:
            return None
        left = np.maximum(need[:, None] - part[None], 0).reshape(-1, need.shape[1])
        keep = _is_within(left, front)
        if keep is None:
            return None
        need, place = np.unique(left[keep], axis=0, return_inverse=True)
        held = np.zeros(len(need), object)
        np.add.at(held, place.ravel(), np.repeat(counts, len(part))[keep])
        counts = held
        if len(need) > MOST_HELD:
            return None
    return int(counts.sum()) if len(counts) else 0


def _fronts(parts: Sequence[Ints]) -> list[Ints] | None:
    """The frontier of no part, of the first, of the first two, and so on, but not of all."""
    fronts = [np.zeros((1, parts[0].shape[1]), np.int64)]
    total: Points | None = None
    for part in parts[:-1]:
        none = np.zeros(len(part), np.int64)
        own = thin(part[..., None], none + 1, none)
        total = own if total is None else add_points(total, own)
        if len(total) > MOST_HELD:
            return None
        fronts.append(total.values[..., 0])
    return fronts


def _is_within(need: Ints, front: Ints) -> NDArray[np.bool_] | None:
    """Which needs some payoff of a frontier meets; None where there are too many to compare."""
    if front.shape[1] == 2:
        ordered = front[np.argsort(front[:, 0], kind="stable")]
        most = np.append(np.maximum.accumulate(ordered[::-1, 1])[::-1], -1)
        met: NDArray[np.bool_] = most[np.searchsorted(ordered[:, 0], need[:, 0])] >= need[:, 1]
        return met
    if len(need) * len(front) > _MOST_PAIRS:
        return None
    met = np.zeros(len(need), bool)
    for payoff in front:
        met |= (need <= payoff).all(axis=1)
    return met


def list_payoffs(tables: Sequence[Ints], ties: Sequence[tuple[Tie, Sequence[int] | None]]) -> Ints | None:
    """What every package of tied issues is worth that the ties allow # [package, party]; None for too many packages.

    The ties are over the places of the tables, each with what it is worth where it holds (None: it must hold).
    """
    if math.prod(map(len, tables)) > MOST_TRIED:
        return None
    found = []
    for package in itertools.product(*(range(len(table)) for table in tables)):
        total = sum(table[option] for table, option in zip(tables, package, strict=True))
        for tie, worth in ties:
            holds = tie.holds(package)
            if worth is None and not holds:
                break
            if worth is not None and holds:
                total = total + np.array(worth, np.int64)
        else:
            found.append(total)
    return np.array(found, np.int64).reshape(-1, tables[0].shape[1])
