"""Who would take which package, over many draws at once: arrays in, arrays out. The definition is `model.belief`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from onetext.model.belief import SOFTNESS, Belief, Draws
from onetext.model.condition import Condition
from onetext.solving.same import Same
from onetext.solving.truth import Sieve

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Floats, Grid, Places


def true_of(grid: Grid, conditions: tuple[Condition, ...], packages: Places) -> Flags:
    """Which conditions are true of which packages: [package, condition], for packages [package, issue]."""
    return _sieve(Same(grid, conditions))(packages)


@lru_cache(maxsize=32)
def _sieve(same: Same) -> Sieve:
    grid, conditions = cast("tuple[Grid, tuple[Condition, ...]]", same.held)
    return Sieve(grid, conditions)


def utilities(belief: Belief, packages: Places, draws: Draws | None = None) -> Floats:
    """What packages [package, issue] are worth in each draw: [draw, package]."""
    drawn = belief.draws if draws is None else draws
    columns = packages + np.asarray(belief.grid.starts)
    total = drawn.worth[:, columns].sum(axis=2) + drawn.base[:, None]
    if belief.combinations:
        total += drawn.extra @ true_of(belief.grid, belief.combinations, packages).T
    return np.asarray(total, dtype=np.float64)


def acceptance(belief: Belief, packages: Places, draws: Draws | None = None, softness: float = SOFTNESS) -> Floats:
    """The chance that the party, and every body that must ratify, takes each package: [draw, package]."""
    drawn = belief.draws if draws is None else draws
    worth = utilities(belief, packages, drawn)
    chance = _sigmoid((worth - drawn.outside[:, None]) / softness)
    for body in range(drawn.bodies.shape[1]):
        chance *= _sigmoid((worth - drawn.bodies[:, body, None]) / softness)
    if belief.red_lines:
        kept = true_of(belief.grid, belief.red_lines, packages)  # [package, red line]
        broken = drawn.limits[:, None, :] & ~kept[None, :, :]
        chance[broken.any(axis=2)] = 0
    return chance


def _sigmoid(argument: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(argument, -500, 500))), dtype=np.float64)
