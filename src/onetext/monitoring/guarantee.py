"""Guarantees: whether somebody is to answer for what others owe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onetext.model import Guarantee, Obligation
from onetext.model.standing import GuaranteeStanding, ObligationStanding
from onetext.monitoring.clock import Clock
from onetext.monitoring.order import touches
from onetext.monitoring.when import moment_at

_OVER = ("fulfilled", "expired", "terminated")


def find_guarantees(clock: Clock, duties: tuple[ObligationStanding, ...]) -> Iterator[GuaranteeStanding]:
    """Each guarantee, in the order of the agreement."""
    standings = {item.id: item for item in duties}
    for guarantee in clock.deal.guarantees:
        yield _standing(guarantee, clock, standings)


def _standing(guarantee: Guarantee, clock: Clock, standings: Mapping[str, ObligationStanding]) -> GuaranteeStanding:
    covered = tuple(duty.id for duty in clock.deal.obligations if _covers(guarantee, duty, clock))
    violated = tuple(name for name in covered if standings[name].state == "violated")
    if guarantee.when is not None:
        when = clock.condition(guarantee.when)
        since = when.surely if when.by(clock.evidence.until) and clock.in_force.by(clock.evidence.until) else None
        broken = tuple(name for name in covered if standings[name].state == "violated" or standings[name].overdue)
    else:
        found = clock.evidence.breaches
        since = min((found[name] for name in violated if name in found), default=None)
        broken = violated
    if since is not None:
        return GuaranteeStanding(guarantee.by, covered, "to answer", moment_at(since, clock.evidence.tz), broken)
    over = bool(covered) and all(standings[name].state in _OVER for name in covered)
    return GuaranteeStanding(guarantee.by, covered, "over" if over else "stands", None)


def _covers(guarantee: Guarantee, duty: Obligation, clock: Clock) -> bool:
    """Whether a duty is guaranteed: among the parts that are named, and owed by the side that is answered for."""
    side = clock.evidence.situation.roster.party(duty.by) or duty.by
    return touches(guarantee.of, duty) and (guarantee.side is None or side == guarantee.side)
