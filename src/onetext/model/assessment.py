"""Assessments: what the mediators think a party prefers or could live with, and on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from onetext.model.predicate import Predicate
from onetext.model.quantity import Quantity
from onetext.model.reference import IssueRef, IssueRefs, PartyRef, Texts


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

    `ranking` orders issues by weight, `preference` the options of `issue`, best first.
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
    basis: str | None = None

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views that are given; exactly one in a sound entry."""
        names = ("ranking", "preference", "interval", "comparison", "would_accept", "would_refuse")
        return tuple(name for name in names if getattr(self, name))
