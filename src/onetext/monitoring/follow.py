"""How an agreement stands at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import reduce

from onetext.errors import UsageError
from onetext.model import (
    Agreement,
    Entry,
    Moment,
    Notice,
    Obligation,
    Outline,
    Signature,
    Situation,
    find_cycles,
    waits_of,
)
from onetext.model.anchor import HOURS_PER
from onetext.model.standing import (
    ExtensionStanding,
    ListStanding,
    ObligationStanding,
    ReadingCycle,
    ScoreStanding,
    StageStanding,
    Standing,
    score_percent,
)
from onetext.monitoring.account import find_accounts, find_violations
from onetext.monitoring.clock import Clock
from onetext.monitoring.ending import Endings
from onetext.monitoring.evidence import Evidence
from onetext.monitoring.guarantee import find_guarantees
from onetext.monitoring.obligation import Duties
from onetext.monitoring.right import find_powers
from onetext.monitoring.service import Services
from onetext.monitoring.swap import Swaps
from onetext.monitoring.together import find_together
from onetext.monitoring.when import moment_at

_LAST = datetime.max.replace(tzinfo=UTC) - timedelta(days=400)


def follow(situation: Situation, at: Moment | None = None, agreement: str | None = None) -> Standing:
    """How an agreement (default: the last one signed, else the last one recorded) stands at the end of a moment
    (default: of the last day on which something was learned).

    Raises UsageError where there is no such agreement.

    >>> from onetext.model import Header, replay
    >>> follow(replay(Header(title="River"), [])).in_force is None
    True
    """
    moment = at if at is not None else _last(situation)
    chosen = _choose(situation, agreement)
    if chosen is None:
        return Standing(None, None, None, moment)
    name, deal = chosen
    until = min(moment.end or moment.start or _LAST, _LAST)
    evidence = Evidence(situation, name, deal, until)
    clock = Clock(evidence)
    swaps = Swaps(clock)
    endings = Endings(clock)
    services = Services(clock, endings, swaps.days)
    follower = Duties(clock, endings, services)
    duties = tuple(follower.standings())
    force = clock.in_force.surely
    earned, used = _prolonged(clock)
    return Standing(
        agreement=name,
        in_force=name if force is not None and force <= until else None,
        since=moment_at(force, evidence.tz),
        at=moment,
        stages=tuple(_stages(clock)),
        obligations=duties,
        swaps=tuple(swaps.standings()),
        quotas=tuple(swaps.quotas()),
        extension=ExtensionStanding(earned, used),
        milestones=tuple(follower.milestones()),
        services=services.standings,
        lists=tuple(_lists(clock)),
        violations=tuple(find_violations(evidence)),
        accounts=tuple(find_accounts(evidence)),
        powers=tuple(find_powers(clock)),
        together=tuple(find_together(clock)),
        guarantees=tuple(find_guarantees(clock, duties)),
        outside=tuple(item.entry for item in evidence.deliveries if item.obligation is None),
        readings=tuple(find_reading_cycles(evidence)),
        score=_score(duties, deal, until),
    )


def _last(situation: Situation) -> Moment:
    dated = [entry.known for entry in situation.in_force.values() if entry.known.end is not None]
    return max(dated, key=lambda known: known.by, default=Moment("unknown"))


def _choose(situation: Situation, wanted: str | None) -> tuple[str, Agreement] | None:
    deals = {entry.id: body for entry, body in situation.of(Agreement)}
    if wanted is not None:
        if wanted not in deals:
            known = f"name one of: {', '.join(deals)}" if deals else "record an agreement first"
            raise UsageError(f"'{wanted}' is no agreement", known)
        return wanted, deals[wanted]
    signed = [(entry.said.by, body.agreement) for entry, body in situation.of(Signature) if body.agreement in deals]
    name = max(signed)[1] if signed else next(reversed(deals), None)
    return None if name is None else (name, deals[name])


def _prolonged(clock: Clock) -> tuple[Decimal, Decimal]:
    earned, used = Decimal(0), Decimal(0)
    for stage in clock.deal.stages:
        earned += clock.extension.earned(stage)
        used += clock.extension.used(stage)
    return earned, used


def _stages(clock: Clock) -> Iterator[StageStanding]:
    now, zone = clock.evidence.until, clock.evidence.tz
    for stage in clock.deal.stages:
        start, end = clock.start(stage.id).surely, clock.end(stage.id).surely
        begun = start is not None and start <= now
        over = begun and end is not None and end <= now
        state = "ended" if over else "active" if begun else "pending"
        yield StageStanding(stage.id, state, moment_at(start, zone), moment_at(end, zone))  # type: ignore[arg-type]


def _lists(clock: Clock) -> Iterator[ListStanding]:
    """Each list or notice with what became of it, by the day that it is for."""
    evidence = clock.evidence
    for _, entry, body in sorted(evidence.notices, key=lambda item: (item[1].said.earliest, item[0], item[1].id)):
        yield ListStanding(
            body.clause, body.for_day, body.state, body.reason, _in_time(clock, entry, body), (entry.id,)
        )


def _in_time(clock: Clock, entry: Entry, body: Notice) -> bool | None:
    """Whether a list came before it was due; None where no time is set or it cannot be told."""
    duty = clock.outline.parts.get(body.clause or "")
    anchor = duty.ends if isinstance(duty, Obligation) else None
    day = body.for_day.start if body.for_day is not None else None
    if body.state != "given" or anchor is None or not anchor.recurs or day is None:
        return None
    hours = anchor.amount * HOURS_PER[anchor.unit.removesuffix("s")] if anchor.amount else Decimal(0)
    due = day + timedelta(hours=float(hours))
    return True if entry.said.by <= due else False if entry.said.earliest >= due else None


def find_reading_cycles(evidence: Evidence) -> Iterator[ReadingCycle]:
    """Cycles in the union of what must come first by the agreement and by every reading of it."""
    waits = _must_come_first(evidence.outline)
    told: dict[tuple[str, str], list[str]] = {}
    for name, body in evidence.readings:
        for before, after in zip(body.order, body.order[1:], strict=False):
            waits.setdefault(after, set()).add(before)
            told.setdefault((after, before), []).append(name)
    for cycle in find_cycles(waits):
        steps = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        readings = dict.fromkeys(name for step in steps for name in told.get(step, ()))
        yield ReadingCycle(cycle, tuple(readings))


def _must_come_first(outline: Outline) -> dict[str, set[str]]:
    """What each part waits for in every way in which it can begin."""
    found: dict[str, set[str]] = {}
    for name, part in outline.parts.items():
        ways = waits_of(part)
        always = reduce(frozenset.intersection, ways) if ways else frozenset[str]()
        found[name] = {other for other in always if other in outline.parts}
    return found


def _score(duties: tuple[ObligationStanding, ...], deal: Agreement, until: datetime) -> ScoreStanding:
    kinds = {duty.id: duty.duty for duty in deal.obligations}
    scored = [item for item in duties if item.score is not None]
    due = [
        item for item in scored
        if (item.due is not None and item.due.earliest <= until)
        or item.state == "fulfilled"
        or (kinds[item.id] == "service" and item.state != "pending")
    ]  # fmt: skip
    return ScoreStanding(*(score_percent(item.score or 0 for item in items) for items in (scored, due)))
