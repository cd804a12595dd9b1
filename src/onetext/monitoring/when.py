"""A time as a pair: the instant at which something certainly is so, and that at which it possibly is.

Amounts are ranges, so both are known only of what was stated exactly. None is "not by now, and not known when".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from onetext.model import Moment, Quantity
from onetext.monitoring.evidence import Handed
from onetext.monitoring.span import NOTHING, needed

_FIRST: Final = datetime(1901, 1, 1, tzinfo=UTC)
LAST: Final = datetime(9998, 1, 1, tzinfo=UTC)
"""Beyond this, nothing has a date."""


class When(NamedTuple):
    """When something certainly is so, and when it possibly is; None: not known."""

    surely: datetime | None = None
    maybe: datetime | None = None

    def by(self, now: datetime) -> bool:
        """Whether it certainly is so at a moment."""
        return self.surely is not None and self.surely <= now

    def maybe_by(self, now: datetime) -> bool:
        """Whether it possibly is so at a moment."""
        return self.maybe is not None and self.maybe <= now


NEVER: Final = When()


def at_once(instants: Iterable[datetime]) -> When:
    """The first of some instants; never where there are none.

    >>> at_once([])
    When(surely=None, maybe=None)
    """
    first = min(instants, default=None)
    return When(first, first)


def later_of(one: When, other: When) -> When:
    """When both are so."""
    return When(*(None if a is None or b is None else max(a, b) for a, b in zip(one, other, strict=True)))


def earlier_of(one: When, other: When) -> When:
    """When at least one of them is so."""
    return When(*(min((x for x in pair if x is not None), default=None) for pair in zip(one, other, strict=True)))


def reached(handed: Iterable[Handed], amount: Quantity) -> When:
    """When deliveries, in the order of time, came to an amount: surely, and possibly."""
    need, total = needed(amount), NOTHING
    surely = maybe = None
    for item in handed:
        total += item.span
        if maybe is None and (total.hi is None or total.hi >= need.lo):
            maybe = item.instant
        if need.hi is not None and total.lo >= need.hi:
            surely = item.instant
            break
    return When(surely, maybe)


def moment_at(instant: datetime | None, zone: tzinfo) -> Moment | None:
    """An instant as a moment to the minute; None of one that nobody dated."""
    if instant is None or not _FIRST <= instant <= LAST:
        return None
    local = instant.astimezone(zone)
    return Moment(f"{local:%Y-%m-%d %H:%M}", instant, instant + timedelta(minutes=1), "minute")
