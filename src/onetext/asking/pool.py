"""Packages among which the best is looked for after each answer: good now, or good if a side turns out otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model.belief import Beliefs
from onetext.solving.panel import panel_of, part_of, take
from onetext.solving.slate import Shortlist, Wanted, find_slate, pick

if TYPE_CHECKING:
    from onetext.model.belief import Draws, Places

_BEST: Final = 40
"""How many of the best packages are in the pool."""
_FAR: Final = 40
"""How many more that differ from one another in a quarter of the issues."""
_ASKED: Final = 16
"""How many packages a side may be asked about."""


@dataclass(frozen=True)
class Pool:
    """Packages [package, issue], each once; the places of those worth asking about."""

    packages: Places
    asked: tuple[int, ...]


def make_pool(beliefs: Beliefs, seed: int) -> Pool | None:
    """The pool for some beliefs; None where no feasible package is known. Searched on one part of the draws."""
    found = find_slate(panel_of(beliefs, "first"), Wanted(seed=seed, effort=0))
    if not len(found.packages):
        return None
    apart = max(2, len(beliefs.grid.issues) // 4)
    far = found.pool[pick(found.pool, _FAR, apart)]
    otherwise = [_otherwise(beliefs, seed, party, high) for party in beliefs.parties for high in (False, True)]
    bests = [one.packages for one in otherwise]
    ordered = np.concatenate(
        [found.packages, *bests, found.pool[:_BEST], far, *(one.pool[:_BEST] for one in otherwise)]
    )
    places = np.sort(np.unique(ordered, axis=0, return_index=True)[1])
    packages = ordered[places]
    named = np.concatenate([found.packages, *bests, far])
    asked = pick(np.unique(named, axis=0), _ASKED, 1) if len(named) <= _ASKED else _spread(packages, named)
    wanted = {tuple(one) for one in (named[asked] if len(named) > _ASKED else np.unique(named, axis=0)[asked])}
    return Pool(packages, tuple(n for n, one in enumerate(packages) if tuple(one) in wanted))


def _spread(packages: Places, named: Places) -> list[int]:
    """The first of the packages named, those first that differ from one another in two issues or more."""
    apart = pick(named, _ASKED, 2)
    return apart + [n for n in pick(named, 2 * _ASKED, 1) if n not in apart][: _ASKED - len(apart)]


def _otherwise(beliefs: Beliefs, seed: int, party: str, high: bool) -> Shortlist:
    """The best packages if one side asks for more, or for less, than is thought on the whole."""
    draws = part_of(beliefs.parties[party].draws, "first")
    return find_slate(
        panel_of(beliefs, "first", drawn={party: _half(draws, high)}), Wanted(2, starts=6, seed=seed, effort=0)
    )


def _half(draws: Draws, high: bool) -> Draws:
    """The draws with the better, or the worse, half of outside options; all where they are the same."""
    middle = float(np.median(draws.outside))
    chosen = draws.outside > middle if high else draws.outside <= middle
    return take(draws, chosen) if draws.weight[chosen].sum() > 0 else draws
