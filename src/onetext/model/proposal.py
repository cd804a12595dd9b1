"""Proposals as versions, their terms, and how they were carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from onetext.model.reference import (
    ActorRefs,
    CarrierRefs,
    EntryRefs,
    HearerRefs,
    IssueRef,
    Name,
    ProposalRef,
    Texts,
)


@dataclass(frozen=True, slots=True)
class Term:
    """What a proposal says on one issue, in which stage, and on what that depends.

    Terms are written as a list, or as {issue: value} or {issue: {value, stage, ...}}.
    """

    KEYED: ClassVar[str] = "issue"
    SHORTHAND: ClassVar[str] = "value"
    issue: IssueRef
    value: Name
    stage: str | None = None
    conditions: Texts = ()
    exclusions: Texts = ()


Terms = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One version of a package put by its author; `previous` is the version it replaces."""

    author: ActorRefs
    kind: Literal["proposal"] = "proposal"
    title: str | None = None
    terms: Terms = ()
    complete: bool = False
    previous: ProposalRef | None = None
    words: str | None = None
    to: HearerRefs = ()


@dataclass(frozen=True, slots=True)
class Conveyance:
    """Something carried from one side to another, by whom and in which form; `said` is when."""

    to: HearerRefs
    kind: Literal["conveyance"] = "conveyance"
    what: EntryRefs = ()
    by: CarrierRefs = ()
    form: str | None = None
    words: str | None = None
