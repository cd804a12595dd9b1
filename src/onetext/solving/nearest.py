"""How near to a demand on a number the other conditions let one come."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from onetext.model.condition import Condition, Space, total_of
from onetext.model.issue import Reading
from onetext.solving.cell import representatives


def find_nearest(space: Space, conditions: Iterable[Condition], wanted: Condition) -> Decimal | None:
    """The number nearest to what is wanted on one issue or sum that packages allow which keep the conditions.

    `wanted` is an `in` or `sum`; the conditions can all hold. None where no package allows a number, or where that was
    not decided. Of two that are equally near, the lesser.

    >>> from onetext.model.condition import Domain
    >>> rate = {"rate": Domain(first=0, last=20)}
    >>> at_most = Condition("in", "rate", Reading(hi=Decimal(10)))
    >>> find_nearest(rate, [at_most], Condition("in", "rate", Reading(lo=Decimal(12))))
    Decimal('10')
    """
    kept = _connected(tuple(conditions), wanted)
    issues = wanted.issues.union(*(condition.issues for condition in kept))
    part = {name: domain for name, domain in space.items() if name in issues}
    packages = representatives(part, kept, (wanted,), wanted.issues)
    if packages is None:
        from onetext.solving.maximise import nearest_by_solver  # loads the solver

        return nearest_by_solver(part, kept, wanted)
    totals = (total_of(wanted, package) for package in packages)
    return min(
        (total for total in totals if total is not None), key=lambda n: (_away(wanted.reading, n), n), default=None
    )


def _away(reading: Reading, number: Decimal) -> Decimal:
    """How far a number is from a range."""
    if reading.lo is not None and number < reading.lo:
        return reading.lo - number
    return number - reading.hi if reading.hi is not None and number > reading.hi else Decimal(0)


def _connected(conditions: tuple[Condition, ...], wanted: Condition) -> tuple[Condition, ...]:
    """The conditions that share an issue with what is wanted, directly or through others."""
    reached, before = wanted.issues, frozenset[str]()
    while reached != before:
        before = reached
        reached = reached.union(*(one.issues for one in conditions if one.issues & before))
    return tuple(one for one in conditions if one.issues & reached)
