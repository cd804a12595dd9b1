"""What presses from outside: deadlines and outside events, also without a date."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from onetext.model.moment import Moment
from onetext.model.reference import ActorRefs, Between, Name, SubjectRefs


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by which something must be, and what follows (a clause) if it is not."""

    what: Name
    kind: Literal["deadline"] = "deadline"
    who: ActorRefs = ()
    when: Moment | None = None
    about: SubjectRefs = ()
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something outside the talks that bears on them, past or to come; `chance`: how likely the mediators think it."""

    what: Name
    kind: Literal["event"] = "event"
    who: ActorRefs = ()
    when: Moment | None = None
    about: SubjectRefs = ()
    follows: str | None = None
    chance: Annotated[Decimal, Between(0, 1)] | None = None
