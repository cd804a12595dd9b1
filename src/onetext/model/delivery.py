"""What happens after signature: who signed, what was handed over, what is alleged and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from onetext.model.moment import Moment
from onetext.model.quantity import Quantity
from onetext.model.reference import (
    ActorRef,
    ActorRefs,
    Between,
    CarrierRefs,
    DealRef,
    DeliveryRef,
    Id,
    IncidentRef,
    Name,
    PartyRefs,
    Texts,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Which agreement is in force, for whom and since when. Under a text of several parts, all of it."""

    parties: PartyRefs
    kind: Literal["signature"] = "signature"
    agreement: DealRef | None = None
    by: ActorRefs = ()
    since: Moment | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something or somebody handed over under an agreement or before one; people are named, not itemised.

    `against` is the delivery that it was exchanged for. Under an agreement, `clause` is the obligation, `category` who
    or what it was, `of_which` parts of the amount by the names of its measure, and `counts_for` the day that it is
    counted with, where that is another than its own.
    """

    what: Name
    kind: Literal["delivery"] = "delivery"
    by: ActorRef | None = None
    to: ActorRefs = ()
    through: CarrierRefs = ()
    quantity: Quantity | None = None
    people: Texts = ()
    under: DealRef | None = None
    clause: str | None = None
    when: Moment | None = None
    against: DeliveryRef | None = None
    category: Id | None = None
    of_which: dict[Name, Quantity] = field(default_factory=dict)
    counts_for: Moment | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A list or notice that was given, accepted or refused, and why; under an agreement, for which day and how many."""

    by: ActorRef
    state: Literal["given", "accepted", "refused"]
    kind: Literal["notice"] = "notice"
    to: ActorRefs = ()
    listed: Texts = ()
    under: DealRef | None = None
    reason: str | None = None
    clause: str | None = None
    category: Id | None = None
    quantity: Quantity | None = None
    for_day: Moment | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """What somebody alleges has happened; it changes nothing until a finding.

    `clause` is the obligation it is said to break. Another account of the same incident names the first (`account_of`).
    """

    by: ActorRef
    words: Name
    kind: Literal["incident"] = "incident"
    against: ActorRefs = ()
    when: Moment | None = None
    under: DealRef | None = None
    clause: str | None = None
    account_of: IncidentRef | None = None


FindingResult = Literal["violation", "no violation", "undecided", "verified", "not verified", "condition met"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the agreed body found about an incident, or about an obligation (`clause`): that it is verified, that its
    condition is met, how far it is carried out (`score`, 0 not begun to 3 full)."""

    by: ActorRef
    result: FindingResult
    kind: Literal["finding"] = "finding"
    incident: IncidentRef | None = None
    words: str | None = None
    under: DealRef | None = None
    clause: str | None = None
    when: Moment | None = None
    score: Annotated[int, Between(0, 3)] | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """A right to change the agreement, used: on which of its parts (`clauses`, default all), from when, and for an
    extension by how many days."""

    by: ActorRef
    act: Literal["suspension", "restoration", "extension", "termination", "snapback"]
    kind: Literal["power"] = "power"
    of: DealRef | None = None
    until: Moment | None = None
    reason: str | None = None
    clauses: tuple[Id, ...] = ()
    since: Moment | None = None
    days: Quantity | None = None
