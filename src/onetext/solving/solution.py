"""Solution concepts on a frontier: each is attained there, since a package that is better for all is better by each.

Floats only choose who is looked at; what is compared is exact, by `model.solution`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onetext.model.solution import CONCEPTS, SHARED, Concept, Merit, gains_of, merit_of, shares
from onetext.model.verdict import Verdict
from onetext.solving.frontier import Frontier
from onetext.solving.whole import Ints

_MARGIN: Final = 1e-11


@dataclass(frozen=True)
class Found:
    """A solution: the point shown, all points that are as good by the concept, and how many packages that is."""

    point: int
    points: tuple[int, ...]
    ties: int
    verdict: Verdict


def find_solutions(frontier: Frontier, reservation: Sequence[Any] | None = None) -> dict[Concept, Found | None]:
    """Every concept's solutions among the packages that leave no party below its reservation value (default: 0).

    None where there is no such package. Of points that are as good, the one shown is the best by leximin for concepts
    of the smallest gain, then the one whose package has the least hash. Ties are counted among packages of the
    frontier.

    >>> from onetext.solving import find_frontier
    >>> found = find_solutions(find_frontier([[[4, 0], [1, 3]], [[0, 2], [3, 0]]]))
    >>> {name: solution.point for name, solution in found.items()}["nash"]
    1
    """
    floor = [Fraction(value) for value in reservation or (0,) * frontier.parties]
    if len(floor) != frontier.parties:
        raise ValueError(f"there are {frontier.parties} parties and {len(floor)} reservation values (give one each)")
    rational = _rational(frontier, floor)
    if not len(rational):
        return dict.fromkeys(CONCEPTS)
    seen = _Seen(frontier, floor, rational)
    return {concept: seen.best(concept) for concept in CONCEPTS}


def _rational(frontier: Frontier, floor: list[Fraction]) -> Ints:
    keep = np.ones(len(frontier), bool)
    for party, least in enumerate(floor):
        bound = math.ceil((least - frontier.floors[party]) * frontier.scales[party])
        keep &= (frontier.values[:, party] >= bound).astype(bool)
    return np.flatnonzero(keep)


class _Seen:
    """The individually rational part of a frontier."""

    def __init__(self, frontier: Frontier, floor: list[Fraction], rational: Ints) -> None:
        self.frontier, self.floor, self.rational = frontier, floor, rational
        self.known: dict[int, tuple[Fraction, ...]] = {}
        values = frontier.values[rational]
        tops = [int(values[:, party].argmax()) for party in range(frontier.parties)]
        self.best_gains = tuple(self.gains(int(rational[at]))[party] for party, at in enumerate(tops))
        self.floats = np.maximum(frontier.floats[rational] - np.array([float(least) for least in floor]), 0.0)
        scale = np.abs(frontier.floats[rational]).max(axis=0) + np.abs(np.array([float(least) for least in floor]))
        self.margin = _MARGIN * np.maximum(scale, 1e-300)

    def gains(self, point: int) -> tuple[Fraction, ...]:
        """The exact gains at a point."""
        if point not in self.known:
            self.known[point] = gains_of(self.frontier.utility(point), self.floor)
        return self.known[point]

    def best(self, concept: Concept) -> Found:
        """The solutions by one concept."""
        looked_at = self.rational[self._promising(concept)]
        merits = {int(point): merit_of(concept, self.gains(int(point)), self.best_gains) for point in looked_at}
        most = max(merits.values())
        points = tuple(point for point, merit in merits.items() if merit == most)
        shown = min(points, key=lambda point: self._shown_first(concept, point))
        ties = sum(self.frontier.ties(point) for point in points)
        return Found(shown, points, ties, self.frontier.verdict)

    def _shown_first(self, concept: Concept, point: int) -> tuple[Merit, int]:
        fair: Merit = ()
        if concept in ("kalai_smorodinsky", "egalitarian", "egalitarian_scaled"):
            over = shares(self.gains(point), self.best_gains) if concept in SHARED else self.gains(point)
            fair = tuple(-gain for gain in sorted(over))
        return fair, int(self.frontier.keys[point])

    def _promising(self, concept: Concept) -> NDArray[np.bool_]:
        """The points whose merit may be the greatest, by floats and how far these may be off."""
        gains, margin = self.floats, self.margin
        if concept == "nash":
            return self._promising_products(gains, margin)
        if concept in SHARED:
            counted = [party for party, most in enumerate(self.best_gains) if most > 0]
            best = np.array([float(self.best_gains[party]) for party in counted])
            gains, margin = gains[:, counted] / best, margin[counted] / best + _MARGIN
        if not gains.shape[1]:
            return np.ones(len(gains), bool)
        if concept in ("utilitarian", "utilitarian_scaled"):
            total, off = gains.sum(axis=1), float(margin.sum())
        else:
            total, off = gains.min(axis=1), float(margin.max())
        promising: NDArray[np.bool_] = total >= total.max() - 2 * off
        return promising

    def _promising_products(self, gains: NDArray[np.float64], margin: NDArray[np.float64]) -> NDArray[np.bool_]:
        bounds = [
            (least - low) * scale
            for least, low, scale in zip(self.floor, self.frontier.floors, self.frontier.scales, strict=True)
        ]
        values = self.frontier.values[self.rational]
        gaining = np.column_stack(
            [(values[:, party] > math.floor(bound)).astype(bool) for party, bound in enumerate(bounds)]
        )
        count = gaining.sum(axis=1)
        most = count == count.max()
        least = np.where(gaining, np.log(np.maximum(gains - margin, 0.0) + 1e-320), 0.0).sum(axis=1)
        upper = np.where(gaining, np.log(gains + margin), 0.0).sum(axis=1)
        promising: NDArray[np.bool_] = most & (upper >= least[most].max() - 1e-9)
        return promising
