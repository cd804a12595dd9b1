"""What an account stands at, by the counts of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from onetext.model import Count, Entry, Moment, Quantity, Situation
from onetext.model.balance import Interval


@dataclass(frozen=True, slots=True)
class Standing:
    """The counts that stand for an account, the number they say and the range they are read as."""

    counts: tuple[str, ...] = ()
    nominal: Decimal | None = None
    value: Interval = (None, None)


def account_standings(situation: Situation) -> dict[str, Standing]:
    """Every account with what it stands at; one that nobody counted may be any number.

    The count of the latest time stands. Counts of the same time stand beside it, the last of each who is named: the
    range is then that of all, and no one number is meant, unless all say the same.
    """
    counts: dict[str, list[tuple[Entry, Count]]] = {name: [] for name in situation.header.accounts}
    for entry, count in situation.of(Count):
        counts.setdefault(count.account, []).append((entry, count))
    return {name: _standing(sorted(found, key=_time)) for name, found in counts.items()}


def _standing(counts: list[tuple[Entry, Count]]) -> Standing:
    if not counts:
        return Standing()
    last = counts[-1]
    of_then = [found for found in counts if _meet(_when(*found), _when(*last))]
    held = list({count.by or entry.id: (entry, count) for entry, count in of_then}.values())
    said = {count.quantity.nominal for _, count in held}
    nominal = said.pop() if len(said) == 1 else None
    return Standing(tuple(entry.id for entry, _ in held), nominal, _hull(count.quantity for _, count in held))


def _time(found: tuple[Entry, Count]) -> tuple[datetime, datetime]:
    entry, count = found
    return _when(entry, count).latest, entry.known.by


def _when(entry: Entry, count: Count) -> Moment:
    """Of when a count is: as stated, else when it was said, else when it was learned."""
    stated = (count.as_of, entry.said, entry.known)
    return next((moment for moment in stated if moment is not None and moment.is_known), entry.known)


def _meet(one: Moment, other: Moment) -> bool:
    """Whether two moments may be the same."""
    return (one.earliest < other.latest and other.earliest < one.latest) or one == other


def _hull(quantities: Iterator[Quantity]) -> Interval:
    held = list(quantities)
    lows, highs = [quantity.lo for quantity in held], [quantity.hi for quantity in held]
    lo = None if None in lows else min(low for low in lows if low is not None)
    hi = None if None in highs else max(high for high in highs if high is not None)
    return lo, hi
