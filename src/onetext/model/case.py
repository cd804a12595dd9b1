"""A case: a header and a list of dated entries."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar, Final

from onetext.model.entry import Entry, record_order
from onetext.model.issue import Issue
from onetext.model.ledger import Account, Ledger
from onetext.model.moment import Moment, zone_named
from onetext.model.party import Actor, Body, Channel, Circle, Item, Mediator, Party
from onetext.model.person import Person
from onetext.model.plain import write_entry, write_header
from onetext.model.predicate import Predicate
from onetext.model.reference import Between, Id, Name, ViewerRefs
from onetext.model.source import INFORMATION_WEIGHTS, Source
from onetext.model.template import Template
from onetext.model.utility import Utility

SCHEMA: Final = 1
"""The number of the form that cases and results are written in; it grows when the form changes."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What every package must satisfy, whoever proposes it."""

    holds: Predicate
    name: str | None = None
    audience: ViewerRefs = ()
    learned: Moment | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word means in this case. A bare text in a file is its meaning."""

    SHORTHAND: ClassVar[str] = "meaning"
    meaning: Name
    audience: ViewerRefs = ()
    learned: Moment | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Everything that a case speaks of by name. Each section maps ids to items.

    `audience` is who may see an item that names no audience of its own (default: the mediators). `viewer` marks
    a folder made for one viewer: all of it is theirs.
    """

    title: Name
    onetext: Annotated[int, Between(1, SCHEMA)] = SCHEMA
    notice: str | None = None
    zone: Name = "UTC"
    viewer: str | None = None
    audience: ViewerRefs = ()
    contradiction_days: Annotated[int, Between(0, 3650)] = 3
    grade_weights: dict[str, Decimal] = field(default_factory=lambda: dict(INFORMATION_WEIGHTS))
    parties: dict[Id, Party] = field(default_factory=dict)
    mediators: dict[Id, Mediator] = field(default_factory=dict)
    actors: dict[Id, Actor] = field(default_factory=dict)
    people: dict[Id, Person] = field(default_factory=dict)
    channels: dict[Id, Channel] = field(default_factory=dict)
    circles: dict[Id, Circle] = field(default_factory=dict)
    issues: dict[Id, Issue] = field(default_factory=dict)
    constraints: dict[Id, Constraint] = field(default_factory=dict)
    accounts: dict[Id, Account] = field(default_factory=dict)
    ledgers: dict[Id, Ledger] = field(default_factory=dict)
    utilities: dict[Id, Utility] = field(default_factory=dict)
    templates: dict[Id, Template] = field(default_factory=dict)
    sources: dict[Id, Source] = field(default_factory=dict)
    glossary: dict[Name, Meaning] = field(default_factory=dict)

    @property
    def tz(self) -> tzinfo:
        """The zone in which times without one are read."""
        return zone_named(self.zone)

    def section(self, name: str) -> Mapping[str, Any]:
        """One section by its name in the file."""
        found: Mapping[str, Any] = getattr(self, name)
        return found

    def bodies(self) -> Iterator[tuple[str, str, Body]]:
        """Every deciding body as (party id, body id, body), in the stated order."""
        for party_id, party in self.parties.items():
            for body_id, body in party.bodies.items():
                yield party_id, body_id, body

    def named(self, item_id: str) -> Item | None:
        """The person, side, body, channel, circle, issue or account of this id."""
        for section in NAMED_SECTIONS:
            if item_id in (items := self.section(section)):
                item: Item = items[item_id]
                return item
        return next((body for _, body_id, body in self.bodies() if body_id == item_id), None)


SECTIONS: Final[dict[str, str]] = {
    "parties": "party",
    "mediators": "mediator",
    "actors": "actor",
    "people": "person",
    "channels": "channel",
    "circles": "circle",
    "issues": "issue",
    "constraints": "constraint",
    "accounts": "account",
    "ledgers": "ledger",
    "utilities": "utility",
    "templates": "template",
    "sources": "source",
}
"""The sections that hold items with ids, and what one item of each is called in a `Ref`."""

NAMED_SECTIONS: Final = tuple(name for name in SECTIONS if name not in ("constraints", "utilities", "sources"))


@dataclasses.dataclass(frozen=True)
class Case:
    """A header and its entries, held in the order of the record whatever order they come in.

    >>> from onetext.model import Interest, read_moment
    >>> wants = Interest(party="north", wants="water")
    >>> said = {"b": read_moment("2024-02"), "a": read_moment("2024-01")}
    >>> case = Case(Header(title="River"), tuple(Entry(name, wants, said=when) for name, when in said.items()))
    >>> [entry.id for entry in case.entries]
    ['a', 'b']
    """

    header: Header
    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "entries", tuple(sorted(self.entries, key=record_order)))

    def adding(self, entries: Iterable[Entry]) -> Case:
        """The case with a few more entries, each put where it belongs; as the whole put in order, and much sooner.

        >>> case = Case(Header(title="River"))
        >>> case.adding([]) == case
        True
        """
        held = list(self.entries)
        for entry in entries:
            insort(held, entry, key=record_order)
        found = object.__new__(Case)
        object.__setattr__(found, "header", self.header)
        object.__setattr__(found, "entries", tuple(held))
        return found

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Every id of the case and what it names: "party", "issue", or the kind of an entry."""
        found = {item: kind for section, kind in SECTIONS.items() for item in self.header.section(section)}
        found |= {body_id: "body" for _, body_id, _ in self.header.bodies()}
        found |= {entry.id: entry.kind for entry in self.entries}
        return found

    @cached_property
    def fingerprint(self) -> str:
        """A SHA-256 of the contents, 64 hex digits; layout, comments and the order of files do not matter."""
        digest = hashlib.sha256()
        for plain in (
            write_header(self.header),
            *(write_entry(entry, self.header.tz) for entry in self.entries),
        ):
            digest.update(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode() + b"\n")
        return digest.hexdigest()
