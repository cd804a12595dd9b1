"""The searches, and the only room that knows a solver. Takes conditions, spaces and arrays; knows no case and no words.

Sticking: which demands cannot all be met, and between what a sum may lie. Small questions are answered without a
solver, and it is loaded only for those that need it.

Frontier: `find_frontier` takes what every option is worth to every side and what ties issues together, and gives every
payoff that nobody could better without a loss to somebody, with a package for each; `list_frontier` is its slow twin.
`find_solutions` takes a frontier and gives the solution concepts on it.

Slate: `panel_of` makes tables of beliefs, `find_slate` gives the packages that all sides are most likely to take, and
`list_slate` is its slow twin; a `Poll` of votes on packages says what a question is worth. These and the frontier need
NumPy, so they are loaded late.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from onetext.solving.conflict import SEARCH, Knot, Search, find_conflicts
from onetext.solving.linear import Equation, Range, find_range
from onetext.solving.nearest import find_nearest

if TYPE_CHECKING:
    from onetext.solving.brute_frontier import list_frontier
    from onetext.solving.brute_slate import list_slate
    from onetext.solving.frontier import Frontier, find_frontier
    from onetext.solving.panel import Panel, panel_of
    from onetext.solving.question import Asked, Poll, Votes, Worth, votes_of
    from onetext.solving.slate import Shortlist, Wanted, find_slate
    from onetext.solving.solution import Found, find_solutions
    from onetext.solving.tie import Factor, Tie, is_in, product_is, product_within, sum_within

_LATER: Final = {
    "Factor": "tie",
    "Found": "solution",
    "Frontier": "frontier",
    "Asked": "question",
    "Panel": "panel",
    "Poll": "question",
    "Votes": "question",
    "Worth": "question",
    "votes_of": "question",
    "Shortlist": "slate",
    "Wanted": "slate",
    "find_slate": "slate",
    "list_slate": "brute_slate",
    "panel_of": "panel",
    "Tie": "tie",
    "find_frontier": "frontier",
    "find_solutions": "solution",
    "is_in": "tie",
    "list_frontier": "brute_frontier",
    "product_is": "tie",
    "product_within": "tie",
    "sum_within": "tie",
}

__all__ = [
    "votes_of",
    "Worth",
    "Votes",
    "Poll",
    "Asked",
    "panel_of",
    "list_slate",
    "find_slate",
    "Wanted",
    "Shortlist",
    "Panel",
    "Equation",
    "Factor",
    "Found",
    "Frontier",
    "Knot",
    "Range",
    "SEARCH",
    "Search",
    "Tie",
    "find_conflicts",
    "find_frontier",
    "find_nearest",
    "find_range",
    "find_solutions",
    "is_in",
    "list_frontier",
    "product_is",
    "product_within",
    "sum_within",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"onetext.solving.{_LATER[name]}"), name)
