"""Who takes part: parties with the bodies that decide for them, mediators, other actors, channels, circles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from onetext.model.moment import Moment
from onetext.model.reference import ActorRefs, Id, Name, SideRef, Texts, ViewerRefs


@dataclass(frozen=True, slots=True)
class Item:
    """What every item of the header has: a name, other names, who may see it and since when it is known.

    A bare word in a file is its name.
    """

    SHORTHAND: ClassVar[str] = "name"
    name: Name
    aliases: Texts = ()
    note: str | None = None
    audience: ViewerRefs = ()
    learned: Moment | None = None


@dataclass(frozen=True, slots=True)
class Body(Item):
    """A body that decides for a party; `must_ratify` marks one without whose approval nothing binds."""

    must_ratify: bool = True


@dataclass(frozen=True, slots=True)
class Party(Item):
    """A side of the conflict. `bodies` decide for it, in the order in which they are asked."""

    bodies: dict[Id, Body] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mediator(Item):
    """A person, organisation or government that mediates."""


@dataclass(frozen=True, slots=True)
class Actor(Item):
    """Anyone else who matters: families, backers, carriers, guarantors, spoilers, monitors (they watch and verify)."""

    role: Literal["family", "backer", "carrier", "guarantor", "monitor", "spoiler", "witness", "other"] = "other"
    close_to: SideRef | None = None


@dataclass(frozen=True, slots=True)
class Channel(Item):
    """A line over which things are carried, with those who keep it."""

    keepers: ActorRefs = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Circle(Item):
    """A named set of viewers, for what only they may see."""

    members: ActorRefs = ()
