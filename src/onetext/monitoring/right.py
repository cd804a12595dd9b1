"""Rights to change an agreement, as they were used: by whom, on what, once what was so, and within which limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from onetext.model import Entry, Moment, Power, Quantity, Right, quantity_between
from onetext.model.length import days_in, hours_in, is_length
from onetext.model.standing import Limit, PowerUsed, Sure
from onetext.monitoring.clock import Clock
from onetext.monitoring.evidence import Evidence
from onetext.monitoring.suspension import Act
from onetext.monitoring.when import moment_at

_ORDER: tuple[Sure, ...] = ("no", "possible", "yes")
_HUNDREDTH = Decimal("0.01")


def find_powers(clock: Clock) -> Iterator[PowerUsed]:
    """Every use of a right, and every right that took effect by itself, by when it did."""
    found = [*_used(clock), *_by_themselves(clock)]
    yield from sorted(found, key=lambda item: item.since.earliest)


def _used(clock: Clock) -> Iterator[PowerUsed]:
    suspensions = {act.entry: act for act in clock.suspension.acts if act.act == "suspension"}
    for _, entry, body in clock.evidence.powers:
        until = _over(suspensions[entry.id], clock) if entry.id in suspensions else None
        right, limits = _nearest(clock, entry, body, until)
        yield PowerUsed(
            act=body.act, since=_since(entry, body), until=until or body.until, of=body.clauses,
            rests_on=(entry.id,), right=right, limits=limits,
        )  # fmt: skip


def _by_themselves(clock: Clock) -> Iterator[PowerUsed]:
    zone, now = clock.evidence.tz, clock.evidence.until
    suspensions = {act.right: act for act in clock.suspension.acts if act.right is not None}
    for right in clock.deal.rights:
        when = clock.by_itself(right)
        since = moment_at(when.surely, zone)
        if since is not None and when.by(now):
            until = _over(suspensions[right.id], clock) if right.act == "suspension" else None
            yield PowerUsed(right.act, since, until, right.of, (), right.id, automatic=True)


def _over(act: Act, clock: Clock) -> Moment | None:
    """When a suspension was over, as it was stated: restored in all its parts, or its time passed."""
    restored = clock.suspension.restored_by(act)
    for _, entry, body in clock.evidence.powers:
        if restored is not None and entry.id == restored.entry:
            return _since(entry, body)
        if restored is None and entry.id == act.entry:
            return body.until
    return moment_at(restored.at if restored is not None else act.until, clock.evidence.tz)


def _since(entry: Entry, body: Power) -> Moment:
    return body.since if body.since is not None and body.since.is_known else entry.said


def _nearest(clock: Clock, entry: Entry, body: Power, until: Moment | None) -> tuple[str | None, tuple[Limit, ...]]:
    """The right whose limits a use kept best, with those limits; the first of several."""
    fits = [right for right in clock.deal.rights if right.act == body.act and not right.automatic]
    judged = [(right.id, tuple(_limits(right, clock, entry, body, until))) for right in fits]
    return max(judged, key=_kept, default=(None, ()))


def _kept(judged: tuple[str | None, tuple[Limit, ...]]) -> tuple[int, int]:
    kept = [_ORDER.index(limit.kept) for limit in judged[1]]
    return min(kept, default=2), -sum(item == 0 for item in kept)


def _limits(right: Right, clock: Clock, entry: Entry, body: Power, until: Moment | None) -> Iterator[Limit]:
    """What a right asks of its use, each with whether it was so."""
    evidence, since = clock.evidence, _since(entry, body)
    sides = {evidence.situation.roster.side(body.by), evidence.situation.roster.party(body.by), body.by}
    yield Limit("by", "yes" if sides & set(right.by) else "no")
    if right.of:
        yield Limit(
            "parts", "yes" if body.clauses and all(_covers(right, name, clock) for name in body.clauses) else "no"
        )
    if right.when is not None:
        when = clock.condition(right.when)
        yield Limit("when", "yes" if when.by(since.by) else "possible" if when.maybe_by(since.by) else "no")
    if right.notice is not None:
        yield _noticed(right.notice, since, _announced(right, evidence, entry, since))
    if right.most is not None:
        yield from _at_most(right, right.most, clock, entry, body, until)


def _covers(right: Right, name: str, clock: Clock) -> bool:
    return name in right.of or getattr(clock.outline.parts.get(name), "stage", None) in right.of


def _announced(right: Right, evidence: Evidence, entry: Entry, since: Moment) -> Moment:
    """When the use of a right was first told: by a notice under it that came before, or by the use itself."""
    told = [
        other.said
        for _, other, notice in evidence.notices
        if notice.clause == right.id and notice.state != "refused" and other.said.earliest <= since.earliest
    ]
    return min([*told[-1:], entry.said], key=lambda said: said.earliest)


def _noticed(asked: Quantity, since: Moment, announced: Moment) -> Limit:
    """Whether a notice was long enough: as far as the words of both times tell."""
    found = _between(announced, since)
    need = hours_in(asked).lo or Decimal(0)
    if found is None:
        return Limit("notice", "possible", asked)
    short = found[1] < need or (found[1] == need and not _is_instant(since))
    kept: Sure = "yes" if found[0] >= need else "no" if short else "possible"
    return Limit("notice", kept, asked, _in_unit_of(asked, *found))


def _at_most(
    right: Right, most: Quantity, clock: Clock, entry: Entry, body: Power, until: Moment | None
) -> Iterator[Limit]:
    """Whether a right was used for no longer, or no more often, than it allows."""
    if not is_length(most):
        uses = [other.id for _, other, used in clock.evidence.powers if used.act == right.act]
        count = Decimal(uses.index(entry.id) + 1)
        yield Limit("times", _within(count, count, most.hi), most, quantity_between(count, count, most.unit))
        return
    limit = hours_in(most).hi
    if body.act == "extension":
        so_far = (
            sum((days_in(used.days) for used in _extensions(clock, entry) if used.days is not None), Decimal(0)) * 24
        )
        yield Limit("longest", _within(so_far, so_far, limit), most, _in_unit_of(most, so_far, so_far))
    elif body.act == "suspension":
        zone, now = clock.evidence.tz, clock.evidence.until
        by_now = moment_at(now, zone)
        end = until if until is not None and until.earliest <= now else by_now
        since = _since(entry, body)
        found = _between(since, end) if end is not None else None
        kept: Sure = "possible" if found is None else _within(*found, limit)
        if found is not None and found[0] == limit and not _is_instant(since):
            kept = "no"  # it lasted longer than the least, which is the time from the end of that day
        yield Limit("longest", kept, most, None if found is None else _in_unit_of(most, *found))


def _extensions(clock: Clock, entry: Entry) -> Iterator[Power]:
    """The extensions up to and with one, in the order of time."""
    for _, other, body in clock.evidence.powers:
        if body.act == "extension":
            yield body
        if other.id == entry.id:
            return


def _within(least: Decimal, most: Decimal, limit: Decimal | None) -> Sure:
    if limit is None or most <= limit:
        return "yes"
    return "no" if least > limit else "possible"


def _between(one: Moment, other: Moment) -> tuple[Decimal, Decimal] | None:
    """The least and most hours from one moment to another; None where a moment is open."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    one_end, other_end = (
        (one.start if _is_instant(one) else one.end),
        (other.start if _is_instant(other) else other.end),
    )
    spans = (other.start - one_end, other_end - one.start)
    least, most = (max(Decimal(int(span.total_seconds())) / 3600, Decimal(0)) for span in spans)
    return least, most


def _is_instant(moment: Moment) -> bool:
    """Whether a moment is told to the minute, which is then taken as it is."""
    return moment.start is not None and moment.end is not None and moment.end - moment.start <= timedelta(minutes=1)


def _in_unit_of(asked: Quantity, least: Decimal, most: Decimal) -> Quantity:
    """A number of hours in the unit in which a length is asked, to a hundredth."""
    each = hours_in(Quantity("1", Decimal(1), Decimal(1), asked.unit)).lo or Decimal(24)
    lo, hi = ((hours / each).quantize(_HUNDREDTH) for hours in (least, most))
    return quantity_between(lo, hi, asked.unit or "days")
