"""What a side wants, and why: interests, demands and positions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from onetext.model.predicate import Predicate
from onetext.model.reference import Between, HearerRefs, IssueRef, IssueRefs, Name, PartyRef, Texts


@dataclass(frozen=True, slots=True)
class Interest:
    """Why a party wants what it wants."""

    party: PartyRef
    wants: Name
    kind: Literal["interest"] = "interest"
    why: str | None = None
    about: IssueRefs = ()
    to: HearerRefs = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """A position stated as a condition. `firmness` is the chance in [0, 1] that it is a true limit."""

    party: PartyRef
    requires: Predicate
    kind: Literal["demand"] = "demand"
    strength: Literal["red line", "demand", "wish"] = "demand"
    firmness: Annotated[Decimal, Between(0, 1)] | None = None
    words: str | None = None
    to: HearerRefs = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What a party says it wants on one issue: a value or range, and what it makes that depend on."""

    party: PartyRef
    issue: IssueRef
    value: Name
    kind: Literal["position"] = "position"
    conditions: Texts = ()
    exclusions: Texts = ()
    reciprocal_on: str | None = None
    words: str | None = None
    to: HearerRefs = ()
