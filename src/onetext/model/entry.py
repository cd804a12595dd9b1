"""Entries: the dated, append-only lines of a case, of every kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from onetext.model.agreement import Agreement
from onetext.model.assessment import Assessment
from onetext.model.deadline import Deadline, Event
from onetext.model.delivery import Delivery, Finding, Incident, Notice, Power, Signature
from onetext.model.demand import Demand, Interest, Position
from onetext.model.ledger import Count
from onetext.model.moment import UNKNOWN, Moment
from onetext.model.proposal import Conveyance, Proposal
from onetext.model.reference import EntryRef, Id, PartyRefs, ViewerRefs
from onetext.model.response import Answer, Approval, Response
from onetext.model.source import Citation
from onetext.model.statement import Meeting, Promise, Question, Statement
from onetext.model.text import Criticism, Draft, Reading

Content = (
    Statement
    | Interest
    | Demand
    | Position
    | Proposal
    | Conveyance
    | Response
    | Approval
    | Question
    | Answer
    | Assessment
    | Count
    | Meeting
    | Deadline
    | Event
    | Promise
    | Criticism
    | Reading
    | Draft
    | Agreement
    | Signature
    | Delivery
    | Notice
    | Incident
    | Finding
    | Power
)
"""What an entry about the talks says; the four kinds below are about other entries."""


@dataclass(frozen=True, slots=True)
class Release:
    """What is told to parties from now on: a copy of what was told, never a pointer. `of` is where it is from."""

    to: PartyRefs
    copy: Content
    kind: Literal["release"] = "release"
    of: EntryRef | None = None
    copy_said: Moment | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Supersedes one entry: what it should have said, or nothing, which withdraws it."""

    reason: str
    kind: Literal["correction"] = "correction"
    of: EntryRef | None = None
    instead: Content | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Accepts a finding of the program about an entry, with a reason."""

    reason: str
    kind: Literal["acknowledgement"] = "acknowledgement"
    of: EntryRef | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    """Destroys the contents of an entry and keeps the fact that it was there."""

    reason: str
    kind: Literal["erasure"] = "erasure"
    of: EntryRef | None = None


AboutEntries = Release | Correction | Acknowledgement | Erasure
EntryBody = Content | AboutEntries
KINDS: Final[dict[str, type]] = {
    cls.__dataclass_fields__["kind"].default: cls for cls in (*get_args(Content), *get_args(AboutEntries))
}
"""Every kind of entry and the dataclass that holds it."""
ABOUT_KINDS: Final = frozenset(cls.__dataclass_fields__["kind"].default for cls in get_args(AboutEntries))
"""The kinds that are about another entry. They are neither corrected nor told: what they are about is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record: when it was said and learned, who may see it, where it is from, and what it says.

    `doubt` says what is doubtful in the words themselves, to everybody who sees them; `note` is the mediators' own.
    `audience` empty means the default of `onetext.model.audience.default_audience`; `learned` None means when it
    was said.
    """

    id: Id
    body: EntryBody
    said: Moment = UNKNOWN
    learned: Moment | None = None
    entered_by: str | None = None
    audience: ViewerRefs = ()
    source: Citation | None = None
    doubt: str | None = None
    note: str | None = None

    @property
    def kind(self) -> str:
        """The kind of what it says."""
        return self.body.kind

    @property
    def known(self) -> Moment:
        """Moment it was learned, else when it was said."""
        return self.learned if self.learned is not None else self.said


_DIGITS: Final = re.compile(r"(\d+)").split


def id_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """The order of ids: runs of digits by their value, so e9 comes before e10.

    >>> sorted(["e10", "e9"], key=id_key)
    ['e9', 'e10']
    """
    return tuple([(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS(name)])


def record_order(entry: Entry) -> tuple[Any, ...]:
    """The order of a record: by when an entry was learned, then said, then by its id."""
    return (entry.known.by, entry.said.by, id_key(entry.id))
