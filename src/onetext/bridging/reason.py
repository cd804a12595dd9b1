"""Why a side may take a package: what its chance would be if one issue alone were otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model.belief import Belief, Beliefs
from onetext.model.slate import Drive, Reasons
from onetext.solving.acceptance import acceptance
from onetext.solving.chance import weights_by_event
from onetext.solving.panel import Panel, panel_of, part_of

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Floats, Places

LEAST: Final = 0.05
"""A change of chance below this is no reason."""
_MOST: Final = 2
"""How many reasons are given each way."""


def find_reasons(beliefs: Beliefs, packages: Places) -> list[dict[str, Reasons]]:
    """For each package [package, issue] and side, the issues that carry its yes and those that hold it back.

    Which value of an issue a side likes least and best is chosen on the draws that a search saw, and what it changes
    estimated on the others; what lies within two errors there is no reason.
    """
    seen, unseen = panel_of(beliefs, "first"), panel_of(beliefs, "second")
    sizes = beliefs.grid.sizes
    found = []
    for package in packages:
        tried = np.repeat(package[None], sum(sizes), axis=0)
        for issue, (first, size) in enumerate(zip(beliefs.grid.starts, sizes, strict=True)):
            tried[first : first + size, issue] = np.arange(size)
        possible: Flags = np.asarray(seen.constraints(tried).all(axis=1), dtype=bool)  # what cannot be is no reason
        guessed, chances = (_chances(panel, tried, package, possible) for panel in (seen, unseen))
        now = _chances(unseen, package[None], package, np.ones_like(possible[:1]))[:, 0]
        found.append(
            {
                party: _reasons(beliefs, belief, tried, package, (guessed[n], chances[n]), float(now[n]))
                for n, (party, belief) in enumerate(beliefs.parties.items())
            }
        )
    return found


def _chances(panel: Panel, tried: Places, package: Places, possible: Flags) -> Floats:
    """The chance that each side takes each of some packages [party, package]; of what cannot be, as of `package`."""
    found = np.einsum("e,pex->px", panel.events, panel.party_chances(tried))
    now = np.einsum("e,pex->px", panel.events, panel.party_chances(package[None]))
    return np.asarray(np.where(possible, found, now), dtype=np.float64)


def _error(beliefs: Beliefs, belief: Belief, tried: Places, package: Places) -> float:
    """By how much the change of a side's chance from `package` to the one tried may be off by sampling."""
    draws = part_of(belief.draws, "second")
    events = np.asarray(beliefs.events, dtype=np.float64)
    weight = events @ weights_by_event(draws, len(events))  # [draw]
    yes = acceptance(belief, np.concatenate([tried, package[None]]), draws)
    apart = yes[:, 0] - yes[:, 1]
    return float(np.sqrt(weight**2 @ (apart - weight @ apart) ** 2))


def _reasons(
    beliefs: Beliefs, belief: Belief, tried: Places, package: Places, chances: tuple[Floats, Floats], now: float
) -> Reasons:
    """The reasons of one side, by its `chances` with each option of each issue [column], guessed and then estimated."""
    guessed, estimated = chances
    carried, held_back, grid = list[Drive](), list[Drive](), beliefs.grid
    for issue, values, first in zip(grid.issues, grid.values, grid.starts, strict=True):
        own = guessed[first : first + len(values)]
        for place, kept, sign in ((int(own.argmin()), carried, 1), (int(own.argmax()), held_back, -1)):
            column = first + place
            change = sign * (now - float(estimated[column]))
            if change >= LEAST and change > 2 * _error(beliefs, belief, tried[[column]], package):
                kept.append(Drive(issue, values[place], float(estimated[column])))
    carried.sort(key=lambda one: one.chance)
    held_back.sort(key=lambda one: -one.chance)
    return Reasons(tuple(carried[:_MOST]), tuple(held_back[:_MOST]))
