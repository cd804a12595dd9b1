"""What if: chances of a package as its terms are moved, fast enough for a slider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from onetext.model.belief import Beliefs, Draws
from onetext.model.issue import Value
from onetext.model.slate import Chance, Slate, Trial
from onetext.solving.chance import answered_as, chances_of, moved_to
from onetext.solving.panel import Panel, halved, panel_of, part_of, take
from onetext.solving.slate import Wanted, climb_from

if TYPE_CHECKING:
    from onetext.model.belief import Places

_NEAR = 2
"""From how many packages a search begins."""
_BRISK = 80
"""On about how many draws of a side it searches."""


@dataclass(frozen=True)
class Outlook:
    """A package, the chance that each side takes it, and that all do."""

    terms: Mapping[str, Value]
    accept: Mapping[str, float]
    joint: float


@dataclass(frozen=True)
class WhatIf:
    """Beliefs made ready once, then asked many times a second. `near` [package, issue] are packages to begin from,
    `left_out` the beliefs with one assessment left out, each.

    Packages are searched on some draws of one part, chosen on all of that part, and their chances estimated on the
    other part.
    """

    beliefs: Beliefs
    near: Places
    left_out: Sequence[Beliefs] = ()
    seen: Panel = field(init=False)
    unseen: Panel = field(init=False)
    brisk: Panel = field(init=False)
    halved: Beliefs = field(init=False)
    others: tuple[Panel, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", panel_of(self.beliefs, "first"))
        object.__setattr__(self, "unseen", panel_of(self.beliefs, "second"))
        drawn = {party: _thinned(part_of(one.draws, "first")) for party, one in self.beliefs.parties.items()}
        object.__setattr__(self, "brisk", panel_of(self.beliefs, drawn=drawn))
        object.__setattr__(self, "halved", halved(self.beliefs, "second"))
        alike = [other for other in self.left_out if tuple(other.parties) == tuple(self.beliefs.parties)]
        panels = (panel_of(answered_as(other, self.beliefs), "second") for other in alike)
        object.__setattr__(self, "others", tuple(panels))

    @classmethod
    def of(cls, beliefs: Beliefs, slate: Slate, left_out: Sequence[Beliefs] = ()) -> WhatIf:
        """From the packages of a slate on."""
        grid = beliefs.grid
        near = [
            [held.index(one.terms[issue]) for issue, held in zip(grid.issues, grid.values, strict=True)]
            for one in slate.packages
        ]
        return cls(beliefs, np.array(near, dtype=np.int64).reshape(len(near), len(grid.issues)), left_out)

    def try_terms(self, fixed: Mapping[str, Value]) -> Trial | None:
        """The same package as `outlook` finds, its chances with all that must be said of them; None where none fits.

        The beliefs with an assessment left out are asked on tables, so a range may differ from that of a slate by
        what single and double precision differ by.
        """
        found = self.outlook(fixed)
        if found is None:
            return None
        grid = self.beliefs.grid
        places = [held.index(found.terms[issue]) for issue, held in zip(grid.issues, grid.values, strict=True)]
        package = np.array([places], dtype=np.int64)
        told = chances_of(self.halved, package, part="all")
        accept = {party: own[0] for party, own in told.accept.items()}
        joint = told.joint[0]
        for panel in self.others:
            moved = moved_to(package, grid, panel.grid)
            if moved is not None:
                own = panel.party_chances(moved)
                every = np.einsum("e,pex->px", panel.events, own)[:, 0]
                accept = {party: _widened(one, float(every[n])) for n, (party, one) in enumerate(accept.items())}
                joint = _widened(joint, float(panel.joint(own)[0]))
        return Trial(dict(fixed), found.terms, accept, joint)

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
        climbed, _ = climb_from(self.brisk, near, Wanted(options=options))
        packages = np.concatenate([near, climbed])
        scores = np.where(self.seen.feasible(packages), self.seen.chance(packages), -1)
        place = int(scores.argmax())
        if scores[place] < 0:
            return None
        chances = np.einsum("e,pex->px", self.unseen.events, self.unseen.party_chances(packages[[place]]))
        joint = float(self.unseen.chance(packages[[place]])[0])
        accept = {party: float(chances[n, 0]) for n, party in enumerate(self.unseen.parties)}
        return Outlook(grid.package(packages[place]), accept, joint)


def _thinned(draws: Draws) -> Draws:
    """Every so many draws, so that a search is fast."""
    step = max(1, len(draws.weight) // _BRISK)
    which = np.arange(len(draws.weight)) % step == 0
    return take(draws, which) if draws.weight[which].sum() > 0 else draws


def _widened(chance: Chance, other: float) -> Chance:
    """A chance whose range holds another one too; what is settled by an answer is not moved by it."""
    if chance.settled is not None:
        return chance
    return replace(chance, lo=min(chance.lo, other), hi=max(chance.hi, other))
