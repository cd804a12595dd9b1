"""Solution concepts on a frontier: each is attained there, since a package that is better for all is better by each.

What is compared is exact, by the rules of `model.solution`, on whole numbers: all gains on one scale.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from onetext.model.solution import CONCEPTS, RULES, Concept, Merit, Rule, merit
from onetext.model.verdict import Verdict
from onetext.solving.frontier import Frontier

_FEW: Final = 400
"""Points that are all looked at; of more, those that floats do not rule out."""

Whole = tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """A solution: the point shown, and all points of the frontier that are as good by the concept."""

    point: int
    points: tuple[int, ...]
    verdict: Verdict
    _count: Callable[[], tuple[int, bool]]

    @cached_property
    def _counted(self) -> tuple[int, bool]:
        return self._count()

    @property
    def ties(self) -> int:
        """How many packages are as good by the concept, whether or not another dominates them."""
        return self._counted[0]

    @property
    def ties_are_least(self) -> bool:
        """Whether there may be more than `ties`."""
        return self._counted[1]


def find_solutions(frontier: Frontier, reservation: Sequence[Any] | None = None) -> dict[Concept, Found | None]:
    """Every concept's solutions among the packages that leave no party below its reservation value (default: 0).

    None where there is no such package. Of points that are as good, the one shown is the best by leximin for concepts
    of the smallest gain, then the one whose package has the least hash.

    By the smallest gain alone, packages may be as good that others dominate. They are counted when `ties` is asked for,
    where that can be done in little time (`ties_are_least` says if not); by the other concepts there are none.

    >>> from onetext.solving import find_frontier
    >>> found = find_solutions(find_frontier([[[4, 0], [1, 3]], [[0, 2], [3, 0]]]))
    >>> {name: solution.point for name, solution in found.items()}["nash"]
    1
    """
    floor = _floor((0,) * frontier.parties if reservation is None else reservation)
    if len(floor) != frontier.parties:
        raise ValueError(f"there are {frontier.parties} parties and {len(floor)} reservation values (give one each)")
    looked_at: Iterable[int] = range(len(frontier))
    if len(frontier) > _FEW:
        from onetext.solving.promising import find_promising

        looked_at = find_promising(frontier, floor)
    scales = _scales(frontier, floor)
    gains = _gains(frontier, scales, looked_at)
    if not gains:
        return dict.fromkeys(CONCEPTS)
    whole = (1,) * len(floor)
    parts = _parts(gains)
    sides = {False: (gains, whole), True: ({point: _times(own, parts) for point, own in gains.items()}, parts)}
    found = {rule: _best(frontier, rule[0], scales, *sides[rule[1]]) for rule in dict.fromkeys(RULES.values())}
    return {concept: found[rule] for concept, rule in RULES.items()}


def _floor(reservation: Sequence[Any]) -> list[Fraction]:
    try:
        return [Fraction(value) for value in reservation]
    except (ValueError, OverflowError, TypeError):
        raise ValueError("a reservation value is not a number, or has no end (give finite numbers)") from None


def _scales(frontier: Frontier, floor: Sequence[Fraction]) -> list[tuple[int, int]]:
    """By what the values of each party are multiplied, and what is added, to be whole gains on one scale."""
    above = [low - least for low, least in zip(frontier.floors, floor, strict=True)]
    common = math.lcm(*(scale.numerator for scale in frontier.scales), *(more.denominator for more in above))
    return [
        (common // scale.numerator * scale.denominator, more.numerator * (common // more.denominator))
        for scale, more in zip(frontier.scales, above, strict=True)
    ]


def _gains(frontier: Frontier, scales: Sequence[tuple[int, int]], points: Iterable[int]) -> dict[int, Whole]:
    """The gains at each point where none is below 0."""
    at = [*points]
    values = frontier.values if len(at) == len(frontier) else frontier.values[at]
    gains = {}
    for point, row in zip(at, values.tolist(), strict=True):
        own = tuple([value * by + more for value, (by, more) in zip(row, scales, strict=True)])
        if min(own) >= 0:
            gains[point] = own
    return gains


def _parts(gains: Mapping[int, Whole]) -> Whole:
    """By what gains are multiplied to be shares of each side's best, on one scale; 0 for a side whose best is 0."""
    best = [*map(max, zip(*gains.values(), strict=True))]
    common = math.lcm(*(most for most in best if most))
    return tuple([common // most if most else 0 for most in best])


def _times(gains: Whole, parts: Whole) -> Whole:
    return tuple([own * by for own, by in zip(gains, parts, strict=True) if by])


def _best(
    frontier: Frontier, rule: Rule, scales: Sequence[tuple[int, int]], gains: Mapping[int, Whole], parts: Whole
) -> Found:
    """The solutions by one rule, of gains that were multiplied by `parts`."""
    merits = [merit(rule, own) for own in gains.values()]
    most = max(merits)
    points = tuple([point for point, own in zip(gains, merits, strict=True) if own == most])
    shown = points[0]
    if len(points) > 1:
        shown = min(points, key=lambda point: (_fairest(rule, gains[point]), int(frontier.keys[point])))

    def count() -> tuple[int, bool]:
        found = None
        if rule == "smallest":
            wanted = [-(-most[0] // by) if by else 0 for by in parts] if most else [0] * len(parts)
            found = frontier.count_reaching(
                [-((more - own) // by) for own, (by, more) in zip(wanted, scales, strict=True)]
            )
        if found is not None:
            return found, False
        return sum(map(frontier.ties, points)), rule == "smallest" or frontier.ties_are_least

    return Found(shown, points, frontier.verdict, count)


def _fairest(rule: Rule, gains: Whole) -> Merit:
    """Less for what is better by leximin, where only the smallest gain was looked at."""
    return tuple(-gain for gain in sorted(gains)) if rule == "smallest" else ()
