"""When a condition of an agreement first came to hold, as far as the record and the calendar tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from math import ceil
from typing import TYPE_CHECKING

from onetext.model import Quantity, Trigger
from onetext.monitoring.evidence import Evidence, Handed
from onetext.monitoring.span import needed
from onetext.monitoring.when import NEVER, When, at_once, earlier_of, later_of, reached

if TYPE_CHECKING:
    from onetext.monitoring.clock import Clock


class Conditions:
    """The conditions of one agreement. What once came to hold did so, whatever became of it later."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.evidence, self.outline = clock, clock.evidence, clock.outline

    def when(self, condition: Trigger) -> When:
        """When a condition first held."""
        if _denies(condition):
            return self._first(condition)
        if condition.parts:
            return reduce(later_of if condition.op == "all" else earlier_of, map(self.when, condition.parts))
        return self._atom(condition)

    def _first(self, condition: Trigger) -> When:
        """The first time of a condition with `not`: tried at every instant at which one of its parts changes."""
        force = self.clock.in_force.surely
        if force is None:
            return NEVER
        times = {atom: self._atom(atom) for atom in condition.atoms()}
        instants = sorted({force, *(at for when in times.values() for at in when if at is not None and at > force)})
        surely, maybe = (
            next((at for at in instants if _holds(condition, at, sure, times)), None) for sure in (True, False)
        )
        return When(surely, maybe)

    def _atom(self, condition: Trigger) -> When:
        match condition.op:
            case "passed":
                assert condition.time is not None
                return self.clock.anchor(condition.time, last=True)
            case "begun":
                return self.clock.start(str(condition.of))
            case "done":
                return self.clock.done(str(condition.of))
            case "ended":
                return self.clock.ended(str(condition.of))
            case "delivered":
                assert condition.amount is not None
                name = str(condition.of)
                handed = self.evidence.under.get(name) or self.evidence.by_category.get(name, ())
                return reached(handed, condition.amount)
            case "swaps":
                assert condition.amount is not None
                return self._swaps(condition.amount)
        return told(condition, self.evidence)

    def _swaps(self, amount: Quantity) -> When:
        first: dict[str, datetime] = {}
        for handed in self.evidence.deliveries:
            if handed.category is not None and not self._outside(handed):
                first.setdefault(handed.day, handed.instant)
        count = ceil(needed(amount).lo)
        days = sorted(first.values())
        return NEVER if count > len(days) or count < 1 else When(days[count - 1], days[count - 1])

    def _outside(self, handed: Handed) -> bool:
        category = self.outline.categories.get(handed.category or "")
        return category is not None and category.outside_ratio


def told(condition: Trigger, evidence: Evidence) -> When:
    """When a list was accepted, a verifier gave its word, a condition was found met, or a report was given."""
    name = condition.of
    match condition.op:
        case "verified":
            return at_once(evidence.found.get((name, "verified"), ()))
        case "met":
            return at_once(evidence.found.get((name, "condition met"), ()))
        case "accepted":
            return at_once(evidence.told.get((name, "accepted"), ()))
    states = ("given", "accepted", "refused")
    notices = [at for state in states for at in evidence.told.get((name, state), ())]
    return at_once([*notices, *(handed.instant for handed in evidence.under.get(name or "", ()))])


def _denies(condition: Trigger) -> bool:
    return condition.op == "not" or any(map(_denies, condition.parts))


def _holds(condition: Trigger, at: datetime, sure: bool, times: Mapping[Trigger, When]) -> bool:
    """Whether a condition holds at an instant: surely, or (`sure` false) possibly."""
    match condition.op:
        case "all":
            return all(_holds(part, at, sure, times) for part in condition.parts)
        case "any":
            return any(_holds(part, at, sure, times) for part in condition.parts)
        case "not":
            return not _holds(condition.parts[0], at, not sure, times)
    return times[condition].by(at) if sure else times[condition].maybe_by(at)
