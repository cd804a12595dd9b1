"""Beliefs as data, as `believe --json` prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onetext.model import Case, Moment
from onetext.model.belief import Clash
from onetext.model.outlook import Change, Estimate, IssueOutlook, LimitOutlook, Outlook, PartyOutlook, Unheard
from onetext.reporting.value import plain_value


@dataclass(frozen=True, slots=True)
class WeightResult:
    """The weight of an issue, as a share of all; the interval holds nine tenths of the draws."""

    mean: Decimal
    interval: tuple[Decimal, Decimal]
    prior_mean: Decimal
    prior_interval: tuple[Decimal, Decimal]
    assumption: bool
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectionResult:
    """Whether more or less of an issue is wanted, with its chance; and the values that may be best, with theirs."""

    direction: Literal["more", "less"] | None
    chance: Decimal | None
    best: Mapping[str, Decimal]
    assumption: bool
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitResult:
    """A limit with the chance that it is a true one; on an issue, between which values it lies (else null)."""

    issue: str | None
    side: Literal["at least", "at most"] | None
    interval: tuple[str, str] | None
    chance: Decimal
    prior_chance: Decimal
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BelieveParty:
    """What is believed of one party."""

    weights: Mapping[str, WeightResult]
    directions: Mapping[str, DirectionResult]
    limits: tuple[LimitResult, ...]
    outside_option: WeightResult
    bodies: Mapping[str, WeightResult]
    effective_samples: int
    samples: int
    rests_on: tuple[str, ...]
    scenarios: Mapping[str, BelieveParty]
    share: Decimal
    clashes: tuple[Clash, ...]
    not_counted: tuple[Unheard, ...]
    nothing_left: Decimal
    stated: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class BelieveResult:
    """Beliefs as data. `silent` says why there are none ("": there are); `events` have chances, `assumed` are those of
    which none is recorded; `since` is when changes are counted from; `scenario` the rival reading of a party that is
    taken alone."""

    parties: Mapping[str, BelieveParty]
    silent: str
    events: Mapping[str, Decimal]
    assumed: tuple[str, ...]
    since: Moment | None
    scenario: Mapping[str, str]


def believe_result(outlook: Outlook, case: Case, since: Moment | None = None) -> BelieveResult:
    """The outlook as data."""
    parties = {party.party: _party(party, case) for party in outlook.parties}
    return BelieveResult(parties, outlook.silent, outlook.events, outlook.assumed, since, outlook.scenario)


def _party(party: PartyOutlook, case: Case) -> BelieveParty:
    return BelieveParty(
        {issue.issue: _weight(issue.weight, issue.rests_on) for issue in party.issues},
        {
            i.issue: DirectionResult(i.direction, i.chance, _dated(i, case), i.assumption, i.rests_on)
            for i in party.issues
        },
        tuple(_limit(limit, case) for limit in party.limits),
        _weight(party.outside_option, party.outside_rests_on),
        {name: _weight(estimate, ()) for name, estimate in party.bodies.items()},
        party.effective,
        party.samples,
        party.rests_on,
        {name: _party(one, case) for name, one in party.scenarios.items()},
        party.share,
        party.clashes,
        party.unused,
        party.nothing_left,
        party.stated,
        party.changes,
    )


def _weight(estimate: Estimate, rests_on: tuple[str, ...]) -> WeightResult:
    e = estimate
    return WeightResult(e.mean, (e.lo, e.hi), e.prior_mean, (e.prior_lo, e.prior_hi), e.assumption, rests_on)


def _dated(issue: IssueOutlook, case: Case) -> dict[str, Decimal]:
    held = case.header.issues[issue.issue]
    is_date = held.kind == "date"
    return {
        plain_value(Decimal(value), date=True) if is_date and value not in held.options else value: chance
        for value, chance in issue.best.items()
    }


def _limit(limit: LimitOutlook, case: Case) -> LimitResult:
    ends = None
    if limit.lo is not None and limit.hi is not None:
        is_date = limit.issue is not None and case.header.issues[limit.issue].kind == "date"
        ends = plain_value(limit.lo, is_date), plain_value(limit.hi, is_date)
    return LimitResult(limit.issue, limit.side, ends, limit.chance, limit.prior_chance, limit.rests_on)
