"""Answers: to proposals, by the bodies that must approve, and to questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.model.moment import Moment
from onetext.model.reference import (
    ActorRef,
    BodyRef,
    CarrierRefs,
    DealRef,
    HearerRefs,
    Name,
    ProposalRef,
    QuestionRef,
    SubjectRefs,
)
from onetext.model.statement import Rendering, Stance

ResponseState = Literal["accepted", "rejected", "conditional", "countered", "under study", "silent"]


@dataclass(frozen=True, slots=True)
class Response:
    """What a recipient said to a proposal. Without a `state` it is a comment and answers nothing."""

    by: ActorRef
    kind: Literal["response"] = "response"
    proposal: ProposalRef | None = None
    state: ResponseState | None = None
    names: SubjectRefs = ()
    due: Moment | None = None
    words: str | None = None
    stance: Stance = "other"
    conditional_on: str | None = None
    through: CarrierRefs = ()
    language: str | None = None
    renderings: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Where a deciding body stands on a proposal or text."""

    body: BodyRef
    state: Literal["approved", "refused", "pending"]
    kind: Literal["approval"] = "approval"
    on: DealRef | None = None
    due: Moment | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a question."""

    by: ActorRef
    words: Name
    kind: Literal["answer"] = "answer"
    question: QuestionRef | None = None
    to: HearerRefs = ()
