"""Lengths of time in an agreement, in hours, whatever unit they are stated in; and what is no length or amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from onetext.model.agreement import Agreement
from onetext.model.anchor import HOURS_PER
from onetext.model.flaw import Flaw, Path
from onetext.model.outline import Outline
from onetext.model.quantity import Quantity

_BARE: Final = "day"
"""The unit of a length that is stated as a number alone."""
TIMES: Final = ("time", "times")
"""Units of how often, beside lengths."""


class Hours(NamedTuple):
    """A length of time between two numbers of hours; None is open."""

    lo: Decimal | None
    hi: Decimal | None


def hours_in(length: Quantity) -> Hours:
    """A stated length in hours; a number without a unit is of days.

    >>> from onetext.model.quantity import read_quantity
    >>> [int(hours_in(read_quantity(stated)).lo) for stated in ("6 weeks", "10 days", "10", "36 hours")]
    [1008, 240, 240, 36]
    """
    each = HOURS_PER.get(_unit(length), HOURS_PER[_BARE])
    return Hours(*(None if bound is None else bound * each for bound in (length.lo, length.hi)))


def days_in(length: Quantity) -> Decimal:
    """The least number of days that a stated length comes to.

    >>> from onetext.model.quantity import read_quantity
    >>> days_in(read_quantity("2 weeks"))
    Decimal('14')
    """
    return (hours_in(length).lo or Decimal(0)) / 24


def is_length(quantity: Quantity) -> bool:
    """Whether a quantity is stated as a length of time.

    >>> from onetext.model.quantity import read_quantity
    >>> is_length(read_quantity("3 days")), is_length(read_quantity("3 trucks"))
    (True, False)
    """
    return _unit(quantity) in HOURS_PER


def _unit(quantity: Quantity) -> str:
    return quantity.unit.lower().removesuffix("s") or _BARE


def check_lengths(outline: Outline) -> Iterator[Flaw]:
    """Lengths that are stated in something else than time, and amounts below nothing."""
    deal = outline.agreement
    for path, quantity, often in _lengths(deal):
        if not is_length(quantity) and not (often and quantity.unit.lower() in TIMES):
            more = ", or how often: 2 times" if often else ""
            yield Flaw(path, f"'{quantity.words}' is no length of time", f"write 3 days, 36 hours or 6 weeks{more}")
    for path, quantity in (*((path, length) for path, length, _ in _lengths(deal)), *_amounts(deal)):
        if (quantity.nominal or 0) < 0 or (quantity.hi is not None and quantity.hi < 0):
            yield Flaw(path, f"'{quantity.words}' is less than nothing", "write a number from 0 on")
    for path, quantity in _divisors(deal):
        if quantity.lo is None or quantity.lo == 0:
            yield Flaw(path, f"nothing can be given for each '{quantity.words}'", "write a number above 0")


def _lengths(deal: Agreement) -> Iterator[tuple[Path, Quantity, bool]]:
    """Every length with its path, and whether it may say how often instead."""
    for stage in deal.stages:
        path: Path = ("stages", stage.id)
        extension, renewal = stage.extension, stage.renewal
        found = [("days", stage.days)]
        found += [] if renewal is None else [("renewal", renewal.days)]
        found += [] if extension is None else [("extension", extension.adds), ("extension", extension.most)]
        yield from (((*path, field), length, False) for field, length in found if length is not None)
    for right in deal.rights:
        if right.most is not None:
            yield ("rights", right.id, "most"), right.most, True
        if right.notice is not None:
            yield ("rights", right.id, "notice"), right.notice, False
    for n, settlement in enumerate(deal.disputes):
        if settlement.within is not None:
            yield ("disputes", n, "within"), settlement.within, False


def _amounts(deal: Agreement) -> Iterator[tuple[Path, Quantity]]:
    for key in deal.keys:
        yield from ((("keys", key.id, "against"), counter.amount) for counter in key.against)
    for quota in deal.quotas:
        yield ("quotas", quota.id, "total"), quota.total
    for duty in deal.obligations:
        path: Path = ("obligations", duty.id)
        if duty.amount is not None:
            yield (*path, "amount"), duty.amount
        if duty.measure is not None:
            yield (*path, "measure"), duty.measure.at_least
        yield from (((*path, "milestones"), milestone.at_least) for milestone in duty.milestones)


def _divisors(deal: Agreement) -> Iterator[tuple[Path, Quantity]]:
    for key in deal.keys:
        yield ("keys", key.id, "per"), key.per
    for stage in deal.stages:
        if stage.extension is not None:
            yield ("stages", stage.id, "extension"), stage.extension.per
