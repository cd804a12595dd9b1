"""What a side wants, and why: interests, demands and positions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from onetext.model.predicate import Predicate
from onetext.model.reference import Between, HearerRefs, IssueRef, IssueRefs, Name, PartyRef, Texts
from onetext.model.statement import Rendering, Speaker


@dataclass(frozen=True, slots=True)
class Interest:
    """Why a party wants what it wants: `wants` a noun, `why` a clause."""

    party: PartyRef
    wants: Name
    kind: Literal["interest"] = "interest"
    why: str | None = None
    about: IssueRefs = ()
    speaker: Speaker | None = None
    to: HearerRefs = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """A position stated as a condition. `firmness` is the chance in [0, 1] that it is a true limit."""

    party: PartyRef
    requires: Predicate
    kind: Literal["demand"] = "demand"
    strength: Literal["red line", "demand", "wish"] = "demand"
    firmness: Annotated[Decimal, Between(0, 1)] | None = None
    speaker: Speaker | None = None
    words: str | None = None
    language: str | None = None
    renderings: tuple[Rendering, ...] = ()
    to: HearerRefs = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What a party says it wants on one issue: a value or range, and what it makes that depend on.

    `conditions` are clauses ("everyone passes a check"), `exclusions` and `reciprocal_on` nouns ("flexibility of the
    other side").
    """

    party: PartyRef
    issue: IssueRef
    value: Name
    kind: Literal["position"] = "position"
    conditions: Texts = ()
    exclusions: Texts = ()
    reciprocal_on: str | None = None
    speaker: Speaker | None = None
    words: str | None = None
    language: str | None = None
    renderings: tuple[Rendering, ...] = ()
    to: HearerRefs = ()
