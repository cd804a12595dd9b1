"""What people say and promise: statements, and words in other languages beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from onetext.model.moment import Moment
from onetext.model.quantity import Quantity
from onetext.model.reference import (
    ActorRef,
    ActorRefs,
    CarrierRefs,
    HearerRefs,
    Key,
    Name,
    PromiseRef,
    SideRef,
    SubjectRefs,
)
from onetext.model.source import Wording

Stance = Literal["accepts", "rejects", "demands", "offers", "studies", "threatens", "hopeful", "doubtful", "other"]

OPPOSED: frozenset[frozenset[Stance]] = frozenset(
    frozenset(pair)
    for pair in (
        ("accepts", "rejects"),
        ("hopeful", "doubtful"),
        ("offers", "rejects"),
        ("accepts", "threatens"),
        ("hopeful", "rejects"),
        ("accepts", "doubtful"),
    )
)
"""Pairs of stances that cannot both describe the state of one thing."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A speaker nobody named: who it was said to be, and of which side.

    >>> Unnamed.from_words("unnamed senior official of south")
    Unnamed(unnamed='senior official', of='south')
    """

    unnamed: Name
    of: SideRef | None = None

    @classmethod
    def from_words(cls, words: str) -> Unnamed | None:
        """Read "unnamed X of Y" or "unnamed X"; None for anything else."""
        if not words.startswith("unnamed "):
            return None
        who, _, side = words.removeprefix("unnamed ").rpartition(" of ")
        return cls(who, side) if who else cls(side)


Speaker = ActorRef | Unnamed
"""Somebody by id or alias, or "unnamed official of X", or {unnamed: ..., of: ...}."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """The words in another language; `by` whom, or nobody: our own rendering."""

    language: Name
    words: Name
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody said something, for a side, to somebody, about things, with a stance.

    `conditional_on` is a clause: "the other side shows flexibility".
    """

    speaker: Speaker
    words: Name
    kind: Literal["statement"] = "statement"
    speaks_for: Annotated[SideRef | None, Key("for")] = None
    to: HearerRefs = ()
    through: CarrierRefs = ()
    about: SubjectRefs = ()
    stance: Stance = "other"
    conditional_on: str | None = None
    form: str | None = None
    wording: Wording = "paraphrase"
    language: str | None = None
    renderings: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """`by` promised `to` somebody `what`, `quantity` of it. A later promise `of` this one tells what became of it."""

    by: ActorRef
    what: Name
    kind: Literal["promise"] = "promise"
    to: HearerRefs = ()
    until: Moment | None = None
    quantity: Quantity | None = None
    of: PromiseRef | None = None
    state: Literal["open", "kept", "broken", "withdrawn"] = "open"


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody asked something."""

    to: HearerRefs
    words: Name
    kind: Literal["question"] = "question"
    by: ActorRef | None = None
    about: SubjectRefs = ()
    due: Moment | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, past or to come, possibly at a time nobody knows."""

    who: ActorRefs
    what: Name
    kind: Literal["meeting"] = "meeting"
    when: Moment | None = None
    where: str | None = None
    about: SubjectRefs = ()
    follows: str | None = None
