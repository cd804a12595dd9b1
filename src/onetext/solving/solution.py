"""Solution concepts on a frontier: each is attained there, since a package that is better for all is better by each.

What is compared is exact, by the rules of `model.solution`, on whole numbers: all gains on one scale.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from onetext.model.solution import CONCEPTS, RULES, Concept, Merit, Rule, merit
from onetext.model.verdict import Verdict
from onetext.solving.frontier import Frontier

_FEW: Final = 400
"""Points that are all looked at; of more, those that floats do not rule out."""

Whole = tuple[int, ...]


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
    looked_at: Iterable[int] = range(len(frontier))
    if len(frontier) > _FEW:
        from onetext.solving.promising import find_promising

        looked_at = find_promising(frontier, floor)
    gains = _gains(frontier, floor, looked_at)
    if not gains:
        return dict.fromkeys(CONCEPTS)
    sides = {False: gains, True: _shares(gains)}
    found = {rule: _best(frontier, rule[0], sides[rule[1]]) for rule in dict.fromkeys(RULES.values())}
    return {concept: found[rule] for concept, rule in RULES.items()}


def _gains(frontier: Frontier, floor: Sequence[Fraction], points: Iterable[int]) -> dict[int, Whole]:
    """The gains at each point where none is below 0, all multiplied by one number that makes them whole."""
    above = [low - least for low, least in zip(frontier.floors, floor, strict=True)]
    common = math.lcm(*(scale.numerator for scale in frontier.scales), *(more.denominator for more in above))
    times = [common // scale.numerator * scale.denominator for scale in frontier.scales]
    plus = [more.numerator * (common // more.denominator) for more in above]
    at = [*points]
    values = frontier.values.tolist() if len(at) == len(frontier) else frontier.values[at].tolist()
    gains = {}
    for point, row in zip(at, values, strict=True):
        own = tuple([value * by + more for value, by, more in zip(row, times, plus, strict=True)])
        if min(own) >= 0:
            gains[point] = own
    return gains


def _shares(gains: Mapping[int, Whole]) -> dict[int, Whole]:
    """Gains as shares of each side's best, without the sides whose best is 0, all multiplied by one number."""
    best = [*map(max, zip(*gains.values(), strict=True))]
    common = math.lcm(*(most for most in best if most))
    counted = [(party, common // most) for party, most in enumerate(best) if most]
    return {point: tuple([own[party] * by for party, by in counted]) for point, own in gains.items()}


def _best(frontier: Frontier, rule: Rule, gains: Mapping[int, Whole]) -> Found:
    """The solutions by one rule."""
    merits = [merit(rule, own) for own in gains.values()]
    most = max(merits)
    points = tuple([point for point, own in zip(gains, merits, strict=True) if own == most])
    shown = points[0]
    if len(points) > 1:
        shown = min(points, key=lambda point: (_fairest(rule, gains[point]), int(frontier.keys[point])))
    return Found(shown, points, sum(map(frontier.ties, points)), frontier.verdict)


def _fairest(rule: Rule, gains: Whole) -> Merit:
    """Less for what is better by leximin, where only the smallest gain was looked at."""
    return tuple(-gain for gain in sorted(gains)) if rule == "smallest" else ()
