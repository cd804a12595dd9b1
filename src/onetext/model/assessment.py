"""Assessments: what the mediators think a party prefers or could live with, and on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.model.predicate import Predicate
from onetext.model.proposal import Terms
from onetext.model.quantity import Quantity
from onetext.model.reference import IssueRef, IssueRefs, PartyRef, Texts


@dataclass(frozen=True, slots=True)
class Comparison:
    """One package that is thought to be better for the party than another."""

    better: Terms
    worse: Terms


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a party's limit on an issue is thought to lie."""

    issue: IssueRef
    limit: Quantity


@dataclass(frozen=True, slots=True)
class Assessment:
    """One view on a party's preferences or limits, with its basis. One of the five views is given.

    `ranking` orders issues by weight, or with `issue` the options of that issue, best first.
    """

    party: PartyRef
    kind: Literal["assessment"] = "assessment"
    issue: IssueRef | None = None
    ranking: Texts = ()
    important: IssueRefs = ()
    interval: Interval | None = None
    comparison: Comparison | None = None
    would_accept: Predicate | None = None
    would_refuse: Predicate | None = None
    basis: str | None = None

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views that are given; exactly one in a sound entry."""
        names = ("ranking", "important", "interval", "comparison", "would_accept", "would_refuse")
        return tuple(name for name in names if getattr(self, name))
