"""The rates at which deliveries were exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from onetext.model import Delivery, Situation
from onetext.model.balance import Rate

_CENT = Decimal("0.01")


def find_rates(situation: Situation) -> tuple[Rate, ...]:
    """How many were given for each one, for every delivery that says what it was exchanged for."""
    return tuple(_rates(situation))


def _rates(situation: Situation) -> Iterator[Rate]:
    for entry, given in situation.of(Delivery):
        other = situation.in_force.get(given.against or "")
        if other is None or not isinstance(other.body, Delivery):
            continue
        one, each = given.quantity, other.body.quantity
        if one is None or each is None:
            continue
        rate = _divided(one.lo, each.hi, ROUND_FLOOR), _divided(one.hi, each.lo, ROUND_CEILING)
        yield Rate(entry.id, other.id, _divided(one.nominal, each.nominal, ROUND_HALF_EVEN), rate)


def _divided(given: Decimal | None, each: Decimal | None, rounding: str) -> Decimal | None:
    """The quotient to two decimals; None where one of the two is not known or nothing was received."""
    if given is None or not each:
        return None
    return (given / each).quantize(_CENT, rounding).normalize()
