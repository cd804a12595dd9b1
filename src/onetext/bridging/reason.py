"""Why a side may take a package: what its chance would be if one issue alone were otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model.belief import Beliefs
from onetext.model.slate import Drive, Reasons
from onetext.solving.panel import panel_of

if TYPE_CHECKING:
    from onetext.model.belief import Floats, Places

LEAST: Final = 0.05
"""A change of chance below this is no reason."""
_MOST: Final = 2
"""How many reasons are given each way."""


def find_reasons(beliefs: Beliefs, packages: Places) -> list[dict[str, Reasons]]:
    """For each package [package, issue] and side, the issues that carry its yes and those that hold it back."""
    panel = panel_of(beliefs, "second")
    sizes = beliefs.grid.sizes
    found = []
    for package in packages:
        tried = np.repeat(package[None], sum(sizes), axis=0)
        for issue, (first, size) in enumerate(zip(beliefs.grid.starts, sizes, strict=True)):
            tried[first : first + size, issue] = np.arange(size)
        chances = np.einsum("e,pex->px", panel.events, panel.party_chances(tried))
        now = np.einsum("e,pex->px", panel.events, panel.party_chances(package[None]))[:, 0]
        found.append({party: _reasons(beliefs, chances[n], float(now[n])) for n, party in enumerate(beliefs.parties)})
    return found


def _reasons(beliefs: Beliefs, chances: Floats, now: float) -> Reasons:
    """The reasons of one side, by its chance with each option of each issue [column]."""
    grid = beliefs.grid
    worst, best = [], []
    for issue, values, first in zip(grid.issues, grid.values, grid.starts, strict=True):
        own = chances[first : first + len(values)]
        low, high = int(own.argmin()), int(own.argmax())
        worst.append(Drive(issue, values[low], float(own[low])))
        best.append(Drive(issue, values[high], float(own[high])))
    carried = sorted((one for one in worst if now - one.chance >= LEAST), key=lambda one: one.chance)
    held_back = sorted((one for one in best if one.chance - now >= LEAST), key=lambda one: -one.chance)
    return Reasons(tuple(carried[:_MOST]), tuple(held_back[:_MOST]))
