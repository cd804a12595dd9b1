"""The slate: packages that all sides are most likely to take, each different enough from the others.

The first is the package of the greatest joint chance A(x); each next one has the greatest A(x) of those that differ
from every earlier one in at least `differ` issues that make a difference to somebody. Coordinate exchange from many
starts finds it: one issue at a time, or one block of issues that constraints tie, gets the option with which A is
greatest, on softened chances first, then two at a time. `solving.ceiling` then proves it, or says how much better a
package could be. Random starts are keyed by the seed and by what an option is called, so the order of issues, options
or sides changes nothing.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from onetext.solving.block import Block, blocks_of
from onetext.solving.ceiling import EFFORT, list_above
from onetext.solving.panel import BLOCK, Panel

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Floats, Places
    from onetext.solving.panel import Singles

HEAT: Final = 4.0
"""How much softer chances are made for the first round, so that a start far from any yes still finds its way."""
_POOL: Final = 4_000
"""How many of the best packages seen are kept."""
_PAIRS: Final = 4_000
"""How many changes of two issues are tried at most."""
_ROWS: Final = 1 << 22
"""How many numbers one exchange holds at once."""
_SLACK: Final = 1e-5
"""What float32 may be wrong by, and to spare."""

Stopped = Callable[[], bool]


def never() -> bool:
    """Whether to stop, where nobody can ask for it."""
    return False


@dataclass(frozen=True)
class Wanted:
    """What is asked of a slate: how many packages, in how many issues they differ, from how many starts.

    `options` are the options that each issue may still have (all, unless stated), `effort` how many worths a proof may
    look at, `stopped` whether to stop early.
    """

    count: int = 5
    differ: int = 2
    starts: int = 20
    seed: int = 0
    options: tuple[tuple[int, ...], ...] = ()
    effort: int = EFFORT
    stopped: Stopped = never


@dataclass(frozen=True)
class Shortlist:
    """Packages [package, issue] and the joint chance of each on the draws searched [package].

    `ceiling` is what no package's joint chance exceeds, and `proved` whether the slate is the best by its definition.
    `pool` [package, issue] are the best feasible packages seen, with their chances `pool_chance`, best first.
    """

    packages: Places
    chance: Floats
    proved: bool
    ceiling: float
    pool: Places
    pool_chance: Floats


@dataclass
class _Search:
    """One search under way: which packages are taken, and every feasible package seen."""

    panel: Panel
    blocks: list[Block]
    differ: int
    stopped: Stopped
    matters: Flags
    taken: list[Places] = field(default_factory=list)
    seen: list[tuple[Places, Floats]] = field(default_factory=list)

    def score(self, panel: Panel, packages: Places, chances: Floats) -> Floats:
        """The joint chance, less 1 for every constraint broken and every package of the slate that is too near."""
        value = panel.joint(panel.answered(chances, packages))
        broken = panel.broken(packages)
        if panel is self.panel:
            self._keep(packages[broken == 0], value[broken == 0])
        return value - broken - self.near(packages)

    def near(self, packages: Places) -> Places:
        """How many packages of the slate each is too near to."""
        found = np.zeros(len(packages), dtype=np.int64)
        for one in self.taken:
            found += (packages != one)[:, self.matters].sum(axis=1) < self.differ
        return found

    def _keep(self, packages: Places, value: Floats) -> None:
        self.seen.append((packages, value))
        if sum(len(one) for one, _ in self.seen) > 20 * _POOL:
            self.seen = [self.pool()]

    def pool(self) -> tuple[Places, Floats]:
        """The best feasible packages seen, best first, each once."""
        packages = np.concatenate([one for one, _ in self.seen]) if self.seen else _none(self.panel)
        value = np.concatenate([one for _, one in self.seen]) if self.seen else np.zeros(0)
        places = np.unique(_keys(self.panel, packages), return_index=True)[1]
        return best_first(self.panel, packages[places], value[places], _POOL)

    def climb(self, panel: Panel, packages: Places, sweeps: int = 50) -> tuple[Places, Floats]:
        """Coordinate exchange from each package, until no change of one issue helps: packages and scores."""
        packages = packages.copy()
        score = self.score(panel, packages, panel.party_chances(packages))
        active = np.ones(len(packages), dtype=bool)
        for _ in range(sweeps):
            if not active.any() or self.stopped():
                break
            moved = self._sweep(panel, packages, score, active)
            active[active] = moved
        return packages, score

    def _sweep(self, panel: Panel, packages: Places, score: Floats, active: Flags) -> Flags:
        """One pass over the blocks of the active packages, in place; which of them moved."""
        held, best = packages[active], score[active]
        moved = np.zeros(len(held), dtype=bool)
        columns = panel.starts
        lost = [side.base(held, columns) for side in panel.sides]
        for block in self.blocks:
            if len(block) < 2:
                continue
            for n, side in enumerate(panel.sides):
                lost[n] -= block.lost(side, columns, held)
            own = [block.loss(side, columns) for side in panel.sides]
            step = max(1, _ROWS // (len(block) * max(side.start.size for side in panel.sides)))
            for first in range(0, len(held), step):
                rows = slice(first, first + step)
                moved[rows] |= self._exchange(panel, block, held[rows], best[rows], [one[rows] for one in lost], own)
            for n, side in enumerate(panel.sides):
                lost[n] += block.lost(side, columns, held)
        packages[active], score[active] = held, best
        return moved

    def _exchange(
        self, panel: Panel, block: Block, held: Places, best: Floats, lost: list[Singles], own: list[Singles]
    ) -> Flags:
        """The best choice of one block for each package, in place; which of them moved."""
        tried = np.repeat(held, len(block), axis=0)
        tried[:, block.issues] = np.tile(block.choices, (len(held), 1))
        chances = np.empty((len(panel.sides), len(panel.events), len(tried)))
        for n, side in enumerate(panel.sides):
            chances[n] = side.chances((lost[n][:, None, :] + own[n][None]).reshape(len(tried), -1), tried)
        found = self.score(panel, tried, chances).reshape(len(held), len(block))
        choice = found.argmax(axis=1)
        value = found[np.arange(len(held)), choice]
        better = np.asarray(value > best + 1e-9, dtype=bool)
        held[np.ix_(better, block.issues)] = block.choices[choice[better]]
        best[better] = value[better]
        return better

    def polish(self, package: Places, score: float) -> tuple[Places, float]:
        """Two blocks at a time, then one at a time again, until neither helps."""
        for _ in range(10):
            tried, found = self._pairs(package)
            if not len(tried) or self.stopped():
                break
            place = int(found.argmax())
            if found[place] <= score + 1e-9:
                break
            packages, scores = self.climb(self.panel, tried[place : place + 1])
            package, score = packages[0], float(scores[0])
        return package, score

    def _pairs(self, package: Places) -> tuple[Places, Floats]:
        """Packages that differ from one in two blocks, and their scores: all, or those of each block's best choices."""
        free = [block for block in self.blocks if len(block) > 1]
        most = max(1, int((2 * _PAIRS / max(len(free) * (len(free) - 1), 1)) ** 0.5))
        best = [self._best_choices(package, block, most) for block in free]
        columns = self.panel.starts
        starts = np.cumsum([0, *(len(block) for block in best)])
        pairs = [
            np.stack(np.meshgrid(*(starts[n] + np.arange(len(best[n])) for n in two), indexing="ij"), -1).reshape(-1, 2)
            for two in itertools.combinations(range(len(best)), 2)
        ]
        if not pairs:
            return _none(self.panel), np.zeros(0)
        places = np.concatenate(pairs)  # [pair, 2], each the number of a changed choice
        changed = np.repeat(package[None], starts[-1], axis=0)
        for n, block in enumerate(best):
            changed[starts[n] : starts[n + 1], block.issues] = block.choices
        one, other = changed[places[:, 0]], changed[places[:, 1]]
        tried = np.where(one != package, one, other)
        found = np.empty((len(self.panel.sides), len(self.panel.events), len(tried)))
        for n, side in enumerate(self.panel.sides):
            base = side.base(package[None], columns)
            change = np.concatenate([b.loss(side, columns) - b.lost(side, columns, package[None]) for b in best])
            step = max(1, BLOCK // side.start.size)
            for first in range(0, len(tried), step):
                rows = slice(first, first + step)
                lost = change[places[rows, 0]]
                lost += change[places[rows, 1]]
                lost += base
                found[n, :, rows] = side.chances(lost, tried[rows])
        return tried, self.score(self.panel, tried, found)

    def _best_choices(self, package: Places, block: Block, most: int) -> Block:
        """The choices of a block that are not the package's: all, or those that are best by themselves."""
        choices = block.choices[(block.choices != package[block.issues]).any(axis=1)]
        if len(choices) > most:
            tried = np.repeat(package[None], len(choices), axis=0)
            tried[:, block.issues] = choices
            choices = choices[np.argsort(-self.panel.chance(tried), kind="stable")[:most]]
        return Block(block.issues, choices)


def find_slate(panel: Panel, wanted: Wanted = Wanted(), seeds: Places | None = None) -> Shortlist:
    """The slate of a panel. `seeds` [package, issue] are further packages to start from.

    Fewer packages than wanted come back where no more differ enough; none where none is known to be feasible.

    >>> from decimal import Decimal
    >>> from onetext.model.belief import Belief, Beliefs, Draws, Grid
    >>> from onetext.solving.panel import panel_of
    >>> grid = Grid(("truce", "gate"), (("short", "long"), ("shut", "open")))
    >>> def drawn(*worth):
    ...     none = np.zeros((1, 0))
    ...     one, half = np.ones(1), np.full(1, 0.5)
    ...     return Draws(one, np.array([worth]), one * 0, none, half, none, none > 0, np.zeros(1, int))
    >>> held = {"north": drawn(0, 0.7, 0, 0.3), "south": drawn(0.3, 0, 0, 0.7)}
    >>> beliefs = Beliefs(grid, {party: Belief(party, grid, one, one) for party, one in held.items()})
    >>> found = find_slate(panel_of(beliefs), Wanted(count=1))
    >>> found.packages.tolist(), found.proved
    ([[1, 1]], True)
    """
    options = _options(panel, wanted)
    blocks = blocks_of(panel, options)
    matters = issues_that_matter(panel)
    search = _Search(panel, blocks, max(1, min(wanted.differ, int(matters.sum()))), wanted.stopped, matters)
    if any(not len(block) for block in blocks):
        return Shortlist(_none(panel), np.zeros(0), True, 0.0, _none(panel), np.zeros(0))
    starts = start_packages(panel, wanted, blocks)
    given = [one for one in (seeds, *panel.sure) if one is not None and len(one)]
    fitting = [one[[all(n in held for n, held in zip(row, options, strict=True)) for row in one]] for one in given]
    soft, _ = search.climb(_softened(panel), starts, sweeps=3)
    search.climb(panel, np.unique(np.concatenate([soft, starts[:2], *fitting]), axis=0))
    packages: list[Places] = []
    for _ in range(wanted.count):
        found = _next(search, starts)
        if found is None:
            break
        packages.append(found)
        search.taken.append(found)
    return _proved(search, wanted, np.array(packages, dtype=np.int64).reshape(len(packages), len(options)))


def climb_from(panel: Panel, packages: Places, wanted: Wanted) -> tuple[Places, Floats]:
    """The packages that coordinate exchange comes to from some [package, issue], with their scores [package].

    A score is the joint chance, less 1 for every constraint that is broken.
    """
    blocks = blocks_of(panel, _options(panel, wanted))
    search = _Search(panel, blocks, wanted.differ, wanted.stopped, issues_that_matter(panel))
    return search.climb(panel, np.unique(packages, axis=0))


def _next(search: _Search, starts: Places) -> Places | None:
    """The best package that differs enough from those taken, or None where none was found."""
    pool, _ = search.pool()
    pool = pool[search.near(pool) == 0]
    packages, scores = search.climb(search.panel, pool[:3] if len(pool) else starts)
    order = np.argsort(-scores, kind="stable")[: 3 if not search.taken else 1]
    polished = [search.polish(packages[n], float(scores[n])) for n in order]
    package, score = max(polished, key=lambda one: one[1], default=(starts[0], -1.0))
    return package if score >= 0 else None


def _proved(search: _Search, wanted: Wanted, packages: Places) -> Shortlist:
    """The slate after trying to prove it: made again of all packages that could be in it, where they can be listed."""
    panel = search.panel
    chance = panel.chance(packages)
    enough = len(packages) == wanted.count
    floor = float(chance.min()) - _SLACK if enough else -1.0
    above, ceiling = list_above(panel, search.blocks, floor, wanted.effort, wanted.stopped)
    if above is not None:
        search.seen.append((above, panel.chance(above)))
        every, value = search.pool() if len(above) <= _POOL else best_first(panel, above, panel.chance(above), None)
        chosen = pick(every[:, search.matters], wanted.count, search.differ)
        packages, chance = every[chosen], value[chosen]
        ceiling = float(chance.max(initial=0.0))
    pool, value = search.pool()
    if above is None:  # later climbs may have met what earlier ones missed
        chosen = pick(pool[:, search.matters], wanted.count, search.differ)
        if len(chosen) >= len(packages):
            packages, chance = pool[chosen], value[chosen]
    return Shortlist(packages, chance, above is not None, ceiling, pool, value)


def pick(packages: Places, count: int, differ: int) -> list[int]:
    """The places of the first `count` packages that each differ from all earlier ones in `differ` issues or more.

    >>> pick(np.array([[0, 0], [0, 1], [1, 1]]), 2, 2)
    [0, 2]
    """
    chosen: list[int] = []
    far = np.ones(len(packages), dtype=bool)
    while len(chosen) < count and far.any():
        chosen.append(int(far.argmax()))
        far &= (packages != packages[chosen[-1]]).sum(axis=1) >= differ
        far[chosen[-1]] = False
    return chosen


def issues_that_matter(panel: Panel) -> Flags:
    """The issues that make a difference to some side in some draw: packages differ in these [issue]."""
    looked_at = frozenset[int]().union(
        *(issues for side in panel.sides for held in (side.combinations, side.red_lines) for issues in held.issues)
    )
    spans = [
        n in looked_at or any(float(np.ptp(side.loss[first : first + size], axis=0).max()) > 0 for side in panel.sides)
        for n, (first, size) in enumerate(zip(panel.grid.starts, panel.grid.sizes, strict=True))
    ]
    return np.array(spans, dtype=bool)


def best_first(panel: Panel, packages: Places, value: Floats, most: int | None) -> tuple[Places, Floats]:
    """Packages by their value, those that are as good by a hash of the names of their options."""
    order = np.lexsort((_keys(panel, packages), -np.round(value, 7)))[:most]
    return packages[order], value[order]


def _keys(panel: Panel, packages: Places) -> Places:
    """A number for each package that tells it from the others, whatever the order of issues and options is."""
    keys = np.array([_key(name) for name in _names(panel)], dtype=np.int64)
    return np.asarray(keys[packages + panel.starts].sum(axis=1), dtype=np.int64)  # may wrap round, which does no harm


def _names(panel: Panel) -> list[str]:
    grid = panel.grid
    return [f"{issue}={value}" for issue, held in zip(grid.issues, grid.values, strict=True) for value in held]


def _key(*words: Any) -> int:
    return int.from_bytes(hashlib.blake2b(repr(words).encode(), digest_size=7).digest(), "big")


def start_packages(panel: Panel, wanted: Wanted, blocks: Sequence[Block]) -> Places:
    """Where to start from: the best package for each of many mixes of the sides, with some noise: [start, issue]."""
    mean = np.array([-(side.loss @ side.weight.mean(axis=0)) for side in panel.sides])  # [party, column]
    spread = mean.std(axis=1, keepdims=True)
    mean = mean / np.where(spread > 0, spread, 1)
    mixes = [
        np.random.default_rng([wanted.seed, _key(party)]).exponential(size=wanted.starts) for party in panel.parties
    ]
    noise = [np.random.default_rng([wanted.seed, _key(name)]).normal(size=wanted.starts) for name in _names(panel)]
    heat = np.linspace(0, 2, wanted.starts)
    score = np.array(mixes).T @ mean + heat[:, None] * np.array(noise).T  # [start, column]
    score[0] = mean.sum(axis=0)
    found = np.zeros((wanted.starts, len(panel.grid.issues)), dtype=np.int64)
    for block in blocks:
        own = score[:, panel.starts[block.issues] + block.choices].sum(axis=2)  # [start, choice]
        found[:, block.issues] = block.choices[own.argmax(axis=1)]
    return found


def _options(panel: Panel, wanted: Wanted) -> list[Places]:
    held = wanted.options or tuple(tuple(range(size)) for size in panel.grid.sizes)
    return [np.array(one, dtype=np.int64) for one in held]


def _softened(panel: Panel) -> Panel:
    def cooler(values: Any) -> Any:
        return np.asarray(values / np.float32(HEAT), dtype=np.float32)

    sides = [
        replace(
            side, loss=cooler(side.loss), start=cooler(side.start), bodies=cooler(side.bodies), extra=cooler(side.extra)
        )
        for side in panel.sides
    ]
    return replace(panel, sides=tuple(sides))


def _none(panel: Panel) -> Places:
    return np.zeros((0, len(panel.grid.issues)), dtype=np.int64)
