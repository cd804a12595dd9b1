"""Beliefs: what a party may want, as weighted draws over one grid of packages.

Party i values a package x by u(x) = sum over issues of w_k v_k(x_k), plus the worth of the combinations that hold in
it, scaled so that the worst feasible package is 0 and the best 1; r is what its outside option is worth on that scale.
It accepts x with the chance `chance_to_accept`, and never where x breaks a red line that is true of it.

The arrays are NumPy's (float64 unless said otherwise; their axes stand in brackets), and this module never imports it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal

from onetext.model.condition import Condition, holds
from onetext.model.issue import Value

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    Floats = NDArray[float64]
    Flags = NDArray[bool_]
    Places = NDArray[int64]

SOFTNESS: Final = 0.05
"""tau: how far from its outside option, in utility, a party's answer is still in doubt."""


def chance_to_accept(gain: float, softness: float = SOFTNESS) -> float:
    """The chance that a party takes what is worth `gain` more to it than its outside option; the one rule.

    >>> chance_to_accept(0), round(chance_to_accept(0.1), 3), chance_to_accept(-60)
    (0.5, 0.881, 0.0)
    """
    return 1 / (1 + math.exp(-gain / softness)) if gain > -30 * softness else 0.0


@dataclass(frozen=True, slots=True)
class Grid:
    """The packages that beliefs are about: `values[issue]` are the options of an issue, in order.

    A package is one option number for each issue. The options of all issues, one after another, are the *columns*.
    """

    issues: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    constraints: tuple[Condition, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many options each issue has."""
        return tuple(map(len, self.values))

    @property
    def starts(self) -> tuple[int, ...]:
        """The column at which each issue begins."""
        return tuple(accumulate(self.sizes, initial=0))[:-1]

    @property
    def size(self) -> int:
        """How many packages there are, feasible or not; exact."""
        return math.prod(self.sizes)

    def package(self, options: Sequence[int]) -> dict[str, Value]:
        """The values of a package of option numbers."""
        return {issue: held[int(n)] for issue, held, n in zip(self.issues, self.values, options, strict=True)}

    def allows(self, options: Sequence[int]) -> bool:
        """Whether a package keeps every constraint."""
        package = self.package(options)
        return all(holds(constraint, package) for constraint in self.constraints)


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Weighted draws of what one party may want.

    `weight` [draw] sums to 1. A package is worth base [draw], plus `worth` [draw, column] of its options, plus `extra`
    [draw, combination] of the combinations that hold in it. `outside` [draw] is the worth of no deal, `bodies`
    [draw, body] the threshold of each body that must ratify, `limits` [draw, red line] whether each red line is true
    (bool), `event` [draw] which shared event it was drawn under (int; 0 where there is none).
    """

    weight: Floats
    worth: Floats
    base: Floats
    extra: Floats
    outside: Floats
    bodies: Floats
    limits: Flags
    event: Places


Silence = Literal["", "nothing assessed", "no issues", "nothing feasible", "too many tied"]
"""Why nothing is believed of anybody."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Entries on one party that cannot all be so while any one fewer can. `about`: the order of what it wants, what no
    deal is worth to it, what it would take, or its own red lines (then no package at all is left to it)."""

    entries: tuple[str, ...]
    about: Literal["order", "outside option", "would accept", "red lines"]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a party is recorded to have answered to packages that `terms` is true of, and by which entry."""

    terms: Condition
    state: str
    entry: str


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """What is believed of one party: its draws, and those from assumptions alone (`prior`) beside them.

    `combinations` and `red_lines` are in the order of the columns of `Draws.extra` and `Draws.limits`, `bodies` of
    `Draws.bodies`. `rests_on` are the ids of the entries that shaped it, of those that the viewer may see; of these
    `on_issue` speak of an issue, `on_outside` of the outside option, `on_line` of each red line, whose chance before
    any answer is in `line_chances`. Lines of one limit on an issue (`limit_of`, by its entry) stand for the values at
    which it may lie: the strictest that is true is the limit. `scenarios` are rival readings of the party, each
    believed apart; the draws are then those of all, in equal shares but for what the evidence says. `unused`: entries
    that nothing could be made of, each with the reason. `clashes`: what cannot all be so; `nothing_left`: the share of
    draws in which its red lines leave no package. `stated`: the utility of the header by which its values are fixed.
    `likelihood`: the logarithm of how likely assumptions make what it answered, by which rival readings are weighed.
    """

    party: str
    grid: Grid
    draws: Draws
    prior: Draws
    combinations: tuple[Condition, ...] = ()
    red_lines: tuple[Condition, ...] = ()
    bodies: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    answered: tuple[Answered, ...] = ()
    on_issue: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on_outside: tuple[str, ...] = ()
    on_line: tuple[tuple[str, ...], ...] = ()
    line_chances: tuple[float, ...] = ()
    limit_of: tuple[str | None, ...] = ()
    scenarios: Mapping[str, Belief] = field(default_factory=dict)
    unused: tuple[tuple[str, str], ...] = ()
    clashes: tuple[Clash, ...] = ()
    nothing_left: float = 0.0
    stated: str | None = None
    likelihood: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What is believed of every party, over one grid. `events` are the chances of the scenarios that all sides share:
    of every way in which the `shared` events (ids of entries) come or not, that with number sum of 2^n over those that
    come. `silent` says why nothing is believed of anybody; of `assumed` events no chance is recorded (1/2 is taken).
    """

    grid: Grid
    parties: Mapping[str, Belief] = field(default_factory=dict)
    events: tuple[float, ...] = (1.0,)
    shared: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    silent: Silence = ""
    seed: int = 0
    samples: int = 0

    @property
    def not_counted(self) -> dict[str, tuple[str, ...]]:
        """The entries on each party of which nothing could be made."""
        found = {party: tuple(dict.fromkeys(name for name, _ in one.unused)) for party, one in self.parties.items()}
        return {party: entries for party, entries in found.items() if entries}

    def read_as(self, readings: Mapping[str, str]) -> Beliefs:
        """The beliefs on one rival reading alone of each party that is named, where it has that reading."""
        parties = {
            party: belief.scenarios.get(readings.get(party, ""), belief) for party, belief in self.parties.items()
        }
        return replace(self, parties=parties)
