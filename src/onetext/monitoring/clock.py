"""When the parts of an agreement begin, are done and end, as far as the record and the calendar tell.

Every time is a pair: the instant at which something certainly is so, and that at which it possibly is (amounts are
ranges); None is "not by now, and not known when".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from math import ceil
from typing import Final, NamedTuple

from onetext.model import (
    Anchor,
    Approval,
    Entry,
    Obligation,
    Part,
    Quantity,
    Signature,
    Stage,
    Trigger,
)
from onetext.model.anchor import HOURS_PER
from onetext.model.obligation import Renewal
from onetext.monitoring.evidence import Evidence, Handed
from onetext.monitoring.extension import Prolonging
from onetext.monitoring.span import NOTHING, needed
from onetext.monitoring.suspension import Suspension

_CONTINUING: Final = ("service", "abstention")


class When(NamedTuple):
    """When something certainly is so, and when it possibly is; None: not known."""

    surely: datetime | None = None
    maybe: datetime | None = None


NEVER: Final = When()
_LONG_AGO: Final = datetime(1900, 1, 1, tzinfo=UTC)
"""When something took effect that nobody dated."""
Node = tuple[str, str]
"""An edge of a part: ("start", id), ("done", id) or ("end", id)."""


class Clock:
    """The times of one agreement's parts, each worked out once, those first on which others hang."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence, self.outline = evidence, evidence.outline
        self.deal = self.outline.agreement
        self.extension, self.suspension = Prolonging(self), Suspension(evidence)
        self.times: dict[Node, When] = {}
        for node in _in_order(dict(self._nodes())):
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

    # --- entry into force -------------------------------------------------------------------------------------------

    @cached_property
    def in_force(self) -> When:
        """Since when every party has signed."""
        signed: dict[str, datetime] = {}
        for entry, body in self._signatures:
            since = body.since if body.since is not None and body.since.is_known else entry.said
            for party in body.parties:
                signed[party] = min(since.earliest, signed.get(party, since.earliest))
        if not self.deal.parties or any(party not in signed for party in self.deal.parties):
            return NEVER
        approved = self._approved
        if any(body not in approved for body in self.deal.ratified_by):
            return NEVER
        latest = max([*(signed[p] for p in self.deal.parties), *(approved[body] for body in self.deal.ratified_by)])
        latest = max(latest, _LONG_AGO)
        return When(latest, latest)

    @cached_property
    def _approved(self) -> dict[str, datetime]:
        """Since when each body has approved it; not while its last word is another."""
        last: dict[str, tuple[datetime, Approval]] = {}
        for entry, body in self.evidence.situation.of(Approval):
            if body.on in self.evidence.names:
                last[body.body] = max(last.get(body.body, (entry.said.by, body)), (entry.said.by, body), key=_at)
        return {name: at for name, (at, body) in last.items() if body.state == "approved" and at <= self.evidence.until}

    @cached_property
    def _signatures(self) -> tuple[tuple[Entry, Signature], ...]:
        names = self.evidence.names
        return tuple((e, b) for e, b in self.evidence.situation.of(Signature) if b.agreement in names)

    # --- times ------------------------------------------------------------------------------------------------------

    def _nodes(self) -> Iterator[tuple[Node, list[Node]]]:
        for name, part in self.outline.parts.items():
            begins = [*_of_anchor(part.begins), *_of_condition(part.when)]
            if isinstance(part, Stage):
                yield ("start", name), begins
                ends = [*_of_anchor(part.ends), *_of_condition(part.goes_on_until)]
                yield ("end", name), [("start", name), *ends]
                continue
            stage = [("start", part.stage)] if part.stage else []
            yield ("start", name), [*begins, *stage]
            yield ("done", name), [*stage, *_of_anchor(self._stage_ends(part))]
            until = [("end", part.stage)] if part.stage else []
            yield ("end", name), [("start", name), *_of_anchor(part.ends), *until]

    def _stage_ends(self, part: Obligation) -> Anchor | None:
        stage = self.outline.stage_of(part)
        return None if stage is None else stage.ends

    def _time(self, node: Node) -> When:
        edge, name = node
        part = self.outline.parts[name]
        if edge == "start":
            return self._begin(part)
        if isinstance(part, Stage):
            return self._stage_end(part)
        return self._met(part) if edge == "done" else self._due(part)

    def _begin(self, part: Part) -> When:
        when = self.in_force
        if isinstance(part, Obligation) and part.stage is not None:
            when = _later(when, self.start(part.stage))
        if part.begins is not None:
            when = _later(when, self.anchor(part.begins, last=False))
        return when if part.when is None else _later(when, self.condition(part.when))

    def _due(self, part: Obligation) -> When:
        if part.ends is not None and not part.ends.recurs:
            due = self.anchor(part.ends, last=True)
        else:
            due = self.end(part.stage) if part.stage is not None else NEVER
        return self._shifted(part, due) if part.clock == "stops" else due

    def _shifted(self, part: Obligation, due: When) -> When:
        """What is due, moved on by as long as the duty was suspended before."""
        moved = None if due.surely is None else self.suspension.shifted(part, due.surely)
        return When(moved, moved)

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
            end = _later(end, self.condition(stage.goes_on_until))
        stops = [instant for instant, entry, body in self.evidence.powers if body.act == "termination"
                 and (not body.clauses or stage.id in body.clauses)]  # fmt: skip
        return _earlier(end, When(min(stops), min(stops))) if stops else end

    def _renewed(self, renewal: Renewal, end: datetime) -> datetime:
        """The end after the renewals so far: each comes when the time before it is over and no notice was given."""
        notices = [at for state in ("given", "accepted") for at in self.evidence.told.get((renewal.unless, state), ())]
        days, most = needed(renewal.days).lo, None if renewal.most is None else renewal.most.hi
        count = 0
        while end <= self.evidence.until and days > 0 and (most is None or count < most):
            if any(at <= end for at in notices):
                break
            end = self.away(end, days * 24)
            count += 1
        return end

    def base_end(self, stage: Stage) -> When:
        """When a stage ends by its own terms, before it is prolonged."""
        if stage.ends is not None:
            return self.anchor(stage.ends, last=True)
        start, days = self.start(stage.id), stage.days
        if days is None or start.surely is None:
            return NEVER
        lo, hi = (None if bound is None else self.away(start.surely, bound * 24) for bound in (days.lo, days.hi))
        return When(hi if hi is not None else lo, lo)

    def anchor(self, anchor: Anchor, last: bool) -> When:
        """When an anchor is; `last` is whether the end of a day is meant."""
        if anchor.parts:
            found = [self.anchor(part, last) for part in anchor.parts]
            combine = _earlier if anchor.edge == "earlier of" else _later
            when = found[0]
            for other in found[1:]:
                when = combine(when, other)
            return when
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
                signed = [entry.said.earliest for entry, _ in self._signatures]
                return When(max(signed), max(signed)) if signed else NEVER
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

    # --- conditions -------------------------------------------------------------------------------------------------

    def condition(self, condition: Trigger) -> When:
        """When a condition came to hold. One with `not` holds as long as the other does not."""
        match condition.op:
            case "all" | "any":
                combine = _later if condition.op == "all" else _earlier
                found = [self.condition(part) for part in condition.parts]
                when = found[0]
                for other in found[1:]:
                    when = combine(when, other)
                return when
            case "not":
                held, now = self.condition(condition.parts[0]), self.evidence.until
                surely, maybe = (instant is not None and instant <= now for instant in held)
                return When(None if maybe else self.in_force.surely, None if surely else self.in_force.maybe)
            case "passed":
                assert condition.time is not None
                return self.anchor(condition.time, last=True)
            case "begun":
                return self.start(str(condition.of))
            case "done":
                return self.done(str(condition.of))
            case "ended":
                return self.ended(str(condition.of))
            case "delivered":
                assert condition.amount is not None
                name = str(condition.of)
                handed = self.evidence.under.get(name) or self.evidence.by_category.get(name, ())
                return reached(handed, condition.amount)
            case "swaps":
                assert condition.amount is not None
                return self._swaps(condition.amount)
        return self._told(condition)

    def _swaps(self, amount: Quantity) -> When:
        last: dict[str, datetime] = {}
        for handed in self.evidence.deliveries:
            if handed.category is not None and not self._outside(handed):
                last.setdefault(handed.day, handed.instant)
        count = ceil(needed(amount).lo)
        ends = sorted(last.values())
        return NEVER if count > len(ends) or count < 1 else When(ends[count - 1], ends[count - 1])

    def _outside(self, handed: Handed) -> bool:
        category = self.outline.categories.get(handed.category or "")
        return category is not None and category.outside_ratio

    def _told(self, condition: Trigger) -> When:
        """A list accepted, a verifier's word, a condition found met, a report given."""
        name = condition.of
        match condition.op:
            case "verified":
                instants = self.evidence.found.get((name, "verified"), ())
            case "met":
                instants = self.evidence.found.get((name, "condition met"), ())
            case "accepted":
                instants = self.evidence.told.get((name, "accepted"), ())
            case _:
                states = ("given", "accepted", "refused")
                instants = tuple(at for state in states for at in self.evidence.told.get((name, state), ()))
                instants += tuple(handed.instant for handed in self.evidence.under.get(name or "", ()))
        return When(min(instants), min(instants)) if instants else NEVER

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
                when = _earlier(when, self.handed_over(other))
        return _later(when, verified) if obligation.final == "when verified" else when

    def handed_over(self, obligation: Obligation) -> When:
        """When what an obligation asks for was there, whatever a verifier says."""
        handed = self.evidence.under.get(obligation.id, ())
        due = self.extension.amount_due(obligation)
        if due is not None:
            return reached(handed, due)
        first = min((item.instant for item in handed), default=None)
        if obligation.duty == "notice":
            accepted = Trigger("accepted", of=obligation.id)
            reported = Trigger("reported", of=obligation.id)
            return self._told(reported if obligation.accepted_by is None else accepted)
        return When(first, first)


