"""What happens after signature: who signed, what was handed over, what is alleged and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onetext.model.moment import Moment
from onetext.model.quantity import Quantity
from onetext.model.reference import (
    ActorRef,
    ActorRefs,
    CarrierRefs,
    DealRef,
    DeliveryRef,
    IncidentRef,
    Name,
    PartyRefs,
    Texts,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Which agreement is in force, for whom and since when."""

    parties: PartyRefs
    kind: Literal["signature"] = "signature"
    agreement: DealRef | None = None
    by: ActorRefs = ()
    since: Moment | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something or somebody handed over under an agreement or before one; people are named, not itemised.

    `against` is the delivery that it was exchanged for.
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


@dataclass(frozen=True, slots=True)
class Notice:
    """A list or notice that was given, accepted or refused, and why."""

    by: ActorRef
    state: Literal["given", "accepted", "refused"]
    kind: Literal["notice"] = "notice"
    to: ActorRefs = ()
    listed: Texts = ()
    under: DealRef | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """What somebody alleges has happened; it changes nothing until a finding."""

    by: ActorRef
    words: Name
    kind: Literal["incident"] = "incident"
    against: ActorRefs = ()
    when: Moment | None = None
    under: DealRef | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the agreed body found about an incident."""

    by: ActorRef
    result: Literal["violation", "no violation", "undecided"]
    kind: Literal["finding"] = "finding"
    incident: IncidentRef | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """A right to change the agreement, used: suspension, restoration, extension, termination."""

    by: ActorRef
    act: Literal["suspension", "restoration", "extension", "termination"]
    kind: Literal["power"] = "power"
    of: DealRef | None = None
    until: Moment | None = None
    reason: str | None = None
