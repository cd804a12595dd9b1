"""The Pareto frontier of spaces that nobody can enumerate, exactly: non-dominated sums, elimination, proof.

Where every issue is worth what it is worth whatever the others are (additive), the frontier of issues 1..k is the
non-dominated part of (frontier of 1..k-1) + (options of k), so the cost grows with the frontier, not with the number of
packages. Issues tied by conditions are settled together first. Whole numbers throughout.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onetext.model.verdict import Verdict
from onetext.solving.elimination import Settled, Tied, eliminate
from onetext.solving.proof import NotForThisSolver, prove_frontier
from onetext.solving.sums import Points, add_points, thin
from onetext.solving.tie import Factor, Tie, TooManyStates
from onetext.solving.whole import Ints, fractions, join, ranks, scale_tables, split

MOST_POINTS: Final = 300_000
"""How many points of the frontier are kept before it is made coarser, within a bound that the result states."""
MOST_OPTIONS: Final = 2_000_000
_HASH_BITS: Final = 40

Names = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Frontier:
    """Every payoff that nobody could better without a loss to somebody, with a package for each.

    Points are ordered by the first party's utility, greatest first, then the second's, and so on. `values` are whole
    numbers # [point, party]: utility = value / scale + floor. If the verdict is `bounded`, every feasible package is
    within `gap` (per party) of one that is shown, and a point shown may be dominated by that much; ties are then counts
    of what was kept. `tolerance` is what floats may have been rounded by. `ties_are_least`: more packages may tie.
    """

    values: NDArray[Any]
    counts: NDArray[Any]
    keys: Ints
    scales: tuple[Fraction, ...]
    floors: tuple[Fraction, ...]
    packages_total: int
    verdict: Verdict
    gap: tuple[Fraction, ...]
    tolerance: tuple[Fraction, ...]
    ties_are_least: bool
    _trace: Callable[[int], tuple[int, ...]]

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

    @cached_property
    def floats(self) -> NDArray[np.float64]:
        """The utilities as floats # [point, party]; rounded."""
        scale = np.array([float(scale) for scale in self.scales])
        lowest = np.array([float(floor) for floor in self.floors])
        found: NDArray[np.float64] = self.values.astype(np.float64) / scale + lowest
        return found


def find_frontier(
    tables: Sequence[Any],
    factors: Sequence[Factor] = (),
    caps: Sequence[Any] | None = None,
    names: Names | None = None,
    limit: int = MOST_POINTS,
) -> Frontier:
    """The exact Pareto frontier of all packages that satisfy the factors.

    `tables`: for each issue what each option is worth to each party, `tables[issue][option][party]`, as whole numbers,
    decimals, fractions or floats (arrays of floats are rounded to 2^-59 of the range, which `tolerance` states).
    `factors`: conditions over several issues, binding or worth something. `caps`: above what a party's total does not
    count. `names[issue][option]` are ids that tell packages apart whatever their order; by default the numbers.
    `limit`: how many points are kept at most before the answer becomes `bounded`.

    Raises ValueError for an issue without options, fewer than two parties, and what is no finite number.

    The sum of non-dominated sets: Nemhauser and Ullmann, "Discrete dynamic programming and capital allocation",
    Management Science 15 (1969); the elimination: Rollón and Larrosa, "Bucket elimination for multiobjective
    optimization problems", Journal of Heuristics 12 (2006).

    >>> water, power = [[4, 0], [1, 3]], [[0, 2], [3, 0]]
    >>> frontier = find_frontier([water, power])
    >>> [[int(u) for u in frontier.utility(n)] for n in range(len(frontier))]
    [[7, 0], [4, 3], [1, 5]]
    >>> frontier.package(1), frontier.packages_total, frontier.verdict.state
    ((1, 1), 4, 'proved')
    """
    problem = _Problem(tables, factors, caps, names, limit)
    return problem.frontier()


@dataclass(frozen=True)
class _Part:
    """Issues settled together: their points, and the options behind each."""

    points: Points
    options: Callable[[int], dict[int, int]]
    base: tuple[int, ...]


