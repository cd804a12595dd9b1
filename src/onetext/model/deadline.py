"""What presses from outside: deadlines and outside events, also without a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.model.moment import Moment
from onetext.model.reference import ActorRefs, Name, SubjectRefs


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
    """Something outside the talks that bears on them, past or to come."""

    what: Name
    kind: Literal["event"] = "event"
    who: ActorRefs = ()
    when: Moment | None = None
    about: SubjectRefs = ()
    follows: str | None = None
