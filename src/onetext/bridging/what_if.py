"""What if: chances of a package as its terms are moved, fast enough for a slider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onetext.model.belief import Beliefs
from onetext.model.issue import Value
from onetext.solving.panel import Panel, panel_of
from onetext.solving.slate import Wanted, climb_from

if TYPE_CHECKING:
    from onetext.model.belief import Places

_NEAR = 4
"""From how many packages a search begins."""


@dataclass(frozen=True)
class Outlook:
    """A package, the chance that each side takes it, and that all do."""

    terms: Mapping[str, Value]
    accept: Mapping[str, float]
    joint: float


@dataclass(frozen=True)
class WhatIf:
    """Beliefs made ready once, then asked many times a second. `near` [package, issue] are packages to begin from.

    Packages are chosen on one part of the draws and their chances estimated on the other.
    """

    beliefs: Beliefs
    near: Places
    seen: Panel = field(init=False)
    unseen: Panel = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", panel_of(self.beliefs, "first"))
        object.__setattr__(self, "unseen", panel_of(self.beliefs, "second"))

    def outlook(self, fixed: Mapping[str, Value]) -> Outlook | None:
        """The package with these terms that all are most likely to take, the other issues free; None where none fits.

        Raises ValueError for a value that an issue does not have.
        """
        grid = self.beliefs.grid
        options = tuple(
            (held.index(fixed[issue]),) if issue in fixed else tuple(range(len(held)))
            for issue, held in zip(grid.issues, grid.values, strict=True)
        )
        near = self.near[:_NEAR].copy()
        for n, held in enumerate(options):
            if len(held) == 1:
                near[:, n] = held[0]
        packages, scores = climb_from(self.seen, near, Wanted(options=options))
        place = int(scores.argmax())
        if scores[place] < 0:
            return None
        chances = np.einsum("e,pex->px", self.unseen.events, self.unseen.party_chances(packages[[place]]))
        joint = float(self.unseen.chance(packages[[place]])[0])
        accept = {party: float(chances[n, 0]) for n, party in enumerate(self.unseen.parties)}
        return Outlook(grid.package(packages[place]), accept, joint)
