"""The slate: packages that all sides are most likely to take, each different enough from the others.

The first is the package of the greatest joint chance A(x); each next one has the greatest A(x) of those that differ
from every earlier one in at least `differ` issues that make a difference to somebody. Coordinate exchange from many
starts finds it: one issue at a time, or one block of issues that constraints tie, gets the option with which A is
greatest, on softened chances first, then two at a time. `solving.ceiling` then proves it, or says how much better a
package could be. Random starts are keyed by the seed and by what an option is called, so the order of issues, options
or sides changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.solving.block import blocks_of
from onetext.solving.ceiling import EFFORT, list_above
from onetext.solving.exchange import POOL, Exchange, Stopped, best_first, no_packages
from onetext.solving.panel import Panel
from onetext.solving.start import softened, start_packages

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Floats, Places

_SLACK: Final = 1e-5
"""What float32 may be wrong by, and to spare."""


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
    search = Exchange(panel, blocks, max(1, min(wanted.differ, int(matters.sum()))), wanted.stopped, matters)
    if any(not len(block) for block in blocks):
        return Shortlist(no_packages(panel), np.zeros(0), True, 0.0, no_packages(panel), np.zeros(0))
    starts = start_packages(panel, wanted.starts, wanted.seed, blocks)
    given = [one for one in (seeds, *panel.sure) if one is not None and len(one)]
    fitting = [one[[all(n in held for n, held in zip(row, options, strict=True)) for row in one]] for one in given]
    soft, _ = search.climb(softened(panel), starts, sweeps=3)
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
    search = Exchange(panel, blocks, wanted.differ, wanted.stopped, issues_that_matter(panel))
    return search.climb(panel, np.unique(packages, axis=0))


def _next(search: Exchange, starts: Places) -> Places | None:
    """The best package that differs enough from those taken, or None where none was found."""
    pool, _ = search.pool()
    pool = pool[search.near(pool) == 0]
    packages, scores = search.climb(search.panel, pool[:3] if len(pool) else starts)
    order = np.argsort(-scores, kind="stable")[: 3 if not search.taken else 1]
    polished = [search.polish(packages[n], float(scores[n])) for n in order]
    package, score = max(polished, key=lambda one: one[1], default=(starts[0], -1.0))
    return package if score >= 0 else None


def _proved(search: Exchange, wanted: Wanted, packages: Places) -> Shortlist:
    """The slate after trying to prove it: made again of all packages that could be in it, where they can be listed."""
    panel = search.panel
    chance = panel.chance(packages)
    enough = len(packages) == wanted.count
    floor = float(chance.min()) - _SLACK if enough else -1.0
    above, ceiling = list_above(panel, search.blocks, floor, wanted.effort, wanted.stopped)
    if above is not None:
        search.seen.append((above, panel.chance(above)))
        every, value = search.pool() if len(above) <= POOL else best_first(panel, above, panel.chance(above), None)
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


def _options(panel: Panel, wanted: Wanted) -> list[Places]:
    held = wanted.options or tuple(tuple(range(size)) for size in panel.grid.sizes)
    return [np.array(one, dtype=np.int64) for one in held]
