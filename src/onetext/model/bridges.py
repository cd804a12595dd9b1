"""What bridges there are: packages and what they are worth, the solution concepts, the frontier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from onetext.model.issue import Value
from onetext.model.solution import Concept
from onetext.model.verdict import PROVED, Verdict

Why = Literal["", "utilities missing", "values without end", "nothing feasible", "nothing rational", "undecided"]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A package: the value of each issue, its utility to each party, and how many packages tie with it."""

    terms: Mapping[str, Value]
    utility: Mapping[str, Fraction]
    ties: int


@dataclass(frozen=True, slots=True)
class Solution:
    """The package that a concept shows, of `ties` that are as good by it, or of more if `ties_are_least`."""

    bridge: Bridge
    ties: int
    verdict: Verdict
    ties_are_least: bool = False


@dataclass(frozen=True, slots=True)
class Bridges:
    """The frontier of a case whose parties' utilities are stated, and the solution concepts on it; none is picked.

    `parties` are those whose utilities are known to the viewer, `missing` the others; `reservation` what was taken as
    each one's reservation value, `assumed` those of whom none is stated (0), `several` those
    of whom several utilities are, the last of which was taken. `issues` are those that packages settle;
    the others nobody values and nothing binds. `why` says why there is no solution.
    """

    parties: tuple[str, ...]
    missing: tuple[str, ...]
    issues: tuple[str, ...]
    why: Why
    packages: tuple[Bridge, ...] = ()
    solutions: Mapping[Concept, Solution | None] | None = None
    packages_total: int = 0
    verdict: Verdict = PROVED
    ties_are_least: bool = False
    reservation: Mapping[str, Fraction] | None = None
    assumed: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    endless: tuple[str, ...] = ()

    @property
    def feasible(self) -> bool:
        """Whether any package satisfies the constraints."""
        return bool(self.packages)
