"""Where talks stick: demands that cannot all be met, and what would have to move. Built by `sticking`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from typing import Final

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance, as an interval where something it rests on is not known."""

    lo: Decimal
    hi: Decimal


UNKNOWN_CHANCE: Final = Chance(Decimal(0), Decimal(1))


@dataclass(frozen=True, slots=True)
class StickingPoint:
    """Demands that cannot all be met while any one fewer can; by their ids, sorted.

    `certain`: so however vague words are read; else so for some readings of the words of those in `unclear`.
    `constraints` are some of the case with which they cannot be met, and no fewer of these.
    """

    demands: Ids
    certain: bool = True
    constraints: Ids = ()
    unclear: Ids = ()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The least by which a demand on a number must move, where the others named in its way out are withdrawn."""

    demand: str
    to: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """Demands without which all others can be met, and no fewer of them; and the chance that none is a true limit."""

    withdraw: Ids
    chance: Chance = UNKNOWN_CHANCE
    relax: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True)
class KnotStanding:
    """Sticking points that hang together, and the ways out of them alone."""

    sticking_points: tuple[StickingPoint, ...]
    ways_out: tuple[WayOut, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Moves:
    """What would have to move for a text as it stands to be acceptable to all as recorded: any one set of `withdraw`,
    which is the same as any one set of each of the `knots`.

    No set at all and `possible`: nothing recorded would. `possible` no: its own terms break the `constraints`.
    """

    proposal: str
    withdraw: tuple[Ids, ...]
    knots: tuple[tuple[Ids, ...], ...] = ()
    possible: bool = True
    complete: bool = True
    constraints: Ids = ()


@dataclass(frozen=True, slots=True)
class Sticking:
    """Every sticking point and way out, each list by size and then by ids; `complete` no: a list is cut.

    `restated` names, by the demand that stands for them, other entries in which the same side says the same.
    """

    sticking_points: tuple[StickingPoint, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    complete: bool = True
    knots: tuple[KnotStanding, ...] = ()
    proposals: tuple[Moves, ...] = ()
    restated: Mapping[str, Ids] = field(default_factory=dict)


def chance_of(firmness: tuple[Decimal | None, ...]) -> Chance:
    """The chance that none of some demands is a true limit: the product of 1 - firmness; unknown firmness is 0 to 1.

    >>> chance_of((Decimal("0.5"), None))
    Chance(lo=Decimal('0.0'), hi=Decimal('0.5'))
    """
    lo = reduce(lambda product, known: product * (0 if known is None else 1 - known), firmness, Decimal(1))
    hi = reduce(lambda product, known: product * (1 if known is None else 1 - known), firmness, Decimal(1))
    return Chance(lo, hi)
