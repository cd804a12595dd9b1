"""Packages among which the best is looked for after each answer: good now, or good if a side says no to what is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model.belief import Beliefs
from onetext.solving.acceptance import acceptance
from onetext.solving.exchange import best_first
from onetext.solving.panel import Panel, panel_of, part_of
from onetext.solving.slate import Shortlist, Wanted, find_slate, pick

if TYPE_CHECKING:
    from onetext.model.belief import Places

_BEST: Final = 40
"""How many of the best packages are in the pool."""
_FAR: Final = 40
"""How many more that differ from one another in a quarter of the issues."""
_ASKED: Final = 16
"""How many packages a side may be asked about."""
_REFUSALS: Final = 2
"""How many times in a row a side is thought to say no."""
_SELDOM: Final = 0.01
"""A refusal with less chance than this is not thought through."""


@dataclass(frozen=True)
class Pool:
    """Packages [package, issue], each once; the places of those worth asking about; in how many issues two differ if
    they are to count as different."""

    packages: Places
    asked: tuple[int, ...]
    apart: int


def make_pool(beliefs: Beliefs, seed: int) -> Pool | None:
    """The pool for some beliefs; None where no feasible package is known. Searched on one part of the draws.

    Packages stand by their joint chance, so the order of sides and issues changes nothing.
    """
    panel = panel_of(beliefs, "first")
    found = find_slate(panel, Wanted(seed=seed, effort=0))
    if not len(found.packages):
        return None
    apart = max(2, len(beliefs.grid.issues) // 4)
    far = found.pool[pick(found.pool, _FAR, apart)]
    otherwise = [one for party in beliefs.parties for one in _otherwise(beliefs, seed, party, found.packages)]
    first = _best_first(panel, [found.packages, *(one.packages for one in otherwise)])
    named = np.concatenate([first, _best_first(panel, [far])])
    packages = _best_first(panel, [named, found.pool[:_BEST], *(one.pool[:_BEST] for one in otherwise)])
    asked = {tuple(one) for one in named[_spread(named)].tolist()}
    return Pool(packages, tuple(n for n, one in enumerate(packages.tolist()) if tuple(one) in asked), apart)


def _best_first(panel: Panel, parts: list[Places]) -> Places:
    """All packages of some lists, each once, by their joint chance."""
    packages = np.unique(np.concatenate(parts), axis=0)
    return best_first(panel, packages, panel.chance(packages), None)[0]


def _spread(named: Places) -> list[int]:
    """Some of the packages: first those that differ from one another in two issues or more."""
    apart = pick(named, _ASKED, 2)
    return apart + [n for n in range(len(named)) if n not in apart][: _ASKED - len(apart)]


def _otherwise(beliefs: Beliefs, seed: int, party: str, packages: Places) -> Iterator[Shortlist]:
    """The best packages if one side says no to the best one; and if it says no to what is best then, too."""
    belief = beliefs.parties[party]
    draws, best = part_of(belief.draws, "first"), packages[0]
    for _ in range(_REFUSALS):
        left = draws.weight * (1 - acceptance(belief, best[None], draws)[:, 0])
        if left.sum() < _SELDOM:
            return
        draws = replace(draws, weight=left / left.sum())
        panel = panel_of(beliefs, "first", drawn={party: draws})
        found = find_slate(panel, Wanted(1, starts=4, seed=seed, effort=0), packages)
        if not len(found.packages):
            return
        yield found
        best = found.packages[0]