class _Problem:
    def __init__(
        self,
        tables: Sequence[Any],
        factors: Sequence[Factor],
        caps: Sequence[Any] | None,
        names: Names | None,
        limit: int,
    ) -> None:
        self.factors, self.limit = tuple(factors), limit
        if limit < 1:
            raise ValueError(f"a limit of {limit} keeps nothing (give 1 or more)")
        for issue, table in enumerate(tables):
            if len(table) > MOST_OPTIONS:
                raise ValueError(
                    f"issue {issue} has {len(table):,} options (at most {MOST_OPTIONS:,}: take coarser steps)"
                )
        parties = _width(tables)
        extra = [[[0] * parties, list(factor.worth)] for factor in self.factors if factor.worth is not None]
        if caps is not None:
            extra.append([[0] * parties, [0 if cap is None else cap for cap in caps]])
        scaled = scale_tables([*tables, *extra] if extra else tables)
        self.scaled, self.parties = scaled, parties
        self.tables = scaled.tables[: len(tables)]
        self.floors = tuple(
            sum((floor[p] for floor in scaled.floors[: len(tables)]), Fraction(0)) for p in range(parties)
        )
        self.keys = [_keys(issue, len(table), names) for issue, table in enumerate(self.tables)]
        self.caps = None if caps is None else tuple(self._cap(cap, party) for party, cap in enumerate(caps))
        self.ties_are_least = False
        self.verdict = Verdict("proved")
        self.gap = [0] * parties

    def _whole(self, value: Any, party: int) -> int:
        return int(Fraction(value) * self.scaled.scales[party])

    def _whole_worth(self, worth: tuple[Any, ...] | None) -> tuple[int, ...] | None:
        return None if worth is None else tuple(map(self._whole, worth, range(self.parties)))

    def _cap(self, cap: Any, party: int) -> int | None:
        return None if cap is None else self._whole(Fraction(cap) - self.floors[party], party)

    def frontier(self) -> Frontier:
        parts = [self._settle(issues) for issues in self._components()]
        if any(not len(part.points) for part in parts):
            return self._result(None, parts)
        parts.sort(key=lambda part: len(part.points))
        total = parts[0].points
        stages: list[Points] = []
        for part in parts[1:]:
            total = self._within_limit(add_points(total, part.points))
            stages.append(total)
        return self._result(total, parts, stages)

    def _components(self) -> Iterator[tuple[int, ...]]:
        """Issues that a factor ties together, directly or through others; all of them if the total is capped."""
        count = len(self.tables)
        root = list(range(count))

        def find(issue: int) -> int:
            while root[issue] != issue:
                issue = root[issue]
            return issue

        ties = [tuple(sorted(factor.tie.issues)) for factor in self.factors]
        for issues in (*ties, *([tuple(range(count))] if self.caps else ())):
            for issue in issues[1:]:
                root[find(issue)] = find(issues[0])
        groups: dict[int, list[int]] = {}
        for issue in range(count):
            groups.setdefault(find(issue), []).append(issue)
        yield from map(tuple, groups.values())

    def _settle(self, issues: tuple[int, ...]) -> _Part:
        inside = set(issues)
        factors = [factor for factor in self.factors if factor.tie.issues & inside]
        constant = [factor for factor in self.factors if not factor.tie.issues] if 0 in inside else []
        if not factors and not constant and not self.caps:
            (issue,) = issues
            return self._alone(issue)
        place = {issue: n for n, issue in enumerate(issues)}
        ties = tuple(
            (
                _moved(factor.tie, place),
                None if factor.worth is None else tuple(map(self._whole, factor.worth, range(self.parties))),
            )
            for factor in (*factors, *constant)
        )
        tied = Tied(tuple(self.tables[i] for i in issues), tuple(self.keys[i] for i in issues), ties, self.caps)
        try:
            settled = eliminate(tied)
        except TooManyStates:
            return self._proved(tied, issues)
        self.ties_are_least |= settled.ties_are_least
        return _Part(settled.points, _behind(settled, issues), settled.base)

    def _alone(self, issue: int) -> _Part:
        table = self.tables[issue]
        points = thin(table, np.ones(len(table), np.int64), self.keys[issue])
        picked = points.right
        return _Part(points, lambda point: {issue: int(picked[point])}, (0,) * self.parties)

    def _proved(self, tied: Tied, issues: tuple[int, ...]) -> _Part:
        """By the solver: one package a point, so ties are not counted."""
        self.ties_are_least = True
        try:
            found = prove_frontier(tied)
        except NotForThisSolver:
            self.verdict = Verdict("undecided", limit="elimination: too many states; numbers too long for the solver")
            empty = np.zeros(0, np.int64)
            none = Points(np.zeros((0, self.parties, 1), np.int64), empty, empty, empty, empty)
            return _Part(none, lambda point: {}, (0,) * self.parties)
        if not found.whole:
            self.verdict = Verdict("undecided", limit="deterministic time of the solver")
        base = tuple(min((point[p] for point in found.points), default=0) for p in range(self.parties))
        values = split([[u - low for u, low in zip(point, base, strict=True)] for point in found.points], 1)
        values = values.reshape(len(found.points), self.parties, 1)
        keys = np.array(
            [
                sum(int(self.keys[issue][option]) for issue, option in zip(issues, package, strict=True))
                for package in found.packages
            ],
            np.int64,
        )
        points = thin(values, np.ones(len(values), np.int64), keys)
        packages = [dict(zip(issues, found.packages[int(n)], strict=True)) for n in points.right]
        return _Part(points, packages.__getitem__, base)

    def _within_limit(self, points: Points) -> Points:
        """Coarser, if there are too many: of points that fall into one cell of a grid one is kept."""
        if len(points) <= self.limit:
            return points
        values = join(points.values)
        low = values.min(axis=0)
        spans = [int(values[:, p].max() - low[p]) + 1 for p in range(self.parties)]
        cells = 1 << max(2, math.ceil(math.log2(self.limit)))
        while True:
            steps = [-(-span // cells) for span in spans]
            grid = (values - low) // np.array(steps, dtype=values.dtype)
            _, first = np.unique(grid.astype(np.int64), axis=0, return_index=True)
            if len(first) <= max(1, self.limit // 2):
                break
            cells //= 2
        self.gap = [gap + step - 1 for gap, step in zip(self.gap, steps, strict=True)]
        at = np.sort(first)
        return Points(*(held[at] for held in (points.values, points.counts, points.keys, points.left, points.right)))

    def _result(self, total: Points | None, parts: list[_Part], stages: Sequence[Points] = ()) -> Frontier:
        if total is None:
            empty = np.zeros(0, np.int64)
            verdict = self.verdict if self.verdict.state == "undecided" else Verdict("proved")
            return self._frontier(np.zeros((0, self.parties), np.int64), empty, empty, verdict, lambda point: ())
        order = np.lexsort(-ranks(total.values).T[::-1])
        base = np.array([sum(part.base[p] for part in parts) for p in range(self.parties)], dtype=object)
        values = join(total.values)[order]
        if any(base):
            values = values.astype(object) + base
            if max((abs(int(v)) for v in (values.max(), values.min())), default=0) < 1 << 62:
                values = values.astype(np.int64)
        verdict = self.verdict
        gap = tuple(step / scale for step, scale in zip(self.gap, self.scaled.scales, strict=True))
        if any(self.gap) and verdict.state == "proved":
            verdict = Verdict("bounded", gap=gap)

        def trace(point: int) -> tuple[int, ...]:
            place = int(order[point])
            found: dict[int, int] = {}
            for part, stage in zip(reversed(parts[1:]), reversed(stages), strict=True):
                found |= part.options(int(stage.right[place]))
                place = int(stage.left[place])
            found |= parts[0].options(place)
            return tuple(found[issue] for issue in range(len(self.tables)))

        return self._frontier(values, total.counts[order], total.keys[order], verdict, trace)

    def _frontier(
        self,
        values: NDArray[Any],
        counts: NDArray[Any],
        keys: Ints,
        verdict: Verdict,
        trace: Callable[[int], tuple[int, ...]],
    ) -> Frontier:
        total = math.prod(len(table) for table in self.tables)
        gap = tuple(step / scale for step, scale in zip(self.gap, self.scaled.scales, strict=True))
        return Frontier(
            values, counts, keys, self.scaled.scales, self.floors, total, verdict, gap, self.scaled.tolerance,
            self.ties_are_least or any(self.gap), trace,
        )  # fmt: skip


def _behind(settled: Settled, issues: tuple[int, ...]) -> Callable[[int], dict[int, int]]:
    return lambda point: {issues[place]: option for place, option in settled.options(point).items()}


def _moved(tie: Tie, place: dict[int, int]) -> Tie:
    """The tie with issues by their places among some of them."""
    return Tie(
        tie.op,
        place.get(tie.issue, -1),
        tie.options,
        tuple((place[issue], amounts) for issue, amounts in tie.amounts),
        tie.lo,
        tie.hi,
        tie.taken,
        tie.target,
        tuple(_moved(part, place) for part in tie.parts),
    )


def _width(tables: Sequence[Any]) -> int:
    if not len(tables):
        raise ValueError("there is no issue to settle (give one table of options for each issue)")
    if not len(tables[0]):
        raise ValueError("issue 0 has no option (give at least one)")
    width = len(tables[0][0])
    if width < 2:
        raise ValueError("a frontier needs two parties or more (give each option one number a party)")
    return width


def _keys(issue: int, count: int, names: Names | None) -> Ints:
    if names is None:
        spread = (np.arange(1, count + 1, dtype=np.uint64) + np.uint64(issue * 0x51ED27)) * np.uint64(
            0x9E3779B97F4A7C15
        )
        return (spread >> np.uint64(64 - _HASH_BITS)).astype(np.int64)
    return np.array([key_of(name) for name in names[issue]], np.int64)


def key_of(name: str) -> int:
    """The hash of one (issue, option): of packages that tie, the one with the least sum of these is shown."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:5], "big")