def _at(found: tuple[datetime, Approval]) -> datetime:
    return found[0]


def reached(handed: tuple[Handed, ...], amount: Quantity) -> When:
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


def _later(one: When, other: When) -> When:
    return When(*(None if a is None or b is None else max(a, b) for a, b in zip(one, other, strict=True)))


def _earlier(one: When, other: When) -> When:
    return When(*(min((x for x in pair if x is not None), default=None) for pair in zip(one, other, strict=True)))


def _of_anchor(anchor: Anchor | None) -> list[Node]:
    if anchor is None:
        return []
    found: list[Node] = []
    for edge, name in anchor.names():
        found += [(edge, name)] if edge == "start" else [("end", name), ("done", name)]
    return found


def _of_condition(condition: Trigger | None) -> list[Node]:
    found: list[Node] = []
    for atom in condition.atoms() if condition is not None else ():
        if atom.time is not None:
            found += _of_anchor(atom.time)
        elif atom.of is not None:
            edges: Mapping[str, tuple[str, ...]] = {"begun": ("start",), "done": ("done",), "ended": ("end", "done")}
            found += [(edge, atom.of) for edge in edges.get(atom.op, ())]
    return found


def _in_order(graph: Mapping[Node, list[Node]]) -> Iterator[Node]:
    """The nodes, each after those it hangs on; of a knot, which no sound agreement has, in their order."""
    waits = {node: {other for other in others if other in graph and other != node} for node, others in graph.items()}
    users: dict[Node, list[Node]] = {}
    for node, others in waits.items():
        for other in others:
            users.setdefault(other, []).append(node)
    ready = [node for node, others in waits.items() if not others]
    seen = set(ready)
    while ready:
        node = ready.pop()
        yield node
        for user in users.get(node, ()):
            waits[user].discard(node)
            if not waits[user] and user not in seen:
                seen.add(user)
                ready.append(user)
    yield from (node for node in graph if node not in seen)
