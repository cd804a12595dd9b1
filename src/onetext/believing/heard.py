"""What is heard of one party, each thing from one entry or a few: the language between entries and beliefs.

Issues and options are numbers of the grid. `weight` is the chance that a thing is so as it was heard; with the rest of
the chance it tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model.belief import Answered
from onetext.model.condition import Condition
from onetext.model.utility import Utility

Entries = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """On one issue it wants every option of a set at least as much as each of the next set."""

    entries: Entries
    weight: float
    issue: int
    chain: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Issues by their weight to it, the greatest first."""

    entries: Entries
    weight: float
    issues: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Packages of one kind are worth at least as much to it as those of another, all else equal."""

    entries: Entries
    weight: float
    better: Condition
    worse: Condition


@dataclass(frozen=True, slots=True)
class Worth:
    """What no deal is worth to it; with `event`, where that comes."""

    entries: Entries
    weight: float
    lo: float
    hi: float
    event: str | None = None


Sure = Order | Ranking | Contrast | Worth
"""What holds or does not, as a whole: with the chance `weight` it is so."""


@dataclass(frozen=True, slots=True)
class Reply:
    """It (or its ratifying body number `body`) took or refused a package of which `terms` is true.

    `allowed` holds the options of each issue that the terms name outright. `own` is its own proposal.
    """

    entries: Entries
    weight: float
    terms: Condition
    taken: bool
    body: int | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A red line: with the chance `weight` it takes nothing that breaks `keeps`. Of the lines of one `limit`, those
    that lie within a stricter one that is true make no difference."""

    entries: Entries
    weight: float
    keeps: Condition
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Unused:
    """An entry that beliefs make nothing of, and why."""

    entry: str
    why: str


@dataclass(frozen=True)
class Hearing:
    """All that is heard of one party, in the order of the record."""

    party: str
    sure: tuple[Sure, ...] = ()
    replies: tuple[Reply, ...] = ()
    lines: tuple[Line, ...] = ()
    bodies: tuple[str, ...] = ()
    utility: Utility | None = None
    utility_id: str | None = None
    unused: tuple[Unused, ...] = ()
    answered: tuple[Answered, ...] = ()
