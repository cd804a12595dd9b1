"""What is open about what a party wants: the shape of the prior, as numbers; no names and no words.

A party values packages by `w` (a weight for each issue, on the simplex), `v` (a value from 0 to 1 for each option of
an issue, worst 0 and best 1), what combinations add, and `r`, the worth of its outside option. What assessments say is
a restriction of these: an order of options, an order of weights, a bound on a linear form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from onetext.model.belief import Flags, Places

LISTED: Final = 0.5
"""The chance that an issue of which nothing is known is worth more, or less, with every step along its options."""
MOST_ORDERS: Final = 5_040
"""How many total orders of a partial order are listed; with more, draws are moved until they keep it."""


class Impossible(Exception):
    """What is said of a party cannot all be so. `about` says which part: "better", "heavier" or "bounds"."""

    def __init__(self, about: str) -> None:
        super().__init__(f"no draw keeps what is said ({about})")
        self.about = about


@dataclass(frozen=True, slots=True)
class Bound:
    """lo <= weights . w + worth . (w v of every option) + outside * r <= hi. A form left out counts nothing.

    `weights` has a number for each issue, `worth` one for each option, issue after issue.
    """

    lo: float = -float("inf")
    hi: float = float("inf")
    weights: tuple[float, ...] = ()
    worth: tuple[float, ...] = ()
    outside: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Tied:
    """Issues tied by constraints or combinations, with every joint choice of their options that is feasible.

    `options` [row, issue of this tie]; `holds` [row, combination] which combinations of the party hold there (each
    belongs to one tie). The worst and the best package are found over these rows; issues in no `Tied` are free.
    """

    issues: tuple[int, ...]
    options: Places
    holds: Flags | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """What is open about one party.

    `sizes` are the numbers of options of the issues. `better` holds (issue, better option, worse option), `heavier`
    (heavier issue, lighter issue), `bounds` linear restrictions. `combinations` has a direction for each combination:
    1 adds, -1 takes away, 0 unknown; `holds` tells which of them hold in packages [package, issue], `breaks` which red
    lines packages break: [package, n] bool. `limits` are the chances that each red line is true. `outside` is the
    range of r, one for each shared event, whose chances are `events`. `bodies` counts the bodies that must ratify;
    their thresholds lie within `near` of r. `listed` is the chance that an issue of which nothing is said follows the
    order of its options, up or down: one for all issues, or one for each.
    """

    sizes: tuple[int, ...]
    better: tuple[tuple[int, int, int], ...] = ()
    heavier: tuple[tuple[int, int], ...] = ()
    bounds: tuple[Bound, ...] = ()
    ties: tuple[Tied, ...] = ()
    combinations: tuple[int, ...] = ()
    holds: Callable[[Places], Flags] | None = None
    limits: tuple[float, ...] = ()
    breaks: Callable[[Places], Flags] | None = None
    outside: tuple[tuple[float, float], ...] = ((0.0, 1.0),)
    events: tuple[float, ...] = (1.0,)
    bodies: int = 0
    near: float = 0.1
    listed: float | tuple[float, ...] = LISTED

    @property
    def starts(self) -> tuple[int, ...]:
        """The column at which the options of each issue begin."""
        return tuple(accumulate(self.sizes, initial=0))[:-1]


def linear_orders(size: int, pairs: Iterable[tuple[int, int]], most: int = MOST_ORDERS) -> list[tuple[int, ...]] | None:
    """The total orders of 0..size-1, from least to greatest, in which the first of each pair comes after the second.

    None if there are more than `most`. Raises ValueError if there are none.

    >>> linear_orders(3, [(2, 0), (1, 0)])
    [(0, 1, 2), (0, 2, 1)]
    """
    below = {item: {lower for upper, lower in pairs if upper == item} for item in range(size)}
    found: list[tuple[int, ...]] = []
    for order in _orders((), below):
        if len(found) == most:
            return None
        found.append(order)
    if not found:
        raise ValueError("the order goes in a circle")
    return found


def _orders(begun: tuple[int, ...], below: dict[int, set[int]]) -> Iterator[tuple[int, ...]]:
    if len(begun) == len(below):
        yield begun
    for item in below:
        if item not in begun and below[item] <= set(begun):
            yield from _orders((*begun, item), below)
