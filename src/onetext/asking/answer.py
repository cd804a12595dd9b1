"""How a side would answer each kind of question, draw by draw: [draw, answer], rows summing to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onetext.model.belief import SOFTNESS, Belief, Draws
from onetext.solving.acceptance import acceptance, true_of, utilities

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Floats, Grid, Places


def would_take(belief: Belief, draws: Draws, package: Places) -> Floats:
    """Yes or no to a package [issue]: by the one rule, before any body is asked."""
    alone = Draws(
        draws.weight,
        draws.worth,
        draws.base,
        draws.extra,
        draws.outside,
        draws.bodies[:, :0],
        draws.limits,
        draws.event,
    )
    return _either(acceptance(belief, package[None], alone)[:, 0])


def would_prefer(belief: Belief, draws: Draws, one: Places, other: Places) -> Floats:
    """The first or the second of two packages: by the same rule, with the other in place of no deal."""
    worth = utilities(belief, np.stack([one, other]), draws)
    return _either(_soft(worth[:, 0] - worth[:, 1]))


def what_matters(belief: Belief, draws: Draws, one: int, other: int) -> Floats:
    """Which of two issues matters more: whose best and worst options lie further apart."""
    spans = []
    for issue in (one, other):
        first = belief.grid.starts[issue]
        held = draws.worth[:, first : first + belief.grid.sizes[issue]]
        spans.append(held.max(axis=1) - held.min(axis=1))
    return _either(_soft(spans[0] - spans[1]))


def possible(grid: Grid, package: Places, issue: int) -> Places:
    """The options [option] of an issue that keep the constraints, the rest as in a package [issue]."""
    size = grid.sizes[issue]
    tried = np.repeat(package[None], size, axis=0)
    tried[:, issue] = np.arange(size)
    return np.flatnonzero(true_of(grid, grid.constraints, tried).all(axis=1))


def how_far(belief: Belief, draws: Draws, package: Places, issue: int, options: Places) -> Floats:
    """The limit on an issue, the rest as in a package: the worst option that it would still take, or none (last).

    Only the `options` [option] are asked about.
    """
    size = belief.grid.sizes[issue]
    tried = np.repeat(package[None], len(options), axis=0)
    tried[:, issue] = options
    worth = utilities(belief, tried, draws)
    taken = worth >= draws.outside[:, None]
    if belief.red_lines:
        taken &= ~_broken(belief, draws, tried)
    worst = options[np.where(taken, worth, np.inf).argmin(axis=1)]
    answer = np.where(taken.any(axis=1), worst, size)
    return np.asarray(np.eye(size + 1)[answer], dtype=np.float64)


def _broken(belief: Belief, draws: Draws, packages: Places) -> Flags:
    """Whether each package breaks a red line that is true: [draw, package]."""
    kept = true_of(belief.grid, belief.red_lines, packages)
    return np.asarray((draws.limits[:, None, :] & ~kept[None, :, :]).any(axis=2), dtype=bool)


def _soft(gain: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(gain / SOFTNESS, -500, 500))), dtype=np.float64)


def _either(yes: Floats) -> Floats:
    return np.stack([yes, 1 - yes], axis=1)
