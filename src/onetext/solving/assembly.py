"""The frontier of a space put together of its parts: non-dominated sums, elimination, proof.

Where every issue is worth what it is worth whatever the others are (additive), the frontier of issues 1..k is the
non-dominated part of (frontier of 1..k-1) + (options of k), so the cost grows with the frontier, not with the number of
packages. Issues tied by conditions are settled together first. Whole numbers throughout.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onetext.model.verdict import PROVED, Verdict
from onetext.solving.coarse import choose
from onetext.solving.count import count_reaching, list_payoffs
from onetext.solving.elimination import eliminate
from onetext.solving.frontier import Frontier
from onetext.solving.key import Names, keys_of
from onetext.solving.proof import NotForThisSolver, prove_frontier
from onetext.solving.short import Lists, sum_lists
from onetext.solving.sums import Points, add_points, thin
from onetext.solving.tie import Factor, Tie, TooManyStates, moved
from onetext.solving.tied import Settled, Tied
from onetext.solving.whole import Ints, join, ranks, scale_tables, split

MOST_POINTS: Final = 300_000
"""How many points of the frontier are kept before it is made coarser, within a bound that the result states."""
MOST_OPTIONS: Final = 2_000_000


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
    _check(tables, factors, caps, names, limit)
    short = None if factors or caps is not None else sum_lists(tables, names, limit)
    if short is not None and short.is_whole:
        return short.frontier()
    return _Problem(tables, factors, caps, names, limit).frontier(short)


def _check(
    tables: Sequence[Any], factors: Sequence[Factor], caps: Sequence[Any] | None, names: Names | None, limit: int
) -> None:
    if limit < 1:
        raise ValueError(f"a limit of {limit} keeps nothing (give 1 or more)")
    if not len(tables):
        raise ValueError("there is no issue to settle (give one table of options for each issue)")
    for issue, table in enumerate(tables):
        if len(table) > MOST_OPTIONS:
            raise ValueError(f"issue {issue} has {len(table):,} options (at most {MOST_OPTIONS:,}: take coarser steps)")
    parties = len(tables[0][0]) if len(tables[0]) else 0
    if caps is not None and len(caps) != parties:
        raise ValueError(f"there are {parties} parties and {len(caps)} caps (give one each, None for no cap)")
    if names is not None and [*map(len, names)] != [*map(len, tables)]:
        raise ValueError("the names are not as many as the options (give one for each option of each issue)")
    for number, factor in enumerate(factors):
        _check_factor(number, factor, [*map(len, tables)], parties)


def _check_factor(number: int, factor: Factor, sizes: Sequence[int], parties: int) -> None:
    if factor.worth is not None and len(factor.worth) != parties:
        raise ValueError(
            f"factor {number} is worth something to {len(factor.worth)} parties of {parties} (give one number a party)"
        )
    beyond = [issue for issue in factor.tie.issues if issue >= len(sizes)]
    if beyond:
        raise ValueError(
            f"factor {number} speaks of issue {min(beyond)} (issues are counted from 0, below {len(sizes)})"
        )
    for issue, count in factor.tie.counts():
        if count != sizes[issue]:
            said = f"factor {number} has {count} amounts for issue {issue}"
            raise ValueError(f"{said} (give one for each of its {sizes[issue]} options)")


@dataclass(frozen=True)
class _Part:
    """Issues settled together: their points, and the options behind each."""

    points: Points
    options: Callable[[int], Mapping[int, int]]
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
        others = [factor.worth for factor in self.factors if factor.worth is not None]
        if caps is not None:
            others.append(tuple(0 if cap is None else cap for cap in caps))
        self.scaled = scale_tables(tables, others)
        self.tables, self.parties = self.scaled.tables, len(self.scaled.scales)
        self.keys = [np.array(keys_of(issue, len(table), names), np.int64) for issue, table in enumerate(tables)]
        self.caps = None if caps is None else tuple(map(self._cap, caps, range(self.parties)))
        self.ties_are_least = False
        self.verdict = PROVED
        self.gap = [0] * self.parties

    def _whole(self, value: Any, party: int) -> int:
        return int(Fraction(value) * self.scaled.scales[party])

    def _cap(self, cap: Any, party: int) -> int | None:
        return None if cap is None else self._whole(Fraction(cap) - self.scaled.floors[party], party)

    def frontier(self, begun: Lists | None) -> Frontier:
        """The frontier; where some issues are settled already, of these and the rest."""
        left = sorted(set(range(len(self.tables))).difference(begun.order[: begun.done] if begun else ()))
        parts = [self._settle(issues) for issues in self._components(left, bool(self.caps))]
        if any(not len(part.points) for part in parts):
            return self._empty()
        parts.sort(key=lambda part: len(part.points))
        if begun is not None:
            parts.insert(0, self._begun(begun))
        parts[0] = self._within_limit(parts[0])
        total, stages = parts[0].points, []
        for part in parts[1:]:
            kept = self._chosen(total := add_points(total, part.points))
            total = total if kept is None else total.at(kept)
            stages.append(total)
        return self._result(total, parts, stages)

    def _begun(self, lists: Lists) -> _Part:
        settled, package = lists.order[: lists.done], lists.packages()
        points = lists.points(self.scaled.limbs)
        return _Part(points, lambda point: dict(zip(settled, package(point), strict=True)), (0,) * self.parties)

    def _within_limit(self, part: _Part) -> _Part:
        kept = self._chosen(part.points)
        if kept is None:
            return part
        return _Part(part.points.at(kept), lambda point: part.options(int(kept[point])), part.base)

    def _chosen(self, points: Points) -> Ints | None:
        """The points to be kept if there are too many."""
        kept, off = choose(points, self.limit)
        self.gap = [gap + more for gap, more in zip(self.gap, off, strict=True)]
        return kept

    def _components(self, left: Sequence[int], capped: bool) -> Iterator[tuple[int, ...]]:
        """Issues that a factor ties together, directly or through others; all of them if the total is capped."""
        root = {issue: issue for issue in left}

        def find(issue: int) -> int:
            while root[issue] != issue:
                issue = root[issue]
            return issue

        ties = [tuple(sorted(factor.tie.issues)) for factor in self.factors]
        for issues in (*ties, *([tuple(left)] if capped else ())):
            for issue in issues[1:]:
                root[find(issue)] = find(issues[0])
        groups: dict[int, list[int]] = {}
        for issue in left:
            groups.setdefault(find(issue), []).append(issue)
        yield from map(tuple, groups.values())

    def _settle(self, issues: tuple[int, ...]) -> _Part:
        ties = self._ties(issues)
        if not ties and not self.caps:
            return self._alone(*issues)
        tied = Tied(tuple(self.tables[i] for i in issues), tuple(self.keys[i] for i in issues), ties, self.caps)
        try:
            settled = eliminate(tied)
        except TooManyStates:
            return self._proved(tied, issues)
        self.ties_are_least |= settled.ties_are_least
        return _Part(settled.points, _behind(settled, issues), settled.base)

    def _ties(self, issues: Sequence[int]) -> tuple[tuple[Tie, tuple[int, ...] | None], ...]:
        """The factors over some issues, over their places among these; with the first issue, those over none."""
        place = {issue: n for n, issue in enumerate(issues)}
        own = [factor for factor in self.factors if factor.tie.issues & place.keys()]
        own += [factor for factor in self.factors if not factor.tie.issues and 0 in place]
        return tuple((moved(factor.tie, place), self._worth(factor)) for factor in own)

    def _worth(self, factor: Factor) -> tuple[int, ...] | None:
        return None if factor.worth is None else tuple(map(self._whole, factor.worth, range(self.parties)))

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
            return _Part(no_points(self.parties), lambda point: {}, (0,) * self.parties)
        if not found.whole:
            self.verdict = Verdict("undecided", limit="deterministic time of the solver")
        base = tuple(min((point[p] for point in found.points), default=0) for p in range(self.parties))
        above = [[own - low for own, low in zip(point, base, strict=True)] for point in found.points]
        values = split(above, self.scaled.limbs).reshape(len(found.points), self.parties, self.scaled.limbs)
        keys = [
            sum(int(self.keys[issue][option]) for issue, option in zip(issues, package, strict=True))
            for package in found.packages
        ]
        points = thin(values, np.ones(len(values), np.int64), np.array(keys, np.int64))
        packages = [dict(zip(issues, found.packages[int(n)], strict=True)) for n in points.right]
        return _Part(points, packages.__getitem__, base)

    def _count(self, least: Sequence[int]) -> int | None:
        """How many packages reach that; a cap changes nothing, since no party is asked for more than it."""
        if self.scaled.limbs > 1:
            return None
        tables, parts = [table[..., 0] for table in self.tables], []
        for issues in self._components(range(len(tables)), capped=False):
            ties, own = self._ties(issues), [tables[issue] for issue in issues]
            payoffs = list_payoffs(own, ties) if ties else own[0]
            if payoffs is None:
                return None
            parts.append(payoffs)
        return count_reaching(parts, least)

    def _empty(self) -> Frontier:
        none = np.zeros(0, np.int64)
        return self._frontier(np.zeros((0, self.parties), np.int64), none, none, self.verdict, lambda point: ())

    def _result(self, total: Points, parts: list[_Part], stages: Sequence[Points]) -> Frontier:
        order = np.lexsort(-ranks(total.values).T[::-1])
        base = np.array([sum(part.base[p] for part in parts) for p in range(self.parties)], dtype=object)
        values = join(total.values)[order]
        if any(base):
            values = values.astype(object) + base
            if max(abs(int(values.max())), abs(int(values.min()))) < 1 << 62:
                values = values.astype(np.int64)

        def trace(point: int) -> tuple[int, ...]:
            place = int(order[point])
            found: dict[int, int] = {}
            for part, stage in zip(reversed(parts[1:]), reversed(stages), strict=True):
                found |= part.options(int(stage.right[place]))
                place = int(stage.left[place])
            found |= parts[0].options(place)
            return tuple(found[issue] for issue in range(len(self.tables)))

        return self._frontier(values, total.counts[order], total.keys[order], self.verdict, trace)

    def _frontier(
        self,
        values: NDArray[Any],
        counts: NDArray[Any],
        keys: Ints,
        verdict: Verdict,
        trace: Callable[[int], tuple[int, ...]],
    ) -> Frontier:
        gap = tuple(step / scale for step, scale in zip(self.gap, self.scaled.scales, strict=True))
        if any(gap) and verdict.state == "proved":
            verdict = Verdict("bounded", gap=gap)
        return Frontier(
            values, counts, keys, self.scaled.scales, self.scaled.floors,
            math.prod(map(len, self.tables)), verdict, gap, self.scaled.rounded,
            self.ties_are_least or any(gap), trace, self._count,
        )  # fmt: skip


def _behind(settled: Settled, issues: tuple[int, ...]) -> Callable[[int], dict[int, int]]:
    return lambda point: {issues[place]: option for place, option in settled.options(point).items()}


def no_points(parties: int) -> Points:
    """No payoff at all."""
    none = np.zeros(0, np.int64)
    return Points(np.zeros((0, parties, 1), np.int64), none, none, none, none)
