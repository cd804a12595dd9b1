"""When the parts of an agreement begin, are done and end, as far as the record and the calendar tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property, reduce
from typing import Final

from onetext.model import Anchor, Obligation, Part, Right, Stage, Trigger
from onetext.model.anchor import HOURS_PER
from onetext.model.length import hours_in
from onetext.model.obligation import Renewal
from onetext.monitoring.condition import Conditions, told
from onetext.monitoring.evidence import Evidence
from onetext.monitoring.extension import Prolonging
from onetext.monitoring.force import entry_into_force, last_signature
from onetext.monitoring.order import Node, times_in_order, touches
from onetext.monitoring.suspension import Suspension
from onetext.monitoring.when import NEVER, When, at_once, earlier_of, later_of, reached

_CONTINUING: Final = ("service", "abstention")


class Clock:
    """The times of one agreement's parts, each worked out once, those first on which others hang."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence, self.outline = evidence, evidence.outline
        self.deal = self.outline.agreement
        self.extension, self.suspension = Prolonging(self), Suspension(evidence)
        self.condition = Conditions(self).when
        self.rights: dict[str, Right] = {right.id: right for right in self.deal.rights}
        self.times: dict[Node, When] = {}
        for node in times_in_order(self.outline):
            self.times[node] = self._time(node)

    def start(self, name: str) -> When:
        """When a part begins."""
        return self.times.get(("start", name), NEVER)

    def done(self, name: str) -> When:
        """When what an obligation asks for was there, verified where that is needed."""
        return self.times.get(("done", name), NEVER)

    def end(self, name: str) -> When:
        """When a stage ends, or what an obligation asks for is due."""
        return self.times.get(("end", name), NEVER)

    def by_itself(self, right: Right) -> When:
        """When a right takes effect without anybody using it."""
        return self.times.get(("right", right.id), NEVER)

    @cached_property
    def in_force(self) -> When:
        """Since when every party has signed, and every body that must has approved."""
        return entry_into_force(self.evidence)

    # --- times ------------------------------------------------------------------------------------------------------

    def _time(self, node: Node) -> When:
        edge, name = node
        if edge == "right":
            return self._right(self.rights[name])
        part = self.outline.parts[name]
        if edge == "start":
            return self._begin(part)
        if isinstance(part, Stage):
            return self._stage_end(part)
        return self._met(part) if edge == "done" else self._due(part)

    def _right(self, right: Right) -> When:
        assert right.when is not None
        when = later_of(self.in_force, self.condition(right.when))
        if when.surely is not None:
            self.suspension.take(right, when.surely)
        return when

    def _begin(self, part: Part) -> When:
        when = self.in_force
        if isinstance(part, Obligation) and part.stage is not None:
            when = later_of(when, self.start(part.stage))
        if part.begins is not None:
            when = later_of(when, self.anchor(part.begins, last=False))
        return when if part.when is None else later_of(when, self.condition(part.when))

    def _due(self, part: Obligation) -> When:
        if part.ends is not None and not part.ends.recurs:
            due = self.anchor(part.ends, last=True)
        else:
            due = self.end(part.stage) if part.stage is not None else NEVER
        if part.clock != "stops" or due.surely is None:
            return due
        moved = self.suspension.shifted(part, due.surely)
        return When(moved, moved)

    # --- stages -----------------------------------------------------------------------------------------------------

    def _stage_end(self, stage: Stage) -> When:
        end = self.base_end(stage)
        days = self.extension.earned(stage)
        if days and end.surely is not None:
            later = self.away(end.surely, days * 24)
            end = When(later, later)
        if stage.renewal is not None and end.surely is not None:
            renewed = self._renewed(stage.renewal, end.surely)
            end = When(renewed, renewed)
        if stage.goes_on_until is not None:
            end = later_of(end, self.condition(stage.goes_on_until))
        return reduce(earlier_of, self._stops(stage), end)

    def _stops(self, stage: Stage) -> list[When]:
        """When a stage was ended: by somebody's power, or by a right that takes effect by itself."""
        used = [
            at for at, _, body in self.evidence.powers if body.act == "termination" and touches(body.clauses, stage)
        ]
        rights = (right for right in self.deal.rights if right.act == "termination" and touches(right.of, stage))
        return [at_once(used), *(when for right in rights if (when := self.by_itself(right)) != NEVER)]

    def _renewed(self, renewal: Renewal, end: datetime) -> datetime:
        """The end after the renewals so far: each comes when the time before it is over and no notice was given."""
        notices = [at for state in ("given", "accepted") for at in self.evidence.told.get((renewal.unless, state), ())]
        hours, most = hours_in(renewal.days).lo or Decimal(0), None if renewal.most is None else renewal.most.hi
        count = 0
        while end <= self.evidence.until and hours > 0 and (most is None or count < most):
            if any(at <= end for at in notices):
                break
            end = self.away(end, hours)
            count += 1
        return end

    def base_end(self, stage: Stage) -> When:
        """When a stage ends by its own terms, before it is prolonged."""
        if stage.ends is not None:
            return self.anchor(stage.ends, last=True)
        start, days = self.start(stage.id), stage.days
        if days is None or start.surely is None:
            return NEVER
        lo, hi = (None if hours is None else self.away(start.surely, hours) for hours in hours_in(days))
        return When(hi if hi is not None else lo, lo)

    # --- anchors ----------------------------------------------------------------------------------------------------

    def anchor(self, anchor: Anchor, last: bool) -> When:
        """When an anchor is; `last` is whether the end of a day is meant."""
        if anchor.parts:
            combine = earlier_of if anchor.edge == "earlier of" else later_of
            return reduce(combine, (self.anchor(part, last) for part in anchor.parts))
        base = self._base(anchor, last)
        if not anchor.amount:
            return base
        hours = anchor.amount * HOURS_PER[anchor.unit.removesuffix("s")]
        return When(*(None if instant is None else self.away(instant, hours) for instant in base))

    def _base(self, anchor: Anchor, last: bool) -> When:
        match anchor.edge:
            case "date":
                assert anchor.date is not None
                date = anchor.date
                instant = (date.end or date.start) if last and not anchor.amount else (date.start or date.end)
                return When(instant, instant)
            case "agreement":
                return self.in_force
            case "signature":
                return last_signature(self.evidence)
            case "start":
                return self.start(str(anchor.of))
            case "end":
                return self.ended(str(anchor.of))
        return NEVER

    def ended(self, name: str) -> When:
        """The end of a part: of a stage or something that goes on its last hour, of anything else when it was done."""
        part = self.outline.parts.get(name)
        continuing = isinstance(part, Stage) or getattr(part, "duty", "") in _CONTINUING
        return self.end(name) if continuing else self.done(name)

    def away(self, instant: datetime, hours: Decimal) -> datetime:
        """So many hours on; whole days by the calendar of the case's zone, so that a change of clocks moves nothing."""
        days, rest = divmod(hours, 24)
        try:
            local = instant.astimezone(self.evidence.tz) + timedelta(days=int(days))
            return local.astimezone(instant.tzinfo) + timedelta(hours=float(rest))
        except OverflowError:  # beyond the calendar: as far as it goes
            return instant

    # --- what is done -----------------------------------------------------------------------------------------------

    def _met(self, obligation: Obligation) -> When:
        verified = self.condition(Trigger("verified", of=obligation.id))
        if obligation.duty == "effort":
            return verified
        if obligation.duty in _CONTINUING or (obligation.ends is not None and obligation.ends.recurs):
            return NEVER
        when = self.handed_over(obligation)
        for name in obligation.or_instead:
            other = self.outline.parts.get(name)
            if isinstance(other, Obligation):
                when = earlier_of(when, self.handed_over(other))
        return later_of(when, verified) if obligation.final == "when verified" else when

    def handed_over(self, obligation: Obligation) -> When:
        """When what an obligation asks for was there, whatever a verifier says."""
        handed = self.evidence.under.get(obligation.id, ())
        due = self.extension.amount_due(obligation)
        if due is not None:
            return reached(handed, due)
        if obligation.duty == "notice":
            accepted = Trigger("accepted", of=obligation.id)
            reported = Trigger("reported", of=obligation.id)
            return told(reported if obligation.accepted_by is None else accepted, self.evidence)
        return at_once(item.instant for item in handed)
