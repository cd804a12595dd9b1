"""The slow truth: every package of a grid tried, by the definition of the joint chance. For tests of small grids."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from onetext.model.belief import SOFTNESS, Beliefs
from onetext.solving.acceptance import acceptance
from onetext.solving.panel import Part, part_of

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Places


def all_packages(beliefs: Beliefs) -> Places:
    """Every package of a grid that keeps its constraints: [package, issue]."""
    rows = itertools.product(*(range(size) for size in beliefs.grid.sizes))
    kept = rows if not beliefs.grid.constraints else filter(beliefs.grid.allows, rows)
    return np.array(list(kept), dtype=np.int64).reshape(-1, len(beliefs.grid.issues))


def joint_chance(beliefs: Beliefs, packages: Places, part: Part = "all", softness: float = SOFTNESS) -> Floats:
    """A(x) = sum over events of their chance times the product over the sides of each one's mean acceptance."""
    total = np.zeros(len(packages))
    for event, chance in enumerate(beliefs.events):
        product = np.full(len(packages), chance, dtype=np.float64)
        for belief in beliefs.parties.values():
            draws = part_of(belief.draws, part)
            weight = np.where(draws.event == event, draws.weight, 0)
            weight = weight if weight.sum() > 0 else draws.weight
            product *= weight @ acceptance(belief, packages, draws, softness) / weight.sum()
        total += product
    return total


def list_slate(beliefs: Beliefs, count: int, differ: int, part: Part = "all") -> tuple[Places, Floats]:
    """The slate by its definition: the best package, then always the best of those that differ enough from all before.

    Recorded answers are not looked at.
    """
    packages = all_packages(beliefs)
    chance = np.concatenate(
        [joint_chance(beliefs, block, part) for block in np.array_split(packages, len(packages) // 2000 + 1)]
    )
    chosen: list[int] = []
    far = np.ones(len(packages), dtype=bool)
    while len(chosen) < count and far.any():
        chosen.append(int(np.where(far, chance, -1.0).argmax()))
        far &= (packages != packages[chosen[-1]]).sum(axis=1) >= max(differ, 1)
    return packages[chosen], chance[chosen]
