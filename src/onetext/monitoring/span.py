"""Ranges of amounts, added and compared: what is certain, what is possible."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from onetext.model import Quantity, quantity_between
from onetext.model.standing import Sure

_NONE = Decimal(0)


class Span(NamedTuple):
    """A range [lo, hi] of an amount; hi None is open."""

    lo: Decimal
    hi: Decimal | None

    def __add__(self, other: object) -> Span:
        assert isinstance(other, Span)
        return Span(self.lo + other.lo, None if self.hi is None or other.hi is None else self.hi + other.hi)

    def times(self, other: Span) -> Span:
        """Each of the one times each of the other; amounts are not negative."""
        return Span(self.lo * other.lo, None if self.hi is None or other.hi is None else self.hi * other.hi)

    def over(self, number: Decimal) -> Span:
        """Divided by a number above 0."""
        return Span(self.lo / number, None if self.hi is None else self.hi / number)

    def quantity(self, unit: str = "") -> Quantity:
        """As a quantity in words."""
        return quantity_between(self.lo, self.hi, unit)


NOTHING = Span(_NONE, _NONE)


def span_of(quantity: Quantity) -> Span:
    """The range of a stated amount; an open lower bound is 0.

    >>> from onetext.model import read_quantity
    >>> span_of(read_quantity("at most 10"))
    Span(lo=Decimal('0'), hi=Decimal('10'))
    """
    return Span(quantity.lo if quantity.lo is not None else _NONE, quantity.hi)


def total_of(spans: Iterable[Span]) -> Span:
    """The sum of ranges.

    >>> total_of([Span(Decimal(1), Decimal(2)), Span(Decimal(3), None)])
    Span(lo=Decimal('4'), hi=None)
    """
    total = NOTHING
    for span in spans:
        total += span
    return total


def needed(quantity: Quantity) -> Span:
    """What must have come for a stated amount to be there: possibly from `lo`, certainly from `hi`.

    Of "about 40" (35 to 45), 35 may do and 45 surely does; of "at least 40" and "30 to 40" the least does.

    >>> from onetext.model import read_quantity
    >>> [int(end) for end in needed(read_quantity("about 40"))]
    [35, 45]
    """
    span = span_of(quantity)
    if quantity.stated in ("about", "vague") and span.hi is not None:
        return span
    return Span(span.lo, span.lo)


def reaches(given: Span, quantity: Quantity) -> Sure:
    """Whether what was given comes to a stated amount.

    >>> from onetext.model import read_quantity
    >>> reaches(Span(Decimal(38), Decimal(42)), read_quantity("40"))
    'possible'
    """
    need = needed(quantity)
    if need.hi is not None and given.lo >= need.hi:
        return "yes"
    return "possible" if given.hi is None or given.hi >= need.lo else "no"


def equals(given: Span, expected: Span) -> Sure:
    """Whether two amounts are the same: surely, possibly, or surely not.

    >>> equals(Span(Decimal(30), Decimal(30)), Span(Decimal(30), Decimal(30)))
    'yes'
    """
    if given == expected and given.lo == given.hi:
        return "yes"
    apart = (given.hi is not None and given.hi < expected.lo) or (expected.hi is not None and expected.hi < given.lo)
    return "no" if apart else "possible"


def least_sure(answers: Iterable[Sure]) -> Sure:
    """The least sure of several answers; "yes" of none.

    >>> least_sure(["yes", "possible"])
    'possible'
    """
    order: tuple[Sure, ...] = ("no", "possible", "yes")
    return min(answers, key=order.index, default="yes")
