"""What no package's joint chance exceeds: every beginning of a package bounded, and those below a floor left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.solving.panel import BLOCK, Panel, Side

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Places
    from onetext.solving.panel import Singles

EFFORT: Final = 160_000_000
"""How many worths of a beginning in a draw a proof may look at: half a second or so."""


def list_above(
    panel: Panel, options: Sequence[Places], floor: float, effort: int, stopped: Callable[[], bool]
) -> tuple[Places | None, float]:
    """All feasible packages whose joint chance may reach a floor [package, issue], and a bound on every joint chance.

    Issue by issue, the weightiest first: a beginning is bounded by giving each draw of each side the best that the
    other issues hold for it, each on its own. None where that would take more than the effort; then the bound is that
    of the beginnings left.
    """
    order = _order(panel, options)
    draws = sum(side.start.size for side in panel.sides)
    begun = np.zeros((1, len(options)), dtype=np.int64)
    ceiling = 1.0
    for depth, issue in enumerate(order):
        effort -= len(begun) * len(options[issue]) * draws
        if effort < 0 or stopped():
            return None, ceiling
        known = frozenset(order[: depth + 1]) | {n for n, held in enumerate(options) if len(held) == 1}
        rest = [_best_of(side, panel, options, order[depth + 1 :]) for side in panel.sides]
        kept, bounds = _extend(panel, begun, issue, options[issue], order[:depth], rest, known)
        reached = bounds >= floor
        begun = kept[reached]
        ceiling = min(ceiling, float(bounds.max(initial=0.0)))
    return begun[panel.feasible(begun)], ceiling


def _order(panel: Panel, options: Sequence[Places]) -> list[int]:
    columns = panel.starts

    def weight(issue: int) -> float:
        held = columns[issue] + options[issue]
        return -sum(float(np.ptp(side.loss[held], axis=0).mean()) for side in panel.sides)

    return sorted(range(len(options)), key=weight)


def _best_of(side: Side, panel: Panel, options: Sequence[Places], issues: Sequence[int]) -> Singles:
    """The least that each draw can lose on some issues, each at its best option: [draw]."""
    total = side.start.copy()
    for issue in issues:
        total += side.loss[panel.starts[issue] + options[issue]].min(axis=0)
    return np.asarray(total, dtype=np.float32)


def _extend(
    panel: Panel,
    begun: Places,
    issue: int,
    choices: Places,
    done: Sequence[int],
    rest: Sequence[Singles],
    known: frozenset[int],
) -> tuple[Places, Floats]:
    """Every beginning with each option of one issue more, where no constraint is broken for certain; and its bound."""
    widest = max(side.start.size for side in panel.sides) * len(choices)
    step = max(1, BLOCK // widest)
    packages, bounds = [], []
    for first in range(0, len(begun), step):
        block = begun[first : first + step]
        tried = np.repeat(block, len(choices), axis=0)
        tried[:, issue] = np.tile(choices, len(block))
        decided = panel.constraints.decided(known)
        kept = panel.constraints(tried)[:, decided].all(axis=1) if decided else np.ones(len(tried), dtype=bool)
        chances = np.stack(
            [
                _bound(side, panel, block, tried, issue, choices, done, most, known)
                for side, most in zip(panel.sides, rest, strict=True)
            ]
        )
        packages.append(tried[kept])
        bounds.append(panel.joint(chances)[kept])
    return np.concatenate(packages), np.concatenate(bounds)


def _bound(
    side: Side,
    panel: Panel,
    block: Places,
    tried: Places,
    issue: int,
    choices: Places,
    done: Sequence[int],
    rest: Singles,
    known: frozenset[int],
) -> Floats:
    """The most that one side's chance can be: [event, beginning]."""
    columns = panel.starts
    lost = np.repeat(rest[None, :], len(block), axis=0)
    for past in done:
        lost += side.loss[columns[past] + block[:, past]]
    lost = (lost[:, None, :] + side.loss[columns[issue] + choices][None]).reshape(len(tried), -1)
    return side.bound(lost, tried, known)
