"""The Pareto frontier: every payoff that nobody could better without a loss to somebody, with a package for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onetext.model.verdict import Verdict
from onetext.solving.whole import Ints, fractions


@dataclass(frozen=True)
class Frontier:
    """Every payoff that nobody could better without a loss to somebody, with a package for each.

    Points are ordered by the first party's utility, greatest first, then the second's, and so on. `values` are whole
    numbers # [point, party]: utility = value / scale + floor. If the verdict is `bounded`, every feasible package is
    within `gap` (per party) of one that is shown, and a point shown may be dominated by that much; ties are then counts
    of what was kept. `ties_are_least`: more packages may tie. `rounded`: see `tolerance`.
    """

    values: NDArray[Any]
    counts: NDArray[Any]
    keys: Ints
    scales: tuple[Fraction, ...]
    floors: tuple[Fraction, ...]
    packages_total: int
    verdict: Verdict
    gap: tuple[Fraction, ...]
    rounded: int
    ties_are_least: bool
    _trace: Callable[[int], tuple[int, ...]]
    _count: Callable[[Sequence[int]], int | None]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def parties(self) -> int:
        """How many parties there are."""
        return len(self.scales)

    @property
    def is_feasible(self) -> bool:
        """Whether any package is."""
        return len(self) > 0

    def utility(self, point: int) -> tuple[Fraction, ...]:
        """What a point is worth to each party."""
        return fractions(self.values[point], self.floors, self.scales)

    def package(self, point: int) -> tuple[int, ...]:
        """A package with this payoff: the option of each issue. Of those that tie, the one of the least hash."""
        return self._trace(point)

    def ties(self, point: int) -> int:
        """How many packages have this payoff."""
        return int(self.counts[point])

    def count_reaching(self, least: Sequence[int]) -> int | None:
        """How many packages are worth at least so much to each party, also those that others dominate.

        `least` is in the whole numbers of `values`. None where counting would take too long.
        """
        return self._count(least) if self.verdict.state == "proved" else None

    @property
    def tolerance(self) -> tuple[Fraction, ...]:
        """How far rounding floats may have moved a utility, for each party; 0 for exact numbers."""
        return tuple(self.rounded / scale for scale in self.scales)

    @cached_property
    def floats(self) -> NDArray[np.float64]:
        """The utilities as floats # [point, party]; rounded."""
        scale = np.array([float(scale) for scale in self.scales])
        lowest = np.array([float(floor) for floor in self.floors])
        found: NDArray[np.float64] = self.values.astype(np.float64) / scale + lowest
        return found
