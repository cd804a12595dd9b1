"""What no package's joint chance exceeds: every beginning of a package bounded, and those below a floor left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.solving.block import Block
from onetext.solving.panel import BLOCK, Panel, Side

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Places
    from onetext.solving.panel import Singles

EFFORT: Final = 160_000_000
"""How many worths of a beginning in a draw a proof may look at: half a second or so."""


def list_above(
    panel: Panel, blocks: Sequence[Block], floor: float, effort: int, stopped: Callable[[], bool]
) -> tuple[Places | None, float]:
    """All feasible packages whose joint chance may reach a floor [package, issue], and a bound on every joint chance.

    Block by block, the weightiest first: a beginning is bounded by giving each draw of each side the best that the
    other blocks hold for it, each on its own. None where that would take more than the effort; then the bound is that
    of the beginnings left.
    """
    draws = sum(side.start.size for side in panel.sides)
    begun = np.zeros((1, len(panel.grid.issues)), dtype=np.int64)
    ceiling = 1.0
    for depth, block in enumerate(blocks):
        effort -= len(begun) * len(block) * draws
        if effort < 0 or stopped():
            return None, ceiling
        if not len(begun) or any(not len(other) for other in blocks):
            return begun[:0], 0.0
        begun, bounds = _Extension(panel, blocks, depth).extend(begun)
        ceiling = min(ceiling, float(bounds.max(initial=0.0)))
        begun = begun[bounds >= floor]
    return begun[panel.feasible(begun)], ceiling


class _Extension:
    """One block more for every beginning."""

    def __init__(self, panel: Panel, blocks: Sequence[Block], depth: int) -> None:
        self.panel, self.block, self.done = panel, blocks[depth], blocks[:depth]
        settled = (*self.done, self.block)
        self.known = frozenset(int(issue) for block in settled for issue in block.issues)
        self.decided = panel.constraints.decided(self.known)
        self.rest = [_best_of(side, panel, blocks[depth + 1 :]) for side in panel.sides]
        self.own = [self.block.loss(side, panel.starts) for side in panel.sides]

    def extend(self, begun: Places) -> tuple[Places, Floats]:
        """Every beginning with each choice, where no constraint is broken for certain; and its bound."""
        width = max(side.start.size for side in self.panel.sides) * len(self.block)
        step = max(1, BLOCK // width)
        packages, bounds = [], []
        for first in range(0, len(begun), step):
            part = begun[first : first + step]
            tried = np.repeat(part, len(self.block), axis=0)
            tried[:, self.block.issues] = np.tile(self.block.choices, (len(part), 1))
            kept = self.panel.constraints(tried, self.decided).all(axis=1)
            chances = np.stack([self._bound(n, part, tried) for n in range(len(self.panel.sides))])
            packages.append(tried[kept])
            bounds.append(self.panel.joint(chances)[kept])
        return np.concatenate(packages), np.concatenate(bounds)

    def _bound(self, n: int, part: Places, tried: Places) -> Floats:
        """The most that one side's chance can be: [event, beginning]."""
        side = self.panel.sides[n]
        lost = np.repeat(self.rest[n][None, :], len(part), axis=0)
        for block in self.done:
            lost += block.lost(side, self.panel.starts, part)
        return side.bound((lost[:, None, :] + self.own[n][None]).reshape(len(tried), -1), tried, self.known)


def _best_of(side: Side, panel: Panel, blocks: Sequence[Block]) -> Singles:
    """The least that each draw can lose on some blocks, each at its best choice: [draw]."""
    total = side.start.copy()
    for block in blocks:
        total += block.loss(side, panel.starts).min(axis=0)
    return np.asarray(total, dtype=np.float32)
