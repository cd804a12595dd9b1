"""The points of a large frontier that may be a solution, by floats and how far these may be off."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onetext.model.solution import RULES
from onetext.solving.frontier import Frontier
from onetext.solving.whole import Ints

_MARGIN: Final = 1e-11

Floats = NDArray[np.float64]


def find_promising(frontier: Frontier, floor: Sequence[Fraction]) -> list[int]:
    """The points that may be best by some concept, and those that are best for a party; none below `floor`."""
    rational = _rational(frontier, floor)
    if not len(rational):
        return []
    least = np.array([float(value) for value in floor])
    floats = frontier.floats[rational]
    gains = np.maximum(floats - least, 0.0)
    margin = _MARGIN * np.maximum(np.abs(floats).max(axis=0) + np.abs(least), 1e-300)
    keep = np.zeros(len(rational), bool)
    keep[[int(frontier.values[rational, party].argmax()) for party in range(frontier.parties)]] = True
    for mask in _masks(gains, margin, _gaining(frontier, floor, rational)):
        keep |= mask
    return [int(point) for point in rational[keep]]


def _rational(frontier: Frontier, floor: Sequence[Fraction]) -> Ints:
    keep = np.ones(len(frontier), bool)
    for party, bound in enumerate(_bounds(frontier, floor)):
        keep &= (frontier.values[:, party] >= math.ceil(bound)).astype(bool)
    return np.flatnonzero(keep)


def _gaining(frontier: Frontier, floor: Sequence[Fraction], rational: Ints) -> NDArray[np.bool_]:
    """Which parties gain at each point, exactly: # [point, party]."""
    values = frontier.values[rational]
    bounds = _bounds(frontier, floor)
    return np.column_stack([(values[:, p] > math.floor(bound)).astype(bool) for p, bound in enumerate(bounds)])


def _bounds(frontier: Frontier, floor: Sequence[Fraction]) -> list[Fraction]:
    """The reservation values on the scales of the frontier."""
    every = zip(floor, frontier.floors, frontier.scales, strict=True)
    return [(least - low) * scale for least, low, scale in every]


def _masks(gains: Floats, margin: Floats, gaining: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """For each rule, the points whose merit may be the greatest."""
    best = gains.max(axis=0)
    counted = gaining.any(axis=0)
    scaled = gains[:, counted] / best[counted], margin[counted] / best[counted] + _MARGIN
    for rule, shared in dict.fromkeys(RULES.values()):
        own, off = scaled if shared else (gains, margin)
        if rule == "product":
            yield _products(own, off, gaining)
        elif rule == "sum":
            yield _near(own.sum(axis=1), float(off.sum()))
        elif own.shape[1]:
            yield _near(own.min(axis=1), float(off.max()))


def _near(merits: Any, off: float) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = merits >= merits.max() - 2 * off
    return near


def _products(gains: Floats, margin: Floats, gaining: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Products by their logarithms, of those with the most sides that gain."""
    count = gaining.sum(axis=1)
    most = count == count.max()
    least = np.where(gaining, np.log(np.maximum(gains - margin, 0.0) + 1e-320), 0.0).sum(axis=1)
    upper = np.where(gaining, np.log(gains + margin), 0.0).sum(axis=1)
    near: NDArray[np.bool_] = most & (upper >= least[most].max() - 1e-9)
    return near
