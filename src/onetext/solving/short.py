"""Two parties, issues that nothing ties, few numbers: the same sums in Python's own whole numbers.

Where there are some hundred sums, a call of NumPy costs more than they do. A sum is one whole number that holds, from
its greatest digits on: the first party's utility, the second's, how little the hashes of its options add up to, and
which two parts it is the sum of. So one comparison orders by all of these, and one addition adds all of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

import numpy as np

from onetext.model.verdict import PROVED
from onetext.solving.count import count_reaching
from onetext.solving.frontier import Frontier
from onetext.solving.key import HASH_BITS, Names, keys_of
from onetext.solving.sums import Points
from onetext.solving.whole import Listed, scale_lists, split

MOST_OPTIONS: Final = 600
"""Options of all issues together, above which NumPy is as fast."""
MOST_SUMS: Final = 1_000
"""Sums made at a time, above which NumPy is as fast."""
_PLACE_BITS: Final = MOST_SUMS.bit_length()
_PLACE: Final = (1 << _PLACE_BITS) - 1
_NEITHER: Final = (Fraction(0), Fraction(0))


@dataclass(slots=True)
class _Stage:
    """Sums that no other dominates, the first party's best first; of each, how many packages and which two parts."""

    sums: list[int]
    counts: list[int]
    places: list[int]
    width: int = 1


@dataclass(slots=True)
class Lists:
    """The issues in the order in which they are added, and the frontier of the first `done` of them."""

    listed: Listed
    order: list[int]
    alone: list[_Stage]
    low: int  # the digits below the payoffs
    second: int  # the digits of the second party's payoff
    limit: int
    done: int = 1
    stages: list[_Stage] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether these are all the issues."""
        return self.done == len(self.order)

    def packages(self) -> Callable[[int], tuple[int, ...]]:
        """What gives the package of a point: the option of each issue settled so far, in the order of `order`."""
        first, *others = self.alone[: self.done]
        steps = [(stage.places, stage.width, one.places) for stage, one in zip(self.stages, others, strict=True)][::-1]

        def package(point: int) -> tuple[int, ...]:
            found = []
            for places, width, options in steps:
                point, right = divmod(places[point], width)
                found.append(options[right])
            found.append(first.places[point])
            return tuple(found[::-1])

        return package

    def _last(self) -> _Stage:
        return self.stages[-1] if self.stages else self.alone[0]

    def _payoffs(self) -> list[tuple[int, int]]:
        mask = (1 << self.second) - 1
        return [(held >> (self.low + self.second), held >> self.low & mask) for held in self._last().sums]

    def _keys(self) -> list[int]:
        most = self.done * ((1 << HASH_BITS) - 1)
        mask = (1 << (self.low - _PLACE_BITS)) - 1
        return [most - (held >> _PLACE_BITS & mask) for held in self._last().sums]

    def points(self, limbs: int) -> Points:
        """The frontier of the issues settled so far, in arrays."""
        none = np.zeros(len(self._last().sums), np.int64)
        return Points(split(self._payoffs(), limbs), _array(self._last().counts), np.array(self._keys()), none, none)

    def frontier(self) -> Frontier:
        """The frontier, once these are all the issues."""
        ordered, place = self.packages(), sorted(range(len(self.order)), key=self.order.__getitem__)

        def package(point: int) -> tuple[int, ...]:
            found = ordered(point)
            return tuple([found[n] for n in place])

        listed = self.listed
        return Frontier(
            _array(self._payoffs()), _array(self._last().counts), np.array(self._keys(), np.int64),
            listed.scales, listed.floors, math.prod([len(one[0]) for one in listed.columns]), PROVED, _NEITHER,
            listed.rounded, False, package, self._count,
        )  # fmt: skip

    def _count(self, least: Sequence[int]) -> int | None:
        return count_reaching([_array(columns).T for columns in self.listed.columns], least)


def _array(numbers: Any) -> Any:
    try:
        return np.array(numbers, np.int64)
    except OverflowError:
        return np.array(numbers, object)


def sum_lists(tables: Sequence[Any], names: Names | None, limit: int) -> Lists | None:
    """The frontier of the issues, as far as the sums are few; None for many options and for other than two parties.

    Raises what `scale_tables` raises.
    """
    if sum(map(len, tables)) > MOST_OPTIONS or any(len(table) and len(table[0]) != 2 for table in tables):
        return None
    listed = scale_lists(tables)
    low = _PLACE_BITS + HASH_BITS + len(tables).bit_length()
    second = sum([max(of_second) for _, of_second in listed.columns]).bit_length() or 1
    alone = [_of_issue(issue, columns, names, low, second) for issue, columns in enumerate(listed.columns)]
    order = sorted(range(len(tables)), key=lambda issue: len(alone[issue].sums))
    lists = Lists(listed, order, [alone[issue] for issue in order], low, second, limit)
    for stage in lists.alone[1:]:
        if len(lists._last().sums) * len(stage.sums) > MOST_SUMS or len(lists._last().sums) > limit:
            return lists
        lists.stages.append(_added(lists._last(), stage, low, second))
        lists.done += 1
    return None if len(lists._last().sums) > limit else lists


def _of_issue(issue: int, columns: list[list[int]], names: Names | None, low: int, second: int) -> _Stage:
    first_shift, most = low + second, (1 << HASH_BITS) - 1
    keys = keys_of(issue, len(columns[0]), names)
    sums = [
        (first << first_shift) + (other << low) + (most - key << _PLACE_BITS) + option
        for option, (first, other, key) in enumerate(zip(*columns, keys, strict=True))
    ]
    kept, again = _swept(sums, low, second)
    counts = [1] * len(kept)
    for place, _ in again:
        counts[place] += 1
    return _Stage([held & ~_PLACE for held in kept], counts, [held & _PLACE for held in kept])


def _added(a: _Stage, b: _Stage, low: int, second: int) -> _Stage:
    """All sums of one of a and one of b, without those that another dominates."""
    width = len(b.sums)
    left = [held + place for held, place in zip(a.sums, range(0, len(a.sums) * width, width), strict=True)]
    right = [held + place for place, held in enumerate(b.sums)]
    kept, again = _swept([one + other for one in left for other in right], low, second)
    places = [held & _PLACE for held in kept]
    counts = [a.counts[place // width] * b.counts[place % width] for place in places]
    for point, place in again:
        counts[point] += a.counts[place // width] * b.counts[place % width]
    return _Stage([held & ~_PLACE for held in kept], counts, places, width)


def _swept(sums: list[int], low: int, second: int) -> tuple[list[int], list[tuple[int, int]]]:
    """The first sum of every payoff that none dominates, best first; and the places of the others with such payoffs."""
    sums.sort(reverse=True)
    mask = (1 << second) - 1
    kept: list[int] = []
    again: list[tuple[int, int]] = []
    best, last = -1, -1
    for held in sums:
        payoff = held >> low
        of_second = payoff & mask
        if of_second > best:
            best, last = of_second, payoff
            kept.append(held)
        elif payoff == last:
            again.append((len(kept) - 1, held & _PLACE))
    return kept, again
