"""Packages among which the best is looked for after each answer: good now, or good if a side turns out otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onetext.model.belief import Beliefs
from onetext.solving.panel import Panel, panel_of, part_of, take
from onetext.solving.slate import Shortlist, Wanted, best_first, find_slate, pick

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
    """The pool for some beliefs; None where no feasible package is known. Searched on one part of the draws.

    Packages stand by their joint chance, so the order of sides and issues changes nothing.
    """
    panel = panel_of(beliefs, "first")
    found = find_slate(panel, Wanted(seed=seed, effort=0))
    if not len(found.packages):
        return None
    apart = max(2, len(beliefs.grid.issues) // 4)
    far = found.pool[pick(found.pool, _FAR, apart)]
    otherwise = [_otherwise(beliefs, seed, party, high) for party in beliefs.parties for high in (False, True)]
    named = _best_first(panel, [found.packages, far, *(one.packages for one in otherwise)])
    packages = _best_first(panel, [named, found.pool[:_BEST], *(one.pool[:_BEST] for one in otherwise)])
    asked = {tuple(one) for one in named[_spread(named)].tolist()}
    return Pool(packages, tuple(n for n, one in enumerate(packages.tolist()) if tuple(one) in asked))


def _best_first(panel: Panel, parts: list[Places]) -> Places:
    """All packages of some lists, each once, by their joint chance."""
    packages = np.unique(np.concatenate(parts), axis=0)
    return best_first(panel, packages, panel.chance(packages), None)[0]


def _spread(named: Places) -> list[int]:
    """Some of the packages: first those that differ from one another in two issues or more."""
    apart = pick(named, _ASKED, 2)
    return apart + [n for n in range(len(named)) if n not in apart][: _ASKED - len(apart)]


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
