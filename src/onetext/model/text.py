"""The single negotiating text: drafts, criticism of a clause, and what a party reads in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onetext.model.reference import ActorRef, ActorRefs, DraftRef, Id, Name, TextRef


@dataclass(frozen=True, slots=True)
class Draft:
    """A version of the text, clause by clause."""

    clauses: dict[Id, Name] = field(default_factory=dict)
    kind: Literal["draft"] = "draft"
    title: str | None = None
    by: ActorRefs = ()
    previous: DraftRef | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Criticism:
    """What a party finds wrong with a clause."""

    by: ActorRef
    words: Name
    kind: Literal["criticism"] = "criticism"
    draft: TextRef | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a party takes a clause of a text or agreement to mean, and the order of steps (obligations) it implies."""

    by: ActorRef
    meaning: Name
    kind: Literal["reading"] = "reading"
    draft: TextRef | None = None
    clause: str | None = None
    order: tuple[Id, ...] = ()
