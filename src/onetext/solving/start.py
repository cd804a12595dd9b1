"""Where a search for packages starts, and the softer answers on which it first finds its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from onetext.solving.block import Block
from onetext.solving.exchange import key_of, names_of
from onetext.solving.panel import Panel

if TYPE_CHECKING:
    from onetext.model.belief import Places

HEAT: Final = 4.0
"""How much softer chances are made for the first round, so that a start far from any yes still finds its way."""


def start_packages(panel: Panel, count: int, seed: int, blocks: Sequence[Block]) -> Places:
    """Where to start from: the best package for each of many mixes of the sides, with some noise: [start, issue]."""
    mean = np.array([-(side.loss @ side.weight.mean(axis=0)) for side in panel.sides])  # [party, column]
    spread = mean.std(axis=1, keepdims=True)
    mean = mean / np.where(spread > 0, spread, 1)
    mixes = [np.random.default_rng([seed, key_of(party)]).exponential(size=count) for party in panel.parties]
    noise = [np.random.default_rng([seed, key_of(name)]).normal(size=count) for name in names_of(panel)]
    heat = np.linspace(0, 2, count)
    score = np.array(mixes).T @ mean + heat[:, None] * np.array(noise).T  # [start, column]
    score[0] = mean.sum(axis=0)
    found = np.zeros((count, len(panel.grid.issues)), dtype=np.int64)
    for block in blocks:
        own = score[:, panel.starts[block.issues] + block.choices].sum(axis=2)  # [start, choice]
        found[:, block.issues] = block.choices[own.argmax(axis=1)]
    return found


def softened(panel: Panel) -> Panel:
    """The same panel with softer answers."""

    def cooler(values: Any) -> Any:
        return np.asarray(values / np.float32(HEAT), dtype=np.float32)

    sides = [
        replace(
            side, loss=cooler(side.loss), start=cooler(side.start), bodies=cooler(side.bodies), extra=cooler(side.extra)
        )
        for side in panel.sides
    ]
    return replace(panel, sides=tuple(sides))
