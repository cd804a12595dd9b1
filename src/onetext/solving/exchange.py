"""Coordinate exchange: packages changed one issue, or one block of tied issues, at a time, until no change helps.

Every feasible package that is met on the way is kept in mind. What is as good is put in an order that hangs on what
options are called, so the order of issues, options or sides changes nothing.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from onetext.solving.block import Block
from onetext.solving.panel import BLOCK, Panel

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Floats, Places
    from onetext.solving.panel import Singles

POOL: Final = 4_000
"""How many of the best packages seen are kept."""
_PAIRS: Final = 4_000
"""How many changes of two issues are tried at most."""
_ROWS: Final = 1 << 22
"""How many numbers one exchange holds at once."""

Stopped = Callable[[], bool]


@dataclass
class Exchange:
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
        if sum(len(one) for one, _ in self.seen) > 20 * POOL:
            self.seen = [self.pool()]

    def pool(self) -> tuple[Places, Floats]:
        """The best feasible packages seen, best first, each once."""
        packages = np.concatenate([one for one, _ in self.seen]) if self.seen else no_packages(self.panel)
        value = np.concatenate([one for _, one in self.seen]) if self.seen else np.zeros(0)
        places = np.unique(keys_of(self.panel, packages), return_index=True)[1]
        return best_first(self.panel, packages[places], value[places], POOL)

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
            return no_packages(self.panel), np.zeros(0)
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


def best_first(panel: Panel, packages: Places, value: Floats, most: int | None) -> tuple[Places, Floats]:
    """Packages by their value, those that are as good by a hash of the names of their options."""
    order = np.lexsort((keys_of(panel, packages), -np.round(value, 7)))[:most]
    return packages[order], value[order]


def keys_of(panel: Panel, packages: Places) -> Places:
    """A number for each package that tells it from the others, whatever the order of issues and options is."""
    keys = np.array([key_of(name) for name in names_of(panel)], dtype=np.int64)
    return np.asarray(keys[packages + panel.starts].sum(axis=1), dtype=np.int64)  # may wrap round, which does no harm


def names_of(panel: Panel) -> list[str]:
    """The options of all issues by name, one after another."""
    grid = panel.grid
    return [f"{issue}={value}" for issue, held in zip(grid.issues, grid.values, strict=True) for value in held]


def key_of(*words: Any) -> int:
    """A number that hangs on some words alone."""
    return int.from_bytes(hashlib.blake2b(repr(words).encode(), digest_size=7).digest(), "big")


def no_packages(panel: Panel) -> Places:
    """No package [package, issue]."""
    return np.zeros((0, len(panel.grid.issues)), dtype=np.int64)
