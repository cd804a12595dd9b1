"""Assessments: what the mediators think a party prefers or could live with, and on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from onetext.model.predicate import Predicate
from onetext.model.quantity import Quantity
from onetext.model.reference import EventRef, IssueRef, IssueRefs, Name, PartyRef, Texts


@dataclass(frozen=True, slots=True)
class Comparison:
    """One package that is thought to be better for the party than another."""

    WHOLE: ClassVar[bool] = True
    better: Predicate
    worse: Predicate


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a party's limit on an issue is thought to lie."""

    WHOLE: ClassVar[bool] = True
    issue: IssueRef
    limit: Quantity


@dataclass(frozen=True, slots=True)
class Assessment:
    """One view on a party's preferences or limits, with its basis. Exactly one view is given.

    `ranking` orders issues by weight, `preference` the options of `issue`, best first. `outside_option` is what no
    deal is worth to the party, from 0, its worst possible deal, to 1, its best: "between 0.3 and 0.5", "about 40
    percent"; with `given`, where that event comes. Of rival readings of a party, each `scenario` is kept apart.
    """

    party: PartyRef
    kind: Literal["assessment"] = "assessment"
    issue: IssueRef | None = None
    ranking: IssueRefs = ()
    preference: Texts = ()
    interval: Interval | None = None
    comparison: Comparison | None = None
    would_accept: Predicate | None = None
    would_refuse: Predicate | None = None
    outside_option: Quantity | None = None
    given: EventRef | None = None
    scenario: Name | None = None
    basis: str | None = None

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views that are given; exactly one in a sound entry."""
        names = ("ranking", "preference", "interval", "comparison", "would_accept", "would_refuse", "outside_option")
        return tuple(name for name in names if getattr(self, name))


def share_of(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """An outside option as a range within 0 and 1; percent are parts of 100. Raises ValueError with advice.

    >>> from onetext.model.quantity import read_quantity
    >>> [str(end) for end in share_of(read_quantity("at most 40 percent"))]
    ['0', '0.4']
    """
    hundred = quantity.unit in ("%", "percent")
    lo, hi = (end if end is None or not hundred else end / 100 for end in (quantity.lo, quantity.hi))
    if (
        (quantity.unit and not hundred)
        or (lo is not None and not 0 <= lo <= 1)
        or (hi is not None and not 0 <= hi <= 1)
    ):
        raise ValueError(
            "an outside option lies between 0, the worst deal, and 1, the best (write between 0.3 and 0.5, or percent)"
        )
    return Decimal(0) if lo is None else lo, Decimal(1) if hi is None else hi
