"""Days by which stages are prolonged: how many were earned and used, and what they add to what is due."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from onetext.model import Moment, Obligation, Quantity, Stage
from onetext.model.length import days_in, hours_in
from onetext.monitoring.span import NOTHING, Span, needed, span_of

if TYPE_CHECKING:
    from onetext.monitoring.clock import Clock

_ZERO, _ONE = Decimal(0), Decimal(1)


class Prolonging:
    """The extension rules of an agreement, against what was recorded."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.evidence, self.outline = clock, clock.evidence, clock.outline
        self._earned: dict[str, Decimal] = {}

    def earned(self, stage: Stage) -> Decimal:
        """The days by which a stage is prolonged: by agreement, by lists accepted, or by what was handed over.

        These tell of the same days, so the greatest counts, up to the most that the rule allows.
        """
        if stage.id not in self._earned:
            self._earned[stage.id] = self._days(stage)
        return self._earned[stage.id]

    def _days(self, stage: Stage) -> Decimal:
        agreed = _ZERO
        for _, _, body in self.evidence.powers:
            if body.act == "extension" and body.days is not None and (not body.clauses or stage.id in body.clauses):
                agreed += days_in(body.days)
        rule = stage.extension
        if rule is None:
            return agreed
        per, adds = needed(rule.per).lo or _ONE, days_in(rule.adds) or _ONE
        days = max(agreed, adds * (self._listed(stage) // per), adds * (max(self._beyond(stage), _ZERO) // per))
        most = None if rule.most is None else hours_in(rule.most).hi
        return days if most is None else min(days, most / 24)

    def _listed(self, stage: Stage) -> Decimal:
        """How many were on the lists accepted for days after those of the stage itself."""
        rule, end = stage.extension, self.clock.base_end(stage).surely
        if rule is None or rule.list_of is None or end is None:
            return _ZERO
        listed = _ZERO
        for _, _, body in self.evidence.notices:
            if body.clause == rule.list_of and body.state == "accepted" and body.quantity is not None:
                noon = _middle(body.for_day)
                listed += (body.quantity.lo or _ZERO) if noon is not None and noon > end.timestamp() else _ZERO
        return listed

    def _beyond(self, stage: Stage) -> Decimal:
        """How many more were handed over than the stage itself asks for."""
        assert stage.extension is not None
        names = stage.extension.of
        asked = _ZERO
        for name in names:
            for item in self.outline.in_category.get(name, ()):
                if item.stage == stage.id:
                    if item.amount is None or item.amount.hi is None:
                        return _ZERO
                    asked += item.amount.hi
        given = (handed.span.lo for name in names for handed in self.evidence.by_category.get(name, ()))
        return sum(given, _ZERO) - asked if asked else _ZERO

    def used(self, stage: Stage) -> Decimal:
        """How many of the days earned have begun."""
        end, days = self.clock.base_end(stage).surely, self.earned(stage)
        now = min(self.evidence.until, self.clock.end(stage.id).surely or self.evidence.until)
        if end is None or now <= end:
            return _ZERO
        return min(days, Decimal(ceil((now - end) / timedelta(days=1))))

    def amount_due(self, obligation: Obligation) -> Quantity | None:
        """The amount that is due in all, with what the days earned so far add to it."""
        stage = self.outline.stage_of(obligation)
        if obligation.amount_listed is not None:
            return self._on_list(obligation.amount_listed)
        if obligation.amount is None or stage is None or stage.extension is None or obligation.category is None:
            return obligation.amount
        days = self.earned(stage)
        more = self._more(obligation.category, stage) if days else NOTHING
        if more == NOTHING:
            return obligation.amount
        rounds = days / (days_in(stage.extension.adds) or _ONE)
        return (span_of(obligation.amount) + more.times(Span(rounds, rounds))).quantity(obligation.amount.unit)

    def _on_list(self, clause: str) -> Quantity | None:
        """How many the last list under a duty names that was not refused."""
        told = [body for _, _, body in self.evidence.notices if body.clause == clause and body.state != "refused"]
        return next((body.quantity for body in reversed(told) if body.quantity is not None), None)

    def _more(self, category: str, stage: Stage) -> Span:
        """What one more round of a stage adds of a category: what it is for, or what the keys give for that."""
        assert stage.extension is not None
        per, of = span_of(stage.extension.per), stage.extension.of
        if any(self._related(name, category) for name in of):
            return per
        for key in self.outline.agreement.keys:
            if any(self._related(name, key.category) for name in of):
                for counter in key.against:
                    if self._related(counter.category, category):
                        return per.times(span_of(counter.amount)).over(needed(key.per).lo or _ONE)
        return NOTHING

    def _related(self, one: str, other: str) -> bool:
        return one in self.outline.wider[other] or other in self.outline.wider[one]


def _middle(day: Moment | None) -> float | None:
    if day is None or day.start is None or day.end is None:
        return None
    return (day.start.timestamp() + day.end.timestamp()) / 2
