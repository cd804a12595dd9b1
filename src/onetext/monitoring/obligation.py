"""Where each obligation stands: its state, what is due, what was done, what comes next and on what it waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property

from onetext.model import Anchor, Moment, Obligation, Quantity
from onetext.model.anchor import HOURS_PER
from onetext.model.obligation import Milestone
from onetext.model.standing import MilestoneStanding, Next, ObligationStanding, State, Sure, Wait, score_of
from onetext.monitoring.clock import Clock
from onetext.monitoring.ending import Endings
from onetext.monitoring.order import touches
from onetext.monitoring.service import Services
from onetext.monitoring.span import needed, reaches, span_of, total_of
from onetext.monitoring.wait import waits_of_duty
from onetext.monitoring.when import moment_at


class Duties:
    """The obligations of one agreement at a moment."""

    def __init__(self, clock: Clock, endings: Endings, services: Services) -> None:
        self.clock, self.evidence, self.deal, self.endings = clock, clock.evidence, clock.deal, endings
        self.services = {item.obligation: item for item in services.standings}
        self.now = self.evidence.until

    def standings(self) -> Iterator[ObligationStanding]:
        """Every obligation, in the order of the agreement."""
        for obligation in self.deal.obligations:
            yield self._standing(obligation)

    def _standing(self, duty: Obligation) -> ObligationStanding:
        given = total_of(item.span for item in self.evidence.under.get(duty.id, ()))
        due = self.clock.extension.amount_due(duty)
        done = self._done(duty, due)
        ends = self.due(duty)
        state = self._state(duty, done)
        provisional = duty.final == "when verified" and done != "yes" and self.clock.handed_over(duty).by(self.now)
        overdue = state in ("active", "suspended") and ends is not None and ends <= self.now and done != "yes"
        return ObligationStanding(
            id=duty.id,
            state=state,
            due=self.moment(ends),
            amount_due=due,
            amount_done=given.quantity(due.unit) if due is not None else None,
            next=self._next(duty, state, ends),
            begins=self.moment(self.clock.start(duty.id).surely),
            done=done,
            provisional=provisional,
            overdue=overdue and duty.duty not in ("service", "abstention"),
            score=self._score(duty, due, done),
            rests_on=tuple(item.entry for item in self.evidence.under.get(duty.id, ())),
        )

    def _done(self, duty: Obligation, due: Quantity | None) -> Sure:
        """Whether what is asked for was done; of a service, in every period so far and to its end."""
        if duty.duty == "abstention":
            return "no"
        if duty.duty == "service":
            return self._served(duty)
        when = self.clock.done(duty.id)
        if when.by(self.now):
            return "yes"
        return "possible" if when.maybe_by(self.now) and duty.final == "at once" and duty.duty != "effort" else "no"

    def _served(self, duty: Obligation) -> Sure:
        service, end = self.services.get(duty.id), self.clock.end(duty.id).surely
        if service is None or not service.periods or end is None or end > self.now:
            return "no"
        if service.met == service.periods:
            return "yes"
        return "possible" if not service.short and service.met + service.possible == service.periods else "no"

    def due(self, duty: Obligation) -> datetime | None:
        """When it is due; of what recurs, the next time from the moment on."""
        if duty.ends is not None and duty.ends.recurs:
            return self._next_time(duty.ends, duty)
        return self.clock.end(duty.id).surely

    def _next_time(self, anchor: Anchor, duty: Obligation) -> datetime | None:
        """The next time that a list for a day is due, while the stage of the duty runs."""
        start, end = self.clock.start(duty.id).surely, self.clock.end(duty.id).surely
        if start is None:
            return None
        hours = anchor.amount * HOURS_PER[anchor.unit.removesuffix("s")] if anchor.amount else Decimal(0)
        local = max(self.now, start).astimezone(self.evidence.tz)
        day = local.replace(hour=0, minute=0, second=0, microsecond=0)
        for n in range(10):
            begins = day + timedelta(days=n)
            due = begins + timedelta(hours=float(hours))
            if due >= max(self.now, start) and (end is None or begins < end):
                return due.astimezone(self.now.tzinfo)
        return None

    def milestones(self) -> Iterator[MilestoneStanding]:
        """Every milestone: what had come by then, or by now where it lies ahead."""
        for duty in self.deal.obligations:
            for milestone in duty.milestones:
                by = self.clock.anchor(milestone.by, last=True).surely
                last = self.now if by is None else min(by, self.now)
                handed = self.evidence.under.get(duty.id, ())
                done = total_of(item.span for item in handed if item.instant <= last)
                asked = self._asked(milestone, duty)
                met = reaches(done, asked) if asked is not None else "possible"
                shown = asked if asked is not None else milestone.at_least
                yield MilestoneStanding(duty.id, self.moment(by), shown, done.quantity(shown.unit), met)

    def _asked(self, milestone: Milestone, duty: Obligation) -> Quantity | None:
        """The amount of a milestone; of percents, that of what is due in all, None while nobody knows that."""
        stated = milestone.at_least
        if stated.unit not in ("percent", "%"):
            return stated
        due = self.clock.extension.amount_due(duty)
        return None if due is None else span_of(due).times(span_of(stated)).over(Decimal(100)).quantity(due.unit)

    # --- states -----------------------------------------------------------------------------------------------------

    def _state(self, duty: Obligation, done: Sure) -> State:
        now, force, start = self.now, self.clock.in_force.surely, self.clock.start(duty.id).surely
        if force is None or force > now:
            return "pending"
        if self._violated(duty):
            return "violated"
        if done == "yes":
            return "fulfilled"
        stop, sunset = self.endings.stop(duty), self.endings.sunset(duty)
        if sunset is not None and sunset <= now and (stop is None or sunset <= stop):
            return "expired"
        ends = self.clock.end(duty.id).surely
        over = ends is not None and ends <= now and duty.duty in ("service", "abstention", "notice")
        if stop is not None and not (over and ends is not None and ends < stop):
            return "terminated"
        if over and start is not None:
            return "expired"
        if self.clock.suspension.now_on(duty) is not None:
            return "suspended"
        return "pending" if start is None or start > now else "active"

    def _violated(self, duty: Obligation) -> bool:
        """Whether a violation of it was found, and neither verified to be mended nor followed by a restoration."""
        found = self.evidence.breaches.get(duty.id)
        if found is None:
            return False
        mended = [at for at in self.evidence.found.get((duty.id, "verified"), ()) if at >= found]
        mended += [at for at in self.evidence.found.get((duty.id, "no violation"), ()) if at > found]
        acts = [(at, body.clauses) for at, _, body in self.evidence.powers if body.act == "restoration"]
        restored = any(at >= found and touches(clauses, duty) for at, clauses in acts)
        return not mended and not restored

    # --- what comes next --------------------------------------------------------------------------------------------

    def _next(self, duty: Obligation, state: State, ends: datetime | None) -> Next | None:
        match state:
            case "pending":
                return Next(
                    "begins", self.moment(self.clock.start(duty.id).surely), tuple(waits_of_duty(duty, self.clock))
                )
            case "suspended":
                item = self.clock.suspension.now_on(duty)
                return Next("restoration", self.moment(item.until if item is not None else None))
            case "active":
                what = "ends" if duty.duty in ("service", "abstention") else "due"
                verdict = duty.final == "when verified" and self.clock.handed_over(duty).by(self.now)
                waits = (Wait("verified", duty.id),) if verdict else ()
                return Next("ends" if what == "ends" else "due", self.moment(ends), waits)
        return None

    # --- score ------------------------------------------------------------------------------------------------------

    def _score(self, duty: Obligation, due: Quantity | None, done: Sure) -> int | None:
        """What an agreed body gave it, else by what was done; None where neither tells anything."""
        given = self._scores.get(duty.id)
        if given is not None:
            return given
        if done == "yes":
            return 3
        service = self.services.get(duty.id)
        if duty.measure is not None and duty.amount is None and service is not None:
            reported = service.periods - service.not_reported
            return None if not reported else score_of(Decimal(service.met) / service.periods)
        recurs = duty.ends is not None and duty.ends.recurs
        if duty.duty in ("abstention", "effort", "service") or recurs:
            return None
        if due is None or not needed(due).lo:
            return 0
        total = total_of(item.span for item in self.evidence.under.get(duty.id, ()))
        share = min(total.lo / needed(due).lo, Decimal("0.99"))
        return score_of(share)

    @cached_property
    def _scores(self) -> dict[str, int]:
        return {
            body.clause: body.score for _, _, body in self.evidence.findings if body.clause and body.score is not None
        }

    def moment(self, instant: datetime | None) -> Moment | None:
        """An instant as a moment, in the zone of the case."""
        return moment_at(instant, self.evidence.tz)
