"""Blocks: issues that constraints tie together, with every joint choice that the constraints leave them.

A search that moves one issue at a time cannot leave a package whose issues are tied (so many for each, say): there the
tied issues move together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.solving.panel import Panel, Side

if TYPE_CHECKING:
    from onetext.model.belief import Places
    from onetext.solving.panel import Singles

TRIED: Final = 300_000
"""How many joint choices of tied issues are tried against their constraints."""
KEPT: Final = 2_000
"""How many joint choices a block may have; issues that have more together are moved apart."""


@dataclass(frozen=True)
class Block:
    """Some issues [issue] and their joint choices [choice, issue]; most blocks are one issue."""

    issues: Places
    choices: Places

    def __len__(self) -> int:
        return len(self.choices)

    def loss(self, side: Side, columns: Places) -> Singles:
        """What each choice costs a side: [choice, draw]."""
        total = side.loss[columns[self.issues[0]] + self.choices[:, 0]]
        for place in range(1, len(self.issues)):
            total = total + side.loss[columns[self.issues[place]] + self.choices[:, place]]
        return np.asarray(total, dtype=np.float32)

    def lost(self, side: Side, columns: Places, packages: Places) -> Singles:
        """What the block's issues cost a side in some packages: [package, draw]."""
        total = side.loss[columns[self.issues[0]] + packages[:, self.issues[0]]]
        for issue in self.issues[1:]:
            total = total + side.loss[columns[issue] + packages[:, issue]]
        return np.asarray(total, dtype=np.float32)

    def weight(self, panel: Panel) -> float:
        """How much it matters: the mean span of its choices, over all sides."""
        return sum(float(np.ptp(self.loss(side, panel.starts), axis=0).mean()) for side in panel.sides if len(self))


def blocks_of(panel: Panel, options: Sequence[Places]) -> list[Block]:
    """All issues in blocks, the weightiest first; a block without a choice shows that nothing is feasible."""
    groups = [frozenset([n]) for n in range(len(options))]
    for tied in sorted(panel.constraints.issues, key=lambda issues: (len(issues), sorted(issues))):
        joined = frozenset(tied).union(*(group for group in groups if group & tied))
        if math.prod(len(options[n]) for n in joined) <= TRIED:
            groups = [group for group in groups if not group & joined] + [joined]
    blocks = [block for group in groups for block in _blocks(panel, options, sorted(group))]
    return sorted(blocks, key=lambda block: -block.weight(panel))


def _blocks(panel: Panel, options: Sequence[Places], issues: list[int]) -> list[Block]:
    rows = np.stack(np.meshgrid(*(options[n] for n in issues), indexing="ij"), axis=-1).reshape(-1, len(issues))
    packages = np.zeros((len(rows), len(options)), dtype=np.int64)
    packages[:, issues] = rows
    decided = panel.constraints.decided(frozenset(issues))
    kept = rows[panel.constraints(packages, decided).all(axis=1)] if decided else rows
    if len(issues) > 1 and len(kept) > KEPT:
        return [Block(np.array([n]), options[n][:, None]) for n in issues]
    return [Block(np.array(issues), kept)]
